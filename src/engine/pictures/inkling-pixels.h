/* inkling-pixels.h: a picture in shades of grey and opacity, of a size to work with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-budget.h"

G_BEGIN_DECLS

#define INKLING_PIXELS_WORK_SIDE 1024 /* pixels that are kept; larger pictures are averaged down */

typedef struct
{
  guint8 *grey;    /* (height, width), 0 = black … 255 = white; meaningless where opacity is 0 */
  guint8 *opacity; /* (height, width) */
  gsize   width;
  gsize   height;
} InklingPixels;

/* NULL is allowed. */
void inkling_pixels_free (InklingPixels *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingPixels, inkling_pixels_free)

/* A large picture while it is read: it is never in memory, only sums over its cells are. All zero
 * is one that holds nothing. */
typedef struct
{
  guint32 *opacity; /* owned; (rows, columns), sums over a cell's pixels */
  guint64 *light;   /* owned; (rows, columns), sums of grey · opacity */
  guint    width;   /* of the picture */
  guint    height;
  guint    shift;   /* a cell is 2^shift pixels wide and high, at most */
  guint    columns; /* of cells */
  guint    rows;
} InklingPixelSums;

/* How much smaller, as a power of two, a picture becomes. */
guint          inkling_pixel_sums_get_shift  (guint                 width,
                                              guint                 height);

/* width × height has been allowed by the budget; shift is that of the picture, less what it was
 * made smaller already. INKLING_ERROR_NO_MEMORY. */
gboolean       inkling_pixel_sums_begin      (InklingPixelSums     *self,
                                              guint                 width,
                                              guint                 height,
                                              guint                 shift,
                                              const InklingBudget  *budget,
                                              GError              **error);

/* Adds pixels of row y, grey and opacity by turns, of which number i lies in column
 * first + (i << spacing). The order of rows does not matter. */
void           inkling_pixel_sums_add        (InklingPixelSums     *self,
                                              guint                 y,
                                              const guint8         *pixels,
                                              guint                 n_pixels,
                                              guint                 first,
                                              guint                 spacing);

/* Adds row y of an opaque or see-through picture in colour: n_channels is 3 or 4. */
void           inkling_pixel_sums_add_colour (InklingPixelSums     *self,
                                              guint                 y,
                                              const guint8         *pixels,
                                              guint                 n_channels);

/* The picture, turned and mirrored as EXIF's orientation says, 1 … 8; others leave it as it is.
 * INKLING_ERROR_NO_MEMORY. */
InklingPixels *inkling_pixel_sums_average    (const InklingPixelSums  *self,
                                              guint                    orientation,
                                              const InklingBudget     *budget,
                                              GError                 **error);

void           inkling_pixel_sums_clear      (InklingPixelSums     *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InklingPixelSums, inkling_pixel_sums_clear)

G_END_DECLS
