/* inkling-plot-legend.h: a plot's title, and its curves by name and value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-plot-painter.h"

G_BEGIN_DECLS

/* What is to be kept free above the curves. */
double inkling_plot_legend_get_top (InklingPlotPainter *painter);

/* Values are those at the cursor, or the latest. */
void   inkling_plot_legend_draw    (InklingPlotPainter *painter);

G_END_DECLS
