/* inkling-sheet-picture.h: a picture of a digit that lies on the sheet instead of strokes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gdk/gdk.h>

#include "inkling-pixels.h"
#include "nn-digits.h"

G_BEGIN_DECLS

#define INKLING_TYPE_SHEET_PICTURE (inkling_sheet_picture_get_type ())

G_DECLARE_FINAL_TYPE (InklingSheetPicture, inkling_sheet_picture,
                      INKLING, SHEET_PICTURE, GObject)

/* Takes pixels over. name, which the message of an error begins with, is what the user calls the
 * picture. NULL with INKLING_ERROR_NO_INK and the like if there is no digit in it. Tens of
 * milliseconds; any thread. */
InklingSheetPicture *inkling_sheet_picture_new         (InklingPixels        *pixels,
                                                        const char           *name,
                                                        GError              **error);

/* To look at, in shades of grey on paper. */
GdkTexture          *inkling_sheet_picture_get_texture (InklingSheetPicture  *self);

/* What the network sees, (784): normalised, and the picture as it is, only made smaller. */
const guint8        *inkling_sheet_picture_get_image   (InklingSheetPicture  *self);
const guint8        *inkling_sheet_picture_get_plain   (InklingSheetPicture  *self);

G_END_DECLS
