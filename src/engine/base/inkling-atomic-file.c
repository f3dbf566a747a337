/* inkling-atomic-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define _GNU_SOURCE /* O_TMPFILE */
#include "inkling-atomic-file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "inkling-notice.h"

#define TEMPORARY_PREFIX ".inkling-saving-"
#define NEW_FILE_MODE    0666  /* less the umask */
#define NOT_A_FILE       ENXIO /* what a device is refused with */
#define STRANGE_LINK     EREMCHG /* another user's link: an error that no local file has */
#define MAX_LINKS        40    /* that lead to one another, as the kernel has it */

const char *
inkling_atomic_file_explain (int error_number)
{
  if (error_number == ENOSPC || error_number == EDQUOT)
    return _("the disk is full; make room and try again");
  if (error_number == EFBIG)
    return _("it would be larger than a file may be here; a shell sets such a limit with "
             "“ulimit -f”");
  if (error_number == NOT_A_FILE)
    return _("this is a device or a pipe, not a file");
  if (error_number == STRANGE_LINK)
    return _("this is a link that another user made, in a folder where everybody may make one");
  return g_strerror (error_number);
}

gboolean
inkling_atomic_file_set_error (GError     **error,
                               const char  *path,
                               int          error_number)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (error_number), "%s: %s", name,
               inkling_atomic_file_explain (error_number));
  return FALSE;
}

static gboolean
set_error (GError     **error,
           const char  *path,
           int          error_number)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (error_number),
               _("%s: could not be saved: %s"), name, inkling_atomic_file_explain (error_number));
  return FALSE;
}

/* Locked, a temporary file is known to inkling_atomic_file_tidy_folder to be in use. Some network
 * file systems know no locks; then a leftover file may stay. FALSE if it was tidied away between
 * its creation and the lock. */
static gboolean
mark_as_used (int fd)
{
  struct stat status;

  return flock (fd, LOCK_EX) != 0 || fstat (fd, &status) != 0 || status.st_nlink > 0;
}

/* Returns the descriptor of a new temporary file, or −1 with errno. */
static int
create_temporary (const char  *folder,
                  char       **temporary)
{
  for (;;)
    {
      g_autofree char *path = g_build_filename (folder, TEMPORARY_PREFIX "XXXXXX", NULL);
      int              fd = g_mkstemp_full (path, O_WRONLY | O_CLOEXEC, NEW_FILE_MODE);

      if (fd < 0)
        return -1;
      if (mark_as_used (fd))
        {
          *temporary = g_steal_pointer (&path);
          return fd;
        }
      close (fd);
    }
}

/* A file that has no name until it is whole: the kernel removes it when the process is killed.
 * −1 where the file system, or the system, has none. */
static int
create_nameless (const char *folder)
{
#ifdef O_TMPFILE
  return open (folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, NEW_FILE_MODE);
#else
  return -1;
#endif
}

