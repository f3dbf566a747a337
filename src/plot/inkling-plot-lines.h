/* inkling-plot-lines.h: the curves of a plot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-plot-painter.h"

G_BEGIN_DECLS

/* Ghosts first, then the values that are smoothed, faint, and the curves themselves above. */
void inkling_plot_lines_draw        (InklingPlotPainter     *painter);

/* A piece of the curve's line, as the legend shows it. */
void inkling_plot_lines_draw_swatch (InklingPlotPainter     *painter,
                                     const InklingPlotCurve *curve,
                                     double                  x,
                                     double                  y,
                                     double                  width);

/* A dot on the curve. */
void inkling_plot_lines_draw_dot    (InklingPlotPainter     *painter,
                                     const InklingPlotPoint *point,
                                     double                  radius);

G_END_DECLS
