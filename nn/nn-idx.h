/* nn-idx.h: the IDX files MNIST is published in, read from memory
 *
 * Format: magic 0x00000801 (labels) or 0x00000803 (images), then one big-endian 32-bit count per
 * dimension, then one byte an element. Source: the description on the MNIST page (LeCun, Cortes,
 * Burges).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "nn-digits.h"
#include "nn-status.h"

/* Checks an IDX file of 28×28 images in bytes (n_bytes). On NN_OK *images points into bytes at the
 * first of *n_images × 784 values. */
NnStatus nn_idx_read_images (const uint8_t  *bytes,
                             size_t          n_bytes,
                             const uint8_t **images,
                             size_t         *n_images);

/* Checks an IDX file of labels 0 … 9. On NN_OK *labels points into bytes. */
NnStatus nn_idx_read_labels (const uint8_t  *bytes,
                             size_t          n_bytes,
                             const uint8_t **labels,
                             size_t         *n_labels);

/* Both files as one data set; *digits is the caller's, free with nn_digits_free. */
NnStatus nn_idx_read_digits (const uint8_t  *image_bytes,
                             size_t          n_image_bytes,
                             const uint8_t  *label_bytes,
                             size_t          n_label_bytes,
                             NnDigits      **digits);
