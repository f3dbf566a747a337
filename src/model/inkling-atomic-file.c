/* inkling-atomic-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-atomic-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define TEMPORARY_PREFIX ".inkling-saving-"
#define NEW_FILE_MODE    0666  /* less the umask */
#define NOT_A_FILE       ENXIO /* what a device is refused with */

static const char *
get_reason (int error_number)
{
  if (error_number == ENOSPC || error_number == EDQUOT)
    return _("the disk is full; make room and try again");
  if (error_number == NOT_A_FILE)
    return _("this is a device or a pipe, not a file");
  return g_strerror (error_number);
}

static gboolean
set_error (GError     **error,
           const char  *path,
           int          error_number)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (error_number),
               _("%s: could not be saved: %s"), name, get_reason (error_number));
  return FALSE;
}

/* Creates the temporary file and locks it, which tells inkling_atomic_file_tidy_folder that it is
 * in use. Returns its descriptor, or −1 with errno. */
static int
create_temporary (const char  *folder,
                  char       **temporary)
{
  struct stat status;

  for (;;)
    {
      g_autofree char *path = g_build_filename (folder, TEMPORARY_PREFIX "XXXXXX", NULL);
      int              fd = g_mkstemp_full (path, O_WRONLY | O_CLOEXEC, NEW_FILE_MODE);

      if (fd < 0)
        return -1;
      /* Some network file systems know no locks; then a leftover file may stay. */
      if (flock (fd, LOCK_EX) != 0 || fstat (fd, &status) != 0 || status.st_nlink > 0)
        {
          *temporary = g_steal_pointer (&path);
          return fd;
        }
      /* Tidied away between its creation and the lock: once more. */
      close (fd);
    }
}

static gboolean
write_piece (int     fd,
             GBytes *piece)
{
  gsize         n_bytes;
  const guint8 *bytes = g_bytes_get_data (piece, &n_bytes);

  while (n_bytes > 0)
    {
      ssize_t n_written = write (fd, bytes, n_bytes);

      if (n_written < 0 && errno != EINTR)
        return FALSE;
      if (n_written > 0)
        {
          bytes += n_written;
          n_bytes -= n_written;
        }
    }
  return TRUE;
}

/* A file that is replaced keeps its permissions. */
static void
copy_mode (const char *path,
           int         fd)
{
  struct stat status;

  if (stat (path, &status) == 0 && S_ISREG (status.st_mode))
    fchmod (fd, status.st_mode & 0777);
}

/* Makes the rename itself survive a power cut, where the file system can. */
static void
flush_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  if (fsync (fd) != 0)
    g_debug ("%s could not be flushed: %s", folder, g_strerror (errno));
  close (fd);
}

/* Everything up to the rename; FALSE with errno. Closes fd. */
static gboolean
fill_and_rename (int            fd,
                 const char    *temporary,
                 const char    *path,
                 GBytes *const *pieces,
                 gsize          n_pieces)
{
  gboolean safe = TRUE;
  int      error_number;

  for (gsize i = 0; i < n_pieces && safe; i++)
    safe = write_piece (fd, pieces[i]);
  if (safe)
    copy_mode (path, fd);
  safe = safe && fsync (fd) == 0 && g_rename (temporary, path) == 0;

  error_number = errno;
  close (fd);
  errno = error_number;
  return safe;
}

/* The file that path leads to. Renaming would put a file in the place of a link, or of a device,
 * which then is lost to everybody. NULL: it is no file. */
static char *
find_target (const char *path)
{
  g_autofree char *target = NULL;
  char            *real = realpath (path, NULL);
  struct stat      status;

  target = g_strdup (real != NULL ? real : path);
  free (real);
  if (stat (target, &status) != 0 || S_ISREG (status.st_mode) || S_ISDIR (status.st_mode))
    return g_steal_pointer (&target);
  return NULL;
}

/* FALSE with errno. */
static gboolean
replace_file (const char    *target,
              GBytes *const *pieces,
              gsize          n_pieces)
{
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *temporary = NULL;
  int              fd = create_temporary (folder, &temporary);

  if (fd < 0)
    return FALSE;
  if (!fill_and_rename (fd, temporary, target, pieces, n_pieces))
    {
      int error_number = errno;

      g_unlink (temporary);
      errno = error_number;
      return FALSE;
    }
  flush_folder (folder);
  return TRUE;
}

gboolean
inkling_atomic_file_write (const char     *path,
                           GBytes *const  *pieces,
                           gsize           n_pieces,
                           GError        **error)
{
  g_autofree char *target = find_target (path);

  if (target == NULL)
    return set_error (error, path, NOT_A_FILE);
  if (!replace_file (target, pieces, n_pieces))
    return set_error (error, path, errno);
  return TRUE;
}

/* A killed process no longer holds its lock. */
static void
remove_if_abandoned (const char *path)
{
  int fd = open (path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0)
    return;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    g_unlink (path);
  close (fd);
}

void
inkling_atomic_file_tidy_folder (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char      *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    if (g_str_has_prefix (name, TEMPORARY_PREFIX))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        remove_if_abandoned (path);
      }
}
