/* inkling-pen.h: mouse, finger, stylus and keys over a sheet, as a pen or an eraser
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "inkling-ink.h"

G_BEGIN_DECLS

typedef struct _InklingPen InklingPen;

/* The sheet is the largest square in the middle of the widget; returns its side in the widget's
 * units, at least 1. */
double      inkling_pen_get_sheet   (GtkWidget        *widget,
                                     double           *left,
                                     double           *top);

/* Gives the widget, which has to outlive it, controllers that draw into ink, for one device at a
 * time (inkling-tip.h). What the pen shows
 * beside the ink (inkling_pen_paint) is the widget's to draw. Free with inkling_pen_free. */
InklingPen *inkling_pen_new         (GtkWidget        *widget,
                                     InklingInk       *ink);
void        inkling_pen_free        (InklingPen       *self);

/* A stylus that is held upside down erases in any case. */
void        inkling_pen_set_erasing (InklingPen       *self,
                                     gboolean          erasing);
gboolean    inkling_pen_get_erasing (InklingPen       *self);

/* The keyboard's pen goes so many places on over a coarse grid (inkling-grid-cursor.h), … */
void        inkling_pen_step        (InklingPen       *self,
                                     int               columns,
                                     int               rows);
/* … is put down or lifted, unless another one draws, … */
void        inkling_pen_toggle      (InklingPen       *self);
/* … and is lifted and seen no longer. */
void        inkling_pen_leave       (InklingPen       *self);

/* The keyboard's cursor or the eraser's reach, in the context's source, whose unit is one of the
 * sheet; if there is anything to see. */
gboolean    inkling_pen_is_shown    (InklingPen       *self);
void        inkling_pen_paint       (InklingPen       *self,
                                     cairo_t          *cr);

G_END_DECLS
