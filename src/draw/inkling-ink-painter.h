/* inkling-ink-painter.h: strokes as smooth lines of a round pen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cairo.h>

#include "inkling-ink.h"

G_BEGIN_DECLS

/* Units of the sheet; what the pen draws at INKLING_INK_PRESSURE. */
#define INKLING_PEN_WIDTH 14.0

/* The width of the line where the pen is pressed so hard, 0 … 1. */
double inkling_ink_pen_width (float                  pressure);

/* The inner control points of the cubic Bézier curve from points[segment] to the next: a
 * centripetal Catmull–Rom spline, which passes through all points and has no cusps or loops between
 * them (Yuksel, Schaefer and Keyser, “Parameterization and applications of Catmull–Rom curves”,
 * 2011). */
void   inkling_ink_curve     (const InklingInkPoint *points,
                              gsize                  n_points,
                              gsize                  segment,
                              double                 controls[2][2]);

/* Paints all strokes with the context's source; one unit of the context is one of the sheet. */
void   inkling_ink_paint     (InklingInk            *ink,
                              cairo_t               *cr);

G_END_DECLS
