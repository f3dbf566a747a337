/* inkling-panes.h: the two halves of the window, training and drawing, and which of them is seen
 *
 * Side by side where they fit, else one at a time; and large, for a projector.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define INKLING_TYPE_PANES (inkling_panes_get_type ())
G_DECLARE_FINAL_TYPE (InklingPanes, inkling_panes, INKLING, PANES, GtkWidget)

/* Properties: "training" and "drawing" (GtkWidget), "presentation" (boolean: large type, and a
 * choice of one half or both). */

/* The half that is seen where there is room for one, and that has the keyboard. */
void     inkling_panes_show_training (InklingPanes *self);
void     inkling_panes_show_drawing  (InklingPanes *self);

/* Whether no half is about to come or go. */
gboolean inkling_panes_is_settled    (InklingPanes *self);

G_END_DECLS
