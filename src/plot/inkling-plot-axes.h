/* inkling-plot-axes.h: grid, ticks and the names of a plot's axes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-plot-painter.h"

G_BEGIN_DECLS

/* What is to be kept free beside and below the curves. The painter's y has its range. */
double inkling_plot_axes_get_left   (InklingPlotPainter *painter);
double inkling_plot_axes_get_bottom (InklingPlotPainter *painter);

void   inkling_plot_axes_draw       (InklingPlotPainter *painter);

G_END_DECLS
