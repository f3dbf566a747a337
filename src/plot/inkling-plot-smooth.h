/* inkling-plot-smooth.h: a noisy curve's course
 *
 * Pure maths, no GTK.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-plot-series.h"

G_BEGIN_DECLS

/* The exponential moving average of values that come one by one, with the bias towards its start
 * at 0 taken out, so that the first value is its own average and the curve does not begin low:
 *   m ← β·m + (1 − β)·x,  average = m / (1 − βᵗ) after t values
 * D. P. Kingma, J. Ba: Adam: A Method for Stochastic Optimization (ICLR 2015), section 3. */
typedef struct
{
  double beta;    /* 0: no smoothing, … below 1 */
  double moment;  /* m */
  double missing; /* βᵗ, the weight that no value has yet */
} InklingPlotSmoother;

#define INKLING_PLOT_SMOOTHER_INIT(beta_) ((InklingPlotSmoother) { (beta_), 0.0, 1.0 })

/* Returns the average of all values so far, the new one included; values that no scale can show are
 * left out of it. */
double inkling_plot_smoother_add (InklingPlotSmoother *self,
                                  double               value);

typedef enum
{
  INKLING_PLOT_TREND_UNKNOWN, /* too few points */
  INKLING_PLOT_TREND_FALLING,
  INKLING_PLOT_TREND_STEADY,
  INKLING_PLOT_TREND_RISING,
} InklingPlotTrend;

/* Compares the mean of the latest third of the points with that of the third before. A difference
 * of less than twice its standard error is none; among values beyond all measure it is unknown. */
InklingPlotTrend inkling_plot_trend (const InklingPlotSeries *series);

G_END_DECLS
