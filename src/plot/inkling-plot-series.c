/* inkling-plot-series.c: a curve that grows, and its shape at the width of a screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-series.h"

#include <math.h>

#define BLOCK_POINTS 32 /* about as many blocks as points are looked at for a column then */

/* Of all values, and of those that a linear and that a logarithmic scale can show, which are
 * bounded by the same highest one. */
typedef struct
{
  double low;
  double high;
  double shown_low;
  double shown_positive_low;
  double shown_high;
} Extent;

static const Extent no_extent = { INFINITY, -INFINITY, INFINITY, INFINITY, -INFINITY };

struct _InklingPlotSeries
{
  GArray *points; /* of InklingPlotPoint, x ascending */
  GArray *blocks; /* of Extent, one for each BLOCK_POINTS points, the last one unfinished */
  gsize   n_visits;
};

static Extent
get_extent (double y)
{
  const InklingPlotScale linear = { .logarithmic = FALSE }, logarithmic = { .logarithmic = TRUE };
  Extent extent = no_extent;

  extent.low = extent.high = y;
  if (inkling_plot_scale_can_show (&linear, y))
    extent.shown_low = extent.shown_high = y;
  if (inkling_plot_scale_can_show (&logarithmic, y))
    extent.shown_positive_low = y;

  return extent;
}

static void
widen (Extent       *extent,
       const Extent *by)
{
  extent->low = MIN (extent->low, by->low);
  extent->high = MAX (extent->high, by->high);
  extent->shown_low = MIN (extent->shown_low, by->shown_low);
  extent->shown_positive_low = MIN (extent->shown_positive_low, by->shown_positive_low);
  extent->shown_high = MAX (extent->shown_high, by->shown_high);
}

InklingPlotSeries *
inkling_plot_series_new (void)
{
  InklingPlotSeries *self = g_new0 (InklingPlotSeries, 1);

  self->points = g_array_new (FALSE, FALSE, sizeof (InklingPlotPoint));
  self->blocks = g_array_new (FALSE, FALSE, sizeof (Extent));

  return self;
}

void
inkling_plot_series_free (InklingPlotSeries *self)
{
  g_array_unref (self->points);
  g_array_unref (self->blocks);
  g_free (self);
}

void
inkling_plot_series_append (InklingPlotSeries *self,
                            double             x,
                            double             y)
{
  const InklingPlotPoint *points = inkling_plot_series_get_points (self);
  gsize n_points = self->points->len;
  InklingPlotPoint point = { x, y };
  Extent extent = get_extent (y);

  if (!isfinite (x) || !isfinite (y) || (n_points > 0 && x <= points[n_points - 1].x))
    return;

  if (n_points % BLOCK_POINTS == 0)
    g_array_append_val (self->blocks, extent);
  else
    widen (&g_array_index (self->blocks, Extent, self->blocks->len - 1), &extent);

  g_array_append_val (self->points, point);
}

gsize
inkling_plot_series_get_length (const InklingPlotSeries *self)
{
  return self->points->len;
}

const InklingPlotPoint *
inkling_plot_series_get_points (const InklingPlotSeries *self)
{
  return (const InklingPlotPoint *) (const void *) self->points->data;
}

/* Like inkling_plot_series_find where the answer is known to lie in begin … end. */
static gsize
find_between (const InklingPlotSeries *self,
              double                   x,
              gsize                    begin,
              gsize                    end)
{
  const InklingPlotPoint *points = inkling_plot_series_get_points (self);

  while (begin < end)
    {
      gsize middle = begin + (end - begin) / 2;

      if (points[middle].x < x)
        begin = middle + 1;
      else
        end = middle;
    }

  return begin;
}

/* Like inkling_plot_series_find, in a step or two where the guess is about right. */
static gsize
find_near (const InklingPlotSeries *self,
           double                   x,
           gsize                    guess)
{
  const InklingPlotPoint *points = inkling_plot_series_get_points (self);
  gsize n_points = self->points->len;
  gsize begin = MIN (guess, n_points);
  gsize end = begin;

  for (gsize stride = 1; begin > 0 && points[begin - 1].x >= x; stride *= 2)
    {
      end = begin - 1;
      begin -= MIN (begin, stride);
    }
  for (gsize stride = 1; end < n_points && points[end].x < x; stride *= 2)
    {
      begin = end + 1;
      end = MIN (n_points, end + stride);
    }

  return find_between (self, x, begin, end);
}

