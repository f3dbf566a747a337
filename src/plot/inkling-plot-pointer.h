/* inkling-plot-pointer.h: reading, zooming and moving a plot with mouse, touchpad and finger
 *
 *   pointing                           reads the values at a step, in all plots of the view
 *   wheel, pinch                       zooms around the pointer
 *   wheel sideways or with Shift       moves
 *   dragging                           zooms to what was dragged over
 *   dragging with Shift, the middle button, or a finger
 *                                      moves
 *   double click                       shows everything
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "inkling-plot-figure.h"
#include "inkling-plot-view.h"

G_BEGIN_DECLS

/* view and scale are where the widget keeps them: it may be given another view, and the steps' axis
 * is as it was drawn last, start and end 0 before. All of it lives as long as the widget. */
void inkling_plot_pointer_attach (GtkWidget               *widget,
                                  const InklingPlotFigure *figure,
                                  InklingPlotView *const  *view,
                                  const InklingPlotScale  *scale);

G_END_DECLS
