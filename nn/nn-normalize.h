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

/* bitmap: (height, stride) bytes, the first width of each row used, 0 = paper, 255 = ink.
 * NN_NO_INK if it holds none. */
NnStatus nn_normalize (const uint8_t *bitmap,
                       size_t         width,
                       size_t         height,
                       size_t         stride,
                       uint8_t        image[NN_IMAGE_PIXELS]);
