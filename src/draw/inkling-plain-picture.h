/* inkling-plain-picture.h: a sheet as 28×28 pixels without normalisation, to show what it is for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-ink.h"

G_BEGIN_DECLS

/* Paints the whole sheet, with the lines as one sees them, into image, bytes (784), 0 paper and 255
 * ink: each pixel is the share of its square that is inked. 500 points, more
 * than a digit has, take 0.2 ms. */
void inkling_plain_picture_paint (InklingInk *ink,
                                  double      pen_width,
                                  guint8      image[NN_IMAGE_PIXELS]);

G_END_DECLS
