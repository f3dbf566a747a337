/* inkling-plot-picture.h: a whole plot, drawn with Cairo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-plot-painter.h"
#include "inkling-plot-view.h"

G_BEGIN_DECLS

/* The painter has everything but its scales, cursor and selection, which come from view; it keeps
 * them, so that the caller knows where things have been drawn. */
void inkling_plot_picture_draw      (InklingPlotPainter *painter,
                                     InklingPlotView    *view);

/* A plot without points: its title and what will be seen in it. */
void inkling_plot_picture_draw_hint (InklingPlotPainter *painter,
                                     const char         *hint);

G_END_DECLS
