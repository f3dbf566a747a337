/* nn-batch.h: the pictures of one step, gathered in the two orders a step reads them in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "nn-digits.h"
#include "nn-recipe.h"
#include "nn-status.h"

/* x (n_samples, 784) = ink / 255 as a sparse matrix, twice: by sample for the forward pass, by
 * pixel for the backward pass. Entries of sample b: sample_starts[b] … sample_starts[b + 1] − 1,
 * pixels ascending; of pixel p: pixel_starts[p] …, samples ascending. */
typedef struct
{
  size_t    n_samples;
  uint8_t  *labels;        /* (n_samples) */
  uint32_t *sample_starts; /* (n_samples + 1) */
  uint16_t *sample_pixels;
  float    *sample_values;
  uint32_t *pixel_starts;  /* (785) */
  uint16_t *pixel_samples;
  float    *pixel_values;

  /* Private */
  size_t    capacity;      /* samples the arrays have room for, every pixel inked */
} NnBatch;

NnStatus nn_batch_new  (size_t    capacity,
                        NnBatch **batch);
void     nn_batch_free (NnBatch *batch);
