/* inkling-plot-zoom.h: which part of an axis is looked at
 *
 * visible and whole are two ranges of one axis, visible inside whole. A logarithmic axis is zoomed
 * and panned as it looks, evenly. Pure maths, no GTK. Each returns whether visible is another one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-plot-scale.h"

G_BEGIN_DECLS

/* No less is shown than a range of this width. */
#define INKLING_PLOT_LEAST_SPAN 10.0

/* Shows factor times less around anchor, a value that stays where it is; below 1 shows more. */
gboolean inkling_plot_zoom      (InklingPlotScale       *visible,
                                 const InklingPlotScale *whole,
                                 double                  factor,
                                 double                  anchor);

/* Moves on by a share of what is visible; negative: back. */
gboolean inkling_plot_zoom_pan  (InklingPlotScale       *visible,
                                 const InklingPlotScale *whole,
                                 double                  share);

/* Shows first … last, in any order. */
gboolean inkling_plot_zoom_show (InklingPlotScale       *visible,
                                 const InklingPlotScale *whole,
                                 double                  first,
                                 double                  last);

G_END_DECLS
