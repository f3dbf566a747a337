/* bench-plot.c: milliseconds to draw a plot of a million steps, down to its pixels
 *
 * Prints one JSON object: the median of the processor time over draws, at the size of the panel and
 * as wide as a screen, with averages, the values behind them, and an earlier run as long.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "inkling-plot-picture.h"

#define N_POINTS  1000000
#define N_DRAWS   51
#define SMOOTHING 0.9

static const InklingPlotPalette palette = {
  .text = { 0.0, 0.0, 0.0, 1.0 },
  .paper = { 1.0, 1.0, 1.0, 1.0 },
  .curves = { { 0.0, 0.4, 0.7, 1.0 }, { 0.8, 0.4, 0.0, 1.0 },
              { 0.0, 0.5, 0.4, 1.0 }, { 0.7, 0.3, 0.5, 1.0 } },
};

static InklingPlotFigure *
make_figure (void)
{
  InklingPlotFigure *figure = inkling_plot_figure_new ();
  InklingPlotCurve *curve = inkling_plot_figure_add_curve (figure, "Batch", 0, TRUE);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  figure->title = g_strdup ("Loss");
  figure->logarithmic = TRUE;
  figure->digits = 4;
  inkling_plot_figure_set_smoothing (figure, SMOOTHING);
  for (int i = 1; i <= N_POINTS; i++)
    {
      double loss = 2.3 / sqrt (1.0 + i * 1e-3);

      inkling_plot_trace_append (&curve->run, i, loss * g_rand_double_range (random, 0.5, 1.5));
      inkling_plot_trace_append (&curve->ghost, i, loss * g_rand_double_range (random, 0.6, 1.6));
    }

  return figure;
}

static int
compare (const void *a,
         const void *b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
measure (InklingPlotFigure *figure,
         InklingPlotView   *view,
         int                width,
         int                height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  InklingPlotPainter painter = { .cr = cr, .layout = layout, .figure = figure,
                                 .palette = &palette, .width = width, .height = height };
  double milliseconds[N_DRAWS];

  for (int i = 0; i < N_DRAWS; i++)
    {
      clock_t start = clock ();

      inkling_plot_picture_draw (&painter, view);
      milliseconds[i] = (clock () - start) * 1e3 / CLOCKS_PER_SEC;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  qsort (milliseconds, N_DRAWS, sizeof milliseconds[0], compare);

  return milliseconds[N_DRAWS / 2];
}

int
main (void)
{
  g_autoptr (InklingPlotFigure) figure = make_figure ();
  g_autoptr (InklingPlotView) view = inkling_plot_view_new ();

  inkling_plot_view_include (view, 1.0, N_POINTS);
  printf ("{\"points\":%d,\"panel_milliseconds\":%.3f,\"screen_milliseconds\":%.3f}\n", N_POINTS,
          measure (figure, view, 440, 166), measure (figure, view, 1920, 400));

  return EXIT_SUCCESS;
}
