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
#define COPY_SUFFIX  "-XXXXXX"
#define COPY_SECONDS (24 * 60 * 60)
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

/* Whether the file system knows no locks, as some networks' and some in user space. */
static gboolean
is_lockless (int number)
{
  return number == ENOLCK || number == ENOSYS || number == EOPNOTSUPP || number == EINVAL;
}

/* FALSE: what is open has lost its name to another program that was done with it. */
static gboolean
is_still_there (int         fd,
                const char *path)
{
  struct stat opened, named;

  return fstat (fd, &opened) == 0 && stat (path, &named) == 0 &&
         opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

/* −1 with errno. */
static int
open_locked (const char *path)
{
  for (;;)
    {
      int      fd = open (path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, FILE_MODE);
      gboolean locked;
      int      number;

      if (fd < 0)
        return -1;
      locked = flock (fd, LOCK_EX | LOCK_NB) == 0;
      number = errno;
      if (locked && is_still_there (fd, path))
        return fd;
      close (fd);
      if (!locked && number != EINTR)
        {
          errno = number;
          return -1;
        }
    }
}

static gboolean
write_all (int         fd,
           const char *bytes,
           gsize       n_bytes)
{
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

/* A part that nobody else writes to, with what the common one has. */
static gboolean
open_copy (InklingDownloadPart  *self,
           GError              **error)
{
  g_autoptr (GMappedFile) common = g_mapped_file_new (self->part_path, FALSE, NULL);

  g_free (self->own_path);
  self->own_path = g_strconcat (self->part_path, COPY_SUFFIX, NULL);
  self->fd = g_mkstemp_full (self->own_path, O_RDWR | O_APPEND | O_CLOEXEC, FILE_MODE);
  if (self->fd < 0 ||
      (common != NULL && !write_all (self->fd, g_mapped_file_get_contents (common),
                                     g_mapped_file_get_length (common))))
    return set_error (error, self->own_path, errno);
  return TRUE;
}

/* Copies that a program left behind which was killed: nobody downloads for so long. */
static void
tidy_copies (const char *folder,
             const char *name)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *beginning = g_strconcat (name, PART_SUFFIX, "-", NULL);
  gsize            length = strlen (beginning) + strlen (COPY_SUFFIX) - 1;
  const char      *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, entry, NULL);
      GStatBuf         status;

      if (g_str_has_prefix (entry, beginning) && strlen (entry) == length &&
          g_stat (path, &status) == 0 &&
          status.st_mtime < g_get_real_time () / G_USEC_PER_SEC - COPY_SECONDS)
        g_unlink (path);
    }
}

gboolean
inkling_download_part_open (InklingDownloadPart  *self,
                            const char           *folder,
                            const char           *name,
                            GError              **error)
{
  struct stat status;

  self->fd = -1;
  self->spare_fd = -1;
  self->path = g_build_filename (folder, name, NULL);
  self->part_path = g_strconcat (self->path, PART_SUFFIX, NULL);
  self->note_path = g_strconcat (self->path, NOTE_SUFFIX, NULL);
  self->own_path = g_strdup (self->part_path);
  tidy_copies (folder, name);
  if (g_mkdir_with_parents (folder, FOLDER_MODE) != 0)
    return set_error (error, folder, errno);

  self->fd = open_locked (self->part_path);
  if (self->fd < 0 && !is_lockless (errno))
    return set_error (error, self->part_path, errno);
  if (self->fd < 0 && !open_copy (self, error))
    return FALSE;
  if (fstat (self->fd, &status) != 0)
    return set_error (error, self->own_path, errno);
  self->n_bytes = status.st_size;
  return TRUE;
}

/* Of several copies the longest is kept for the next time. */
static void
give_back_copy (InklingDownloadPart *self)
{
  GStatBuf status;
  guint64  n_bytes = g_stat (self->part_path, &status) == 0 ? status.st_size : 0;

  if (self->n_bytes <= n_bytes || g_rename (self->own_path, self->part_path) != 0)
    g_unlink (self->own_path);
}

static void
drop_spare (InklingDownloadPart *self)
{
  if (self->spare_fd < 0)
    return;
  close (self->spare_fd);
  self->spare_fd = -1;
  g_unlink (self->spare_path);
  g_clear_pointer (&self->spare_path, g_free);
  g_clear_pointer (&self->spare_note, g_free);
}

