/* nn-normalize.h: a bitmap of one digit → 28×28 as MNIST was made
 *
 * As reconstructed by Yadav and Bottou, "Cold Case: the Lost MNIST Digits" (2019): bounding box of
 * the ink, area resampling into 20×20 keeping the proportions, brightest ink = 255, then a shift by
 * whole pixels that brings the centre of mass to the middle of 28×28.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "nn-digits.h"
#include "nn-status.h"

/* The longer side of a digit, in pixels of the 28×28 picture. */
#define NN_BOX_SIDE   20
#define NN_BOX_PIXELS (NN_BOX_SIDE * NN_BOX_SIDE)

/* bitmap: (height, stride) bytes, the first width of each row used, 0 = paper, 255 = ink.
 * NN_NO_INK if it holds none. */
NnStatus nn_normalize (const uint8_t *bitmap,
                       size_t         width,
                       size_t         height,
                       size_t         stride,
                       uint8_t        image[NN_IMAGE_PIXELS]);

/* The rule's second half, for a digit that lies in its box already: (20, 20) of ink ≥ 0 in any
 * unit. Brightest = 255; then moved by whole pixels until its centre of mass, in coordinates of
 * pixel edges, lies in (14, 15] both ways, but never beyond the picture's edge. NN_NO_INK. */
NnStatus nn_normalize_box (const float box[NN_BOX_PIXELS],
                           uint8_t     image[NN_IMAGE_PIXELS]);
