/* nn-specks.h: what lies beside a drawing, taken away
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "nn-status.h"

/* Erases from ink (height, width), 0 = paper … 255 = ink, the connected pieces that are no strokes:
 * faint ones without a pixel of at least core, small ones beside the largest, and those that hang
 * at the picture's edge while a piece of some size lies free of it. NN_NO_MEMORY. */
NnStatus nn_drop_specks (uint8_t *ink,
                         size_t   width,
                         size_t   height,
                         uint8_t  core);

/* Erases what is fainter than core and farther than reach pixels, along either axis, from all that
 * is not: the shadows a photograph shows about and between strokes. NN_NO_MEMORY. */
NnStatus nn_drop_shadows (uint8_t *ink,
                          size_t   width,
                          size_t   height,
                          uint8_t  core,
                          uint8_t  reach);
