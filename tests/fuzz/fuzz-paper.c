/* fuzz-paper.c: a picture of any pixels → ink → 28×28
 *
 * The first two bytes are the width less one; the rest are the pixels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "nn-normalize.h"
#include "nn-paper.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  size_t              width = fuzz_take_byte (&data, &size);
  size_t              height;
  g_autofree uint8_t *grey = NULL;
  uint8_t             image[NN_IMAGE_PIXELS];
  NnStatus            status;

  width = (width | (size_t) fuzz_take_byte (&data, &size) << 8) % 1024 + 1;
  height = size / width;
  if (height == 0)
    return 0;
  grey = g_memdup2 (data, width * height);
  nn_normalize (grey, width, height, width, image);
  status = nn_paper_to_ink (grey, width, height);
  if (status != NN_OK)
    return 0;
  status = nn_normalize (grey, width, height, width, image);
  if (status == NN_OK)
    g_assert_nonnull (memchr (image, 255, sizeof image));
  return 0;
}
