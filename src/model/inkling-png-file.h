/* inkling-png-file.h: any PNG file → shades of grey and opacity, of a size to work with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define INKLING_PNG_MAX_SIDE  16384 /* pixels of the file */
#define INKLING_PNG_WORK_SIDE 1024  /* pixels that are kept; larger pictures are averaged down */

typedef struct
{
  guint8 *grey;    /* (height, width), 0 = black … 255 = white; meaningless where opacity is 0 */
  guint8 *opacity; /* (height, width) */
  gsize   width;
  gsize   height;
} InklingPng;

/* Reads a PNG of any bit depth and colour type, interlaced or not, row by row, so that memory stays
 * bounded whatever the file claims. INKLING_ERROR_PICTURE or a file error; the message begins with
 * path. Blocking; any thread. Free with inkling_png_free. */
InklingPng *inkling_png_load (const char  *path,
                              GError     **error);

/* NULL is allowed. */
void        inkling_png_free (InklingPng  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingPng, inkling_png_free)

G_END_DECLS
