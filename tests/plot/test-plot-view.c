/* test-plot-view.c: what part of a run is looked at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "inkling-plot-view.h"

#define LAST 50000.0

static InklingPlotView *
make_view (gboolean logarithmic)
{
  InklingPlotView *view = inkling_plot_view_new ();

  inkling_plot_view_include (view, 1.0, LAST);
  inkling_plot_view_set_logarithmic (view, logarithmic);

  return view;
}

static InklingPlotScale
get_visible (InklingPlotView *view)
{
  InklingPlotScale visible = { .start = 0.0, .end = 400.0 };

  inkling_plot_view_get_scale (view, &visible);
  g_assert_cmpfloat (visible.minimum, >=, visible.logarithmic ? 1.0 : 0.0);
  g_assert_cmpfloat (visible.maximum, <=, LAST);
  g_assert_cmpfloat (visible.maximum - visible.minimum, >=, INKLING_PLOT_LEAST_SPAN * 0.999);

  return visible;
}

/* The anchor stays under the pointer as long as no end is reached. */
static void
test_anchor (void)
{
  for (int logarithmic = 0; logarithmic <= 1; logarithmic++)
    {
      g_autoptr (InklingPlotView) view = make_view (logarithmic);
      InklingPlotScale visible = get_visible (view);
      double pixel = inkling_plot_scale_to_pixel (&visible, 20000.0);

      for (int i = 0; i < 10; i++)
        {
          g_assert_true (inkling_plot_view_zoom (view, 1.25, 20000.0));
          visible = get_visible (view);
          g_assert_cmpfloat_with_epsilon (inkling_plot_scale_to_pixel (&visible, 20000.0), pixel,
                                          1e-6);
        }
    }
}

/* Neither more than there is nor less than can be told apart. */
static void
test_limits (void)
{
  for (int logarithmic = 0; logarithmic <= 1; logarithmic++)
    {
      g_autoptr (InklingPlotView) view = make_view (logarithmic);
      InklingPlotScale whole = get_visible (view);
      InklingPlotScale visible;

      g_assert_false (inkling_plot_view_zoom (view, 0.5, 100.0));
      for (int i = 0; i < 200; i++)
        inkling_plot_view_zoom (view, 1.5, 300.0);
      visible = get_visible (view);
      g_assert_cmpfloat (visible.maximum - visible.minimum, <, 2.0 * INKLING_PLOT_LEAST_SPAN);
      g_assert_false (inkling_plot_view_zoom (view, 1.5, 300.0));

      for (int i = 0; i < 200; i++)
        inkling_plot_view_zoom (view, 1.0 / 1.5, 40000.0);
      visible = get_visible (view);
      g_assert_cmpfloat (visible.minimum, ==, whole.minimum);
      g_assert_cmpfloat (visible.maximum, ==, whole.maximum);
      g_assert_false (inkling_plot_view_get_zoomed (view));
    }
}

static void
test_pan (void)
{
  g_autoptr (InklingPlotView) view = make_view (FALSE);

  g_assert_false (inkling_plot_view_pan (view, 0.5));
  g_assert_true (inkling_plot_view_show (view, 20000.0, 10000.0));
  g_assert_cmpfloat (get_visible (view).minimum, ==, 10000.0);
  g_assert_cmpfloat (get_visible (view).maximum, ==, 20000.0);

  g_assert_true (inkling_plot_view_pan (view, 0.5));
  g_assert_cmpfloat_with_epsilon (get_visible (view).minimum, 15000.0, 1e-6);
  g_assert_true (inkling_plot_view_pan (view, 99.0));
  g_assert_cmpfloat_with_epsilon (get_visible (view).minimum, 40000.0, 1e-6);
  g_assert_cmpfloat (get_visible (view).maximum, ==, LAST);
  g_assert_false (inkling_plot_view_pan (view, 1.0));
}

static void
test_show (void)
{
  g_autoptr (InklingPlotView) view = make_view (TRUE);

  g_assert_false (inkling_plot_view_show (view, 100.0, 105.0));
  g_assert_false (inkling_plot_view_show (view, -10.0, 2.0 * LAST));
  g_assert_true (inkling_plot_view_show (view, -10.0, 100.0));
  g_assert_cmpfloat (get_visible (view).minimum, ==, 1.0);
  g_assert_cmpfloat_with_epsilon (get_visible (view).maximum, 100.0, 1e-9);
}

static void
count_cb (guint *n_changes)
{
  *n_changes += 1;
}

/* A view follows the run until it is zoomed, and tells of nothing but changes. */
static void
test_follows (void)
{
  g_autoptr (InklingPlotView) view = inkling_plot_view_new ();
  InklingPlotScale scale = { 0 };
  guint n_changes = 0;

  g_signal_connect_swapped (view, "changed", G_CALLBACK (count_cb), &n_changes);
  inkling_plot_view_include (view, 1.0, 1000.0);
  inkling_plot_view_include (view, 1.0, 1000.0);
  inkling_plot_view_set_cursor (view, NAN);
  inkling_plot_view_set_logarithmic (view, FALSE);
  g_assert_false (inkling_plot_view_reset (view));
  g_assert_false (inkling_plot_view_pan (view, 1.0));
  g_assert_cmpuint (n_changes, ==, 1);

  g_assert_true (inkling_plot_view_show (view, 200.0, 400.0));
  g_assert_true (inkling_plot_view_get_zoomed (view));
  inkling_plot_view_include (view, 1.0, 2000.0);
  inkling_plot_view_get_scale (view, &scale);
  g_assert_cmpfloat (scale.maximum, ==, 400.0);

  g_assert_true (inkling_plot_view_reveal (view, 500.0));
  inkling_plot_view_get_scale (view, &scale);
  g_assert_cmpfloat_with_epsilon (scale.minimum, 300.0, 1e-6);
  g_assert_false (inkling_plot_view_reveal (view, 450.0));

  g_assert_true (inkling_plot_view_reset (view));
  g_assert_false (inkling_plot_view_get_zoomed (view));
  inkling_plot_view_get_scale (view, &scale);
  g_assert_cmpfloat (scale.maximum, ==, 2000.0);
}

/* A logarithmic axis begins at the first step, even when 0 was visible before. */
static void
test_logarithmic (void)
{
  g_autoptr (InklingPlotView) view = inkling_plot_view_new ();
  InklingPlotScale scale = { 0 };

  inkling_plot_view_include (view, 10.0, 1000.0);
  inkling_plot_view_show (view, 0.0, 100.0);
  inkling_plot_view_set_logarithmic (view, TRUE);
  inkling_plot_view_get_scale (view, &scale);
  g_assert_true (scale.logarithmic);
  g_assert_cmpfloat (scale.minimum, ==, 10.0);
  g_assert_cmpfloat (scale.maximum, ==, 100.0);

  inkling_plot_view_forget_extent (view);
  inkling_plot_view_include (view, 20.0, 500.0);
  inkling_plot_view_reset (view);
  inkling_plot_view_get_scale (view, &scale);
  g_assert_cmpfloat (scale.minimum, ==, 20.0);
  g_assert_cmpfloat (scale.maximum, ==, 500.0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot-view/anchor", test_anchor);
  g_test_add_func ("/plot-view/limits", test_limits);
  g_test_add_func ("/plot-view/pan", test_pan);
  g_test_add_func ("/plot-view/show", test_show);
  g_test_add_func ("/plot-view/follows", test_follows);
  g_test_add_func ("/plot-view/logarithmic", test_logarithmic);

  return g_test_run ();
}
