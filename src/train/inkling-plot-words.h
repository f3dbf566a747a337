/* inkling-plot-words.h: a plot in words and figures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-plot-figure.h"

G_BEGIN_DECLS

/* A value as the legend shows it, in the locale's way. digits: decimals; negative: so many
 * significant digits. Free with g_free. */
char       *inkling_plot_format_value (double                   value,
                                       int                      digits,
                                       const char              *unit);
/* A step with its thousands grouped as the locale does. Free with g_free. */
char       *inkling_plot_format_step  (double                   step);

/* “falling”, “rising”, “steady”; NULL when that is not known. */
const char *inkling_plot_trend_word   (InklingPlotTrend         trend);

/* What the legend shows, for those who hear it: the curves at a step with what happened there, or
 * where they have got to and whether they rise or fall (cursor NAN). Free with g_free; NULL when
 * the figure is empty. */
char       *inkling_plot_describe     (const InklingPlotFigure *figure,
                                       double                   cursor);

G_END_DECLS
