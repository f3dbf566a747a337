/* inkling-plot-words.c: a plot in words and figures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-words.h"

#include <glib/gi18n.h>
#include <math.h>

#define LARGE          1e6  /* from here on with an exponent */
#define LARGEST_STEP   1e15
#define SMALL          1e-3 /* significant digits: below it with an exponent */
#define TRUE_WITHIN    0.05 /* a text may differ from its value by this share */
#define MAX_DECIMALS   5    /* of a tick */
#define MAX_DIGITS     9    /* behind the point of a tick's mantissa */
#define TICK_TOLERANCE 1e-9 /* of the largest */

/* A value that is rounded to nothing is not negative. */
static char *
print_fixed (double      value,
             int         decimals,
             const char *unit)
{
  gboolean is_nothing = fabs (value) < pow (10.0, -decimals) / 2.0;

  return g_strdup_printf ("%.*f%s", decimals, is_nothing ? 0.0 : value, unit);
}

static char *
print_exponent (double      value,
                int         decimals,
                const char *unit)
{
  return g_strdup_printf ("%.*e%s", decimals, value, unit);
}

static char *
print_significant (double      value,
                   int         digits,
                   const char *unit)
{
  int decimals;

  if (value != 0.0 && (fabs (value) < SMALL || fabs (value) >= LARGE))
    return print_exponent (value, digits - 1, unit);

  decimals = value == 0.0 ? digits - 1 : digits - 1 - (int) floor (log10 (fabs (value)));

  return print_fixed (value, MAX (decimals, 0), unit);
}

char *
inkling_plot_format_value (double      value,
                           int         digits,
                           const char *unit)
{
  double rounded;

  if (!isfinite (value))
    return g_strdup_printf ("%s%s", "–", unit);
  if (digits < 0)
    return print_significant (value, -digits, unit);

  rounded = round (value * pow (10.0, digits)) / pow (10.0, digits);
  if (fabs (value) >= LARGE || fabs (rounded - value) > TRUE_WITHIN * fabs (value))
    return print_exponent (value, 1, unit);

  return print_fixed (value, digits, unit);
}

char *
inkling_plot_format_of (const InklingPlotFigure *figure,
                        double                   value)
{
  gboolean is_percent = figure->lowest == 0.0 && figure->highest == 100.0;

  return inkling_plot_format_value (is_percent ? inkling_plot_round_percent (value, figure->digits)
                                               : value, figure->digits, figure->unit);
}

double
inkling_plot_round_percent (double percent,
                            int    digits)
{
  double factor = pow (10.0, digits);
  double rounded = round (percent * factor) / factor;

  if (rounded == 100.0 && percent < 100.0)
    return (100.0 * factor - 1.0) / factor;

  return rounded == 0.0 && percent > 0.0 ? 1.0 / factor : rounded;
}

/* How many digits behind the point tell every tick exactly when there is an exponent. */
static int
count_mantissa_decimals (const double *ticks,
                         guint         n_ticks,
                         double        largest)
{
  for (int decimals = 0; decimals < MAX_DIGITS; decimals++)
    {
      gboolean exact = TRUE;

      for (guint i = 0; i < n_ticks && exact; i++)
        {
          char format[] = { '%', '.', (char) ('0' + decimals), 'e', '\0' };
          char text[G_ASCII_DTOSTR_BUF_SIZE];

          g_ascii_formatd (text, sizeof text, format, ticks[i]);
          exact = fabs (g_ascii_strtod (text, NULL) - ticks[i]) <= TICK_TOLERANCE * largest;
        }
      if (exact)
        return decimals;
    }

  return MAX_DIGITS;
}

/* Ticks of one size share their decimals; over decades each has its own: 0.01, 0.1, 1. */
char *
inkling_plot_format_tick (const InklingPlotScale *scale,
                          const double           *ticks,
                          guint                   n_ticks,
                          guint                   i,
                          const char             *unit)
{
  gboolean over_decades = scale->logarithmic && ticks[n_ticks - 1] >= 10.0 * ticks[0];
  const double *alike = over_decades ? &ticks[i] : ticks;
  guint n_alike = over_decades ? 1 : n_ticks;
  int decimals = inkling_plot_tick_decimals (alike, n_alike);
  double largest = MAX (fabs (alike[0]), fabs (alike[n_alike - 1]));

  if (decimals <= MAX_DECIMALS && largest < LARGE)
    return print_fixed (ticks[i], decimals, unit);
  if (ticks[i] == 0.0)
    return g_strdup_printf ("0%s", unit);

  return print_exponent (ticks[i], count_mantissa_decimals (alike, n_alike, largest), unit);
}

char *
inkling_plot_format_step (double step)
{
  return g_strdup_printf (fabs (step) < LARGEST_STEP ? "%'.0f" : "%.3e", step);
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

  value = inkling_plot_format_of (figure, point->y);
  g_string_append_printf (text, "%s%s %s", text->len > 0 ? "; " : "", curve->label, value);
  if (trend != NULL && isnan (cursor))
    g_string_append_printf (text, ", %s", trend);

  return point->x;
}

char *
inkling_plot_describe (const InklingPlotFigure *figure,
                       double                   cursor)
{
  const InklingPlotMark *mark = inkling_plot_figure_find_mark (figure, cursor);
  g_autoptr (GString) values = g_string_new (NULL);
  g_autofree char *step_text = NULL;
  double last = 0.0;

  if (inkling_plot_figure_is_empty (figure))
    return NULL;

  for (guint i = 0; i < figure->curves->len; i++)
    last = fmax (last, describe_curve (figure, inkling_plot_figure_get_curve (figure, i), cursor,
                                       values));
  if (mark != NULL)
    g_string_append_printf (values, "; %s", mark->text);

  step_text = inkling_plot_format_step (isnan (cursor) ? last : cursor);

  /* Translators: a step and the values of curves there, for example
   * “Step 12,000: Validation 97.81 %, rising; Test 97.54 %, rising” */
  return g_strdup_printf (_("Step %s: %s"), step_text, values->str);
}
