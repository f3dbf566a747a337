/* inkling-plot-marks.h: what is pointed at in a plot, and where something happened to its run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-plot-painter.h"

G_BEGIN_DECLS

/* A line at each step where the run was resumed or changed, with a sign at its head. */
void inkling_plot_marks_draw           (InklingPlotPainter *painter);

/* The range that is dragged over. */
void inkling_plot_marks_draw_selection (InklingPlotPainter *painter);

/* A line through all curves at the cursor, with the step, and what happened there, below. */
void inkling_plot_marks_draw_cursor    (InklingPlotPainter *painter);

G_END_DECLS
