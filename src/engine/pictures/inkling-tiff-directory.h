/* inkling-tiff-directory.h: numbers out of the first directory of a TIFF file
 *
 * EXIF, the notes a camera leaves in its pictures, is such a file in small.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define INKLING_TIFF_WIDTH             256
#define INKLING_TIFF_HEIGHT            257
#define INKLING_TIFF_BITS_PER_SAMPLE   258
#define INKLING_TIFF_ORIENTATION       274
#define INKLING_TIFF_SAMPLES_PER_PIXEL 277
#define INKLING_TIFF_STRIP_BYTES       279
#define INKLING_TIFF_TILE_WIDTH        322
#define INKLING_TIFF_TILE_HEIGHT       323
#define INKLING_TIFF_TILE_BYTES        325

/* The largest of a tag's values, whole numbers, or fallback if it has none or the file is
 * damaged. */
guint32 inkling_tiff_directory_get (const guint8 *bytes,
                                    gsize         n_bytes,
                                    guint         tag,
                                    guint32       fallback);

/* The sum of a tag's values, or 0. */
guint64 inkling_tiff_directory_sum (const guint8 *bytes,
                                    gsize         n_bytes,
                                    guint         tag);

G_END_DECLS
