/* inkling-idx-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-idx-file.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "inkling-error.h"
#include "inkling-packed-file.h"
#include "inkling-sha256.h"
#include "nn-idx.h"
#include "nn-npy.h"

#define LABELS_AT_ONCE 4096
#define MAX_ITEM_BYTES (8 * 8) /* of a label: eight columns of eight bytes */

struct _InklingIdxFile
{
  char              *subject; /* owned: how messages call it */
  InklingPackedFile *file;    /* owned */
  InklingIdxKind     kind;
  NnArray            array;
  struct sha256_ctx  checksum;
};

/* What people save under the name of a data file. */
typedef struct
{
  const char *magic;
  const char *name;
} OtherFormat;

static const OtherFormat other_formats[] = {
  { "\x1f\x8b", "gzip" },
  { "BZh", "bzip2" },
  { "\xfd" "7zXZ", "xz" },
  { "\x28\xb5\x2f\xfd", "zstd" },
  { "7z\xbc\xaf", "7z" },
  { "Rar!", "rar" },
};

static gboolean
set_error (GError     **error,
           const char  *subject,
           const char  *reason)
{
  g_set_error (error, INKLING_ERROR, INKLING_ERROR_DATASET, "%s: %s", subject, reason);
  return FALSE;
}

static gboolean
begins_with (const guint8 *bytes,
             gsize         n_bytes,
             const char   *magic)
{
  return n_bytes >= strlen (magic) && memcmp (bytes, magic, strlen (magic)) == 0;
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
check_beginning (const char    *subject,
                 const guint8  *bytes,
                 gsize          n_bytes,
                 GError       **error)
{
  if (n_bytes == 0)
    return set_error (error, subject, _("the file is empty"));
  if (looks_like_html (bytes, n_bytes))
    return set_error (error, subject,
                      _("this is a web page saved under the name of a data file, perhaps a "
                        "server’s error message; download the file again"));
  if (begins_with (bytes, n_bytes, "version https://git-lfs"))
    return set_error (error, subject,
                      _("this is only Git LFS’s note of where the file is; fetch it with “git lfs "
                        "pull”"));
  for (gsize i = 0; i < G_N_ELEMENTS (other_formats); i++)
    if (begins_with (bytes, n_bytes, other_formats[i].magic))
      {
        /* Translators: the last %s is the name of a format, such as bzip2 */
        g_set_error (error, INKLING_ERROR, INKLING_ERROR_DATASET,
                     _("%s: this is compressed with %s; unpack it first"), subject,
                     other_formats[i].name);
        return FALSE;
      }
  return TRUE;
}

static NnStatus
parse_header (InklingIdxFile *self,
              const guint8   *bytes,
              gsize           n_bytes)
{
  NnStatus status = nn_npy_begins (bytes, n_bytes) ? nn_npy_parse (bytes, n_bytes, &self->array)
                                                   : nn_idx_parse (bytes, n_bytes, &self->array);

  if (status != NN_OK)
    return status;
  if (self->kind == INKLING_IDX_IMAGES)
    return nn_array_check_images (&self->array);
  return nn_array_check_labels (&self->array);
}

/* What cannot be in the file is found out before anything is unpacked. */
static gboolean
check_length (InklingIdxFile  *self,
              GError         **error)
{
  guint64 n_items = nn_array_get_n_items (&self->array);
  gsize   item_bytes = nn_array_get_item_bytes (&self->array);
  guint64 n_max = inkling_packed_file_get_max_bytes (self->file);

  if (n_items > n_max / item_bytes || self->array.header_bytes + n_items * item_bytes > n_max)
    return inkling_error_from_status (error, NN_IDX_TRUNCATED, self->subject);
  if (n_items > INKLING_IDX_FILE_MAX_BYTES / item_bytes)
    return set_error (error, self->subject,
                      _("what is in the file is larger than any data set that can be read"));
  return TRUE;
}

static gboolean
read_header (InklingIdxFile  *self,
             GError         **error)
{
  guint8        header[NN_NPY_MAX_HEADER_BYTES];
  gsize         n_bytes;
  const guint8 *bytes = inkling_packed_file_peek (self->file, &n_bytes);
  NnStatus      status;

  if (!check_beginning (self->subject, bytes, n_bytes, error))
    return FALSE;
  status = parse_header (self, bytes, n_bytes);
  if (status != NN_OK)
    return inkling_error_from_status (error, status, self->subject);
  if (!inkling_packed_file_read (self->file, header, self->array.header_bytes, &n_bytes, error))
    return FALSE;
  sha256_update (&self->checksum, n_bytes, header);
  return check_length (self, error);
}

InklingIdxFile *
inkling_idx_file_open (const char           *path,
                       const char           *member,
                       InklingIdxKind        kind,
                       const InklingBudget  *budget,
                       GError              **error)
{
  g_autoptr (InklingIdxFile) self = g_new0 (InklingIdxFile, 1);

  self->kind = kind;
  /* Translators: a zip archive, and a file in it */
  self->subject = member != NULL ? g_strdup_printf (_("%s, %s"), path, member) : g_strdup (path);
  sha256_init (&self->checksum);
  self->file = inkling_packed_file_open (path, member, budget, error);
  if (self->file == NULL || !read_header (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
inkling_idx_file_close (InklingIdxFile *self)
{
  if (self == NULL)
    return;
  inkling_packed_file_close (self->file);
  g_free (self->subject);
  g_free (self);
}

gsize
inkling_idx_file_get_n_items (InklingIdxFile *self)
{
  return nn_array_get_n_items (&self->array);
}

static gboolean
read_bytes (InklingIdxFile  *self,
            guint8          *bytes,
            gsize            n_bytes,
            GError         **error)
{
  gsize n_read;

  if (!inkling_packed_file_read (self->file, bytes, n_bytes, &n_read, error))
    return FALSE;
  if (n_read < n_bytes)
    return inkling_error_from_status (error, NN_IDX_TRUNCATED, self->subject);
  sha256_update (&self->checksum, n_bytes, bytes);
  return TRUE;
}

static gboolean
read_labels (InklingIdxFile  *self,
             guint8          *labels,
             gsize            n_labels,
             GError         **error)
{
  g_autofree guint8 *bytes = g_try_malloc (LABELS_AT_ONCE * MAX_ITEM_BYTES);
  gsize              item_bytes = nn_array_get_item_bytes (&self->array);

  if (bytes == NULL)
    return inkling_error_from_status (error, NN_NO_MEMORY, self->subject);
  for (gsize first = 0; first < n_labels; first += LABELS_AT_ONCE)
    {
      gsize    n_now = MIN (n_labels - first, LABELS_AT_ONCE);
      NnStatus status;

      if (!read_bytes (self, bytes, n_now * item_bytes, error))
        return FALSE;
      status = nn_array_read_labels (&self->array, bytes, n_now, labels + first);
      if (status != NN_OK)
        return inkling_error_from_status (error, status, self->subject);
    }
  return TRUE;
}

gboolean
inkling_idx_file_read (InklingIdxFile  *self,
                       guint8          *items,
                       gsize            n_items,
                       GError         **error)
{
  if (self->kind == INKLING_IDX_LABELS)
    return read_labels (self, items, n_items, error);
  return read_bytes (self, items, n_items * NN_IMAGE_PIXELS, error);
}

char *
inkling_idx_file_finish (InklingIdxFile  *self,
                         GError         **error)
{
  guint8 byte;
  gsize  n_read;

  if (!inkling_packed_file_read (self->file, &byte, 1, &n_read, error))
    return NULL;
  if (n_read > 0)
    {
      inkling_error_from_status (error, NN_IDX_TRAILING, self->subject);
      return NULL;
    }
  return inkling_sha256_finish (&self->checksum);
}
