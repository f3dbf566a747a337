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
#include "inkling-sha256.h"

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

/* Always FALSE. */
static gboolean
set_wrong (GError **error)
{
  return inkling_error_set (error, INKLING_ERROR_DATASET,
                            _("what was sent is not the published file: its SHA-256 is wrong"));
}

/* Never unpacks more than a buffer beyond what should be in the file. */
static gboolean
check_content (const guint8                *packed,
               gsize                        n_packed,
               const InklingPublishedFile  *file,
               GError                     **error)
{
  GZlibCompressorFormat          format = G_ZLIB_COMPRESSOR_FORMAT_GZIP;
  g_autoptr (GZlibDecompressor)  unpacker = g_zlib_decompressor_new (format);
  g_autofree guint8             *buffer = g_malloc (BUFFER_BYTES);
  g_autofree char               *digest = NULL;
  struct sha256_ctx              checksum;
  guint64                        n_left = file->n_content_bytes;
  GConverterResult               result = G_CONVERTER_CONVERTED;

  sha256_init (&checksum);
  while (result != G_CONVERTER_FINISHED)
    {
      gsize n_read;
      gsize n_written;

      result = g_converter_convert (G_CONVERTER (unpacker), packed, n_packed, buffer, BUFFER_BYTES,
                                    G_CONVERTER_INPUT_AT_END, &n_read, &n_written, error);
      if (result == G_CONVERTER_ERROR)
        return FALSE;
      if (n_written > n_left)
        return set_wrong (error);
      sha256_update (&checksum, n_written, buffer);
      n_left -= n_written;
      packed += n_read;
      n_packed -= n_read;
    }
  digest = inkling_sha256_finish (&checksum);
  if (n_packed > 0 || n_left > 0 || strcmp (digest, file->digest) != 0)
    return set_wrong (error);
  return TRUE;
}

/* G_IO_ERROR_PARTIAL_INPUT: right so far, or so it seems; INKLING_ERROR_DATASET; G_FILE_ERROR. */
static gboolean
check_file (const char                  *path,
            const InklingPublishedFile  *file,
            GError                     **error)
{
  g_autoptr (GError)      failure = NULL;
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, error);

  if (mapped == NULL)
    return FALSE;
  if (check_content ((const guint8 *) g_mapped_file_get_contents (mapped),
                     g_mapped_file_get_length (mapped), file, &failure))
    return TRUE;
  if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return set_wrong (error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                       _("it ended the connection before the file was complete"));
  return FALSE;
}

gboolean
inkling_download_part_is_whole (const char                 *path,
                                const InklingPublishedFile *file)
{
  return check_file (path, file, NULL);
}

gboolean
inkling_download_part_finish (InklingDownloadPart         *self,
                              const InklingPublishedFile  *file,
                              GError                     **error)
{
  g_autoptr (GError) failure = NULL;

  if (!check_file (self->part_path, file, &failure))
    {
      if (failure->domain != INKLING_ERROR || inkling_download_part_restart (self, error))
        g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (fsync (self->fd) != 0 || g_rename (self->part_path, self->path) != 0)
    return set_error (error, self->path, errno);
  g_unlink (self->note_path);
  return TRUE;
}
