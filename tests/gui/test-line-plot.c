/* test-line-plot.c: what a plot tells and how fast it draws
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gtk/gtk.h>
#include <locale.h>
#include <math.h>
#include <time.h>

#include "inkling-line-plot.h"
#include "inkling-plot-axes.h"

#define HINT     "Nothing yet"
#define N_MANY   1000000
#define N_DRAWS  20

typedef struct
{
  GtkWidget         *window;
  InklingLinePlot   *plot;
  InklingPlotFigure *figure;  /* the plot's */
  cairo_surface_t   *surface; /* owned */
} Fixture;

static void
append (Fixture *fixture,
        guint    curve,
        double   step,
        double   value)
{
  inkling_plot_trace_append (&inkling_plot_figure_get_curve (fixture->figure, curve)->run, step,
                             value);
  inkling_line_plot_update (fixture->plot);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->plot = g_object_new (INKLING_TYPE_LINE_PLOT,
                                "title", "Loss", "hint", HINT, "digits", 2,
                                NULL);
  fixture->figure = inkling_line_plot_get_figure (fixture->plot);
  fixture->figure->logarithmic = TRUE;
  inkling_plot_figure_add_curve (fixture->figure, "Batch", 0, TRUE);
  inkling_plot_figure_add_curve (fixture->figure, "Validation", 1, FALSE);

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 240);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->plot));
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (gtk_widget_get_width (GTK_WIDGET (fixture->plot)) == 0)
    g_main_context_iteration (NULL, TRUE);

  fixture->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 400, 240);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cairo_surface_destroy (fixture->surface);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

/* One frame, down to its pixels, on nothing. */
static void
draw (Fixture *fixture)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  cairo_t *cr = cairo_create (fixture->surface);

  GTK_WIDGET_GET_CLASS (fixture->plot)->snapshot (GTK_WIDGET (fixture->plot), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  gsk_render_node_unref (node);
}

static void
assert_tells (Fixture    *fixture,
              const char *description)
{
  draw (fixture);
  gtk_test_accessible_assert_property (fixture->plot, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       description);
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  gtk_test_accessible_assert_role (fixture->plot, GTK_ACCESSIBLE_ROLE_IMG);
  assert_tells (fixture, HINT);
}

static void
test_tells_latest_values (Fixture       *fixture,
                          gconstpointer  data)
{
  append (fixture, 0, 100, 0.5);
  assert_tells (fixture, "Step 100: Batch 0.50");

  append (fixture, 0, 200, 0.25);
  append (fixture, 1, 200, 0.125);
  assert_tells (fixture, "Step 200: Batch 0.25; Validation 0.12");
}

static void
test_clear_keeps_curves (Fixture       *fixture,
                         gconstpointer  data)
{
  append (fixture, 1, 100, 0.5);
  inkling_plot_figure_clear (fixture->figure);
  inkling_line_plot_update (fixture->plot);
  assert_tells (fixture, HINT);

  /* The next run begins again at an earlier step. */
  append (fixture, 1, 50, 0.75);
  assert_tells (fixture, "Step 50: Validation 0.75");
}

/* Processor time, so that a busy machine does not matter. The figure is printed; no machine is too
 * slow for pixel columns here, and none fast enough for a million lines. */
static void
test_a_million_points (Fixture       *fixture,
                       gconstpointer  data)
{
  double seconds;
  clock_t start;

  for (int i = 0; i < N_MANY; i++)
    inkling_plot_trace_append (&inkling_plot_figure_get_curve (fixture->figure, 0)->run, i,
                               0.1 + 1.0 / (1 + i % 1000));
  inkling_line_plot_update (fixture->plot);

  draw (fixture);
  start = clock ();
  for (int i = 0; i < N_DRAWS; i++)
    draw (fixture);
  seconds = (double) (clock () - start) / CLOCKS_PER_SEC / N_DRAWS;

  g_test_minimized_result (seconds, "a million points draw in %.2f ms", 1e3 * seconds);
  g_assert_cmpfloat (seconds, <, 0.1);
}

