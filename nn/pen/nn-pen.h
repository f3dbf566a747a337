/* nn-pen.h: the built-in writer, which writes digits as people do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "nn-digits.h"
#include "nn-ink.h"
#include "nn-status.h"
#include "nn-team.h"

/* Writes one digit (the last of a larger number) as strokes: a shape people use, jittered, slanted
 * and scaled; a function of (seed, image) alone. *pen_width: what to ink it with, for
 * nn_ink_to_image_with_pen. */
NnStatus nn_pen_write (uint64_t  seed,
                       uint64_t  image,
                       unsigned  digit,
                       NnInk    *ink,
                       float    *pen_width);

/* n_images written digits, picture first_image + i with label (first_image + i) mod 10; the same
 * for any team. *digits is the caller's. */
NnStatus nn_pen_make_digits (uint64_t   seed,
                             uint64_t   first_image,
                             size_t     n_images,
                             NnTeam    *team,
                             NnDigits **digits);

/* The same of strangers, as nn_pen_write_stranger writes them, whose label is NN_NO_DIGIT. */
NnStatus nn_pen_make_strangers (uint64_t   seed,
                                uint64_t   first_image,
                                size_t     n_images,
                                NnTeam    *team,
                                NnDigits **strangers);
