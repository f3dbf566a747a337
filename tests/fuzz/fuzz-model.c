/* fuzz-model.c: model files, their digests put right so that what is behind them is tried
 *
 * What is read can be saved, and what was saved is read as the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "inkling-model-digest.h"
#include "inkling-model-file.h"
#include "inkling-model.h"
#include "nn-evaluation.h"

/* NULL: there is nothing to put right. */
static GBytes *
mend_digests (const uint8_t *data,
              size_t         size)
{
  g_autoptr (InklingTensorHeader) header = NULL;
  g_autoptr (GBytes)              section = NULL;
  g_autoptr (GBytes)              sealed = NULL;
  GByteArray                     *whole;
  gsize                           n_bytes;

  if (size < INKLING_TENSOR_HEADER_LENGTH_BYTES ||
      !inkling_tensor_header_measure (data, size, &n_bytes, NULL) || n_bytes > size)
    return NULL;
  header = inkling_tensor_header_parse (data, n_bytes, size, NULL);
  if (header == NULL)
    return NULL;
  section = g_bytes_new (data + n_bytes, size - n_bytes);
  sealed = inkling_model_digest_seal (header, section);
  whole = g_byte_array_new ();
  g_byte_array_append (whole, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  g_byte_array_append (whole, data + n_bytes, size - n_bytes);
  return g_byte_array_free_to_bytes (whole);
}

static void
check_saving (const InklingModel *model)
{
  g_autofree char        *path = g_build_filename (fuzz_get_folder (), "a.safetensors", NULL);
  g_autoptr (GError)      error = NULL;
  g_autoptr (InklingModel) again = NULL;

  if (!inkling_model_file_save (model, path, &error))
    return;
  again = inkling_model_file_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->step, ==, model->step);
  g_assert_cmpuint (again->seed, ==, model->seed);
  g_assert_true (nn_recipe_equal (&again->recipe, &model->recipe));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes)       mended = mend_digests (data, size);
  g_autoptr (GBytes)       bytes = mended != NULL ? g_bytes_ref (mended) : g_bytes_new (data, size);
  g_autoptr (GError)       error = NULL;
  g_autoptr (InklingModel) model = inkling_model_file_load_bytes (bytes, "a file", &error);

  if (model != NULL)
    check_saving (model);
  else
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  return 0;
}
