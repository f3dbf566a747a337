/* inkling-split-view.h: two panes side by side, or one at a time where they do not fit
 *
 * Wide: both panes with a divider that can be dragged. Narrow (folded): the pane that "end-shown"
 * chooses has all of the width.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define INKLING_TYPE_SPLIT_VIEW (inkling_split_view_get_type ())
G_DECLARE_FINAL_TYPE (InklingSplitView, inkling_split_view, INKLING, SPLIT_VIEW, GtkWidget)

/* Properties: "start-child" and "end-child" (GtkWidget), "fraction" (double, the share of the width
 * that the start child has), "end-shown" (boolean, which one is seen when folded), "single"
 * (boolean, folded even where both fit), "folded" (boolean, read-only). */

/* Whether no pane is about to come or go. */
gboolean inkling_split_view_is_settled (InklingSplitView *self);

G_END_DECLS
