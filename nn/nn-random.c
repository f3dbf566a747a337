/* nn-random.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-random.h"

#include <math.h>

/* Philox4x32-10: the multipliers and the Weyl increments of the key, table 2 of the paper. */
#define PHILOX_M0     0xD2511F53u
#define PHILOX_M1     0xCD9E8D57u
#define PHILOX_W0     0x9E3779B9u
#define PHILOX_W1     0xBB67AE85u
#define PHILOX_ROUNDS 10

#define TWO_PI 6.28318530717958647692

void
nn_random_block (uint64_t seed,
                 uint32_t purpose,
                 uint64_t index,
                 uint32_t numbers[4])
{
  uint32_t c0 = (uint32_t) index;
  uint32_t c1 = (uint32_t) (index >> 32);
  uint32_t c2 = purpose;
  uint32_t c3 = 0;
  uint32_t k0 = (uint32_t) seed;
  uint32_t k1 = (uint32_t) (seed >> 32);

  for (int round = 0; round < PHILOX_ROUNDS; round++)
    {
      uint64_t product0 = (uint64_t) PHILOX_M0 * c0;
      uint64_t product1 = (uint64_t) PHILOX_M1 * c2;

      c0 = (uint32_t) (product1 >> 32) ^ c1 ^ k0;
      c1 = (uint32_t) product1;
      c2 = (uint32_t) (product0 >> 32) ^ c3 ^ k1;
      c3 = (uint32_t) product0;
      k0 += PHILOX_W0;
      k1 += PHILOX_W1;
    }
  numbers[0] = c0;
  numbers[1] = c1;
  numbers[2] = c2;
  numbers[3] = c3;
}

/* [0, 1): the upper 24 bits, all that a float holds. */
static float
uniform_from_bits (uint32_t bits)
{
  return (float) (bits >> 8) * 0x1p-24f;
}

/* N(0, 1) from two uniform numbers (Box and Muller 1958); the first is kept off 0. */
static double
normal_from_bits (uint32_t bits0,
                  uint32_t bits1)
{
  double u = (bits0 + 0.5) * 0x1p-32;
  double v = bits1 * 0x1p-32;

  return sqrt (-2.0 * log (u)) * cos (TWO_PI * v);
}

void
nn_random_normal (uint64_t seed,
                  uint32_t purpose,
                  uint64_t first_index,
                  float    deviation,
                  float   *values,
                  size_t   n_values)
{
  for (size_t i = 0; i < n_values; i++)
    {
      uint32_t numbers[4];

      nn_random_block (seed, purpose, first_index + i, numbers);
      values[i] = deviation * (float) normal_from_bits (numbers[0], numbers[1]);
    }
}

void
nn_random_permutation (uint64_t  seed,
                       uint32_t  purpose,
                       uint64_t  epoch,
                       uint32_t *order,
                       size_t    n_items)
{
  uint32_t numbers[4] = { 0 };

  for (size_t i = 0; i < n_items; i++)
    order[i] = (uint32_t) i;

  for (size_t i = n_items; i > 1; i--)
    {
      size_t   draw = n_items - i;
      size_t   other;
      uint32_t swapped;

      if (draw % 4 == 0)
        nn_random_block (seed, purpose, (epoch << 32) + draw / 4, numbers);
      /* 32 random bits for n choices: the bias is below n / 2^32. */
      other = (size_t) (((uint64_t) numbers[draw % 4] * i) >> 32);
      swapped = order[i - 1];
      order[i - 1] = order[other];
      order[other] = swapped;
    }
}

void
nn_random_stream_init (NnRandomStream *stream,
                       uint64_t        seed,
                       uint32_t        purpose,
                       uint64_t        first_index)
{
  *stream = (NnRandomStream) { .seed = seed, .purpose = purpose, .index = first_index };
}

uint32_t
nn_random_stream_bits (NnRandomStream *stream)
{
  if (stream->n_left == 0)
    {
      nn_random_block (stream->seed, stream->purpose, stream->index++, stream->numbers);
      stream->n_left = 4;
    }
  return stream->numbers[--stream->n_left];
}

float
nn_random_stream_uniform (NnRandomStream *stream,
                          float           minimum,
                          float           maximum)
{
  return minimum + (maximum - minimum) * uniform_from_bits (nn_random_stream_bits (stream));
}

size_t
nn_random_stream_choice (NnRandomStream *stream,
                         size_t          n_choices)
{
  return (size_t) (((uint64_t) nn_random_stream_bits (stream) * n_choices) >> 32);
}
