/* fuzz-strokes.c: points of any coordinates → 28×28
 *
 * Four bytes a coordinate; a point whose x is no number ends the stroke.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <math.h>
#include <string.h>

#include "nn-ink.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  NnInk  *ink = nn_ink_new ();
  uint8_t image[NN_IMAGE_PIXELS];
  bool    down = false;

  for (; size >= 2 * sizeof (float); data += 2 * sizeof (float), size -= 2 * sizeof (float))
    {
      NnPoint point;

      memcpy (&point, data, sizeof point);
      if (isnan (point.x))
        down = false;
      else if (down)
        nn_ink_extend (ink, point.x, point.y);
      else
        down = nn_ink_begin (ink, point.x, point.y) == NN_OK;
    }
  if (nn_ink_to_image (ink, image) == NN_OK)
    g_assert_nonnull (memchr (image, 255, sizeof image));
  nn_ink_free (ink);
  return 0;
}
