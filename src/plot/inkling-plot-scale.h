/* inkling-plot-scale.h: values ↔ pixels and round ticks, the maths of an axis
 *
 * Pure functions, no GTK: tested without a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double   minimum;     /* value at start */
  double   maximum;     /* value at end, above minimum */
  gboolean logarithmic; /* minimum is above 0 then */
  double   start;       /* pixel of minimum; may be larger than end */
  double   end;         /* pixel of maximum */
} InklingPlotScale;

/* Where a value lies on an axis that is even: the value itself or its decimal logarithm. */
double inkling_plot_scale_get_position (const InklingPlotScale *self,
                                        double                  value);
double inkling_plot_scale_get_value    (const InklingPlotScale *self,
                                        double                  position);

/* Values beyond it are no measurement of anything, and those below it are 0 to the eye. */
#define INKLING_PLOT_LARGEST  1e15
#define INKLING_PLOT_SMALLEST 1e-15

/* Whether room can be made for the value without a loss of all others: it is finite, not beyond all
 * measure and, on a logarithmic scale, above 0. */
gboolean inkling_plot_scale_can_show (const InklingPlotScale *self,
                                      double                  value);

/* Makes room for low … high, in any order, with a small margin around both; values that are equal,
 * or as good as equal, get a range, too. One that the scale cannot show counts as the other, two of
 * them as none. */
void   inkling_plot_scale_fit      (InklingPlotScale       *self,
                                    double                  low,
                                    double                  high);

/* Values outside the range lie outside start … end; what a logarithm cannot take lies at start. */
double inkling_plot_scale_to_pixel (const InklingPlotScale *self,
                                    double                  value);
double inkling_plot_scale_to_value (const InklingPlotScale *self,
                                    double                  pixel);

/* Fills ticks with round values in the range, ascending, and returns how many: at most max_ticks.
 * Linear: multiples of inkling_plot_step; logarithmic: 1, 2 and 5 times powers of ten, 1 and 3
 * times where those are too many, powers alone where the range is wide, and linear ones where it is
 * less than about a decade. */
guint  inkling_plot_scale_ticks    (const InklingPlotScale *self,
                                    double                 *ticks,
                                    guint                   max_ticks);

/* Leaves out the ticks that lie less than spacing pixels from the one before; the first stays.
 * Returns how many are left. */
guint  inkling_plot_scale_thin_out (const InklingPlotScale *self,
                                    double                  spacing,
                                    double                 *ticks,
                                    guint                   n_ticks);

/* Leaves out those that are no whole numbers; returns how many are left. */
guint  inkling_plot_scale_keep_whole (double                 *ticks,
                                      guint                   n_ticks);

/* The smallest of 1, 2 and 5 times a power of ten that fits at most max_steps times into span. */
double inkling_plot_step           (double                  span,
                                    guint                   max_steps);

/* How many decimals tell all of the ticks apart and show each exactly; at most 9. */
int    inkling_plot_tick_decimals  (const double           *ticks,
                                    guint                   n_ticks);

G_END_DECLS
