/* inkling-ink-view.h: ink in a widget, of which only the stroke that grows is painted in each frame
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "inkling-ink.h"

G_BEGIN_DECLS

typedef struct _InklingInkView InklingInkView;

/* A context over the whole widget for the snapshot, in units of the sheet (inkling_pen_get_sheet)
 * and with that source. Free with cairo_destroy. */
cairo_t        *inkling_ink_view_begin    (GtkWidget      *widget,
                                           GtkSnapshot    *snapshot,
                                           const GdkRGBA  *color);

/* The widget has to outlive it. Free with inkling_ink_view_free. */
InklingInkView *inkling_ink_view_new      (GtkWidget      *widget,
                                           InklingInk     *ink);
void            inkling_ink_view_free     (InklingInkView *self);

/* Paints all strokes anew the next time: the ink, but for the stroke that grows, or the widget's
 * size has changed. */
void            inkling_ink_view_forget   (InklingInkView *self);

/* Adds the ink to the widget's snapshot. A width or colour other than the last time is noticed. */
void            inkling_ink_view_snapshot (InklingInkView *self,
                                           GtkSnapshot    *snapshot,
                                           double          pen_width,
                                           const GdkRGBA  *color);

G_END_DECLS
