/* nn-distort.h: the same digit, written slightly differently
 *
 * Rotation, scale, shear and shift (affine), elastic fields (Simard, Steinkraus, Platt, "Best
 * practices for convolutional neural networks", ICDAR 2003) and pen thickness. A function of
 * (seed, step, sample) alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "nn-digits.h"
#include "nn-kernels.h"
#include "nn-recipe.h"

/* What all the distortions of a recipe have in common. */
typedef struct
{
  bool   active;    /* false: pictures stay as they are */
  float  rotation;  /* each the half width of a uniform distribution: radians */
  float  scale;
  float  shear;
  float  shift;     /* pixels */
  float  thickness; /* pixels of radius */
  float  elastic;   /* pixels; 0: no field */
  NnGrid grid;      /* that the elastic field is spanned over */
} NnDistortion;

/* Units of the amounts: see NnRecipe (rotation … thickness). */
void nn_distortion_init (NnDistortion   *distortion,
                         const NnRecipe *recipe);

/* Draws how sample number sample of the batch of this step is distorted, and writes it so. Any
 * thread; input and output may not overlap. */
void nn_distort (const NnDistortion *distortion,
                 uint64_t            seed,
                 uint64_t            step,
                 uint64_t            sample,
                 const uint8_t       input[NN_IMAGE_PIXELS],
                 uint8_t             output[NN_IMAGE_PIXELS]);
