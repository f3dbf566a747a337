/* inkling-model-digest.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-digest.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-error.h"
#include "inkling-sha256.h"

#define TENSORS_DIGEST  "sha256"
#define METADATA_DIGEST "metadata_sha256"
#define HEADER_DIGEST   "header_sha256"
#define ZEROS           "0000000000000000000000000000000000000000000000000000000000000000"

struct _InklingModelDigest
{
  guint              format;
  struct sha256_ctx  context; /* format 1: of all tensors; else of the present one */
  GPtrArray         *lines;   /* owned, of char *: format 2 */
};

static const char *
get_stored (const InklingTensorHeader *header,
            const char                *name)
{
  return json_object_get_string_member_with_default (header->metadata, name, NULL);
}

InklingModelDigest *
inkling_model_digest_new (guint format)
{
  InklingModelDigest *self = g_new0 (InklingModelDigest, 1);

  self->format = format;
  self->lines = g_ptr_array_new_with_free_func (g_free);
  sha256_init (&self->context);
  return self;
}

void
inkling_model_digest_free (InklingModelDigest *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self);
}

void
inkling_model_digest_add_bytes (InklingModelDigest *self,
                                const guint8       *bytes,
                                gsize               n_bytes)
{
  sha256_update (&self->context, n_bytes, bytes);
}

void
inkling_model_digest_end_tensor (InklingModelDigest  *self,
                                 const NnTensorEntry *entry)
{
  g_autofree char *digest = NULL;
  GString         *line;

  if (self->format == 1)
    return;
  digest = inkling_sha256_finish (&self->context);
  line = g_string_new (NULL);
  g_string_append_printf (line, "%s %s ", entry->name, nn_dtype_to_text (entry->dtype));
  for (gsize i = 0; i < entry->n_dimensions; i++)
    g_string_append_printf (line, "%s%" PRIu64, i > 0 ? "," : "", entry->shape[i]);
  g_string_append_printf (line, " %s\n", digest);
  g_ptr_array_add (self->lines, g_string_free (line, FALSE));
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
finish (InklingModelDigest *self)
{
  g_ptr_array_sort (self->lines, compare_lines);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const char *line = g_ptr_array_index (self->lines, i);

      sha256_update (&self->context, strlen (line), (const guint8 *) line);
    }
  return inkling_sha256_finish (&self->context);
}

gboolean
inkling_model_digest_check_tensors (InklingModelDigest         *self,
                                    const InklingTensorHeader  *header,
                                    GError                    **error)
{
  const char      *stored = get_stored (header, TENSORS_DIGEST);
  g_autofree char *digest = finish (self);

  if (stored == NULL)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE, _("%s is missing in the metadata"),
                              TENSORS_DIGEST);
  if (strcmp (stored, digest) != 0)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("the data was changed or damaged: its checksum is wrong"));
  return TRUE;
}

static char *
compute_tensors_digest (const InklingTensorHeader *header,
                        GBytes                    *data)
{
  g_autoptr (InklingModelDigest) self = inkling_model_digest_new (2);
  const guint8                  *bytes = g_bytes_get_data (data, NULL);

  for (guint i = 0; i < header->entries->len; i++)
    {
      const NnTensorEntry *entry = &g_array_index (header->entries, NnTensorEntry, i);

      inkling_model_digest_add_bytes (self, bytes + entry->begin, entry->end - entry->begin);
      inkling_model_digest_end_tensor (self, entry);
    }
  return finish (self);
}

/* names ends with NULL. NULL if a member is missing. */
static char *
compute_metadata_digest (const InklingTensorHeader *header,
                         char                     **names)
{
  struct sha256_ctx context;

  sha256_init (&context);
  for (; *names != NULL; names++)
    {
      const char *value = get_stored (header, *names);

      if (value == NULL)
        return NULL;
      sha256_update (&context, strlen (*names) + 1, (const guint8 *) *names);
      sha256_update (&context, strlen (value) + 1, (const guint8 *) value);
    }
  return inkling_sha256_finish (&context);
}

