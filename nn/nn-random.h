/* nn-random.h: random numbers without state
 *
 * Every random number is a function of (seed, purpose, index): the counter-based generator
 * Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3"
 * (SC 2011). So a checkpoint needs only the seed and the step to go on exactly, and any thread may
 * draw any number. All functions are pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* What the numbers are for: streams with different purposes are independent. A model file promises
 * that its run resumes exactly, so the values never change; new ones go at the end. */
typedef enum
{
  NN_PURPOSE_WEIGHTS = 1, /* index = position in the parameter block, tensor by tensor */
  NN_PURPOSE_ORDER = 2,   /* index = epoch × 2^32 + position */
  NN_PURPOSE_DISTORT = 3, /* index = (step × 2^16 + sample) × 64 + draw / 4 */
  NN_PURPOSE_PEN = 4,     /* index = image × 2^16 + draw / 4 */
  NN_PURPOSE_MIX = 5,     /* index = epoch × 2^32 + position, for the mixed-in data set */
  NN_PURPOSE_STRANGERS = 6, /* likewise, for what is no digit */
} NnPurpose;

/* Four independent uniform 32-bit numbers. */
void nn_random_block (uint64_t seed,
                      uint32_t purpose,
                      uint64_t index,
                      uint32_t numbers[4]);

/* values[i] = deviation · N(0, 1) by Box and Muller, drawn at first_index + i; (n_values). */
void nn_random_normal (uint64_t seed,
                       uint32_t purpose,
                       uint64_t first_index,
                       float    deviation,
                       float   *values,
                       size_t   n_values);

/* order = a permutation of 0 … n_items − 1 (Fisher and Yates), a function of (seed, purpose,
 * epoch) alone; (n_items), n_items < 2^32. */
void nn_random_permutation (uint64_t  seed,
                            uint32_t  purpose,
                            uint64_t  epoch,
                            uint32_t *order,
                            size_t    n_items);

/* A stream over one (seed, purpose, first index), for code that draws many numbers in a row. */
typedef struct
{
  uint64_t seed;
  uint64_t index;
  uint32_t purpose;
  uint32_t n_left;
  uint32_t numbers[4];
} NnRandomStream;

void     nn_random_stream_init    (NnRandomStream *stream,
                                   uint64_t        seed,
                                   uint32_t        purpose,
                                   uint64_t        first_index);
/* 32 random bits. */
uint32_t nn_random_stream_bits    (NnRandomStream *stream);
/* Uniform in [minimum, maximum), a multiple of 2^-24 of the width. */
float    nn_random_stream_uniform (NnRandomStream *stream,
                                   float           minimum,
                                   float           maximum);
/* An integer in 0 … n_choices − 1. */
size_t   nn_random_stream_choice  (NnRandomStream *stream,
                                   size_t          n_choices);
