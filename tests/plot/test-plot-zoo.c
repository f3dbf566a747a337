/* test-plot-zoo.c: series of any kind, random by seed, and what a plot makes of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "inkling-plot-figure.h"
#include "inkling-plot-view.h"
#include "inkling-plot-words.h"

#define N_ANIMALS    3000
#define MAX_POINTS   120
#define MAX_TICKS    12
#define LONGEST_TEXT 13

/* What a value is like that a scale can show. */
typedef enum
{
  FALLING,      /* a loss */
  EQUAL,
  NEARLY_EQUAL, /* to the last bits */
  ANY_SIZE,     /* over decades */
  PERCENT,
  NEAR_HUNDRED,
  SIGNED,
  N_KINDS,
} Kind;

typedef struct
{
  double   values[MAX_POINTS];
  gsize    n_values;
  double   with_odd[2 * MAX_POINTS]; /* the same with others between that no scale can show */
  gsize    n_with_odd;
  gboolean logarithmic;
  double   lowest, highest;
} Animal;

static double
make_odd (GRand    *random,
          gboolean  logarithmic)
{
  const double odd[] = { NAN, INFINITY, -INFINITY, 1e30, -1e30, 1e300, -1e300, 1e16,
                         /* to a logarithm only */
                         0.0, -0.0, -1.0, DBL_TRUE_MIN, 1e-310, 1e-30 };

  return odd[g_rand_int_range (random, 0, logarithmic ? G_N_ELEMENTS (odd) : 8)];
}

static double
make_value (GRand  *random,
            Kind    kind,
            double  magnitude,
            gsize   i)
{
  switch (kind)
    {
    case FALLING:
      return magnitude * (0.01 + exp (-0.05 * i) + 0.1 * g_rand_double (random));
    case EQUAL:
      return magnitude;
    case NEARLY_EQUAL:
      return magnitude * (1.0 + g_rand_int_range (random, 0, 4) * DBL_EPSILON);
    case ANY_SIZE:
      return pow (10.0, g_rand_double_range (random, -12.0, 12.0));
    case PERCENT:
      return 100.0 * g_rand_double (random);
    case NEAR_HUNDRED:
      return 100.0 - g_rand_int_range (random, 0, 3) * pow (10.0, g_rand_int_range (random, -4, 1));
    case SIGNED:
    case N_KINDS:
      break;
    }

  return magnitude * (g_rand_double (random) - 0.5);
}

static Animal
make_animal (guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  Kind kind = (Kind) g_rand_int_range (random, 0, N_KINDS);
  double magnitude = pow (10.0, g_rand_int_range (random, -11, 12));
  Animal animal = { .lowest = -INFINITY, .highest = INFINITY };
  gsize n_values = g_rand_boolean (random) ? g_rand_int_range (random, 1, 4)
                                           : g_rand_int_range (random, 1, MAX_POINTS);

  if (kind == PERCENT || kind == NEAR_HUNDRED)
    {
      animal.lowest = 0.0;
      animal.highest = 100.0;
    }
  animal.logarithmic = kind != SIGNED && g_rand_boolean (random);
  for (gsize i = 0; i < n_values; i++)
    {
      double value = make_value (random, kind, magnitude, i);

      if (g_rand_int_range (random, 0, 3) == 0)
        animal.with_odd[animal.n_with_odd++] = make_odd (random, animal.logarithmic);
      animal.values[animal.n_values++] = value;
      animal.with_odd[animal.n_with_odd++] = value;
    }

  return animal;
}

static InklingPlotFigure *
make_figure (const Animal *animal,
             const double *values,
             gsize         n_values)
{
  InklingPlotFigure *figure = inkling_plot_figure_new ();
  InklingPlotCurve *curve = inkling_plot_figure_add_curve (figure, "Curve", 0, TRUE);

  figure->logarithmic = animal->logarithmic;
  figure->lowest = animal->lowest;
  figure->highest = animal->highest;
  figure->digits = isfinite (animal->highest) ? 2 : 4;
  for (gsize i = 0; i < n_values; i++)
    inkling_plot_trace_append (&curve->run, i + 1.0, values[i]);

  return figure;
}

static InklingPlotScale
fit (const InklingPlotFigure *figure)
{
  InklingPlotScale x = { .minimum = 0.0, .maximum = 2.0 * MAX_POINTS, .end = 500.0 };
  InklingPlotScale y = { .start = 200.0, .end = 10.0 };

  inkling_plot_figure_fit (figure, &x, &y);

  return y;
}

#define FOR_EACH_ANIMAL(seed, animal) \
  for (guint32 seed = 0; seed < N_ANIMALS; seed++) \
    for (Animal animal = make_animal (seed), *once = &animal; once != NULL; once = NULL)

