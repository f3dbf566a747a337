/* inkling-plot-axes.c: grid, ticks and the names of a plot's axes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-axes.h"

#include <math.h>

#include "inkling-plot-words.h"

#define TICK_SPACING_X 72.0 /* at least, in pixels */
#define TICK_LEADING_Y 5.0  /* at least, between the lines of text */
#define LEFT_LINES     3.7  /* of text, at least: so that plots one above the other line up */
#define MAX_TICKS      16

typedef struct
{
  double values[MAX_TICKS];
  guint  n_values;
} Ticks;

/* The linear ticks of a short logarithmic axis crowd at its upper end. */
static void
find_ticks (Ticks                  *ticks,
            const InklingPlotScale *scale,
            double                  spacing)
{
  double n_fitting = fabs (scale->end - scale->start) / spacing;
  guint n_values = inkling_plot_scale_ticks (scale, ticks->values,
                                             CLAMP ((guint) n_fitting, 2, MAX_TICKS));

  ticks->n_values = inkling_plot_scale_thin_out (scale, spacing, ticks->values, n_values);
}

static void
find_y_ticks (Ticks              *ticks,
              InklingPlotPainter *painter)
{
  find_ticks (ticks, &painter->y,
              inkling_plot_painter_get_text_height (painter) + TICK_LEADING_Y);
}

static char *
format_y_tick (InklingPlotPainter *painter,
               const Ticks        *ticks,
               guint               i)
{
  return inkling_plot_format_tick (&painter->y, ticks->values, ticks->n_values, i,
                                   painter->figure->unit);
}

double
inkling_plot_axes_get_left (InklingPlotPainter *painter)
{
  double widest = 0.0;
  Ticks ticks;

  find_y_ticks (&ticks, painter);
  for (guint i = 0; i < ticks.n_values; i++)
    {
      g_autofree char *text = format_y_tick (painter, &ticks, i);

      widest = MAX (widest, inkling_plot_painter_get_text_width (painter, text,
                                                                 PANGO_WEIGHT_NORMAL));
    }

  return ceil (MAX (widest + INKLING_PLOT_GAP,
                    LEFT_LINES * inkling_plot_painter_get_text_height (painter)));
}

double
inkling_plot_axes_get_bottom (InklingPlotPainter *painter)
{
  double line = inkling_plot_painter_get_text_height (painter);

  return line + INKLING_PLOT_TEXT_GAP + (painter->figure->x_title == NULL ? 0.0 : line);
}

static void
draw_y_ticks (InklingPlotPainter *painter)
{
  double half_line = inkling_plot_painter_get_text_height (painter) / 2.0;
  Ticks ticks;

  find_y_ticks (&ticks, painter);
  for (guint i = 0; i < ticks.n_values; i++)
    {
      g_autofree char *text = format_y_tick (painter, &ticks, i);
      double width = inkling_plot_painter_get_text_width (painter, text, PANGO_WEIGHT_NORMAL);
      double y = round (inkling_plot_scale_to_pixel (&painter->y, ticks.values[i])) + 0.5;

      inkling_plot_painter_set_color (painter, &painter->palette->text, INKLING_PLOT_GRID_ALPHA);
      cairo_move_to (painter->cr, painter->x.start, y);
      cairo_line_to (painter->cr, painter->x.end, y);
      cairo_stroke (painter->cr);

      inkling_plot_painter_set_color (painter, &painter->palette->text, INKLING_PLOT_TEXT_ALPHA);
      inkling_plot_painter_draw_text (painter, text, PANGO_WEIGHT_NORMAL,
                                      painter->x.start - INKLING_PLOT_GAP - width,
                                      round (y - half_line));
    }
}

/* There is nothing between two steps, and a long number needs more room than a short one. */
static void
draw_x_ticks (InklingPlotPainter *painter)
{
  g_autofree char *last = inkling_plot_format_step (painter->x.maximum);
  double last_width = inkling_plot_painter_get_text_width (painter, last, PANGO_WEIGHT_NORMAL);
  double free_from = 0.0; /* of labels: those at the ends are moved inwards */
  Ticks ticks;

  find_ticks (&ticks, &painter->x, MAX (TICK_SPACING_X, last_width + INKLING_PLOT_GAP));
  ticks.n_values = inkling_plot_scale_keep_whole (ticks.values, ticks.n_values);
  for (guint i = 0; i < ticks.n_values; i++)
    {
      g_autofree char *text = inkling_plot_format_step (ticks.values[i]);
      double width = inkling_plot_painter_get_text_width (painter, text, PANGO_WEIGHT_NORMAL);
      double x = round (inkling_plot_scale_to_pixel (&painter->x, ticks.values[i])) + 0.5;
      double left = CLAMP (x - width / 2.0, 0.0, painter->width - width);

      inkling_plot_painter_set_color (painter, &painter->palette->text, INKLING_PLOT_GRID_ALPHA);
      inkling_plot_painter_draw_vertical (painter, x);

      if (left < free_from)
        continue;
      inkling_plot_painter_set_color (painter, &painter->palette->text, INKLING_PLOT_TEXT_ALPHA);
      inkling_plot_painter_draw_text (painter, text, PANGO_WEIGHT_NORMAL, left,
                                      painter->y.start + INKLING_PLOT_TEXT_GAP);
      free_from = left + width + INKLING_PLOT_TEXT_GAP;
    }
}

void
inkling_plot_axes_draw (InklingPlotPainter *painter)
{
  const char *title = painter->figure->x_title;

  cairo_set_line_width (painter->cr, 1.0);
  draw_y_ticks (painter);
  draw_x_ticks (painter);

  if (title != NULL)
    {
      double width = inkling_plot_painter_get_text_width (painter, title, PANGO_WEIGHT_NORMAL);

      inkling_plot_painter_draw_text (painter, title, PANGO_WEIGHT_NORMAL,
                                      (painter->x.start + painter->x.end - width) / 2.0,
                                      painter->height
                                      - inkling_plot_painter_get_text_height (painter));
    }
}
