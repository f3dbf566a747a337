/* nn-digits.h: a set of labelled 28×28 pictures in memory, without its paper
 *
 * Four of five MNIST pixels are empty, so only inked pixels are kept: for image i the entries
 * starts[i] … starts[i + 1] − 1 of pixels (position, row by row, ascending) and values (ink,
 * 1 … 255; paper is 0).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "nn-status.h"

#define NN_IMAGE_SIDE   28
#define NN_IMAGE_PIXELS (NN_IMAGE_SIDE * NN_IMAGE_SIDE)
#define NN_N_CLASSES    10
#define NN_NO_DIGIT     NN_N_CLASSES /* label of a picture that shows something else */

#define NN_DIGITS_ENTRY  (sizeof (uint16_t) + sizeof (uint8_t)) /* bytes */
#define NN_DIGITS_ROOM   (1024 * 1024)                          /* entries by which a set grows */
#define NN_DIGITS_GROWTH (NN_DIGITS_ROOM * NN_DIGITS_ENTRY)

typedef struct
{
  size_t    n_images;
  uint8_t  *labels; /* (n_images), 0 … 9 or NN_NO_DIGIT */
  uint32_t *starts; /* (n_images + 1) */
  uint16_t *pixels; /* (starts[n_images]) */
  uint8_t  *values; /* (starts[n_images]) */
} NnDigits;

/* Keeps n_images pictures, bytes (n_images, 784) with 0 = paper and 255 = ink, and their labels
 * (n_images), each 0 … 9; any other becomes NN_NO_DIGIT. Both are copied. Free with nn_digits_free.
 * NULL: no memory. */
NnDigits *nn_digits_new (const uint8_t *images,
                         const uint8_t *labels,
                         size_t         n_images);

/* The same in pieces, for pictures that are never in memory all at once: a set with room for
 * n_images labels, and none yet. NULL: no memory. */
NnDigits *nn_digits_begin (size_t n_images);

/* Adds n_images more, within that room. Takes up to NN_DIGITS_GROWTH bytes beyond what their ink
 * needs. false: no memory, and nothing has changed. */
bool nn_digits_append (NnDigits      *digits,
                       const uint8_t *images,
                       const uint8_t *labels,
                       size_t         n_images);

/* NULL is allowed. */
void nn_digits_free (NnDigits *digits);

/* Asks the processor to fetch picture number image from memory, which goes on by itself. */
void nn_digits_prefetch (const NnDigits *digits,
                         size_t          image);

/* Writes picture number image back as 784 bytes, row by row. */
void nn_digits_get_image (const NnDigits *digits,
                          size_t          image,
                          uint8_t         pixels[NN_IMAGE_PIXELS]);
