/* test-plot-scale.c: axes and curves without a display
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "inkling-plot-scale.h"
#include "inkling-plot-series.h"

#define MAX_TICKS 12

static InklingPlotScale
make_scale (double   low,
            double   high,
            gboolean logarithmic)
{
  InklingPlotScale scale = { .logarithmic = logarithmic, .start = 300.0, .end = 20.0 };

  inkling_plot_scale_fit (&scale, low, high);

  return scale;
}

static void
test_there_and_back (void)
{
  for (int logarithmic = 0; logarithmic <= 1; logarithmic++)
    {
      InklingPlotScale scale = make_scale (0.1, 2.5, logarithmic);
      double start = inkling_plot_scale_to_pixel (&scale, scale.minimum);
      double end = inkling_plot_scale_to_pixel (&scale, scale.maximum);

      g_assert_cmpfloat_with_epsilon (start, scale.start, 1e-9);
      g_assert_cmpfloat_with_epsilon (end, scale.end, 1e-9);
      for (double value = 0.1; value <= 2.5; value += 0.1)
        {
          double pixel = inkling_plot_scale_to_pixel (&scale, value);

          g_assert_cmpfloat (pixel, >, 20.0);
          g_assert_cmpfloat (pixel, <, 300.0);
          g_assert_cmpfloat_with_epsilon (inkling_plot_scale_to_value (&scale, pixel), value, 1e-9);
        }
    }
}

static void
test_logarithm_of_nothing (void)
{
  InklingPlotScale scale = make_scale (0.1, 10.0, TRUE);

  g_assert_cmpfloat (inkling_plot_scale_to_pixel (&scale, 0.0), ==, scale.start);
  g_assert_cmpfloat (inkling_plot_scale_to_pixel (&scale, -1.0), ==, scale.start);
}

static void
test_equal_values (void)
{
  const double values[] = { -3.0, 0.0, 0.97, 1e6 };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      InklingPlotScale scale = make_scale (values[i], values[i], FALSE);

      g_assert_cmpfloat (scale.minimum, <, values[i]);
      g_assert_cmpfloat (scale.maximum, >, values[i]);
    }
}

static void
test_step_is_round (void)
{
  g_assert_cmpfloat_with_epsilon (inkling_plot_step (10.0, 5), 2.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (inkling_plot_step (10.1, 5), 5.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (inkling_plot_step (0.3, 3), 0.1, 1e-12);
  g_assert_cmpfloat_with_epsilon (inkling_plot_step (50000.0, 4), 20000.0, 1e-6);

  for (double span = 1e-6; span < 1e9; span *= 1.37)
    for (guint max_steps = 1; max_steps < MAX_TICKS; max_steps++)
      g_assert_cmpfloat (span / inkling_plot_step (span, max_steps), <=, max_steps * (1.0 + 1e-6));
}

/* Ascending, in the range, never too many and at least two, whatever the range. */
static void
check_ticks (const InklingPlotScale *scale,
             guint                   max_ticks)
{
  double ticks[MAX_TICKS];
  guint n_ticks = inkling_plot_scale_ticks (scale, ticks, max_ticks);

  g_assert_cmpuint (n_ticks, >=, 1);
  g_assert_cmpuint (n_ticks, <=, max_ticks);
  for (guint i = 0; i < n_ticks; i++)
    {
      g_assert_cmpfloat (ticks[i], >=, scale->minimum - fabs (scale->minimum) * 1e-9);
      g_assert_cmpfloat (ticks[i], <=, scale->maximum * (1.0 + 1e-9));
      g_assert_true (i == 0 || ticks[i] > ticks[i - 1]);
    }
}

static void
test_ticks_of_any_range (void)
{
  for (int logarithmic = 0; logarithmic <= 1; logarithmic++)
    for (double low = 1e-5; low < 1e5; low *= 3.7)
      for (double factor = 1.001; factor < 1e7; factor *= 2.3)
        for (guint max_ticks = 4; max_ticks <= MAX_TICKS; max_ticks++)
          {
            InklingPlotScale scale = make_scale (low, low * factor, logarithmic);

            check_ticks (&scale, max_ticks);
          }
}

/* Where doubles lie so far apart that adding one to them changes nothing. */
static void
test_ticks_of_huge_values (void)
{
  double           ticks[MAX_TICKS];
  InklingPlotScale scale = make_scale (1e17, 1e17 + 32, FALSE);

  g_assert_cmpuint (inkling_plot_scale_ticks (&scale, ticks, MAX_TICKS), <=, MAX_TICKS);
}