gsize
inkling_plot_series_find (const InklingPlotSeries *self,
                          double                   x)
{
  return find_between (self, x, 0, self->points->len);
}

const InklingPlotPoint *
inkling_plot_series_nearest (const InklingPlotSeries *self,
                             double                   x)
{
  const InklingPlotPoint *points = inkling_plot_series_get_points (self);
  gsize right = inkling_plot_series_find (self, x);

  if (self->points->len == 0)
    return NULL;
  if (right == 0)
    return &points[0];
  if (right == self->points->len || x - points[right - 1].x < points[right].x - x)
    return &points[right - 1];

  return &points[right];
}

static void
widen_by_points (InklingPlotSeries *self,
                 gsize              begin,
                 gsize              end,
                 Extent            *extent)
{
  const InklingPlotPoint *points = inkling_plot_series_get_points (self);

  for (gsize i = begin; i < end; i++)
    {
      Extent point = get_extent (points[i].y);

      widen (extent, &point);
    }
  self->n_visits += end - begin;
}

/* Of the points begin … end − 1. */
static Extent
measure (InklingPlotSeries *self,
         gsize              begin,
         gsize              end)
{
  Extent extent = no_extent;
  gsize first_block = (begin + BLOCK_POINTS - 1) / BLOCK_POINTS;
  gsize end_block = end / BLOCK_POINTS;

  g_assert (end <= self->points->len);

  if (first_block >= end_block)
    {
      widen_by_points (self, begin, MAX (begin, end), &extent);
      return extent;
    }

  widen_by_points (self, begin, first_block * BLOCK_POINTS, &extent);
  for (gsize i = first_block; i < end_block; i++)
    widen (&extent, &g_array_index (self->blocks, Extent, i));
  self->n_visits += end_block - first_block;
  widen_by_points (self, end_block * BLOCK_POINTS, end, &extent);

  return extent;
}

gboolean
inkling_plot_series_extent (InklingPlotSeries *self,
                            gsize              begin,
                            gsize              end,
                            double            *low,
                            double            *high)
{
  Extent extent;

  if (begin >= end)
    return FALSE;

  extent = measure (self, begin, end);
  *low = extent.low;
  *high = extent.high;

  return TRUE;
}

gboolean
inkling_plot_series_range (InklingPlotSeries      *self,
                           const InklingPlotScale *scale,
                           gsize                   begin,
                           gsize                   end,
                           double                 *low,
                           double                 *high)
{
  Extent extent = measure (self, begin, end);

  *low = scale->logarithmic ? extent.shown_positive_low : extent.shown_low;
  *high = extent.shown_high;

  return isfinite (*low);
}

void
inkling_plot_series_get_visible (const InklingPlotSeries *self,
                                 const InklingPlotScale  *scale,
                                 gsize                   *begin,
                                 gsize                   *end)
{
  *begin = inkling_plot_series_find (self, scale->minimum);
  *end = inkling_plot_series_find (self, nextafter (scale->maximum, INFINITY));

  if (*begin > 0)
    *begin -= 1;
  if (*end < self->points->len)
    *end += 1;
}

gsize
inkling_plot_series_reduce (InklingPlotSeries      *self,
                            const InklingPlotScale *scale,
                            InklingPlotColumn      *columns,
                            gsize                   max_columns)
{
  gsize begin = inkling_plot_series_find (self, scale->minimum);
  gsize n_columns = 0;
  gsize n_points = 0; /* of the latest column: the next one has about as many */

  for (double pixel = scale->start; pixel < scale->end && n_columns < max_columns; pixel += 1.0)
    {
      /* The last column keeps a point at the scale's very end. */
      double border = pixel + 1.0 >= scale->end ? nextafter (scale->maximum, INFINITY)
                                                : inkling_plot_scale_to_value (scale, pixel + 1.0);
      gsize end = find_near (self, border, begin + n_points);
      InklingPlotColumn *column = &columns[n_columns];

      if (inkling_plot_series_extent (self, begin, end, &column->low, &column->high))
        {
          column->x = pixel + 0.5;
          n_columns++;
        }
      n_points = end - begin;
      begin = end;
    }

  return n_columns;
}

gsize
inkling_plot_series_get_visits (const InklingPlotSeries *self)
{
  return self->n_visits;
}
