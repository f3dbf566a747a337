/* nn-pen-hand.h: how somebody writes a shape at one moment
 *
 * What is drawn here uses nothing but sums, products and square roots, which are the same on every
 * processor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdint.h>

#include "nn-ink.h"
#include "nn-pen-shapes.h"
#include "nn-status.h"

/* Writes a shape as strokes, jittered, bent, slanted and scaled: a function of (seed, image) and
 * the shape alone. *pen_width: what to ink it with, for nn_ink_to_image_with_pen. */
NnStatus nn_pen_write_shape (uint64_t          seed,
                             uint64_t          image,
                             const NnPenShape *shape,
                             NnInk            *ink,
                             float            *pen_width);