/* Whatever the values, the axis has room for all that it can show, and for no more than that. */
static void
test_range (void)
{
  FOR_EACH_ANIMAL (seed, animal)
    {
      g_autoptr (InklingPlotFigure) plain = make_figure (&animal, animal.values, animal.n_values);
      g_autoptr (InklingPlotFigure) odd = make_figure (&animal, animal.with_odd, animal.n_with_odd);
      InklingPlotScale y = fit (plain), with_odd = fit (odd);
      double low = INFINITY, high = -INFINITY;

      for (gsize i = 0; i < animal.n_values; i++)
        {
          double pixel = inkling_plot_scale_to_pixel (&y, animal.values[i]);

          low = MIN (low, animal.values[i]);
          high = MAX (high, animal.values[i]);
          g_assert_cmpfloat (pixel, >=, y.end - 1e-6);
          g_assert_cmpfloat (pixel, <=, y.start + 1e-6);
        }
      for (gsize i = 0; i < animal.n_with_odd; i++)
        if (!isnan (animal.with_odd[i]))
          g_assert_true (isfinite (inkling_plot_scale_to_pixel (&y, animal.with_odd[i])));

      if (y.minimum != with_odd.minimum || y.maximum != with_odd.maximum)
        g_error ("Animal %u: %g … %g becomes %g … %g by values that are not to be shown", seed,
                 y.minimum, y.maximum, with_odd.minimum, with_odd.maximum);
      if (!(y.minimum < y.maximum) || !isfinite (y.minimum) || !isfinite (y.maximum))
        g_error ("Animal %u: %g … %g is no range", seed, y.minimum, y.maximum);
      if (y.minimum < animal.lowest || y.maximum > animal.highest)
        g_error ("Animal %u: %g … %g is beyond %g … %g", seed, y.minimum, y.maximum, animal.lowest,
                 animal.highest);
      g_assert_true (!y.logarithmic || y.minimum > 0.0);
      if (y.logarithmic && y.minimum < low / 100.0)
        g_error ("Animal %u: the axis begins at %g, the values at %g", seed, y.minimum, low);
    }
}

static void
check_labels (const InklingPlotScale *scale,
              const double           *ticks,
              guint                   n_ticks,
              guint32                 seed)
{
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  double largest = MAX (fabs (scale->minimum), fabs (scale->maximum));

  for (guint i = 0; i < n_ticks; i++)
    {
      char *label = inkling_plot_format_tick (scale, ticks, n_ticks, i, "");
      double read = g_ascii_strtod (label, NULL);

      if (strlen (label) > LONGEST_TEXT)
        g_error ("Animal %u: “%s” is too long", seed, label);
      if (label[0] == '-' && strpbrk (label, "123456789") == NULL)
        g_error ("Animal %u: “%s” is nothing", seed, label);
      if (fabs (read - ticks[i]) > 1e-8 * largest)
        g_error ("Animal %u: %.17g is called “%s”", seed, ticks[i], label);
      if (!g_hash_table_add (labels, label))
        g_error ("Animal %u: two ticks are called “%s”", seed, label);
    }
}

static void
test_ticks (void)
{
  FOR_EACH_ANIMAL (seed, animal)
    {
      g_autoptr (InklingPlotFigure) figure = make_figure (&animal, animal.with_odd,
                                                          animal.n_with_odd);
      InklingPlotScale y = fit (figure);

      for (guint max_ticks = 2; max_ticks <= MAX_TICKS; max_ticks += 5)
        {
          double ticks[MAX_TICKS];
          guint n_ticks = inkling_plot_scale_ticks (&y, ticks, max_ticks);

          if (n_ticks == 0 || n_ticks > max_ticks)
            g_error ("Animal %u: %u ticks where %u fit", seed, n_ticks, max_ticks);
          for (guint i = 0; i < n_ticks; i++)
            {
              g_assert_true (i == 0 || ticks[i] > ticks[i - 1]);
              g_assert_cmpfloat (inkling_plot_scale_to_pixel (&y, ticks[i]), >=, y.end - 0.01);
              g_assert_cmpfloat (inkling_plot_scale_to_pixel (&y, ticks[i]), <=, y.start + 0.01);
            }
          check_labels (&y, ticks, n_ticks, seed);
        }
    }
}

/* What is said of a value is as true as its digits, and no longer than a line. */
static void
check_word (double      value,
            const char *text,
            gboolean    is_percent)
{
  double said = g_ascii_strtod (text, NULL);

  if (strlen (text) > LONGEST_TEXT)
    g_error ("%.17g is called “%s”, which is too long", value, text);
  if (text[0] == '-' && strpbrk (text, "123456789") == NULL)
    g_error ("%.17g is called “%s”, which is nothing", value, text);
  if (fabs (said - value) > 0.051 * fabs (value) && !(is_percent && fabs (said - value) <= 0.01))
    g_error ("%.17g is called “%s”", value, text);
  if (is_percent && value < 100.0 && said >= 100.0)
    g_error ("%.17g %% is called “%s”", value, text);
}

