/* nn-paper.h: a grey picture of a digit on paper → ink on nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "nn-status.h"

/* Turns grey (height, width), 0 = black … 255 = white, into ink in place, 0 = paper … 255 = ink:
 * finds out whether the digit is dark on light or light on dark, takes off uneven lighting, noise
 * and specks. NN_NO_INK if the picture is of one shade. NN_NO_MEMORY. */
NnStatus nn_paper_to_ink (uint8_t *grey,
                          size_t   width,
                          size_t   height);
