/* inkling-line-plot.h: curves over the steps of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "inkling-plot-figure.h"
#include "inkling-plot-view.h"

G_BEGIN_DECLS

#define INKLING_TYPE_LINE_PLOT (inkling_line_plot_get_type ())
G_DECLARE_FINAL_TYPE (InklingLinePlot, inkling_line_plot, INKLING, LINE_PLOT, GtkWidget)

/* Properties, all set once: "title", "x-title", "unit", "digits", "hint" (while there are no
 * points). CSS: node "lineplot", colours plot_color_1, plot_color_2, … Mouse and keys: see
 * inkling-plot-pointer.h and inkling-plot-keys.h. */

/* What it shows, owned by the plot. Whoever changes it calls inkling_line_plot_update then. */
InklingPlotFigure *inkling_line_plot_get_figure (InklingLinePlot *self);
void               inkling_line_plot_update     (InklingLinePlot *self);

/* Each plot has a view of its own until it is given one to share. */
void               inkling_line_plot_set_view   (InklingLinePlot *self,
                                                 InklingPlotView *view);
InklingPlotView   *inkling_line_plot_get_view   (InklingLinePlot *self);

G_END_DECLS