/* How many pixels of a column are as good as opaque: a curve's, for axes are faint. */
static int
count_curve_pixels (Fixture *fixture,
                    int      x)
{
  int n_pixels = 0;

  cairo_surface_flush (fixture->surface);
  for (int y = 20; y < 205; y++)
    {
      const guint8 *row = cairo_image_surface_get_data (fixture->surface)
                          + y * cairo_image_surface_get_stride (fixture->surface);

      n_pixels += row[4 * x + 3] > 100;
    }

  return n_pixels;
}

/* Where the points to both sides lie a million widths away, the line between them is seen. */
static void
test_far_points (Fixture       *fixture,
                 gconstpointer  data)
{
  fixture->figure->logarithmic = FALSE;
  append (fixture, 1, 0.0, 0.0);
  append (fixture, 1, 1e9, 1.0);
  inkling_plot_view_show (inkling_line_plot_get_view (fixture->plot), 5e8 - 5.0, 5e8 + 5.0);
  draw (fixture);
  g_assert_cmpint (count_curve_pixels (fixture, 150), >, 0);
  g_assert_cmpint (count_curve_pixels (fixture, 350), >, 0);
}

/* Values that no axis has room for leave the others where they were. */
static void
test_values_beyond_measure (Fixture       *fixture,
                            gconstpointer  data)
{
  const double odd[] = { 0.0, 1e30, 1e300, -1e30, 1e-310, NAN, INFINITY };

  for (int logarithmic = 0; logarithmic <= 1; logarithmic++)
    {
      fixture->figure->logarithmic = logarithmic;
      inkling_plot_figure_clear (fixture->figure);
      for (int i = 0; i < 400; i++)
        append (fixture, 0, i + 1, i == 200 ? odd[0] : 0.5 + 0.001 * i);
      for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
        append (fixture, 0, 401 + i, odd[i]);
      for (int i = 0; i < 400; i++)
        append (fixture, 0, 501 + i, 0.5 + 0.001 * i);
      draw (fixture);
      for (int x = 100; x <= 380; x += 80)
        g_assert_cmpint (count_curve_pixels (fixture, x), >, 0);
    }
}

/* Plots one above the other line up at any size of type, whatever their ticks say. */
static void
test_left_margin (Fixture       *fixture,
                  gconstpointer  data)
{
  const char *const fonts[] = { "Sans 8", "Sans 16", "Sans 24" };

  for (gsize i = 0; i < G_N_ELEMENTS (fonts); i++)
    {
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (fixture->plot),
                                                                       NULL);
      PangoFontDescription *font = pango_font_description_from_string (fonts[i]);
      InklingPlotFigure figure = { .unit = (char *) "" };
      InklingPlotPainter painter = {
        .layout = layout, .figure = &figure,
        .y = { .minimum = 0.3, .maximum = 0.7, .start = 200.0, .end = 0.0 },
      };
      double left;

      pango_layout_set_font_description (layout, font);
      left = inkling_plot_axes_get_left (&painter);
      figure.unit = (char *) " %";
      painter.y.minimum = 90.0;
      painter.y.maximum = 99.0;
      g_assert_cmpfloat (inkling_plot_axes_get_left (&painter), ==, left);
      pango_font_description_free (font);
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  setlocale (LC_NUMERIC, "C");

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/line-plot/empty", test_empty);
  ADD ("/line-plot/tells-latest-values", test_tells_latest_values);
  ADD ("/line-plot/clear-keeps-curves", test_clear_keeps_curves);
  ADD ("/line-plot/left-margin", test_left_margin);
  ADD ("/line-plot/a-million-points", test_a_million_points);
  ADD ("/line-plot/far-points", test_far_points);
  ADD ("/line-plot/values-beyond-measure", test_values_beyond_measure);
#undef ADD

  return g_test_run ();
}