static void
test_ticks_of_a_loss (void)
{
  const double expected[] = { 0.1, 0.2, 0.5, 1.0, 2.0 };
  InklingPlotScale scale = { .minimum = 0.09, .maximum = 2.4, .logarithmic = TRUE, .end = 1.0 };
  double ticks[MAX_TICKS];
  guint n_ticks = inkling_plot_scale_ticks (&scale, ticks, 6);

  g_assert_cmpuint (n_ticks, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < n_ticks; i++)
    g_assert_cmpfloat_with_epsilon (ticks[i], expected[i], 1e-12);
  g_assert_cmpint (inkling_plot_tick_decimals (ticks, n_ticks), ==, 1);
}

/* A single tick tells nothing of an axis. */
static void
test_ticks_are_no_single_one (void)
{
  for (double low = 1e-4; low < 1e4; low *= 1.07)
    for (guint max_ticks = 2; max_ticks <= MAX_TICKS; max_ticks++)
      {
        InklingPlotScale scale = make_scale (low, 6.0 * low, TRUE);
        double ticks[MAX_TICKS];

        g_assert_cmpuint (inkling_plot_scale_ticks (&scale, ticks, max_ticks), >=, 2);
      }
}

/* Three fit, and there is a step that gives three. */
static void
test_ticks_of_two_decades (void)
{
  const double expected[] = { 100.0, 300.0, 1000.0, 3000.0 };
  InklingPlotScale scale = { .minimum = 49.0, .maximum = 6500.0, .logarithmic = TRUE, .end = 1.0 };
  double ticks[MAX_TICKS];
  guint n_ticks = inkling_plot_scale_ticks (&scale, ticks, 6);

  g_assert_cmpmem (ticks, n_ticks * sizeof *ticks, expected, sizeof expected);
}

/* Linear ticks crowd at the upper end of a logarithmic axis that is too short for its own. */
static void
test_ticks_thinned_out (void)
{
  InklingPlotScale scale = {
    .minimum = 70.0, .maximum = 6500.0, .logarithmic = TRUE, .start = 130.0, .end = 0.0
  };
  double ticks[] = { 1000.0, 2000.0, 3000.0, 4000.0, 5000.0, 6000.0 };
  const double expected[] = { 1000.0, 2000.0, 4000.0 };
  guint n_ticks = inkling_plot_scale_thin_out (&scale, 18.0, ticks, G_N_ELEMENTS (ticks));

  g_assert_cmpmem (ticks, n_ticks * sizeof *ticks, expected, sizeof expected);
  g_assert_cmpuint (inkling_plot_scale_thin_out (&scale, 1000.0, ticks, n_ticks), ==, 1);
}

static void
test_ticks_of_an_accuracy (void)
{
  const double expected[] = { 95.0, 96.0, 97.0 };
  InklingPlotScale scale = { .minimum = 94.4, .maximum = 97.9, .end = 1.0 };
  double ticks[MAX_TICKS];
  guint n_ticks = inkling_plot_scale_ticks (&scale, ticks, 3);

  g_assert_cmpuint (n_ticks, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < n_ticks; i++)
    g_assert_cmpfloat (ticks[i], ==, expected[i]);
}

static void
test_decimals (void)
{
  const double whole[] = { 0.0, 10000.0, 50000.0 };
  const double quarters[] = { 97.25, 97.5, 98.0 };
  const double thirds[] = { 1.0 / 3.0 };

  g_assert_cmpint (inkling_plot_tick_decimals (whole, 3), ==, 0);
  g_assert_cmpint (inkling_plot_tick_decimals (quarters, 3), ==, 2);
  g_assert_cmpint (inkling_plot_tick_decimals (thirds, 1), ==, 9);
}

/* A curve with one peak and one dip among a million points. */
static InklingPlotSeries *
make_long_curve (gsize n_points)
{
  InklingPlotSeries *series = inkling_plot_series_new ();

  for (gsize i = 0; i < n_points; i++)
    {
      double peak = i == 123457 ? 9.0 : i == 765432 ? -9.0 : NAN;

      inkling_plot_series_append (series, i, isnan (peak) ? sin (i * 0.001) : peak);
    }

  return series;
}

