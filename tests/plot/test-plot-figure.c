/* test-plot-figure.c: smoothing, trends, marks, ghosts and the work of drawing, without a display
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "inkling-plot-figure.h"

#define N_MANY   1000000
#define N_PIXELS 1200

/* Kingma and Ba's average as a sum over all values: (1 − β) Σ βᵗ⁻ⁱ xᵢ / (1 − βᵗ). */
static double
average_by_sum (const double *values,
                gsize         n_values,
                double        beta)
{
  double sum = 0.0;

  for (gsize i = 0; i < n_values; i++)
    sum += (1.0 - beta) * pow (beta, n_values - 1 - i) * values[i];

  return sum / (1.0 - pow (beta, n_values));
}

static void
test_smoothing_is_debiased (void)
{
  const double values[] = { 2.3, 1.9, 2.1, 1.4, 0.7, 0.9, 0.2 };
  const double betas[] = { 0.0, 0.5, 0.9, 0.99 };

  for (gsize i = 0; i < G_N_ELEMENTS (betas); i++)
    {
      InklingPlotSmoother smoother = INKLING_PLOT_SMOOTHER_INIT (betas[i]);

      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        g_assert_cmpfloat_with_epsilon (inkling_plot_smoother_add (&smoother, values[j]),
                                        average_by_sum (values, j + 1, betas[i]), 1e-12);
    }
}

/* Where there is no noise there is nothing to take away, from the first value on. */
static void
test_smoothing_of_a_constant (void)
{
  InklingPlotSmoother smoother = INKLING_PLOT_SMOOTHER_INIT (0.99);

  for (int i = 0; i < 1000; i++)
    g_assert_cmpfloat_with_epsilon (inkling_plot_smoother_add (&smoother, 0.7), 0.7, 1e-12);
}

/* Smoothed while it grows or afterwards: the same curve; the values stay. */
static void
test_smoothing_again (void)
{
  g_autoptr (InklingPlotFigure) figure = inkling_plot_figure_new ();
  InklingPlotCurve *noisy = inkling_plot_figure_add_curve (figure, "Batch", 0, TRUE);
  InklingPlotCurve *calm = inkling_plot_figure_add_curve (figure, "Validation", 1, FALSE);
  double grown;

  inkling_plot_figure_set_smoothing (figure, 0.9);
  for (int i = 1; i <= 50; i++)
    {
      inkling_plot_trace_append (&noisy->run, i, sin (i));
      inkling_plot_trace_append (&noisy->run, i, NAN);
      inkling_plot_trace_append (&calm->run, i, sin (i));
    }
  grown = inkling_plot_series_nearest (inkling_plot_trace_get_shown (&noisy->run), 50.0)->y;
  g_assert_null (calm->run.smooth);
  g_assert_cmpuint (inkling_plot_series_get_length (noisy->run.smooth), ==, 50);
  g_assert_cmpfloat (inkling_plot_series_nearest (noisy->run.raw, 50.0)->y, ==, sin (50));

  inkling_plot_figure_set_smoothing (figure, 0.0);
  g_assert_true (inkling_plot_trace_get_shown (&noisy->run) == noisy->run.raw);
  inkling_plot_figure_set_smoothing (figure, 0.9);
  g_assert_cmpfloat (inkling_plot_series_nearest (noisy->run.smooth, 50.0)->y, ==, grown);
}

static InklingPlotTrend
trend_of (double slope,
          double noise,
          int    n_points)
{
  g_autoptr (InklingPlotSeries) series = inkling_plot_series_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (int i = 0; i < n_points; i++)
    inkling_plot_series_append (series, i, 1.0 + slope * i + noise * g_rand_double (random));

  return inkling_plot_trend (series);
}

static void
test_trend (void)
{
  g_assert_cmpint (trend_of (-0.01, 0.0, 3), ==, INKLING_PLOT_TREND_UNKNOWN);
  g_assert_cmpint (trend_of (-0.01, 0.0, 4), ==, INKLING_PLOT_TREND_FALLING);
  g_assert_cmpint (trend_of (-0.01, 0.1, 100), ==, INKLING_PLOT_TREND_FALLING);
  g_assert_cmpint (trend_of (0.01, 0.1, 100), ==, INKLING_PLOT_TREND_RISING);
  g_assert_cmpint (trend_of (0.0, 0.1, 100), ==, INKLING_PLOT_TREND_STEADY);
  g_assert_cmpint (trend_of (0.0, 0.0, 100), ==, INKLING_PLOT_TREND_STEADY);
}

