/* noise.h: random numbers that only tests draw
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <math.h>

#include "nn-random.h"

/* Uniform in [0, 1), a function of its arguments alone. */
static inline float
noise_uniform (uint64_t seed,
               uint32_t purpose,
               uint64_t index)
{
  uint32_t numbers[4];

  nn_random_block (seed, purpose, index, numbers);
  return (float) (numbers[0] >> 8) * 0x1p-24f;
}

/* Normal with mean 0 and the given standard deviation (Box and Muller 1958), the next of a
 * stream. */
static inline float
noise_normal (NnRandomStream *stream,
              float           deviation)
{
  double u = (nn_random_stream_bits (stream) + 0.5) * 0x1p-32;
  double v = nn_random_stream_bits (stream) * 0x1p-32;

  return deviation * (float) (sqrt (-2.0 * log (u)) * cos (2.0 * G_PI * v));
}
