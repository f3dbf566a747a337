/* inkling-plain-picture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plain-picture.h"

#include <string.h>

#include "inkling-ink-painter.h"

#define TOLERANCE 0.3 /* pixels that a curve may be off: half the time, and nobody sees it */

void
inkling_plain_picture_paint (InklingInk *ink,
                             double      pen_width,
                             guint8      image[NN_IMAGE_PIXELS])
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8,
                                                         NN_IMAGE_SIDE, NN_IMAGE_SIDE);
  cairo_t *cr = cairo_create (surface);
  const double scale = NN_IMAGE_SIDE / INKLING_INK_SIDE;
  const guint8 *pixels;
  int stride;

  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_set_tolerance (cr, TOLERANCE);
  cairo_scale (cr, scale, scale);
  inkling_ink_paint (ink, pen_width, cr);
  cairo_destroy (cr);

  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  for (int row = 0; row < NN_IMAGE_SIDE; row++)
    memcpy (image + row * NN_IMAGE_SIDE, pixels + row * stride, NN_IMAGE_SIDE);
  cairo_surface_destroy (surface);
}
