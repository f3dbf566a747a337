/* inkling-presentation.h: type that can be read from the back of the room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How much larger type may be on a screen of that size, in logical pixels: with both halves of the
 * window side by side, or with one alone. At least 1. */
double inkling_presentation_find_scale (int        width,
                                        int        height,
                                        gboolean   both);

/* Makes all type that much larger than the person's own; 1 gives back the person's own. All windows
 * of widget's display are concerned, dialogs too. */
void   inkling_presentation_scale_type (GtkWidget *widget,
                                        double     scale);

G_END_DECLS