static void
test_words (void)
{
  FOR_EACH_ANIMAL (seed, animal)
    {
      g_autoptr (InklingPlotFigure) figure = make_figure (&animal, animal.with_odd,
                                                          animal.n_with_odd);
      gboolean is_percent = isfinite (animal.highest);
      g_autofree char *description = inkling_plot_describe (figure, NAN);

      g_assert_true (description == NULL || strlen (description) < 60);
      for (gsize i = 0; i < animal.n_with_odd; i++)
        {
          g_autofree char *legend = inkling_plot_format_of (figure, animal.with_odd[i]);
          g_autofree char *significant = inkling_plot_format_value (animal.with_odd[i], -2, "");

          if (!isfinite (animal.with_odd[i]))
            {
              g_assert_cmpstr (legend, ==, "–");
              continue;
            }
          check_word (animal.with_odd[i], legend,
                      is_percent && animal.with_odd[i] >= 0.0 && animal.with_odd[i] <= 100.0);
          check_word (animal.with_odd[i], significant, FALSE);
        }
    }
}

static void
test_examples (void)
{
  const struct { double value; int digits; const char *text; } values[] = {
    { 0.25, 4, "0.2500" }, { 0.0, 4, "0.0000" }, { -0.0, 4, "0.0000" }, { -1e-9, 4, "-1.0e-09" },
    { 1e30, 4, "1.0e+30" }, { 1.2e-5, 4, "1.2e-05" }, { 123456.0, 4, "123456.0000" },
    { 2.3, -2, "2.3" }, { 23.0, -2, "23" }, { 230.0, -2, "230" }, { 0.1, -4, "0.1000" },
    { 1e30, -2, "1.0e+30" }, { 2e-5, -4, "2.000e-05" }, { 0.0, -2, "0.0" },
  };
  const struct { double percent; int digits; double rounded; } percents[] = {
    { 100.0, 2, 100.0 }, { 99.999, 2, 99.99 }, { 99.96, 1, 99.9 }, { 0.0, 1, 0.0 },
    { 0.001, 1, 0.1 }, { 97.54, 1, 97.5 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = inkling_plot_format_value (values[i].value, values[i].digits, "");

      g_assert_cmpstr (text, ==, values[i].text);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (percents); i++)
    g_assert_cmpfloat (inkling_plot_round_percent (percents[i].percent, percents[i].digits), ==,
                       percents[i].rounded);
}

/* However few or many steps there are, and however they are zoomed, the axis of steps names each
 * step once. */
static void
check_steps (InklingPlotView *view,
             guint            max_ticks)
{
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  InklingPlotScale x = { .end = 500.0 };
  double ticks[MAX_TICKS];
  guint n_ticks;

  inkling_plot_view_get_scale (view, &x);
  g_assert_true (isfinite (x.minimum) && isfinite (x.maximum) && x.minimum < x.maximum);
  n_ticks = inkling_plot_scale_ticks (&x, ticks, max_ticks);
  n_ticks = inkling_plot_scale_keep_whole (ticks, n_ticks);
  for (guint i = 0; i < n_ticks; i++)
    {
      char *label = inkling_plot_format_step (ticks[i]);

      if (!g_hash_table_add (labels, label))
        g_error ("From %g to %g two steps are called “%s”", x.minimum, x.maximum, label);
    }
}

static void
test_steps (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (16);

  for (int round = 0; round < 500; round++)
    {
      g_autoptr (InklingPlotView) view = inkling_plot_view_new ();
      double last = floor (pow (10.0, g_rand_double_range (random, 0.0, 10.0)));
      double first = floor (last * pow (g_rand_double (random), 3.0));
      InklingPlotScale whole = { 0 };

      inkling_plot_view_set_logarithmic (view, g_rand_boolean (random));
      inkling_plot_view_include (view, first, last);
      inkling_plot_view_get_scale (view, &whole);
      for (int i = 0; i < 30; i++)
        {
          InklingPlotScale x = { 0 };

          check_steps (view, g_rand_int_range (random, 2, MAX_TICKS + 1));
          if (g_rand_boolean (random))
            inkling_plot_view_zoom (view, g_rand_double_range (random, 0.3, 3.0),
                                    g_rand_double_range (random, -last, 2.0 * last));
          else if (g_rand_boolean (random))
            inkling_plot_view_pan (view, g_rand_double_range (random, -2.0, 2.0));
          else
            inkling_plot_view_show (view, g_rand_double_range (random, 0.0, last),
                                    g_rand_double_range (random, 0.0, last));
          inkling_plot_view_get_scale (view, &x);
          g_assert_cmpfloat (x.minimum, >=, whole.minimum);
          g_assert_cmpfloat (x.maximum, <=, whole.maximum);
        }
    }
}

/* After the first step there are two: 0 and 1. */
static void
test_first_step (void)
{
  g_autoptr (InklingPlotView) view = inkling_plot_view_new ();
  InklingPlotScale x = { .end = 500.0 };
  double ticks[MAX_TICKS];

  inkling_plot_view_include (view, 1.0, 1.0);
  inkling_plot_view_get_scale (view, &x);
  g_assert_cmpuint (inkling_plot_scale_keep_whole (ticks, inkling_plot_scale_ticks (&x, ticks, 6)),
                    ==, 2);
  g_assert_cmpfloat (ticks[0], ==, 0.0);
  g_assert_cmpfloat (ticks[1], ==, 1.0);
}

/* One value beyond all measure does not spoil the average of the rest. */
static void
test_smoothing (void)
{
  FOR_EACH_ANIMAL (seed, animal)
    {
      InklingPlotSmoother plain = INKLING_PLOT_SMOOTHER_INIT (0.9), odd = plain;
      double average = NAN, with_odd = NAN;

      if (animal.logarithmic)
        continue; /* what only a logarithm cannot show counts in an average */
      for (gsize i = 0; i < animal.n_values; i++)
        average = inkling_plot_smoother_add (&plain, animal.values[i]);
      for (gsize i = 0; i < animal.n_with_odd; i++)
        with_odd = inkling_plot_smoother_add (&odd, animal.with_odd[i]);
      g_assert_cmpfloat (average, ==, with_odd);
    }
}

static void
test_trend (void)
{
  FOR_EACH_ANIMAL (seed, animal)
    {
      g_autoptr (InklingPlotSeries) series = inkling_plot_series_new ();
      g_autoptr (InklingPlotSeries) reversed = inkling_plot_series_new ();
      InklingPlotTrend trend, back;

      for (gsize i = 0; i < animal.n_with_odd; i++)
        inkling_plot_series_append (series, i, animal.with_odd[i]);
      for (gsize i = 0; i < animal.n_with_odd; i++)
        inkling_plot_series_append (reversed, i, -animal.with_odd[i]);
      trend = inkling_plot_trend (series);
      back = inkling_plot_trend (reversed);
      g_assert_true (trend == INKLING_PLOT_TREND_UNKNOWN || trend == INKLING_PLOT_TREND_STEADY
                       ? back == trend : back != trend && back != INKLING_PLOT_TREND_UNKNOWN);
    }
}

/* Columns have all that lies in them, shown or not, and pixels that can be counted. */
static void
test_columns (void)
{
  FOR_EACH_ANIMAL (seed, animal)
    {
      g_autoptr (InklingPlotFigure) figure = make_figure (&animal, animal.with_odd,
                                                          animal.n_with_odd);
      InklingPlotScale x = { .minimum = 0.0, .maximum = animal.n_with_odd, .end = 20.0 };
      InklingPlotScale y = fit (figure);
      InklingPlotSeries *series = inkling_plot_figure_get_curve (figure, 0)->run.raw;
      InklingPlotColumn columns[20];
      gsize n_columns = inkling_plot_series_reduce (series, &x, columns, G_N_ELEMENTS (columns));
      double low = INFINITY, high = -INFINITY, lowest, highest;

      for (gsize i = 0; i < n_columns; i++)
        {
          low = MIN (low, columns[i].low);
          high = MAX (high, columns[i].high);
          g_assert_true (isfinite (inkling_plot_scale_to_pixel (&y, columns[i].low)));
          g_assert_true (isfinite (inkling_plot_scale_to_pixel (&y, columns[i].high)));
        }
      g_assert_true (inkling_plot_series_extent (series, 0, inkling_plot_series_get_length (series),
                                                 &lowest, &highest));
      g_assert_cmpfloat (low, ==, lowest);
      g_assert_cmpfloat (high, ==, highest);
    }
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot-zoo/range", test_range);
  g_test_add_func ("/plot-zoo/ticks", test_ticks);
  g_test_add_func ("/plot-zoo/words", test_words);
  g_test_add_func ("/plot-zoo/examples", test_examples);
  g_test_add_func ("/plot-zoo/steps", test_steps);
  g_test_add_func ("/plot-zoo/first-step", test_first_step);
  g_test_add_func ("/plot-zoo/smoothing", test_smoothing);
  g_test_add_func ("/plot-zoo/trend", test_trend);
  g_test_add_func ("/plot-zoo/columns", test_columns);

  return g_test_run ();
}
