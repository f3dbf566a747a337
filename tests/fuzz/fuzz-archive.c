/* fuzz-archive.c: a data set in one archive, as NumPy writes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "inkling-dataset.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char           *path = fuzz_write_file ("digits.npz", data, size);
  g_autoptr (GError)         error = NULL;
  g_autoptr (InklingDataset) dataset = inkling_dataset_load (path, NULL, &error);

  g_assert_true ((dataset == NULL) == (error != NULL));
  if (error != NULL)
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  return 0;
}
