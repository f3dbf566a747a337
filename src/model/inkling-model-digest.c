/* inkling-model-digest.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-digest.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-error.h"
#include "inkling-sha256.h"

#define DATA_DIGEST   "sha256"
#define HEADER_DIGEST "header_sha256"
#define ZEROS         "0000000000000000000000000000000000000000000000000000000000000000"

static const char *
get_stored (const InklingTensorHeader *header,
            const char                *name)
{
  return json_object_get_string_member_with_default (header->metadata, name, NULL);
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

/* Leaves zeros for the digits. */
static char *
compute_header_digest (char  *header,
                       gsize  n_bytes)
{
  char *digits = find_digits (header, n_bytes);

  if (digits != NULL)
    memcpy (digits, ZEROS, strlen (ZEROS));
  return inkling_sha256_compute (header + INKLING_TENSOR_HEADER_LENGTH_BYTES,
                                 n_bytes - INKLING_TENSOR_HEADER_LENGTH_BYTES);
}

static char *
compute_data_digest (GBytes *data)
{
  gsize         n_bytes;
  gconstpointer bytes = g_bytes_get_data (data, &n_bytes);

  return inkling_sha256_compute (bytes, n_bytes);
}

GBytes *
inkling_model_digest_seal (InklingTensorHeader *header,
                           GBytes              *data)
{
  g_autofree char *data_digest = compute_data_digest (data);
  g_autofree char *digest = NULL;
  char            *bytes;
  gsize            n_bytes;

  json_object_set_string_member (header->metadata, DATA_DIGEST, data_digest);
  json_object_set_string_member (header->metadata, HEADER_DIGEST, ZEROS);
  bytes = g_bytes_unref_to_data (inkling_tensor_header_print (header), &n_bytes);
  digest = compute_header_digest (bytes, n_bytes);
  memcpy (find_digits (bytes, n_bytes), digest, strlen (ZEROS));
  json_object_set_string_member (header->metadata, HEADER_DIGEST, digest);
  return g_bytes_new_take (bytes, n_bytes);
}

gboolean
inkling_model_digest_check_data (const InklingTensorHeader  *header,
                                 GBytes                     *data,
                                 GError                    **error)
{
  const char      *stored = get_stored (header, DATA_DIGEST);
  g_autofree char *digest = NULL;

  if (stored == NULL)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE, _("%s is missing in the metadata"),
                              DATA_DIGEST);
  digest = compute_data_digest (data);
  if (strcmp (stored, digest) != 0)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("the data is damaged: its checksum is wrong"));
  return TRUE;
}

gboolean
inkling_model_digest_check_header (const InklingTensorHeader  *header,
                                   GBytes                     *bytes,
                                   GError                    **error)
{
  const char      *stored = get_stored (header, HEADER_DIGEST);
  gsize            n_bytes;
  const char      *content = g_bytes_get_data (bytes, &n_bytes);
  g_autofree char *copy = g_memdup2 (content, n_bytes);
  g_autofree char *digest = compute_header_digest (copy, n_bytes);

  if (stored != NULL && strcmp (stored, digest) != 0)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("the header was changed or damaged: its checksum is wrong"));
  return TRUE;
}
