/* inkling-plot-figure.c: what is in a plot: its curves, its marks and what they are called
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-figure.h"

#include <math.h>

static void
trace_clear (InklingPlotTrace *trace)
{
  g_clear_pointer (&trace->raw, inkling_plot_series_free);
  g_clear_pointer (&trace->smooth, inkling_plot_series_free);
}

static void
curve_free (gpointer data)
{
  InklingPlotCurve *curve = data;

  g_free (curve->label);
  trace_clear (&curve->run);
  trace_clear (&curve->ghost);
  g_free (curve);
}

static void
mark_free (gpointer data)
{
  InklingPlotMark *mark = data;

  g_free (mark->text);
  g_free (mark);
}

/* The average comes from the points that the trace takes, so that both have the same steps. */
static void
smooth_point (InklingPlotTrace *trace,
              gsize             i)
{
  InklingPlotPoint point = inkling_plot_series_get_points (trace->raw)[i];

  g_assert (inkling_plot_series_get_length (trace->smooth) == i);

  inkling_plot_series_append (trace->smooth, point.x,
                              inkling_plot_smoother_add (&trace->smoother, point.y));
}

static void
smooth_again (InklingPlotTrace *trace,
              double            smoothing)
{
  g_clear_pointer (&trace->smooth, inkling_plot_series_free);
  if (smoothing <= 0.0)
    return;

  trace->smooth = inkling_plot_series_new ();
  trace->smoother = INKLING_PLOT_SMOOTHER_INIT (smoothing);
  for (gsize i = 0; i < inkling_plot_series_get_length (trace->raw); i++)
    smooth_point (trace, i);
}

static double
get_smoothing (const InklingPlotFigure *self,
               const InklingPlotCurve  *curve)
{
  return curve->noisy ? self->smoothing : 0.0;
}

/* Without points, ready for others. */
static void
trace_reset (InklingPlotTrace *trace,
             double            smoothing)
{
  trace_clear (trace);
  trace->raw = inkling_plot_series_new ();
  smooth_again (trace, smoothing);
}

InklingPlotFigure *
inkling_plot_figure_new (void)
{
  InklingPlotFigure *self = g_new0 (InklingPlotFigure, 1);

  self->unit = g_strdup ("");
  self->lowest = -INFINITY;
  self->highest = INFINITY;
  self->curves = g_ptr_array_new_with_free_func (curve_free);
  self->marks = g_ptr_array_new_with_free_func (mark_free);

  return self;
}

void
inkling_plot_figure_free (InklingPlotFigure *self)
{
  g_ptr_array_unref (self->curves);
  g_ptr_array_unref (self->marks);
  g_free (self->title);
  g_free (self->x_title);
  g_free (self->unit);
  g_free (self);
}

InklingPlotCurve *
inkling_plot_figure_add_curve (InklingPlotFigure *self,
                               const char        *label,
                               guint              style,
                               gboolean           noisy)
{
  InklingPlotCurve *curve = g_new0 (InklingPlotCurve, 1);

  curve->label = g_strdup (label);
  curve->style = style;
  curve->noisy = noisy;
  trace_reset (&curve->run, get_smoothing (self, curve));
  trace_reset (&curve->ghost, get_smoothing (self, curve));
  g_ptr_array_add (self->curves, curve);

  return curve;
}

InklingPlotCurve *
inkling_plot_figure_get_curve (const InklingPlotFigure *self,
                               guint                    i)
{
  return g_ptr_array_index (self->curves, i);
}

void
inkling_plot_figure_add_mark (InklingPlotFigure   *self,
                              double               x,
                              InklingPlotMarkKind  kind,
                              const char          *text)
{
  InklingPlotMark *mark = g_new (InklingPlotMark, 1);

  *mark = (InklingPlotMark) { x, kind, g_strdup (text) };
  g_ptr_array_add (self->marks, mark);
}

void
inkling_plot_trace_append (InklingPlotTrace *self,
                           double            x,
                           double            y)
{
  gsize n_points = inkling_plot_series_get_length (self->raw);

  inkling_plot_series_append (self->raw, x, y);
  if (self->smooth != NULL && inkling_plot_series_get_length (self->raw) > n_points)
    smooth_point (self, n_points);
}

InklingPlotSeries *
inkling_plot_trace_get_shown (const InklingPlotTrace *self)
{
  return self->smooth != NULL ? self->smooth : self->raw;
}

