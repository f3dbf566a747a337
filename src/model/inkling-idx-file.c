/* inkling-idx-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-idx-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <zlib.h>

#include "inkling-error.h"
#include "nn-idx.h"

#define HEADER_BYTES 16                /* of images; labels have 8 */
#define CHUNK_BYTES  (4 * 1024 * 1024) /* inflated between two looks at the cancellable */
#define GZIP_WINDOW  (15 + 16)         /* zlib's largest window, gzip framing and its checksum */

#define TOO_LARGE    _("the file is larger than any data set that can be read")

/* What is inflated, and where to. */
typedef struct
{
  const char *path;
  z_stream    stream;
  guint8     *bytes;    /* owned */
  gsize       n_bytes;  /* inflated so far */
  gsize       capacity;
} Inflation;

static gboolean
set_error (GError     **error,
           const char  *path,
           const char  *reason)
{
  g_set_error (error, INKLING_ERROR, INKLING_ERROR_DATASET, "%s: %s", path, reason);
  return FALSE;
}

static NnStatus
check_idx (const guint8   *bytes,
           gsize           n_bytes,
           InklingIdxKind  kind)
{
  const guint8 *values;
  size_t        n_values;

  if (kind == INKLING_IDX_IMAGES)
    return nn_idx_read_images (bytes, n_bytes, &values, &n_values);
  return nn_idx_read_labels (bytes, n_bytes, &values, &n_values);
}

/* An error page that a server sent instead of the file. */
static gboolean
looks_like_html (const guint8 *bytes,
                 gsize         n_bytes)
{
  gsize i = 0;

  while (i < n_bytes && g_ascii_isspace (bytes[i]))
    i++;
  return i + 1 < n_bytes && bytes[i] == '<' &&
         (bytes[i + 1] == '!' || bytes[i + 1] == '?' || g_ascii_isalpha (bytes[i + 1]));
}

static gboolean
check_beginning (const char    *path,
                 const guint8  *bytes,
                 gsize          n_bytes,
                 GError       **error)
{
  if (n_bytes == 0)
    return set_error (error, path, _("the file is empty"));
  if (looks_like_html (bytes, n_bytes))
    return set_error (error, path,
                      _("this is a web page saved under the name of a data file, perhaps a "
                        "server’s error message; download the file again"));
  return TRUE;
}

static gboolean
is_gzip (const guint8 *bytes,
         gsize         n_bytes)
{
  return n_bytes >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

/* How long a file with this header is; 0 if it is longer than what is read here. */
static gsize
get_declared_size (const guint8   *header,
                   InklingIdxKind  kind)
{
  guint64 n_items = (guint64) header[4] << 24 | header[5] << 16 | header[6] << 8 | header[7];
  guint64 n_bytes;

  if (kind == INKLING_IDX_IMAGES)
    n_bytes = 16 + n_items * NN_IMAGE_PIXELS;
  else
    n_bytes = 8 + n_items;
  return n_bytes <= INKLING_IDX_FILE_MAX_BYTES ? n_bytes : 0;
}

static gboolean
set_inflate_error (Inflation  *inflation,
                   int         result,
                   GError    **error)
{
  if (result == Z_BUF_ERROR)
    return set_error (error, inflation->path,
                      _("the compressed file is cut off before its end; download it again"));
  if (result == Z_MEM_ERROR)
    return inkling_error_from_status (error, NN_NO_MEMORY, inflation->path);
  return set_error (error, inflation->path,
                    _("the compressed file is damaged: its data or its checksum is wrong; download "
                      "it again"));
}

/* Goes on inflating until n_bytes are there or the file ends, which *at_end tells. */
static gboolean
inflate_up_to (Inflation  *inflation,
               gsize       n_bytes,
               gboolean   *at_end,
               GError    **error)
{
  z_stream *stream = &inflation->stream;
  int       result = Z_OK;

  while (inflation->n_bytes < n_bytes && result != Z_STREAM_END)
    {
      stream->next_out = inflation->bytes + inflation->n_bytes;
      stream->avail_out = MIN (n_bytes - inflation->n_bytes, G_MAXINT);
      result = inflate (stream, Z_NO_FLUSH);
      inflation->n_bytes = stream->next_out - inflation->bytes;
      /* A gzip file may be several, one after the other. */
      if (result == Z_STREAM_END && is_gzip (stream->next_in, stream->avail_in))
        result = inflateReset (stream);
      if (result != Z_OK && result != Z_STREAM_END)
        return set_inflate_error (inflation, result, error);
    }
  *at_end = result == Z_STREAM_END;
  return TRUE;
}

/* The header alone, so that a file of another kind is found out before memory is taken for it. */
static gboolean
inflate_header (Inflation       *inflation,
                InklingIdxKind   kind,
                GError         **error)
{
  gsize    size = kind == INKLING_IDX_IMAGES ? HEADER_BYTES : HEADER_BYTES / 2;
  gboolean at_end;
  NnStatus status;

  if (!inflate_up_to (inflation, size, &at_end, error) ||
      !check_beginning (inflation->path, inflation->bytes, inflation->n_bytes, error))
    return FALSE;
  status = check_idx (inflation->bytes, inflation->n_bytes, kind);
  if (status != NN_OK && (status != NN_IDX_TRUNCATED || inflation->n_bytes < size))
    return inkling_error_from_status (error, status, inflation->path);
  return TRUE;
}

static gboolean
make_room (Inflation       *inflation,
           InklingIdxKind   kind,
           GError         **error)
{
  gsize   declared = get_declared_size (inflation->bytes, kind);
  guint8 *bytes;

  if (declared == 0)
    return set_error (error, inflation->path, TOO_LARGE);
  /* One byte more than declared shows whether there is more than declared. */
  inflation->capacity = declared + 1;
  bytes = g_try_realloc (inflation->bytes, inflation->capacity);
  if (bytes == NULL)
    return inkling_error_from_status (error, NN_NO_MEMORY, inflation->path);
  inflation->bytes = bytes;
  return TRUE;
}

static gboolean
inflate_rest (Inflation     *inflation,
              GCancellable  *cancellable,
              GError       **error)
{
  gboolean at_end = FALSE;

  while (!at_end && inflation->n_bytes < inflation->capacity)
    {
      gsize next = MIN (inflation->n_bytes + CHUNK_BYTES, inflation->capacity);

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !inflate_up_to (inflation, next, &at_end, error))
        return FALSE;
    }
  if (!at_end)
    return inkling_error_from_status (error, NN_IDX_TRAILING, inflation->path);
  if (inflation->stream.avail_in > 0)
    return set_error (error, inflation->path,
                      _("something follows the end of the compressed data; download it again"));
  return TRUE;
}

