/* inkling-drawing-panel.h: the right half of the window, where one draws and the network answers
 *
 * Widget actions: "drawing.clear", "drawing.undo", "drawing.redo"; "drawing.eraser" takes the
 * eraser into the hand or puts it away; "drawing.copy" and "drawing.paste" activate the window's;
 * "drawing.compare" turns property "comparing" on and off: whether the answer without normalisation
 * stands beside the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "inkling-canvas.h"
#include "inkling-model.h"

G_BEGIN_DECLS

#define INKLING_TYPE_DRAWING_PANEL (inkling_drawing_panel_get_type ())

G_DECLARE_FINAL_TYPE (InklingDrawingPanel, inkling_drawing_panel, INKLING, DRAWING_PANEL, GtkWidget)

GtkWidget *inkling_drawing_panel_new       (void);

/* The model whose moving averages read the drawing; the panel keeps a reference. NULL: there is
 * none. Cheap: the answer follows once in the next frame, however often this is called. */
void       inkling_drawing_panel_set_model (InklingDrawingPanel *self,
                                            InklingModel        *model);

/* The sheet; the panel's. */
InklingCanvas *inkling_drawing_panel_get_canvas (InklingDrawingPanel *self);

G_END_DECLS
