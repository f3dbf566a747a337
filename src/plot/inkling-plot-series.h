/* inkling-plot-series.h: a curve that grows, and its shape at the width of a screen
 *
 * Points are kept in blocks whose extremes are known, so that a curve of a million points is
 * reduced to pixel columns without a look at most of them. Pure maths, no GTK.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-plot-scale.h"

G_BEGIN_DECLS

typedef struct
{
  double x;
  double y;
} InklingPlotPoint;

/* What is to be seen of the points of one pixel column. */
typedef struct
{
  double x;    /* pixel, the column's middle */
  double low;  /* values */
  double high;
} InklingPlotColumn;

typedef struct _InklingPlotSeries InklingPlotSeries;

InklingPlotSeries      *inkling_plot_series_new        (void);
void                    inkling_plot_series_free       (InklingPlotSeries       *self);

/* x must be above the last point's; y must be finite. Other points are passed over. */
void                    inkling_plot_series_append     (InklingPlotSeries       *self,
                                                        double                   x,
                                                        double                   y);

gsize                   inkling_plot_series_get_length (const InklingPlotSeries *self);
/* Valid until the next append. */
const InklingPlotPoint *inkling_plot_series_get_points (const InklingPlotSeries *self);

/* The index of the first point at x or right of it; the length if there is none. */
gsize                   inkling_plot_series_find       (const InklingPlotSeries *self,
                                                        double                   x);

/* The point next to x, NULL when there are no points. */
const InklingPlotPoint *inkling_plot_series_nearest    (const InklingPlotSeries *self,
                                                        double                   x);

/* Lowest and highest y of the points begin … end − 1; FALSE when there are none. */
gboolean                inkling_plot_series_extent     (InklingPlotSeries       *self,
                                                        gsize                    begin,
                                                        gsize                    end,
                                                        double                  *low,
                                                        double                  *high);

/* The same of those values alone that the scale can show. */
gboolean                inkling_plot_series_range      (InklingPlotSeries       *self,
                                                        const InklingPlotScale  *scale,
                                                        gsize                    begin,
                                                        gsize                    end,
                                                        double                  *low,
                                                        double                  *high);

/* The points begin … end − 1 that a line across the scale's range passes: those in it and the next
 * on each side. */
void                   inkling_plot_series_get_visible (const InklingPlotSeries *self,
                                                        const InklingPlotScale  *scale,
                                                        gsize                   *begin,
                                                        gsize                   *end);

/* One column for each pixel of the scale that has points, from left to right; returns how many.
 * columns has room for max_columns of them. */
gsize                   inkling_plot_series_reduce     (InklingPlotSeries       *self,
                                                        const InklingPlotScale  *scale,
                                                        InklingPlotColumn       *columns,
                                                        gsize                    max_columns);

/* How many points and blocks the extents so far took a look at: the work of drawing, counted. */
gsize                   inkling_plot_series_get_visits (const InklingPlotSeries *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingPlotSeries, inkling_plot_series_free)

G_END_DECLS
