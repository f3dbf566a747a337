/* inkling-digit-texture.h: pictures of digits, to be shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "inkling-contact-sheet.h"

G_BEGIN_DECLS

/* White on black, as the network is shown it; pixels stay square when it is enlarged. */
GdkTexture *inkling_digit_texture_new       (const guint8         image[NN_IMAGE_PIXELS]);

/* Black on white. */
GdkTexture *inkling_digit_texture_new_sheet (const InklingContactSheet  *sheet);

G_END_DECLS
