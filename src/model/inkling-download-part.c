/* inkling-download-part.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-download-part.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "inkling-error.h"

#define PART_SUFFIX  ".part"
#define NOTE_SUFFIX  ".part-of"
#define FOLDER_MODE  0755
#define FILE_MODE    0644
#define BUFFER_BYTES (64 * 1024)

static gboolean
set_error (GError     **error,
           const char  *path,
           int          number)
{
  const char *reason = g_strerror (number);

  if (number == ENOSPC || number == EDQUOT)
    reason = _("the disk is full; make room and try again");
  else if (number == EWOULDBLOCK)
    reason = _("another program is downloading this file");
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (number), "%s: %s", path, reason);
  return FALSE;
}

gboolean
inkling_download_part_open (InklingDownloadPart  *self,
                            const char           *folder,
                            const char           *name,
                            GError              **error)
{
  struct stat status;

  self->fd = -1;
  self->path = g_build_filename (folder, name, NULL);
  self->part_path = g_strconcat (self->path, PART_SUFFIX, NULL);
  self->note_path = g_strconcat (self->path, NOTE_SUFFIX, NULL);
  if (g_mkdir_with_parents (folder, FOLDER_MODE) != 0)
    return set_error (error, folder, errno);

  self->fd = open (self->part_path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, FILE_MODE);
  if (self->fd < 0 || flock (self->fd, LOCK_EX | LOCK_NB) != 0 || fstat (self->fd, &status) != 0)
    return set_error (error, self->part_path, errno);
  self->n_bytes = status.st_size;
  return TRUE;
}

void
inkling_download_part_close (InklingDownloadPart *self)
{
  if (self->part_path != NULL && self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->part_path, g_free);
  g_clear_pointer (&self->note_path, g_free);
}

gboolean
inkling_download_part_restart (InklingDownloadPart  *self,
                               GError              **error)
{
  g_unlink (self->note_path);
  if (ftruncate (self->fd, 0) != 0)
    return set_error (error, self->part_path, errno);
  self->n_bytes = 0;
  return TRUE;
}

gboolean
inkling_download_part_append (InklingDownloadPart  *self,
                              const void           *bytes,
                              gsize                 n_bytes,
                              GError              **error)
{
  const char *rest = bytes;

  while (n_bytes > 0)
    {
      ssize_t n_written = write (self->fd, rest, n_bytes);

      if (n_written < 0 && errno != EINTR)
        return set_error (error, self->part_path, errno);
      if (n_written > 0)
        {
          rest += n_written;
          n_bytes -= n_written;
          self->n_bytes += n_written;
        }
    }
  return TRUE;
}

char *
inkling_download_part_get_validator (InklingDownloadPart *self,
                                     const char          *uri)
{
  g_autofree char *note = NULL;
  g_auto (GStrv)   lines = NULL;

  if (!g_file_get_contents (self->note_path, &note, NULL, NULL))
    return NULL;
  lines = g_strsplit (note, "\n", 3);
  if (g_strv_length (lines) < 2 || strcmp (lines[0], uri) != 0 || *lines[1] == '\0')
    return NULL;
  return g_strdup (lines[1]);
}

void
inkling_download_part_set_validator (InklingDownloadPart *self,
                                     const char          *uri,
                                     const char          *validator)
{
  g_autofree char *note = g_strdup_printf ("%s\n%s\n", uri, validator != NULL ? validator : "");

  /* Without the note, the digest alone tells whether the parts belong together. */
  if (!g_file_set_contents (self->note_path, note, -1, NULL))
    g_unlink (self->note_path);
}

static char *
compute_digest (const char *path)
{
  g_autoptr (GChecksum)  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8     *buffer = g_malloc (BUFFER_BYTES);
  int                    fd = open (path, O_RDONLY | O_CLOEXEC);
  ssize_t                n_read = fd < 0 ? -1 : 0;

  while (fd >= 0 && (n_read = read (fd, buffer, BUFFER_BYTES)) > 0)
    g_checksum_update (checksum, buffer, n_read);
  if (fd >= 0)
    close (fd);
  return n_read < 0 ? NULL : g_strdup (g_checksum_get_string (checksum));
}

gboolean
inkling_download_part_is_whole (const char *path,
                                const char *digest)
{
  g_autofree char *found = compute_digest (path);

  return g_strcmp0 (found, digest) == 0;
}

gboolean
inkling_download_part_finish (InklingDownloadPart  *self,
                              const char           *digest,
                              GError              **error)
{
  if (!inkling_download_part_is_whole (self->part_path, digest))
    {
      if (inkling_download_part_restart (self, error))
        inkling_error_set (error, INKLING_ERROR_DATASET,
                           _("what was sent is not the published file: its SHA-256 is wrong"));
      return FALSE;
    }
  if (fsync (self->fd) != 0 || g_rename (self->part_path, self->path) != 0)
    return set_error (error, self->path, errno);
  g_unlink (self->note_path);
  return TRUE;
}
