/* inkling-plot-view.c: what the plots of one run show together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-view.h"

#include <math.h>

struct _InklingPlotView
{
  GObject           parent_instance;

  double            first;      /* of the steps there are; INFINITY: none */
  double            last;
  InklingPlotScale  whole;      /* room for all of them */
  InklingPlotScale  visible;    /* those to be seen */
  gboolean          zoomed;     /* else visible is the whole */
  double            cursor;     /* NAN: none */
  double            from, to;   /* the selection, NAN: none */
};

G_DEFINE_FINAL_TYPE (InklingPlotView, inkling_plot_view, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_same (double a,
         double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static void
emit_changed (InklingPlotView *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A linear axis begins at 0, a logarithmic one at the first step. */
static void
fit_whole (InklingPlotView *self,
           gboolean         logarithmic)
{
  double first = isfinite (self->first) ? MAX (self->first, 1.0) : 1.0;

  self->whole.logarithmic = logarithmic;
  self->whole.minimum = logarithmic ? first : 0.0;
  self->whole.maximum = MAX (self->last, self->whole.minimum + 1.0);
  if (!self->zoomed)
    self->visible = self->whole;
}

/* Where what is visible begins and ends on an axis that is even. */
static void
get_ends (InklingPlotView *self,
          double          *first,
          double          *last)
{
  *first = inkling_plot_scale_get_position (&self->visible, self->visible.minimum);
  *last = inkling_plot_scale_get_position (&self->visible, self->visible.maximum);
}

/* Moves the positions first … last into the whole, or makes them the whole if they are wider. */
static gboolean
show_positions (InklingPlotView *self,
                double           first,
                double           last)
{
  const InklingPlotScale *whole = &self->whole;
  double begin = inkling_plot_scale_get_position (whole, whole->minimum);
  double end = inkling_plot_scale_get_position (whole, whole->maximum);
  double width = MIN (last - first, end - begin);
  double minimum, maximum;

  first = CLAMP (first, begin, end - width);
  minimum = first <= begin ? whole->minimum : inkling_plot_scale_get_value (whole, first);
  maximum = first + width >= end ? whole->maximum
                                 : inkling_plot_scale_get_value (whole, first + width);

  if (minimum == self->visible.minimum && maximum == self->visible.maximum)
    return FALSE;

  self->visible.minimum = minimum;
  self->visible.maximum = maximum;
  self->zoomed = minimum > whole->minimum || maximum < whole->maximum;
  emit_changed (self);

  return TRUE;
}

static void
inkling_plot_view_class_init (InklingPlotViewClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inkling_plot_view_init (InklingPlotView *self)
{
  self->cursor = self->from = self->to = NAN;
  self->first = INFINITY;
  fit_whole (self, FALSE);
}

InklingPlotView *
inkling_plot_view_new (void)
{
  return g_object_new (INKLING_TYPE_PLOT_VIEW, NULL);
}

void
inkling_plot_view_include (InklingPlotView *self,
                           double           first,
                           double           last)
{
  g_return_if_fail (INKLING_IS_PLOT_VIEW (self));

  if (first >= self->first && last <= self->last)
    return;

  self->first = MIN (first, self->first);
  self->last = MAX (last, self->last);
  fit_whole (self, self->whole.logarithmic);
  emit_changed (self);
}

void
inkling_plot_view_forget_extent (InklingPlotView *self)
{
  g_return_if_fail (INKLING_IS_PLOT_VIEW (self));

  self->first = INFINITY;
  self->last = 0.0;
}

void
inkling_plot_view_set_logarithmic (InklingPlotView *self,
                                   gboolean         logarithmic)
{
  g_return_if_fail (INKLING_IS_PLOT_VIEW (self));

  if (self->whole.logarithmic == logarithmic)
    return;

  fit_whole (self, logarithmic);
  self->visible.logarithmic = logarithmic;
  self->visible.minimum = MAX (self->visible.minimum, self->whole.minimum);
  emit_changed (self);
}

void
inkling_plot_view_get_scale (InklingPlotView  *self,
                             InklingPlotScale *scale)
{
  g_return_if_fail (INKLING_IS_PLOT_VIEW (self));

  scale->minimum = self->visible.minimum;
  scale->maximum = self->visible.maximum;
  scale->logarithmic = self->visible.logarithmic;
}

gboolean
inkling_plot_view_zoom (InklingPlotView *self,
                        double           factor,
                        double           anchor)
{
  double first, last, fixed;

  g_return_val_if_fail (INKLING_IS_PLOT_VIEW (self), FALSE);

  get_ends (self, &first, &last);
  fixed = CLAMP (inkling_plot_scale_get_position (&self->visible, anchor), first, last);
  first = fixed + (first - fixed) / factor;
  last = fixed + (last - fixed) / factor;
  if (factor > 1.0
      && inkling_plot_scale_get_value (&self->visible, last)
         - inkling_plot_scale_get_value (&self->visible, first) < INKLING_PLOT_LEAST_SPAN)
    return FALSE;

  return show_positions (self, first, last);
}

gboolean
inkling_plot_view_zoom_by (InklingPlotView *self,
                           double           factor)
{
  double anchor, first, last;

  g_return_val_if_fail (INKLING_IS_PLOT_VIEW (self), FALSE);

  anchor = self->cursor;
  if (isnan (anchor))
    {
      get_ends (self, &first, &last);
      anchor = inkling_plot_scale_get_value (&self->visible, (first + last) / 2.0);
    }

  return inkling_plot_view_zoom (self, factor, anchor);
}

gboolean
inkling_plot_view_pan (InklingPlotView *self,
                       double           share)
{
  double first, last, distance;

  g_return_val_if_fail (INKLING_IS_PLOT_VIEW (self), FALSE);

  get_ends (self, &first, &last);
  distance = share * (last - first);

  return show_positions (self, first + distance, last + distance);
}

gboolean
inkling_plot_view_show (InklingPlotView *self,
                        double           first,
                        double           last)
{
  double low, high;

  g_return_val_if_fail (INKLING_IS_PLOT_VIEW (self), FALSE);

  low = MAX (MIN (first, last), self->whole.minimum);
  high = MIN (MAX (first, last), self->whole.maximum);
  if (high - low < INKLING_PLOT_LEAST_SPAN)
    return FALSE;

  return show_positions (self, inkling_plot_scale_get_position (&self->whole, low),
                         inkling_plot_scale_get_position (&self->whole, high));
}

gboolean
inkling_plot_view_reveal (InklingPlotView *self,
                          double           step)
{
  double first, last, share;

  g_return_val_if_fail (INKLING_IS_PLOT_VIEW (self), FALSE);

  /* How far the step lies along what is visible: 0 at its beginning, 1 at its end. */
  get_ends (self, &first, &last);
  share = (inkling_plot_scale_get_position (&self->visible, step) - first) / (last - first);

  return inkling_plot_view_pan (self, MIN (share, 0.0) + MAX (share - 1.0, 0.0));
}

gboolean
inkling_plot_view_reset (InklingPlotView *self)
{
  g_return_val_if_fail (INKLING_IS_PLOT_VIEW (self), FALSE);

  if (!self->zoomed)
    return FALSE;

  self->visible = self->whole;
  self->zoomed = FALSE;
  emit_changed (self);

  return TRUE;
}

gboolean
inkling_plot_view_get_zoomed (InklingPlotView *self)
{
  g_return_val_if_fail (INKLING_IS_PLOT_VIEW (self), FALSE);

  return self->zoomed;
}

void
inkling_plot_view_set_cursor (InklingPlotView *self,
                              double           step)
{
  g_return_if_fail (INKLING_IS_PLOT_VIEW (self));

  if (is_same (self->cursor, step))
    return;

  self->cursor = step;
  emit_changed (self);
}

double
inkling_plot_view_get_cursor (InklingPlotView *self)
{
  g_return_val_if_fail (INKLING_IS_PLOT_VIEW (self), NAN);

  return self->cursor;
}

void
inkling_plot_view_set_selection (InklingPlotView *self,
                                 double           from,
                                 double           to)
{
  g_return_if_fail (INKLING_IS_PLOT_VIEW (self));

  if (is_same (self->from, from) && is_same (self->to, to))
    return;

  self->from = from;
  self->to = to;
  emit_changed (self);
}

gboolean
inkling_plot_view_get_selection (InklingPlotView *self,
                                 double          *first,
                                 double          *last)
{
  g_return_val_if_fail (INKLING_IS_PLOT_VIEW (self), FALSE);

  *first = MIN (self->from, self->to);
  *last = MAX (self->from, self->to);

  return !isnan (self->from) && !isnan (self->to);
}

void
inkling_plot_view_clear (InklingPlotView *self)
{
  g_return_if_fail (INKLING_IS_PLOT_VIEW (self));

  self->zoomed = FALSE;
  self->cursor = self->from = self->to = NAN;
  inkling_plot_view_forget_extent (self);
  fit_whole (self, self->whole.logarithmic);
  emit_changed (self);
}