/* A mark belongs to the point next to it, so that the read-out can come upon it. */
static void
test_marks (void)
{
  g_autoptr (InklingPlotFigure) figure = inkling_plot_figure_new ();
  InklingPlotCurve *curve = inkling_plot_figure_add_curve (figure, "Batch", 0, TRUE);

  for (int i = 1; i <= 5; i++)
    inkling_plot_trace_append (&curve->run, 100 * i, 1.0);
  inkling_plot_figure_add_mark (figure, 290.0, INKLING_PLOT_MARK_RESUMED, "resumed");

  g_assert_null (inkling_plot_figure_find_mark (figure, 200.0));
  g_assert_cmpstr (inkling_plot_figure_find_mark (figure, 300.0)->text, ==, "resumed");
  inkling_plot_figure_clear (figure);
  g_assert_null (inkling_plot_figure_find_mark (figure, 300.0));
}

static double
get_last (const InklingPlotFigure *figure)
{
  double first, last;

  inkling_plot_figure_get_extent (figure, &first, &last);

  return last;
}

/* A ghost makes room for itself, outlives the run it is compared with, and is not the run. */
static void
test_ghost (void)
{
  g_autoptr (InklingPlotFigure) figure = inkling_plot_figure_new ();
  InklingPlotCurve *curve = inkling_plot_figure_add_curve (figure, "Batch", 0, FALSE);
  InklingPlotScale x = { .minimum = 0.0, .maximum = 900.0 };
  InklingPlotScale y = { 0 };

  inkling_plot_trace_append (&curve->run, 100.0, 1.0);
  inkling_plot_trace_append (&curve->ghost, 900.0, 5.0);
  g_assert_cmpfloat (get_last (figure), ==, 900.0);
  inkling_plot_figure_fit (figure, &x, &y);
  g_assert_cmpfloat (y.maximum, >, 5.0);
  g_assert_cmpfloat (inkling_plot_figure_snap (figure, 900.0), ==, 100.0);

  inkling_plot_figure_clear (figure);
  g_assert_true (inkling_plot_figure_is_empty (figure));
  g_assert_cmpfloat (get_last (figure), ==, 900.0);
  inkling_plot_figure_clear_ghosts (figure);
  g_assert_cmpfloat (get_last (figure), ==, 0.0);
}

/* What is visible decides the range of the values, with the lines that come in from outside. */
static void
test_fit_what_is_visible (void)
{
  g_autoptr (InklingPlotFigure) figure = inkling_plot_figure_new ();
  InklingPlotCurve *curve = inkling_plot_figure_add_curve (figure, "Batch", 0, FALSE);
  InklingPlotScale x = { .minimum = 31.0, .maximum = 33.0 };
  InklingPlotScale y = { 0 };

  for (int i = 0; i < 100; i++)
    inkling_plot_trace_append (&curve->run, i, 100.0 - i);
  inkling_plot_figure_fit (figure, &x, &y);
  g_assert_cmpfloat (y.minimum, <, 66.0);
  g_assert_cmpfloat (y.minimum, >, 65.0);
  g_assert_cmpfloat (y.maximum, >, 70.0);
  g_assert_cmpfloat (y.maximum, <, 71.0);
}

/* A million points cost a pixel column no more than its share of blocks and two blocks' points. */
static void
test_work_of_a_million_points (void)
{
  g_autoptr (InklingPlotSeries) series = inkling_plot_series_new ();
  InklingPlotScale scale = { .minimum = 0.0, .maximum = N_MANY - 1.0, .end = N_PIXELS };
  g_autofree InklingPlotColumn *columns = g_new (InklingPlotColumn, N_PIXELS);
  gsize n_columns;

  for (int i = 0; i < N_MANY; i++)
    inkling_plot_series_append (series, i, 1.0 / (1 + i % 1000));
  n_columns = inkling_plot_series_reduce (series, &scale, columns, N_PIXELS);

  g_assert_cmpuint (n_columns, ==, N_PIXELS);
  g_assert_cmpuint (inkling_plot_series_get_visits (series), <, N_MANY / 32 + 64 * N_PIXELS);
  g_test_message ("%zu looks at a million points for %d columns",
                  inkling_plot_series_get_visits (series), N_PIXELS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot-smooth/is-debiased", test_smoothing_is_debiased);
  g_test_add_func ("/plot-smooth/of-a-constant", test_smoothing_of_a_constant);
  g_test_add_func ("/plot-smooth/again", test_smoothing_again);
  g_test_add_func ("/plot-smooth/trend", test_trend);
  g_test_add_func ("/plot-figure/marks", test_marks);
  g_test_add_func ("/plot-figure/ghost", test_ghost);
  g_test_add_func ("/plot-figure/fit-what-is-visible", test_fit_what_is_visible);
  g_test_add_func ("/plot-figure/work-of-a-million-points", test_work_of_a_million_points);

  return g_test_run ();
}