static GBytes *
inflate_file (const char      *path,
              GBytes          *compressed,
              InklingIdxKind   kind,
              GCancellable    *cancellable,
              GError         **error)
{
  Inflation inflation = { .path = path, .capacity = HEADER_BYTES };
  gsize     n_bytes;
  gboolean  done;

  inflation.stream.next_in = (Bytef *) g_bytes_get_data (compressed, &n_bytes);
  inflation.stream.avail_in = n_bytes;
  if (inflateInit2 (&inflation.stream, GZIP_WINDOW) != Z_OK)
    {
      inkling_error_from_status (error, NN_NO_MEMORY, path);
      return NULL;
    }
  inflation.bytes = g_malloc0 (HEADER_BYTES);

  done = inflate_header (&inflation, kind, error) &&
         make_room (&inflation, kind, error) &&
         inflate_rest (&inflation, cancellable, error);
  inflateEnd (&inflation.stream);
  if (!done)
    g_clear_pointer (&inflation.bytes, g_free);
  return done ? g_bytes_new_take (inflation.bytes, inflation.n_bytes) : NULL;
}

/* Folders, pipes and devices are refused: reading one could fail oddly or never end. */
static gboolean
check_regular (const char  *path,
               GError     **error)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return set_error (error, path, g_strerror (errno));
  if (!S_ISREG (status.st_mode))
    return set_error (error, path, _("this is not a file"));
  if (status.st_size > INKLING_IDX_FILE_MAX_BYTES)
    return set_error (error, path, TOO_LARGE);
  return TRUE;
}

static GBytes *
read_raw (const char  *path,
          GError     **error)
{
  char *bytes;
  gsize n_bytes;

  if (!check_regular (path, error) || !g_file_get_contents (path, &bytes, &n_bytes, error))
    return NULL;
  return g_bytes_new_take (bytes, n_bytes);
}

GBytes *
inkling_idx_file_read (const char      *path,
                       InklingIdxKind   kind,
                       GCancellable    *cancellable,
                       GError         **error)
{
  g_autoptr (GBytes) raw = read_raw (path, error);
  g_autoptr (GBytes) content = NULL;
  const guint8      *bytes;
  gsize              n_bytes;
  NnStatus           status;

  if (raw == NULL)
    return NULL;
  bytes = g_bytes_get_data (raw, &n_bytes);
  if (!check_beginning (path, bytes, n_bytes, error))
    return NULL;
  if (is_gzip (bytes, n_bytes))
    content = inflate_file (path, raw, kind, cancellable, error);
  else
    content = g_bytes_ref (raw);
  if (content == NULL)
    return NULL;

  bytes = g_bytes_get_data (content, &n_bytes);
  status = check_idx (bytes, n_bytes, kind);
  if (status != NN_OK)
    {
      inkling_error_from_status (error, status, path);
      return NULL;
    }
  return g_steal_pointer (&content);
}
