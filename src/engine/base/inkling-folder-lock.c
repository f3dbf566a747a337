/* inkling-folder-lock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define _GNU_SOURCE /* F_OFD_SETLK, O_PATH */
#include "inkling-folder-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "inkling-atomic-file.h"
#include "inkling-error.h"

#define LOCK_NAME  ".inkling-lock"
#define FILE_MODE  0666 /* less the umask */
#define MAX_RECORD 4096 /* bytes of it that are read */
#define GROUP      "Holder"

struct _InklingFolderLock
{
  char     *folder;    /* owned */
  int       folder_fd; /* the folder itself, whatever its name becomes */
  int       fd;        /* of the lock file; −1 when the file system knows no locks */
};

typedef enum
{
  TAKEN,
  HELD,    /* by somebody else */
  UNKNOWN, /* the file system knows no locks */
} Outcome;

/* Of this process; a process id may be another's in another container. */
static const char *
get_token (void)
{
  static gsize token;

  if (g_once_init_enter (&token))
    g_once_init_leave (&token, (gsize) g_uuid_string_random ());
  return (const char *) token;
}

/* A lock of the open file: closing another descriptor of the same file does not lose it, as it
 * would a lock of the process, and unlike flock it can be asked for without being taken. */
static Outcome
try_lock (int fd)
{
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  while (fcntl (fd, F_OFD_SETLK, &whole) != 0)
    if (errno == EAGAIN || errno == EACCES || errno == EBADF /* another user's file */)
      return HELD;
    else if (errno != EINTR)
      return UNKNOWN;
  return TAKEN;
}

