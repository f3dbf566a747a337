/* inkling-plot-scale.c: values ↔ pixels and round ticks, the maths of an axis
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-scale.h"

#include <math.h>

#define FIT_MARGIN        0.04 /* of the span, on each side */
#define LEAST_SPAN        1e-4 /* of what lies in it, or in decades: labels still tell it apart */
#define FAR_AWAY          1e9  /* lengths of the axis: pixels can still be counted with */
#define FEWEST_LOG_TICKS  3    /* with fewer the axis takes linear ticks if they are more */
#define MAX_DECIMALS      9
#define TOLERANCE         1e-9 /* of a step: a tick at the range's edge is in it */

/* What the powers of ten are multiplied by, in every stride-th of them. */
typedef struct
{
  double mantissas[3]; /* 0 from where there are no more */
  int    stride;
} DecadeTicks;

static const double mantissas[] = { 1.0, 2.0, 5.0 };

static const DecadeTicks dense_kinds[] = {
  { { 1.0, 2.0, 5.0 }, 1 },
  { { 1.0, 3.0 }, 1 },
};

double
inkling_plot_scale_get_position (const InklingPlotScale *self,
                                 double                  value)
{
  return self->logarithmic ? log10 (MAX (value, G_MINDOUBLE)) : value;
}

double
inkling_plot_scale_get_value (const InklingPlotScale *self,
                              double                  position)
{
  return self->logarithmic ? pow (10.0, position) : position;
}

gboolean
inkling_plot_scale_can_show (const InklingPlotScale *self,
                             double                  value)
{
  return isfinite (value) && fabs (value) <= INKLING_PLOT_LARGEST
         && (!self->logarithmic || value >= INKLING_PLOT_SMALLEST);
}

/* What has to be around a range of that many units, or decades, that ends there. */
static double
get_margin (const InklingPlotScale *self,
            double                  span,
            double                  where)
{
  double least = self->logarithmic ? LEAST_SPAN : LEAST_SPAN * fabs (where);

  if (span <= 0.0)
    return self->logarithmic ? log10 (2.0)
                             : fabs (where) < INKLING_PLOT_SMALLEST ? 0.01 : fabs (where) * 0.1;

  return MAX (span * FIT_MARGIN, (least - span) / 2.0);
}

void
inkling_plot_scale_fit (InklingPlotScale *self,
                        double            low,
                        double            high)
{
  gboolean shows_low = inkling_plot_scale_can_show (self, low);
  gboolean shows_high = inkling_plot_scale_can_show (self, high);
  double first, last, span, margin;

  if (!shows_low)
    low = shows_high ? high : self->logarithmic ? 0.1 : 0.0;
  if (!shows_high)
    high = shows_low ? low : 1.0;

  first = inkling_plot_scale_get_position (self, MIN (low, high));
  last = inkling_plot_scale_get_position (self, MAX (low, high));
  span = !self->logarithmic && last - first < INKLING_PLOT_SMALLEST ? 0.0 : last - first;
  margin = get_margin (self, span, MAX (fabs (first), fabs (last)));

  self->minimum = inkling_plot_scale_get_value (self, first - margin);
  self->maximum = inkling_plot_scale_get_value (self, last + margin);
}

double
inkling_plot_scale_to_pixel (const InklingPlotScale *self,
                             double                  value)
{
  double first = inkling_plot_scale_get_position (self, self->minimum);
  double last = inkling_plot_scale_get_position (self, self->maximum);
  double share = (inkling_plot_scale_get_position (self, value) - first) / (last - first);

  if (self->logarithmic && value <= 0.0)
    return self->start;

  share = CLAMP (share, -FAR_AWAY, FAR_AWAY);

  return self->start + share * (self->end - self->start);
}

double
inkling_plot_scale_to_value (const InklingPlotScale *self,
                             double                  pixel)
{
  double first = inkling_plot_scale_get_position (self, self->minimum);
  double last = inkling_plot_scale_get_position (self, self->maximum);
  double share = (pixel - self->start) / (self->end - self->start);

  return inkling_plot_scale_get_value (self, first + share * (last - first));
}

double
inkling_plot_step (double span,
                   guint  max_steps)
{
  double least = span / MAX (max_steps, 1);
  double power = pow (10.0, floor (log10 (least)));

  for (gsize i = 0; i < G_N_ELEMENTS (mantissas); i++)
    if (mantissas[i] * power >= least * (1.0 - TOLERANCE))
      return mantissas[i] * power;

  return 10.0 * power;
}

/* Multiples of the step are counted rather than added up, so that 0 and 0.3 stay exact, and by
 * whole numbers, because a large double plus one is the same double. One more than max_ticks says
 * that there are too many. */
