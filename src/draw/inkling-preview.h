/* inkling-preview.h: the 28×28 picture the network sees
 *
 * Property "enlarged": large, with numbers at its edges. Whoever shows it gives it its accessible
 * name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "nn-digits.h"

G_BEGIN_DECLS

#define INKLING_TYPE_PREVIEW (inkling_preview_get_type ())

G_DECLARE_FINAL_TYPE (InklingPreview, inkling_preview, INKLING, PREVIEW, GtkWidget)

/* Shows a copy of image, bytes (784), 0 paper and 255 ink. NULL: nothing is drawn. */
void inkling_preview_set_image (InklingPreview *self,
                                const guint8   *image);

G_END_DECLS
