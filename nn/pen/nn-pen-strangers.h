/* nn-pen-strangers.h: the writer writes what is no digit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdint.h>

#include "nn-ink.h"
#include "nn-status.h"

/* Writes no sign at all: a line that turns at random. */
NnStatus nn_pen_write_scribble (uint64_t  seed,
                                uint64_t  image,
                                NnInk    *ink,
                                float    *pen_width);

/* Writes two digits side by side. */
NnStatus nn_pen_write_pair (uint64_t  seed,
                            uint64_t  image,
                            NnInk    *ink,
                            float    *pen_width);

/* Writes one of many things that are no digit and are not meant as one: letters unlike any digit,
 * scribbles, pairs of digits, signs. */
NnStatus nn_pen_write_stranger (uint64_t  seed,
                                uint64_t  image,
                                NnInk    *ink,
                                float    *pen_width);