static guint
multiples (const InklingPlotScale *self,
           double                  step,
           double                 *ticks,
           guint                   max_ticks)
{
  double first = ceil (self->minimum / step - TOLERANCE);
  double last = floor (self->maximum / step + TOLERANCE);
  guint n_ticks = 0;

  for (; n_ticks <= max_ticks && first + n_ticks <= last; n_ticks++)
    if (n_ticks < max_ticks)
      ticks[n_ticks] = (first + n_ticks) * step + 0.0; /* no negative zero */

  return n_ticks;
}

/* The finest step with few enough multiples: depending on where the range begins, one tick more or
 * fewer than steps may lie in it. */
static guint
linear_ticks (const InklingPlotScale *self,
              double                 *ticks,
              guint                   max_ticks)
{
  double span = self->maximum - self->minimum;
  guint n_ticks = max_ticks + 1;

  for (guint max_steps = max_ticks + 1; max_steps > 0 && n_ticks > max_ticks; max_steps--)
    n_ticks = multiples (self, inkling_plot_step (span, max_steps), ticks, max_ticks);

  return MIN (n_ticks, max_ticks);
}

/* In every stride-th decade; counts on when ticks is full. */
static guint
decade_ticks (const InklingPlotScale *self,
              const DecadeTicks      *kind,
              double                 *ticks,
              guint                   max_ticks)
{
  int first = (int) floor (log10 (self->minimum));
  int last = (int) floor (log10 (self->maximum));
  guint n_ticks = 0;

  for (int decade = first; decade <= last; decade++)
    {
      if (decade % kind->stride != 0)
        continue;

      for (gsize i = 0; i < G_N_ELEMENTS (kind->mantissas) && kind->mantissas[i] > 0.0; i++)
        {
          double tick = kind->mantissas[i] * pow (10.0, decade);

          if (tick < self->minimum || tick > self->maximum)
            continue;
          if (n_ticks < max_ticks)
            ticks[n_ticks] = tick;
          n_ticks++;
        }
    }

  return n_ticks;
}

static guint
logarithmic_ticks (const InklingPlotScale *self,
                   double                 *ticks,
                   guint                   max_ticks)
{
  DecadeTicks sparse = { { 1.0 }, 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (dense_kinds); i++)
    {
      guint n_ticks = decade_ticks (self, &dense_kinds[i], ticks, max_ticks);

      if (n_ticks <= max_ticks)
        return n_ticks;
    }

  while (decade_ticks (self, &sparse, ticks, max_ticks) > max_ticks)
    sparse.stride++;

  return decade_ticks (self, &sparse, ticks, max_ticks);
}

guint
inkling_plot_scale_ticks (const InklingPlotScale *self,
                          double                 *ticks,
                          guint                   max_ticks)
{
  guint n_logarithmic = self->logarithmic ? logarithmic_ticks (self, ticks, max_ticks) : 0;
  guint n_linear;

  if (n_logarithmic >= FEWEST_LOG_TICKS)
    return n_logarithmic;

  n_linear = linear_ticks (self, ticks, max_ticks);

  return n_linear >= n_logarithmic ? n_linear : logarithmic_ticks (self, ticks, max_ticks);
}

guint
inkling_plot_scale_thin_out (const InklingPlotScale *self,
                             double                  spacing,
                             double                 *ticks,
                             guint                   n_ticks)
{
  guint n_left = 0;

  for (guint i = 0; i < n_ticks; i++)
    {
      double pixel = inkling_plot_scale_to_pixel (self, ticks[i]);

      if (n_left == 0
          || fabs (pixel - inkling_plot_scale_to_pixel (self, ticks[n_left - 1])) >= spacing)
        ticks[n_left++] = ticks[i];
    }

  return n_left;
}

guint
inkling_plot_scale_keep_whole (double *ticks,
                               guint   n_ticks)
{
  guint n_left = 0;

  for (guint i = 0; i < n_ticks; i++)
    if (ticks[i] == round (ticks[i]))
      ticks[n_left++] = ticks[i];

  return n_left;
}

int
inkling_plot_tick_decimals (const double *ticks,
                            guint         n_ticks)
{
  int decimals = 0;

  for (guint i = 0; i < n_ticks; i++)
    {
      double scaled = ticks[i] * pow (10.0, decimals);

      while (decimals < MAX_DECIMALS && fabs (scaled - round (scaled)) > TOLERANCE * fabs (scaled))
        {
          decimals++;
          scaled *= 10.0;
        }
    }

  return decimals;
}