void
inkling_download_part_close (InklingDownloadPart *self)
{
  if (self->part_path != NULL)
    {
      drop_spare (self);
      if (self->fd >= 0 && strcmp (self->own_path, self->part_path) != 0)
        give_back_copy (self);
      if (self->fd >= 0)
        close (self->fd);
    }
  self->fd = -1;
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->part_path, g_free);
  g_clear_pointer (&self->note_path, g_free);
  g_clear_pointer (&self->own_path, g_free);
}

gboolean
inkling_download_part_shorten (InklingDownloadPart  *self,
                               guint64               n_bytes,
                               GError              **error)
{
  if (n_bytes >= self->n_bytes)
    return TRUE;
  if (n_bytes == 0)
    g_unlink (self->note_path);
  if (ftruncate (self->fd, (off_t) n_bytes) != 0)
    return set_error (error, self->own_path, errno);
  self->n_bytes = n_bytes;
  return TRUE;
}

/* A part without bytes has nothing to lose. */
gboolean
inkling_download_part_begin_anew (InklingDownloadPart  *self,
                                  GError              **error)
{
  drop_spare (self);
  if (self->n_bytes == 0)
    return TRUE;
  self->spare_path = g_strconcat (self->part_path, COPY_SUFFIX, NULL);
  self->spare_fd = g_mkstemp_full (self->spare_path, O_RDWR | O_APPEND | O_CLOEXEC, FILE_MODE);
  self->n_spare = 0;
  if (self->spare_fd < 0)
    {
      set_error (error, self->spare_path, errno);
      g_clear_pointer (&self->spare_path, g_free);
      return FALSE;
    }
  return TRUE;
}

guint64
inkling_download_part_get_n_bytes (InklingDownloadPart *self)
{
  return self->spare_fd >= 0 ? self->n_spare : self->n_bytes;
}

gboolean
inkling_download_part_append (InklingDownloadPart  *self,
                              const void           *bytes,
                              gsize                 n_bytes,
                              GError              **error)
{
  gboolean spare = self->spare_fd >= 0;

  if (!write_all (spare ? self->spare_fd : self->fd, bytes, n_bytes))
    return set_error (error, spare ? self->spare_path : self->own_path, errno);
  *(spare ? &self->n_spare : &self->n_bytes) += n_bytes;
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

  if (self->spare_fd >= 0)
    {
      g_free (self->spare_note);
      self->spare_note = g_steal_pointer (&note);
      return;
    }
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

/* The lock of the new part is taken before it gets the name of the old one. */
static void
take_spare (InklingDownloadPart *self)
{
  flock (self->spare_fd, LOCK_EX | LOCK_NB);
  if (g_rename (self->spare_path, self->own_path) != 0)
    return;
  if (self->spare_note == NULL ||
      !g_file_set_contents (self->note_path, self->spare_note, -1, NULL))
    g_unlink (self->note_path);
  close (self->fd);
  self->fd = self->spare_fd;
  self->n_bytes = self->n_spare;
  self->spare_fd = -1;
  g_clear_pointer (&self->spare_path, g_free);
  g_clear_pointer (&self->spare_note, g_free);
}

gboolean
inkling_download_part_settle (InklingDownloadPart         *self,
                              const InklingPublishedFile  *file,
                              GError                     **error)
{
  g_autoptr (GError) failure = NULL;

  if (self->spare_fd < 0)
    return TRUE;
  if (check_file (self->spare_path, file, &failure) ||
      (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) &&
       self->n_spare > self->n_bytes))
    take_spare (self);
  drop_spare (self);
  if (failure == NULL || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
inkling_download_part_finish (InklingDownloadPart         *self,
                              const InklingPublishedFile  *file,
                              GError                     **error)
{
  if (!check_file (self->own_path, file, error))
    return FALSE;
  if (fsync (self->fd) != 0 || g_rename (self->own_path, self->path) != 0)
    return set_error (error, self->path, errno);
  g_unlink (self->note_path);
  if (strcmp (self->own_path, self->part_path) != 0)
    g_unlink (self->part_path);
  close (self->fd);
  self->fd = -1;
  return TRUE;
}
