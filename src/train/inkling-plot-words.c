/* inkling-plot-words.c: a plot in words and figures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-words.h"

#include <glib/gi18n.h>
#include <math.h>

char *
inkling_plot_format_value (double      value,
                           int         digits,
                           const char *unit)
{
  return digits < 0 ? g_strdup_printf ("%#.*g%s", -digits, value, unit)
                    : g_strdup_printf ("%.*f%s", digits, value, unit);
}

char *
inkling_plot_format_step (double step)
{
  return g_strdup_printf ("%'.0f", step);
}

const char *
inkling_plot_trend_word (InklingPlotTrend trend)
{
  switch (trend)
    {
    case INKLING_PLOT_TREND_FALLING:
      return C_("trend of a curve", "falling");
    case INKLING_PLOT_TREND_STEADY:
      return C_("trend of a curve", "steady");
    case INKLING_PLOT_TREND_RISING:
      return C_("trend of a curve", "rising");
    case INKLING_PLOT_TREND_UNKNOWN:
      break;
    }

  return NULL;
}

/* Returns the step the value is of, NAN when there is none. */
static double
describe_curve (const InklingPlotFigure *figure,
                const InklingPlotCurve  *curve,
                double                   cursor,
                GString                 *text)
{
  const InklingPlotSeries *series = inkling_plot_trace_get_shown (&curve->run);
  const InklingPlotPoint *point = inkling_plot_series_nearest (series, isnan (cursor) ? INFINITY
                                                                                      : cursor);
  const char *trend = inkling_plot_trend_word (inkling_plot_trend (curve->run.raw));
  g_autofree char *value = NULL;

  if (point == NULL)
    return NAN;

  value = inkling_plot_format_value (point->y, figure->digits, figure->unit);
  g_string_append_printf (text, "%s%s %s", text->len > 0 ? "; " : "", curve->label, value);
  if (trend != NULL && isnan (cursor))
    g_string_append_printf (text, ", %s", trend);

  return point->x;
}

static void
describe_mark (const InklingPlotFigure *figure,
               double                   cursor,
               GString                 *text)
{
  const InklingPlotMark *mark = inkling_plot_figure_find_mark (figure, cursor);

  if (mark != NULL)
    g_string_append_printf (text, "; %s", mark->text);
}

char *
inkling_plot_describe (const InklingPlotFigure *figure,
                       double                   cursor)
{
  g_autoptr (GString) values = g_string_new (NULL);
  g_autofree char *step_text = NULL;
  double last = 0.0;

  if (inkling_plot_figure_is_empty (figure))
    return NULL;

  for (guint i = 0; i < figure->curves->len; i++)
    last = fmax (last, describe_curve (figure, inkling_plot_figure_get_curve (figure, i), cursor,
                                       values));
  describe_mark (figure, cursor, values);

  step_text = inkling_plot_format_step (isnan (cursor) ? last : cursor);

  /* Translators: a step and the values of curves there, for example
   * “Step 12,000: Validation 97.81 %, rising; Test 97.54 %, rising” */
  return g_strdup_printf (_("Step %s: %s"), step_text, values->str);
}
