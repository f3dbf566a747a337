/* drawings.h: made-up drawings for tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <math.h>

#include "../noise.h"
#include "nn-ink.h"

#define DRAWING_SEED    20240611
#define DRAWING_PURPOSE 1000 /* of no stream of the program's */

/* One to three wavy strokes within about 200 × 200 units. */
static inline void
make_drawing (NnInk    *ink,
              uint64_t  number)
{
  NnRandomStream stream;
  size_t         n_strokes;

  nn_random_stream_init (&stream, DRAWING_SEED, DRAWING_PURPOSE, number << 16);
  nn_ink_clear (ink);
  n_strokes = 1 + nn_random_stream_choice (&stream, 3);
  for (size_t s = 0; s < n_strokes; s++)
    {
      size_t n_points = 2 + nn_random_stream_choice (&stream, 50);
      float  x = nn_random_stream_uniform (&stream, 0.0f, 200.0f);
      float  y = nn_random_stream_uniform (&stream, 0.0f, 200.0f);
      float  angle = nn_random_stream_uniform (&stream, 0.0f, 6.28f);
      float  turn = noise_normal (&stream, 0.2f);

      g_assert_cmpint (nn_ink_begin (ink, x, y), ==, NN_OK);
      for (size_t p = 1; p < n_points; p++)
        {
          angle += turn + noise_normal (&stream, 0.1f);
          x += 6.0f * cosf (angle);
          y += 6.0f * sinf (angle);
          g_assert_cmpint (nn_ink_extend (ink, x, y), ==, NN_OK);
        }
    }
}

static inline void
make_picture (uint64_t number,
              uint8_t  image[NN_IMAGE_PIXELS])
{
  NnInk *ink = nn_ink_new ();

  make_drawing (ink, number);
  g_assert_cmpint (nn_ink_to_image (ink, image), ==, NN_OK);
  nn_ink_free (ink);
}

static inline int
get_largest_difference (const uint8_t *a,
                        const uint8_t *b)
{
  int largest = 0;

  for (size_t i = 0; i < NN_IMAGE_PIXELS; i++)
    largest = MAX (largest, ABS (a[i] - b[i]));
  return largest;
}

static inline double
get_mean_difference (const uint8_t *a,
                     const uint8_t *b)
{
  int sum = 0;

  for (size_t i = 0; i < NN_IMAGE_PIXELS; i++)
    sum += ABS (a[i] - b[i]);
  return (double) sum / NN_IMAGE_PIXELS;
}
