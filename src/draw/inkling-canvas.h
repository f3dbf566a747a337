/* inkling-canvas.h: the sheet one draws on, with mouse, finger, stylus or keys
 *
 * The drawing is kept in units of the sheet (inkling-ink.h), so it scales with the widget.
 * Keys: arrows, Home, End, Page Up and Page Down move a cursor over a coarse grid (the latter four
 * diagonally), Space puts the pen or the eraser down and up, Delete or Escape clears.
 *
 * Property "erasing": the eraser is in hand; ends when nothing is left on the sheet. Property
 * "pen-width": how wide the lines look, those drawn before, too; units of the sheet, from
 * INKLING_PEN_MIN_WIDTH to INKLING_PEN_MAX_WIDTH. It is no part of the ink.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "inkling-ink.h"

G_BEGIN_DECLS

#define INKLING_TYPE_CANVAS (inkling_canvas_get_type ())

G_DECLARE_FINAL_TYPE (InklingCanvas, inkling_canvas, INKLING, CANVAS, GtkWidget)

/* The canvas's own ink; the same one as long as it lives. */
InklingInk *inkling_canvas_get_ink  (InklingCanvas *self);

/* Shows other ink than its own, which is then faint; what is drawn still goes to its own. To be
 * called again when the other has changed. NULL: its own only. */
void        inkling_canvas_show_ink (InklingCanvas *self,
                                     InklingInk    *other);

void        inkling_canvas_set_erasing   (InklingCanvas *self,
                                          gboolean       erasing);
gboolean    inkling_canvas_get_erasing   (InklingCanvas *self);

void        inkling_canvas_set_pen_width (InklingCanvas *self,
                                          double         pen_width);
double      inkling_canvas_get_pen_width (InklingCanvas *self);

G_END_DECLS
