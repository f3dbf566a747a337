/* inkling-picture-formats.h: one reader for each kind of picture
 *
 * Each takes a whole file that begins as its kind does, and asks the budget before it takes memory,
 * pixels or time. NULL with INKLING_ERROR_PICTURE, INKLING_ERROR_NO_MEMORY, G_IO_ERROR_CANCELLED or
 * G_IO_ERROR_TIMED_OUT; the message begins with the budget's subject. Blocking; any thread. Only
 * inkling-picture-file.c calls them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-pixels.h"

G_BEGIN_DECLS

typedef InklingPixels *(* InklingPictureReader) (const guint8         *bytes,
                                                 gsize                 n_bytes,
                                                 const InklingBudget  *budget,
                                                 GError              **error);

/* Any bit depth and colour type, interlaced or not. */
InklingPixels *inkling_picture_read_png  (const guint8         *bytes,
                                          gsize                 n_bytes,
                                          const InklingBudget  *budget,
                                          GError              **error);

/* Baseline or progressive, grey, in colour or for print. */
InklingPixels *inkling_picture_read_jpeg (const guint8         *bytes,
                                          gsize                 n_bytes,
                                          const InklingBudget  *budget,
                                          GError              **error);

/* By gdk-pixbuf; of a picture that moves or has several pages, the first. */
InklingPixels *inkling_picture_read_gif  (const guint8         *bytes,
                                          gsize                 n_bytes,
                                          const InklingBudget  *budget,
                                          GError              **error);
InklingPixels *inkling_picture_read_bmp  (const guint8         *bytes,
                                          gsize                 n_bytes,
                                          const InklingBudget  *budget,
                                          GError              **error);
InklingPixels *inkling_picture_read_tiff (const guint8         *bytes,
                                          gsize                 n_bytes,
                                          const InklingBudget  *budget,
                                          GError              **error);
InklingPixels *inkling_picture_read_webp (const guint8         *bytes,
                                          gsize                 n_bytes,
                                          const InklingBudget  *budget,
                                          GError              **error);

G_END_DECLS