/* A name to be renamed from, because a link replaces nothing. FALSE with errno. */
static gboolean
give_name (int          fd,
           const char  *folder,
           char       **temporary)
{
  g_autofree char *anonymous = g_strdup_printf ("/proc/self/fd/%d", fd);

  flock (fd, LOCK_EX);
  for (;;)
    {
      g_autofree char *name = g_strdup_printf (TEMPORARY_PREFIX "%08x", g_random_int ());
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (linkat (AT_FDCWD, anonymous, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0)
        {
          *temporary = g_steal_pointer (&path);
          return TRUE;
        }
      if (errno != EEXIST)
        return FALSE;
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
  g_autofree char *name = g_filename_display_name (folder);
  g_autofree char *text = NULL;
  int              fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0 || fsync (fd) != 0)
    {
      text = g_strdup_printf (_("%s: the folder cannot be flushed to the disk (%s); after a power "
                                "cut the files saved last may be missing"),
                              name, g_strerror (errno));
      inkling_notice_tell_once (text);
    }
  if (fd >= 0)
    close (fd);
}

/* FALSE with errno. */
static gboolean
fill (int            fd,
      const char    *path,
      GBytes *const *pieces,
      gsize          n_pieces)
{
  for (gsize i = 0; i < n_pieces; i++)
    if (!write_piece (fd, pieces[i]))
      return FALSE;
  copy_mode (path, fd);
  return fsync (fd) == 0;
}

/* As the kernel has it where it is told to (fs.protected_symlinks, proc(5)); it cannot know of a
 * link that is only read. */
static gboolean
is_strange_link (const char *path,
                 const char *folder)
{
  const mode_t everybodys = S_ISVTX | S_IWOTH;
  struct stat  link, around;

  return lstat (path, &link) == 0 && stat (folder, &around) == 0 &&
         (around.st_mode & everybodys) == everybodys && link.st_uid != geteuid () &&
         link.st_uid != around.st_uid;
}

/* The file that path leads to, also when it is not there yet. Renaming would put a file in the
 * place of a link, or of a device, which then is lost to everybody. NULL with errno. */
static char *
find_target (const char *path)
{
  g_autofree char *target = g_strdup (path);
  struct stat      status;

  for (guint i = 0; i < MAX_LINKS; i++)
    {
      g_autofree char *link = g_file_read_link (target, NULL);
      g_autofree char *folder = g_path_get_dirname (target);

      if (link == NULL)
        break;
      if (is_strange_link (target, folder))
        {
          errno = STRANGE_LINK;
          return NULL;
        }
      g_free (target);
      target = g_path_is_absolute (link) ? g_steal_pointer (&link)
                                         : g_build_filename (folder, link, NULL);
    }
  if (stat (target, &status) != 0)
    return errno != ELOOP ? g_steal_pointer (&target) : NULL;
  if (S_ISREG (status.st_mode) || S_ISDIR (status.st_mode))
    return g_steal_pointer (&target);
  errno = NOT_A_FILE;
  return NULL;
}

gboolean
inkling_atomic_file_is_same (const char *path,
                             const char *other)
{
  struct stat a, b;

  return stat (path, &a) == 0 && stat (other, &b) == 0 && a.st_dev == b.st_dev &&
         a.st_ino == b.st_ino;
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

/* Listing the folder again and again would make every file dearer than the one before. */
static void
tidy_once (const char *folder)
{
  static GMutex      mutex;
  static GHashTable *tidied; /* owned; guarded by mutex */
  gboolean           is_new;

  g_mutex_lock (&mutex);
  if (tidied == NULL)
    tidied = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  is_new = g_hash_table_add (tidied, g_strdup (folder));
  g_mutex_unlock (&mutex);
  if (is_new)
    inkling_atomic_file_tidy_folder (folder);
}

/* Ends the attempt to put the file with descriptor fd at target; FALSE with errno. */
static gboolean
finish (int         fd,
        const char *temporary,
        const char *target,
        gboolean    filled)
{
  gboolean done = filled && g_rename (temporary, target) == 0;
  int      error_number = errno;

  if (!done && temporary != NULL)
    g_unlink (temporary);
  close (fd);
  errno = error_number;
  return done;
}

static gboolean
replace_nameless (const char    *folder,
                  const char    *target,
                  GBytes *const *pieces,
                  gsize          n_pieces)
{
  g_autofree char *temporary = NULL;
  int              fd = create_nameless (folder);
  gboolean         filled;

  if (fd < 0)
    return FALSE;
  filled = fill (fd, target, pieces, n_pieces) && give_name (fd, folder, &temporary);
  return finish (fd, temporary, target, filled);
}

static gboolean
replace_named (const char    *folder,
               const char    *target,
               GBytes *const *pieces,
               gsize          n_pieces)
{
  g_autofree char *temporary = NULL;
  int              fd = create_temporary (folder, &temporary);

  return fd >= 0 && finish (fd, temporary, target, fill (fd, target, pieces, n_pieces));
}

gboolean
inkling_atomic_file_write (const char     *path,
                           GBytes *const  *pieces,
                           gsize           n_pieces,
                           GError        **error)
{
  g_autofree char *target = find_target (path);
  g_autofree char *folder = NULL;

  if (target == NULL)
    return set_error (error, path, errno);
  folder = g_path_get_dirname (target);
  tidy_once (folder);
  if (!replace_nameless (folder, target, pieces, n_pieces) &&
      !replace_named (folder, target, pieces, n_pieces))
    return set_error (error, path, errno);
  flush_folder (folder);
  return TRUE;
}

/* FALSE with errno. Not every file system can set room aside; then the first save will tell. */
static gboolean
reserve (int     fd,
         guint64 n_bytes)
{
  int error_number = n_bytes > 0 ? posix_fallocate (fd, 0, n_bytes) : 0;

  errno = error_number;
  return error_number == 0 || error_number == EINVAL || error_number == EOPNOTSUPP;
}

gboolean
inkling_atomic_file_try (const char  *folder,
                         guint64      n_bytes,
                         GError     **error)
{
  g_autofree char *temporary = NULL;
  int              fd = create_nameless (folder);
  int              error_number;

  if (fd < 0)
    fd = create_temporary (folder, &temporary);
  error_number = fd >= 0 && reserve (fd, n_bytes) ? 0 : errno;
  if (temporary != NULL)
    g_unlink (temporary);
  if (fd >= 0)
    close (fd);
  if (error_number == 0)
    return TRUE;
  return inkling_atomic_file_set_error (error, folder, error_number);
}
