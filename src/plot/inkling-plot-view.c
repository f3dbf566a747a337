/* inkling-plot-view.c: what the plots of one run show together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-view.h"

#include <math.h>

#include "inkling-plot-zoom.h"

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

/* Takes a range that one of the zooming functions has made. */
static gboolean
take_visible (InklingPlotView        *self,
              const InklingPlotScale *visible)
{
  self->visible = *visible;
  self->zoomed = visible->minimum > self->whole.minimum || visible->maximum < self->whole.maximum;
  emit_changed (self);

  return TRUE;
}

/* How far a step lies along what is visible: 0 at its beginning, 1 at its end. */
static double
get_share (InklingPlotView *self,
           double           step)
{
  double first = inkling_plot_scale_get_position (&self->visible, self->visible.minimum);
  double last = inkling_plot_scale_get_position (&self->visible, self->visible.maximum);

  return (inkling_plot_scale_get_position (&self->visible, step) - first) / (last - first);
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
  InklingPlotScale visible = self->visible;

  g_return_val_if_fail (INKLING_IS_PLOT_VIEW (self), FALSE);

  return inkling_plot_zoom (&visible, &self->whole, factor, anchor)
         && take_visible (self, &visible);
}

gboolean
inkling_plot_view_zoom_by (InklingPlotView *self,
                           double           factor)
{
  double first, last;

  g_return_val_if_fail (INKLING_IS_PLOT_VIEW (self), FALSE);

  first = inkling_plot_scale_get_position (&self->visible, self->visible.minimum);
  last = inkling_plot_scale_get_position (&self->visible, self->visible.maximum);

  return inkling_plot_view_zoom (self, factor,
                                 isnan (self->cursor)
                                   ? inkling_plot_scale_get_value (&self->visible,
                                                                   (first + last) / 2.0)
                                   : self->cursor);
}

gboolean
inkling_plot_view_pan (InklingPlotView *self,
                       double           share)
{
  InklingPlotScale visible = self->visible;

  g_return_val_if_fail (INKLING_IS_PLOT_VIEW (self), FALSE);

  return inkling_plot_zoom_pan (&visible, &self->whole, share) && take_visible (self, &visible);
}

gboolean
inkling_plot_view_show (InklingPlotView *self,
                        double           first,
                        double           last)
{
  InklingPlotScale visible = self->visible;

  g_return_val_if_fail (INKLING_IS_PLOT_VIEW (self), FALSE);

  return inkling_plot_zoom_show (&visible, &self->whole, first, last)
         && take_visible (self, &visible);
}

gboolean
inkling_plot_view_reveal (InklingPlotView *self,
                          double           step)
{
  double share;

  g_return_val_if_fail (INKLING_IS_PLOT_VIEW (self), FALSE);

  share = get_share (self, step);

  return inkling_plot_view_pan (self, MIN (share, 0.0) + MAX (share - 1.0, 0.0));
}

gboolean
inkling_plot_view_reset (InklingPlotView *self)
{
  g_return_val_if_fail (INKLING_IS_PLOT_VIEW (self), FALSE);

  return self->zoomed && take_visible (self, &self->whole);
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
