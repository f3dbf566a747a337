/* nn-distort.h: the same digit, written slightly differently
 *
 * Rotation, scale, shear and shift (affine), elastic fields (Simard, Steinkraus, Platt, "Best
 * practices for convolutional neural networks", ICDAR 2003) and pen thickness. A function of
 * (seed, step, sample) alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdint.h>

#include "nn-digits.h"
#include "nn-recipe.h"

/* Draws how sample number sample of the batch of this step is distorted, and writes it so. Units
 * of the amounts: see NnRecipe (rotation … thickness). input and output may not overlap. */
void nn_distort (const NnRecipe *recipe,
                 uint64_t        seed,
                 uint64_t        step,
                 uint64_t        sample,
                 const uint8_t   input[NN_IMAGE_PIXELS],
                 uint8_t         output[NN_IMAGE_PIXELS]);