static void
seal_metadata (InklingTensorHeader *header)
{
  g_autoptr (GList) members = json_object_get_members (header->metadata);
  GStrvBuilder     *builder = g_strv_builder_new ();
  g_auto (GStrv)    names = NULL;
  g_autofree char  *digest = NULL;
  g_autofree char  *joined = NULL;
  g_autofree char  *value = NULL;

  for (GList *member = members; member != NULL; member = member->next)
    g_strv_builder_add (builder, member->data);
  names = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  digest = compute_metadata_digest (header, names);
  joined = g_strjoinv (" ", names);
  value = g_strconcat (digest, " ", joined, NULL);
  json_object_set_string_member (header->metadata, METADATA_DIGEST, value);
}

GBytes *
inkling_model_digest_seal (InklingTensorHeader *header,
                           GBytes              *data)
{
  g_autofree char *digest = compute_tensors_digest (header, data);

  json_object_set_string_member (header->metadata, TENSORS_DIGEST, digest);
  seal_metadata (header);
  return inkling_tensor_header_print (header);
}

static gboolean
refuse_header (GError **error)
{
  return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                            _("the header was changed or damaged: its checksum is wrong"));
}

gboolean
inkling_model_digest_check_metadata (const InklingTensorHeader  *header,
                                     GError                    **error)
{
  const char      *stored = get_stored (header, METADATA_DIGEST);
  g_auto (GStrv)   words = NULL;
  g_autofree char *digest = NULL;

  if (stored == NULL)
    return TRUE;
  words = g_strsplit (stored, " ", -1);
  if (words[0] == NULL)
    return refuse_header (error);
  digest = compute_metadata_digest (header, words + 1);
  return g_strcmp0 (digest, words[0]) == 0 || refuse_header (error);
}

/* Where the digits of the header's digest begin in a copy of its bytes, NULL if there are none. A
 * quotation mark within a value has a backslash before it, so the key is found only where it is
 * one. */
static char *
find_digits (char  *header,
             gsize  n_bytes)
{
  const char *key = "\"" HEADER_DIGEST "\":\"";
  char       *found = g_strstr_len (header + INKLING_TENSOR_HEADER_LENGTH_BYTES,
                                    n_bytes - INKLING_TENSOR_HEADER_LENGTH_BYTES, key);

  if (found == NULL || found + strlen (key) + strlen (ZEROS) > header + n_bytes)
    return NULL;
  return found + strlen (key);
}

static gboolean
has_header_digest (GBytes     *bytes,
                   const char *stored)
{
  gsize            n_bytes;
  const char      *content = g_bytes_get_data (bytes, &n_bytes);
  g_autofree char *header = g_memdup2 (content, n_bytes);
  g_autofree char *digest = NULL;
  char            *digits = find_digits (header, n_bytes);

  if (digits != NULL)
    memcpy (digits, ZEROS, strlen (ZEROS));
  digest = inkling_sha256_compute (header + INKLING_TENSOR_HEADER_LENGTH_BYTES,
                                   n_bytes - INKLING_TENSOR_HEADER_LENGTH_BYTES);
  return strcmp (stored, digest) == 0;
}

gboolean
inkling_model_digest_check_header (GBytes               *bytes,
                                   InklingTensorHeader  *original,
                                   GError              **error)
{
  g_autofree char    *stored = g_strdup (get_stored (original, HEADER_DIGEST));
  g_autoptr (GBytes)  printed = NULL;

  if (stored == NULL || has_header_digest (bytes, stored))
    return TRUE;
  json_object_set_string_member (original->metadata, HEADER_DIGEST, ZEROS);
  printed = inkling_tensor_header_print (original);
  return has_header_digest (printed, stored) || refuse_header (error);
}
