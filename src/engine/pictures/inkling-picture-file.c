/* inkling-picture-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-picture-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "inkling-contents.h"
#include "inkling-error.h"
#include "inkling-picture-formats.h"

#define FIRST_BYTES   (64 * 1024)
#define MAX_BYTES     (8 * (gsize) INKLING_BUDGET_MAX_PIXELS) /* as many as pixels can take */
#define PORTION_BYTES (1024 * 1024)                           /* between two looks at the clock */

static const InklingPictureReader readers[INKLING_N_PICTURE_FORMATS] = {
  [INKLING_PICTURE_PNG] = inkling_picture_read_png,
  [INKLING_PICTURE_JPEG] = inkling_picture_read_jpeg,
  [INKLING_PICTURE_GIF] = inkling_picture_read_gif,
  [INKLING_PICTURE_BMP] = inkling_picture_read_bmp,
  [INKLING_PICTURE_TIFF] = inkling_picture_read_tiff,
  [INKLING_PICTURE_WEBP] = inkling_picture_read_webp,
};

typedef struct
{
  const InklingBudget *budget;
  GInputStream        *stream;   /* borrowed */
  guint8              *bytes;    /* owned */
  gsize                n_bytes;
  gsize                capacity;
} Reading;

/* Opening a pipe would wait for its other end; pipes and devices are refused. */
static GInputStream *
open_file (const char           *path,
           const InklingBudget  *budget,
           GError              **error)
{
  g_autoptr (GInputStream) stream = NULL;
  struct stat              status;
  int                      fd = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);

  if (fd < 0)
    return inkling_error_from_errno (error, errno, path, budget->subject), NULL;
  stream = g_unix_input_stream_new (fd, TRUE);
  if (fstat (fd, &status) != 0)
    return inkling_error_from_errno (error, errno, path, budget->subject), NULL;
  if (S_ISDIR (status.st_mode))
    return inkling_error_from_errno (error, EISDIR, path, budget->subject), NULL;
  if (!S_ISREG (status.st_mode))
    inkling_budget_refuse (budget, _("this is not a file"), error);
  else if (status.st_size >= (off_t) MAX_BYTES)
    inkling_error_from_status (error, NN_PICTURE_TOO_LARGE, budget->subject);
  else
    return g_steal_pointer (&stream);
  return NULL;
}

static gboolean
grow (Reading  *reading,
      GError  **error)
{
  gsize    capacity = MAX (2 * reading->capacity, FIRST_BYTES);
  gpointer moved;

  if (!inkling_budget_allows_memory (reading->budget, capacity, error))
    return FALSE;
  moved = g_try_realloc (reading->bytes, capacity);
  if (moved == NULL)
    return inkling_error_from_status (error, NN_NO_MEMORY, reading->budget->subject);
  reading->bytes = moved;
  reading->capacity = capacity;
  return TRUE;
}

/* Reads until there are so many bytes, or no more. */
static gboolean
read_until (Reading  *reading,
            gsize     n_wanted,
            GError  **error)
{
  gssize n_read = 1;

  while (n_read > 0 && reading->n_bytes < n_wanted)
    {
      gsize room;

      if (!inkling_budget_allows_time (reading->budget, error) ||
          (reading->n_bytes == reading->capacity && !grow (reading, error)))
        return FALSE;
      room = MIN (reading->capacity - reading->n_bytes, PORTION_BYTES);
      n_read = g_input_stream_read (reading->stream, reading->bytes + reading->n_bytes, room,
                                    reading->budget->cancellable, error);
      if (n_read < 0)
        {
          if (!g_cancellable_is_cancelled (reading->budget->cancellable))
            g_prefix_error (error, "%s: ", reading->budget->subject);
          return FALSE;
        }
      reading->n_bytes += n_read;
    }
  return TRUE;
}

/* What is no picture is refused before much of it is read. */
static InklingPixels *
read_picture (Reading  *reading,
              GError  **error)
{
  InklingPictureFormat format;
  InklingContents      contents;

  if (!read_until (reading, INKLING_CONTENTS_N_BYTES, error))
    return NULL;
  contents = inkling_contents_of_bytes (reading->bytes, reading->n_bytes, &format);
  if (contents != INKLING_CONTENTS_PICTURE)
    {
      inkling_budget_refuse (reading->budget, inkling_contents_describe (contents), error);
      return NULL;
    }
  if (!read_until (reading, MAX_BYTES, error))
    return NULL;
  if (reading->n_bytes >= MAX_BYTES)
    {
      inkling_error_from_status (error, NN_PICTURE_TOO_LARGE, reading->budget->subject);
      return NULL;
    }
  return readers[format] (reading->bytes, reading->n_bytes, reading->budget, error);
}

static InklingPixels *
read_stream (GInputStream         *stream,
             const InklingBudget  *budget,
             GError              **error)
{
  Reading        reading = { budget, stream };
  InklingPixels *pixels = read_picture (&reading, error);

  g_free (reading.bytes);
  return pixels;
}

InklingPixels *
inkling_picture_file_load (const char    *path,
                           const char    *name,
                           GCancellable  *cancellable,
                           GError       **error)
{
  InklingBudget            budget = inkling_budget_begin (name, INKLING_BUDGET_SECONDS,
                                                          cancellable);
  g_autoptr (GInputStream) stream = open_file (path, &budget, error);

  return stream != NULL ? read_stream (stream, &budget, error) : NULL;
}

InklingPixels *
inkling_picture_file_load_stream (GInputStream  *stream,
                                  const char    *name,
                                  GCancellable  *cancellable,
                                  GError       **error)
{
  InklingBudget budget = inkling_budget_begin (name, INKLING_BUDGET_SECONDS, cancellable);

  return read_stream (stream, &budget, error);
}
