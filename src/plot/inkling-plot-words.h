/* inkling-plot-words.h: a plot in words and figures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-plot-figure.h"

G_BEGIN_DECLS

/* A value in the locale's way, no longer than it has to be and true whatever its size: with that
 * many decimals, or significant digits if negative, or with an exponent where those would tell
 * nothing of it or be too many. Free with g_free. */
char       *inkling_plot_format_value   (double                   value,
                                         int                      digits,
                                         const char              *unit);
/* As the legend shows it. Free with g_free. */
char       *inkling_plot_format_of      (const InklingPlotFigure *figure,
                                         double                   value);
/* One of the ticks of an axis: each is another text than the others. Free with g_free. */
char       *inkling_plot_format_tick    (const InklingPlotScale  *scale,
                                         const double            *ticks,
                                         guint                    n_ticks,
                                         guint                    i,
                                         const char              *unit);
/* A step with its thousands grouped as the locale does. Free with g_free. */
char       *inkling_plot_format_step    (double                   step);

/* Per cent with so many decimals; neither 0 nor 100 as long as there is something, or something
 * missing. */
double      inkling_plot_round_percent  (double                   percent,
                                         int                      digits);

/* “falling”, “rising”, “steady”; NULL when that is not known. */
const char *inkling_plot_trend_word   (InklingPlotTrend         trend);

/* What the legend shows, for those who hear it: the curves at a step with what happened there, or
 * where they have got to and whether they rise or fall (cursor NAN). Free with g_free; NULL when
 * the figure is empty. */
char       *inkling_plot_describe     (const InklingPlotFigure *figure,
                                       double                   cursor);

G_END_DECLS
