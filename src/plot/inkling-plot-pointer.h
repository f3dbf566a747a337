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

#include "inkling-line-plot.h"

G_BEGIN_DECLS

void inkling_plot_pointer_attach (InklingLinePlot *plot);

G_END_DECLS
