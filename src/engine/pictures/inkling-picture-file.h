/* inkling-picture-file.h: any picture → shades of grey and opacity, of a size to work with
 *
 * PNG, JPEG, GIF, BMP, TIFF and, where gdk-pixbuf has a reader for it, WebP; what a file is, its
 * contents say. Upright as the camera held it; of several pages or moving pictures the first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "inkling-pixels.h"

G_BEGIN_DECLS

/* Pictures of more pixels, and those that take too much memory or time, are refused: see
 * inkling-budget.h. INKLING_ERROR_PICTURE, INKLING_ERROR_NO_MEMORY, or a file error; the message
 * begins with name, which is what the user calls the picture. Blocking; any thread. */
InklingPixels *inkling_picture_file_load        (const char    *path,
                                                 const char    *name,
                                                 GCancellable  *cancellable,
                                                 GError       **error);

/* The same of a picture another program hands over. */
InklingPixels *inkling_picture_file_load_stream (GInputStream  *stream,
                                                 const char    *name,
                                                 GCancellable  *cancellable,
                                                 GError       **error);

G_END_DECLS
