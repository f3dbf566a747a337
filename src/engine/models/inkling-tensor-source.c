/* inkling-tensor-source.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define _GNU_SOURCE /* SEEK_DATA, SEEK_HOLE */

#include "inkling-tensor-source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "inkling-error.h"

#define SMALL     (1024 * 1024) /* bytes: what a file of this size claims does not matter */
#define MAX_PARTS 100000        /* after so many, whoever made the file has paid for its size */

static gboolean
set_system_error (GError **error,
                  int      error_number)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (error_number),
               _("could not be read: %s"), g_strerror (error_number));
  return FALSE;
}

gboolean
inkling_tensor_source_open (InklingTensorSource  *self,
                            const char           *path,
                            GError              **error)
{
  struct stat status;

  *self = (InklingTensorSource) { .fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) };
  if (self->fd < 0 || fstat (self->fd, &status) != 0)
    return set_system_error (error, errno);
  if (S_ISDIR (status.st_mode))
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE, _("this is a folder, not a file"));
  if (!S_ISREG (status.st_mode))
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("this is a device or a pipe, not a file"));
  self->size = status.st_size;
  return TRUE;
}

InklingTensorSource
inkling_tensor_source_in_bytes (GBytes *bytes)
{
  return (InklingTensorSource) {
    .fd = -1, .bytes = g_bytes_get_data (bytes, NULL), .size = g_bytes_get_size (bytes),
  };
}

void
inkling_tensor_source_clear (InklingTensorSource *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

static gboolean
read_exactly (int       fd,
              guint64   offset,
              guint8   *buffer,
              gsize     n_bytes,
              GError  **error)
{
  while (n_bytes > 0)
    {
      ssize_t n_read = pread (fd, buffer, n_bytes, offset);

      if (n_read < 0 && errno != EINTR)
        return set_system_error (error, errno);
      if (n_read == 0)
        return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                                  _("the file became shorter while it was read"));
      if (n_read > 0)
        {
          buffer += n_read;
          offset += n_read;
          n_bytes -= n_read;
        }
    }
  return TRUE;
}

gboolean
inkling_tensor_source_read (const InklingTensorSource  *self,
                            guint64                     offset,
                            gpointer                    buffer,
                            gsize                       n_bytes,
                            GError                    **error)
{
  if (self->bytes == NULL)
    return read_exactly (self->fd, offset, buffer, n_bytes, error);
  memcpy (buffer, self->bytes + offset, n_bytes);
  return TRUE;
}

/* How many bytes are on the disk; all of them where the file system does not tell. */
static guint64
count_written (const InklingTensorSource *self)
{
  guint64 n_written = 0;
  off_t   data, hole = 0;

  for (guint i = 0; i < MAX_PARTS; i++)
    {
      data = lseek (self->fd, hole, SEEK_DATA);
      if (data < 0)
        return errno == ENXIO ? n_written : self->size;
      hole = lseek (self->fd, data, SEEK_HOLE);
      if (hole < 0)
        return self->size;
      n_written += hole - data;
    }
  return self->size;
}

gboolean
inkling_tensor_source_check (const InklingTensorSource  *self,
                             GError                    **error)
{
  if (self->bytes != NULL || self->size <= SMALL || count_written (self) >= self->size / 2)
    return TRUE;
  return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                            _("most of the file was never written, as if a copy or a download of "
                              "it had broken off"));
}
