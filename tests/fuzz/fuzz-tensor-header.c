/* fuzz-tensor-header.c: what is read as a header is printed and read again as the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "inkling-tensor-header.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (InklingTensorHeader) header = NULL;
  g_autoptr (InklingTensorHeader) again = NULL;
  g_autoptr (GBytes)              printed = NULL;
  g_autoptr (GError)              error = NULL;
  gsize                           n_bytes;

  if (size < INKLING_TENSOR_HEADER_LENGTH_BYTES ||
      !inkling_tensor_header_measure (data, size, &n_bytes, NULL) || n_bytes > size)
    return 0;
  header = inkling_tensor_header_parse (data, n_bytes, size, &error);
  if (header == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  printed = inkling_tensor_header_print (header);
  again = inkling_tensor_header_parse (g_bytes_get_data (printed, NULL), g_bytes_get_size (printed),
                                       g_bytes_get_size (printed) + header->n_data_bytes, NULL);
  /* Printed anew a header may be longer than what is read; otherwise it is the same. */
  if (again != NULL)
    g_assert_cmpuint (again->entries->len, ==, header->entries->len);
  return 0;
}