void
inkling_plot_figure_set_smoothing (InklingPlotFigure *self,
                                   double             smoothing)
{
  self->smoothing = smoothing;
  for (guint i = 0; i < self->curves->len; i++)
    {
      InklingPlotCurve *curve = inkling_plot_figure_get_curve (self, i);

      smooth_again (&curve->run, get_smoothing (self, curve));
      smooth_again (&curve->ghost, get_smoothing (self, curve));
    }
}

void
inkling_plot_figure_clear (InklingPlotFigure *self)
{
  for (guint i = 0; i < self->curves->len; i++)
    {
      InklingPlotCurve *curve = inkling_plot_figure_get_curve (self, i);

      trace_reset (&curve->run, get_smoothing (self, curve));
    }
  g_ptr_array_set_size (self->marks, 0);
}

void
inkling_plot_figure_clear_ghosts (InklingPlotFigure *self)
{
  for (guint i = 0; i < self->curves->len; i++)
    {
      InklingPlotCurve *curve = inkling_plot_figure_get_curve (self, i);

      trace_reset (&curve->ghost, get_smoothing (self, curve));
    }
}

gboolean
inkling_plot_figure_is_empty (const InklingPlotFigure *self)
{
  for (guint i = 0; i < self->curves->len; i++)
    if (inkling_plot_series_get_length (inkling_plot_figure_get_curve (self, i)->run.raw) > 0)
      return FALSE;

  return TRUE;
}

static void
include_steps (const InklingPlotSeries *series,
               double                  *first,
               double                  *last)
{
  gsize n_points = inkling_plot_series_get_length (series);
  const InklingPlotPoint *points = inkling_plot_series_get_points (series);

  if (n_points == 0)
    return;

  *first = MIN (*first, points[0].x);
  *last = MAX (*last, points[n_points - 1].x);
}

void
inkling_plot_figure_get_extent (const InklingPlotFigure *self,
                                double                  *first,
                                double                  *last)
{
  *first = INFINITY;
  *last = 0.0;
  for (guint i = 0; i < self->curves->len; i++)
    {
      const InklingPlotCurve *curve = inkling_plot_figure_get_curve (self, i);

      include_steps (curve->run.raw, first, last);
      include_steps (curve->ghost.raw, first, last);
    }
}

double
inkling_plot_figure_snap (const InklingPlotFigure *self,
                          double                   x)
{
  double nearest = NAN;

  for (guint i = 0; i < self->curves->len; i++)
    {
      const InklingPlotCurve *curve = inkling_plot_figure_get_curve (self, i);
      const InklingPlotPoint *point = inkling_plot_series_nearest (curve->run.raw, x);

      if (point != NULL && !(fabs (nearest - x) <= fabs (point->x - x)))
        nearest = point->x;
    }

  return nearest;
}

const InklingPlotMark *
inkling_plot_figure_find_mark (const InklingPlotFigure *self,
                               double                   x)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      const InklingPlotMark *mark = g_ptr_array_index (self->marks, i);

      if (inkling_plot_figure_snap (self, mark->x) == x)
        return mark;
    }

  return NULL;
}

static void
widen_by_series (InklingPlotSeries      *series,
                 const InklingPlotScale *x,
                 const InklingPlotScale *y,
                 double                 *low,
                 double                 *high)
{
  gsize begin, end;
  double lowest, highest;

  inkling_plot_series_get_visible (series, x, &begin, &end);
  if (!inkling_plot_series_range (series, y, begin, end, &lowest, &highest))
    return;

  *low = MIN (*low, lowest);
  *high = MAX (*high, highest);
}

void
inkling_plot_figure_fit (const InklingPlotFigure *self,
                         const InklingPlotScale  *x,
                         InklingPlotScale        *y)
{
  double low = INFINITY, high = -INFINITY;

  y->logarithmic = self->logarithmic;
  for (guint i = 0; i < self->curves->len; i++)
    {
      const InklingPlotCurve *curve = inkling_plot_figure_get_curve (self, i);

      widen_by_series (curve->run.raw, x, y, &low, &high);
      widen_by_series (inkling_plot_trace_get_shown (&curve->ghost), x, y, &low, &high);
    }

  inkling_plot_scale_fit (y, low, high);
  if (low >= self->lowest)
    y->minimum = MAX (y->minimum, self->lowest);
  if (high <= self->highest)
    y->maximum = MIN (y->maximum, self->highest);
}
