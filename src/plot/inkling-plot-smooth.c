/* inkling-plot-smooth.c: a noisy curve's course
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-smooth.h"

#include <math.h>

#define TREND_SHARE       3   /* the latest point in so many */
#define TREND_MIN_POINTS  2
#define TREND_MAX_POINTS  500
#define TREND_ERRORS      2.0 /* standard errors: smaller differences may be noise */

double
inkling_plot_smoother_add (InklingPlotSmoother *self,
                           double               value)
{
  const InklingPlotScale linear = { .logarithmic = FALSE };

  if (!inkling_plot_scale_can_show (&linear, value))
    return self->missing < 1.0 ? self->moment / (1.0 - self->missing) : value;

  self->moment = self->beta * self->moment + (1.0 - self->beta) * value;
  self->missing *= self->beta;

  return self->moment / (1.0 - self->missing);
}

typedef struct
{
  double mean;
  double error; /* the mean's standard error, squared */
} Sample;

static Sample
measure (const InklingPlotPoint *points,
         gsize                   n_points)
{
  double sum = 0.0, squares = 0.0;
  double mean;

  for (gsize i = 0; i < n_points; i++)
    sum += points[i].y;
  mean = sum / n_points;
  for (gsize i = 0; i < n_points; i++)
    squares += (points[i].y - mean) * (points[i].y - mean);

  return (Sample) { mean, squares / (n_points - 1) / n_points };
}

InklingPlotTrend
inkling_plot_trend (const InklingPlotSeries *series)
{
  gsize n_points = inkling_plot_series_get_length (series);
  gsize n_late = CLAMP (n_points / TREND_SHARE, TREND_MIN_POINTS, TREND_MAX_POINTS);
  const InklingPlotPoint *points = inkling_plot_series_get_points (series);
  Sample before, late;

  if (n_points < 2 * n_late)
    return INKLING_PLOT_TREND_UNKNOWN;

  before = measure (points + n_points - 2 * n_late, n_late);
  late = measure (points + n_points - n_late, n_late);
  if (!isfinite (before.error + late.error))
    return INKLING_PLOT_TREND_UNKNOWN;
  if (fabs (late.mean - before.mean) <= TREND_ERRORS * sqrt (before.error + late.error))
    return INKLING_PLOT_TREND_STEADY;

  return late.mean < before.mean ? INKLING_PLOT_TREND_FALLING : INKLING_PLOT_TREND_RISING;
}