static gboolean
is_locked (int fd)
{
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  return fcntl (fd, F_OFD_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
}

/* Who holds the lock. */

static gboolean
write_record (int fd)
{
  g_autoptr (GKeyFile) record = g_key_file_new ();
  g_autofree char     *text = NULL;
  gsize                n_bytes;

  g_key_file_set_string (record, GROUP, "Program", g_get_prgname () != NULL ? g_get_prgname ()
                                                                           : GETTEXT_PACKAGE);
  g_key_file_set_integer (record, GROUP, "Process", getpid ());
  g_key_file_set_string (record, GROUP, "Host", g_get_host_name ());
  g_key_file_set_int64 (record, GROUP, "Since", g_get_real_time () / G_USEC_PER_SEC);
  g_key_file_set_string (record, GROUP, "Token", get_token ());
  text = g_key_file_to_data (record, &n_bytes, NULL);
  return ftruncate (fd, 0) == 0 && pwrite (fd, text, n_bytes, 0) == (ssize_t) n_bytes &&
         fsync (fd) == 0;
}

static GKeyFile *
read_record (int fd)
{
  g_autoptr (GKeyFile) record = g_key_file_new ();
  char                 text[MAX_RECORD];
  ssize_t              n_bytes = pread (fd, text, sizeof text, 0);

  if (n_bytes > 0)
    g_key_file_load_from_data (record, text, n_bytes, G_KEY_FILE_NONE, NULL);
  return g_steal_pointer (&record);
}

static char *
get_text (GKeyFile   *record,
          const char *key)
{
  g_autofree char *text = g_key_file_get_string (record, GROUP, key, NULL);

  return text != NULL ? inkling_error_quote (text) : NULL;
}

static char *
print_time (GKeyFile *record)
{
  gint64                since = g_key_file_get_int64 (record, GROUP, "Since", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (since);

  return time != NULL ? g_date_time_format (time, "%x %H:%M") : g_strdup ("");
}

static gboolean
set_held_error (GError     **error,
                const char  *folder,
                GKeyFile    *record)
{
  g_autofree char *name = g_filename_display_name (folder);
  g_autofree char *program = get_text (record, "Program");
  g_autofree char *host = get_text (record, "Host");
  g_autofree char *since = print_time (record);

  if (program == NULL || host == NULL)
    return inkling_error_set (error, INKLING_ERROR_FOLDER_IN_USE,
                              _("%s: another program is training in this folder"), name);
  /* Translators: 1. a folder, 2. a program, 3. its process number, 4. a computer's name, 5. date
   * and time */
  return inkling_error_set (error, INKLING_ERROR_FOLDER_IN_USE,
                            _("%1$s: %2$s (process %3$d on %4$s) has been training in this folder "
                              "since %5$s"),
                            name, program, g_key_file_get_integer (record, GROUP, "Process", NULL),
                            host, since);
}

/* Taking and giving back. */

/* Another user's lock file that nobody holds any more is in the way, or there is none, and none may
 * be made. */
static int
replace_lock_file (int folder_fd)
{
  int      fd = openat (folder_fd, LOCK_NAME, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  gboolean locked = fd >= 0 && is_locked (fd);

  if (locked)
    return fd;
  if (fd >= 0)
    close (fd);
  if (fd < 0 || unlinkat (folder_fd, LOCK_NAME, 0) != 0)
    {
      errno = EACCES;
      return -1;
    }
  return openat (folder_fd, LOCK_NAME, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
}

/* −1 with errno. */
static int
open_lock_file (int folder_fd)
{
  int fd = openat (folder_fd, LOCK_NAME, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
                   FILE_MODE);

  /* cppcheck-suppress resourceLeak ; there is no fd to lose where it is below 0 */
  return fd < 0 && errno == EACCES ? replace_lock_file (folder_fd) : fd;
}

/* Whether the lock file in the folder is the one that is open. */
static gboolean
is_same_file (int         folder_fd,
              const char *path,
              int         fd)
{
  struct stat named, opened;

  return fstatat (folder_fd, path, &named, 0) == 0 && fstat (fd, &opened) == 0 &&
         named.st_dev == opened.st_dev && named.st_ino == opened.st_ino;
}

/* The one before may give the lock back, and remove its file, between opening and locking. */
static Outcome
open_and_lock (InklingFolderLock *self)
{
  for (;;)
    {
      Outcome outcome;

      self->fd = open_lock_file (self->folder_fd);
      if (self->fd < 0)
        return TAKEN; /* by nobody: fd says it */
      outcome = try_lock (self->fd);
      if (outcome != TAKEN || is_same_file (self->folder_fd, LOCK_NAME, self->fd))
        return outcome;
      close (self->fd);
    }
}

static void
forget_file (InklingFolderLock *self)
{
  unlinkat (self->folder_fd, LOCK_NAME, 0);
  close (self->fd);
  self->fd = -1;
}

static gboolean
take (InklingFolderLock  *self,
      GError            **error)
{
  g_autoptr (GKeyFile) record = NULL;
  Outcome              outcome;

  self->folder_fd = open (self->folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (self->folder_fd < 0)
    return inkling_atomic_file_set_error (error, self->folder, errno);
  outcome = open_and_lock (self);
  if (self->fd < 0) /* in /proc there is no such file, and never will be */
    return inkling_atomic_file_set_error (error, self->folder,
                                          errno != ENOENT ? errno : EPERM);
  if (outcome == HELD)
    {
      record = read_record (self->fd);
      close (self->fd);
      self->fd = -1;
      return set_held_error (error, self->folder, record);
    }
  if (!write_record (self->fd))
    {
      int error_number = errno;

      forget_file (self);
      return inkling_atomic_file_set_error (error, self->folder, error_number);
    }
  if (outcome == UNKNOWN)
    forget_file (self);
  return TRUE;
}

InklingFolderLock *
inkling_folder_lock_take (const char  *folder,
                          GError     **error)
{
  InklingFolderLock *self = g_new (InklingFolderLock, 1);

  *self = (InklingFolderLock) { g_strdup (folder), -1, -1 };
  if (!take (self, error))
    g_clear_pointer (&self, inkling_folder_lock_free);
  return self;
}

void
inkling_folder_lock_free (InklingFolderLock *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0 && is_same_file (self->folder_fd, LOCK_NAME, self->fd))
    forget_file (self);
  else if (self->fd >= 0)
    close (self->fd);
  if (self->folder_fd >= 0)
    close (self->folder_fd);
  g_free (self->folder);
  g_free (self);
}

gboolean
inkling_folder_lock_is_certain (const InklingFolderLock *self)
{
  return self->fd >= 0;
}

gboolean
inkling_folder_lock_is_valid (const InklingFolderLock *self)
{
  return is_same_file (AT_FDCWD, self->folder, self->folder_fd) &&
         (self->fd < 0 || is_same_file (self->folder_fd, LOCK_NAME, self->fd));
}

gboolean
inkling_folder_lock_check (const char  *folder,
                           GError     **error)
{
  g_autofree char     *path = g_build_filename (folder, LOCK_NAME, NULL);
  g_autofree char     *token = NULL;
  g_autoptr (GKeyFile) record = NULL;
  int                  fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0)
    return TRUE;
  if (is_locked (fd))
    record = read_record (fd);
  close (fd);
  if (record == NULL)
    return TRUE;
  token = g_key_file_get_string (record, GROUP, "Token", NULL);
  return g_strcmp0 (token, get_token ()) == 0 || set_held_error (error, folder, record);
}
