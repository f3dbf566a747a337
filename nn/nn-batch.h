/* nn-batch.h: the pictures of one step, gathered in the two orders a step reads them in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "nn-digits.h"
#include "nn-kernels.h"
#include "nn-status.h"

/* x (n_samples, 784) = ink / 255 as a sparse matrix, twice: by sample for the forward pass, each
 * sample in a slot of 784 entries so that samples are gathered independently; and by pixel for the
 * backward pass, samples ascending. Within a sample, pixels ascend. */
typedef struct
{
  size_t    n_samples;
  size_t    capacity;
  uint8_t  *labels;        /* (capacity) */

  uint32_t *sample_starts; /* (capacity) */
  uint32_t *sample_ends;   /* (capacity) */
  uint16_t *sample_pixels; /* (capacity, 784) */
  float    *sample_values; /* (capacity, 784) */

  uint32_t *pixel_starts;  /* (785) */
  uint16_t *pixel_samples; /* (capacity, 784) at most */
  float    *pixel_values;
} NnBatch;

/* Room for capacity samples with every pixel inked; at most NN_MAX_BATCH. *batch is the
 * caller's. */
NnStatus nn_batch_new  (size_t    capacity,
                        NnBatch **batch);
/* NULL is allowed. */
void     nn_batch_free (NnBatch *batch);

/* About how much memory one takes. */
uint64_t nn_batch_count_bytes (size_t capacity);

/* Puts one picture of a data set, as it is, into place sample. Different samples may be set by
 * different threads. */
void nn_batch_set_digit (NnBatch        *batch,
                         size_t          sample,
                         const NnDigits *digits,
                         size_t          image);

/* Puts a picture given as bytes into place sample. */
void nn_batch_set_image (NnBatch       *batch,
                         size_t         sample,
                         const uint8_t  image[NN_IMAGE_PIXELS],
                         uint8_t        label);

/* Once all samples are set: sorts the entries by pixel. */
void nn_batch_transpose (NnBatch *batch);

NnSparse nn_batch_by_sample (const NnBatch *batch,
                             size_t         first_sample);
NnSparse nn_batch_by_pixel  (const NnBatch *batch);