static void
test_points_in_order (void)
{
  g_autoptr (InklingPlotSeries) series = inkling_plot_series_new ();

  g_assert_null (inkling_plot_series_nearest (series, 0.0));

  inkling_plot_series_append (series, 10.0, 1.0);
  inkling_plot_series_append (series, 10.0, 2.0);
  inkling_plot_series_append (series, 9.0, 2.0);
  inkling_plot_series_append (series, 11.0, NAN);
  inkling_plot_series_append (series, INFINITY, 2.0);
  inkling_plot_series_append (series, 20.0, 3.0);

  g_assert_cmpuint (inkling_plot_series_get_length (series), ==, 2);
  g_assert_cmpfloat (inkling_plot_series_nearest (series, -5.0)->y, ==, 1.0);
  g_assert_cmpfloat (inkling_plot_series_nearest (series, 14.0)->y, ==, 1.0);
  g_assert_cmpfloat (inkling_plot_series_nearest (series, 16.0)->y, ==, 3.0);
  g_assert_cmpfloat (inkling_plot_series_nearest (series, 99.0)->y, ==, 3.0);
}

static void
test_extent_as_by_looking (void)
{
  g_autoptr (InklingPlotSeries) series = make_long_curve (2000);
  const InklingPlotPoint *points = inkling_plot_series_get_points (series);
  double low, high;

  for (gsize begin = 0; begin < 2000; begin += 61)
    for (gsize end = begin + 1; end <= 2000; end += 127)
      {
        double lowest = INFINITY, highest = -INFINITY;

        for (gsize i = begin; i < end; i++)
          {
            lowest = MIN (lowest, points[i].y);
            highest = MAX (highest, points[i].y);
          }
        g_assert_true (inkling_plot_series_extent (series, begin, end, &low, &high));
        g_assert_cmpfloat (low, ==, lowest);
        g_assert_cmpfloat (high, ==, highest);
      }

  g_assert_false (inkling_plot_series_extent (series, 5, 5, &low, &high));
}

static void
test_reduction_keeps_peaks (void)
{
  g_autoptr (InklingPlotSeries) series = make_long_curve (1000000);
  InklingPlotScale scale = { .minimum = 0.0, .maximum = 999999.0, .start = 40.0, .end = 440.0 };
  InklingPlotColumn columns[400];
  gsize n_columns = inkling_plot_series_reduce (series, &scale, columns, G_N_ELEMENTS (columns));
  double low = INFINITY, high = -INFINITY;

  g_assert_cmpuint (n_columns, ==, 400);
  for (gsize i = 0; i < n_columns; i++)
    {
      low = MIN (low, columns[i].low);
      high = MAX (high, columns[i].high);
    }
  g_assert_cmpfloat (low, ==, -9.0);
  g_assert_cmpfloat (high, ==, 9.0);
  g_assert_cmpfloat (columns[0].low, ==, 0.0);
}

/* Gaps stay gaps: columns without points are left out. */
static void
test_reduction_of_few_points (void)
{
  g_autoptr (InklingPlotSeries) series = make_long_curve (3);
  InklingPlotScale scale = { .minimum = 0.0, .maximum = 2.0, .start = 0.0, .end = 100.0 };
  InklingPlotColumn columns[100];

  g_assert_cmpuint (inkling_plot_series_reduce (series, &scale, columns, 100), ==, 3);
  g_assert_cmpfloat (columns[2].x, ==, 99.5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot-scale/there-and-back", test_there_and_back);
  g_test_add_func ("/plot-scale/logarithm-of-nothing", test_logarithm_of_nothing);
  g_test_add_func ("/plot-scale/equal-values", test_equal_values);
  g_test_add_func ("/plot-scale/step-is-round", test_step_is_round);
  g_test_add_func ("/plot-scale/ticks-of-any-range", test_ticks_of_any_range);
  g_test_add_func ("/plot-scale/ticks-of-huge-values", test_ticks_of_huge_values);
  g_test_add_func ("/plot-scale/ticks-of-a-loss", test_ticks_of_a_loss);
  g_test_add_func ("/plot-scale/ticks-of-an-accuracy", test_ticks_of_an_accuracy);
  g_test_add_func ("/plot-scale/ticks-are-no-single-one", test_ticks_are_no_single_one);
  g_test_add_func ("/plot-scale/ticks-of-two-decades", test_ticks_of_two_decades);
  g_test_add_func ("/plot-scale/ticks-thinned-out", test_ticks_thinned_out);
  g_test_add_func ("/plot-scale/decimals", test_decimals);
  g_test_add_func ("/plot-series/points-in-order", test_points_in_order);
  g_test_add_func ("/plot-series/extent-as-by-looking", test_extent_as_by_looking);
  g_test_add_func ("/plot-series/reduction-keeps-peaks", test_reduction_keeps_peaks);
  g_test_add_func ("/plot-series/reduction-of-few-points", test_reduction_of_few_points);

  return g_test_run ();
}
