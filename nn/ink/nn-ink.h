/* nn-ink.h: a drawing as strokes of points, never pixels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "nn-digits.h"
#include "nn-status.h"

/* x grows to the right, y downward; the unit is arbitrary. */
typedef struct
{
  float x;
  float y;
} NnPoint;

/* Points of stroke s are stroke_ends[s − 1] (0 for the first) … stroke_ends[s] − 1. */
typedef struct
{
  NnPoint *points;      /* (n_points) */
  size_t  *stroke_ends; /* (n_strokes) */
  size_t   n_points;
  size_t   n_strokes;
  size_t   points_capacity;
  size_t   strokes_capacity;
} NnInk;

/* All zero is an empty ink; NULL: no memory. */
NnInk *nn_ink_new  (void);
void   nn_ink_free (NnInk *ink);

/* Forgets all strokes, keeps the memory. */
void nn_ink_clear (NnInk *ink);

/* Begins a stroke at a point. Non-finite coordinates are refused with NN_NO_INK. */
NnStatus nn_ink_begin (NnInk *ink,
                       float  x,
                       float  y);

/* Goes on with the last stroke; there must be one. */
NnStatus nn_ink_extend (NnInk *ink,
                        float  x,
                        float  y);

/* Draws the ink as the network is to see it: fitted into MNIST's 20×20 box keeping its
 * proportions, inked there with an antialiased round pen of MNIST's width, brightest ink 255,
 * centre of mass at the middle of 28×28. So position, size and pen width of the drawing do not
 * matter. NN_NO_INK if there is nothing drawn. */
NnStatus nn_ink_to_image (const NnInk *ink,
                          uint8_t      image[NN_IMAGE_PIXELS]);

/* The same with a pen of another width, in pixels of the 28×28 picture, for the built-in writer. */
NnStatus nn_ink_to_image_with_pen (const NnInk *ink,
                                   float        pen_width,
                                   uint8_t      image[NN_IMAGE_PIXELS]);
