/* inkling-ink-painter.h: strokes as smooth lines of a round pen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cairo.h>

#include "inkling-ink.h"

G_BEGIN_DECLS

/* Units of the sheet; what a pen draws at INKLING_INK_PRESSURE unless another width is chosen, and
 * what can be chosen. How wide a line looks is no part of the ink: normalised, it is always the
 * same for the network. */
#define INKLING_PEN_WIDTH     14.0
#define INKLING_PEN_MIN_WIDTH 4.0
#define INKLING_PEN_MAX_WIDTH 28.0

/* The width of the line where the pen is pressed so hard, 0 … 1, if it is pen_width wide at
 * INKLING_INK_PRESSURE. */
double inkling_ink_line_width   (double                 pen_width,
                                 float                  pressure);

/* The inner control points of the cubic Bézier curve from points[segment] to the next: a
 * centripetal Catmull–Rom spline, which passes through all points and has no cusps or loops between
 * them (Yuksel, Schaefer and Keyser, “Parameterization and applications of Catmull–Rom curves”,
 * 2011). */
void   inkling_ink_curve        (const InklingInkPoint *points,
                                 gsize                  n_points,
                                 gsize                  segment,
                                 double                 controls[2][2]);

/* Paints all strokes with the context's source; one unit of the context is one of the sheet. */
void   inkling_ink_paint        (InklingInk            *ink,
                                 double                 pen_width,
                                 cairo_t               *cr);

/* The same of one stroke. */
void   inkling_ink_paint_stroke (InklingInk            *ink,
                                 gsize                  stroke,
                                 double                 pen_width,
                                 cairo_t               *cr);

G_END_DECLS
