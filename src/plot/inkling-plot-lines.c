/* inkling-plot-lines.c: the curves of a plot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-lines.h"

#include <math.h>

#define RAW_WIDTH     1.0
#define RAW_ALPHA     0.3
#define DOT_RADIUS    2.5
#define DOT_SPACING   8.0 /* points at least this far apart get dots */
#define COLUMN_POINTS 2.0 /* with more points a pixel, columns are drawn */
#define FRAME_MARGIN  10.0 /* so far beyond the axes nothing of a line is seen */

typedef struct
{
  double lengths[4]; /* on, off, … in pixels */
  int    n_lengths;
} Dash;

/* Told apart without colour. The caps are round, so that the gaps look as much shorter as the
 * curve is wide. */
static const Dash dashes[] = {
  { { 0.0 }, 0 },
  { { 5.0, 5.0 }, 2 },
  { { 0.5, 4.5 }, 2 },
  { { 8.0, 5.0, 0.5, 5.0 }, 4 },
};

static void
set_pen (InklingPlotPainter *painter,
         guint               style,
         double              width,
         double              alpha)
{
  const Dash *dash = &dashes[style % G_N_ELEMENTS (dashes)];

  inkling_plot_painter_set_color (painter, &painter->palette->curves[style % INKLING_PLOT_N_COLORS],
                                  alpha);
  cairo_set_line_width (painter->cr, width);
  cairo_set_line_cap (painter->cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (painter->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (painter->cr, dash->lengths, dash->n_lengths, 0.0);
}

static void
add_dot (InklingPlotPainter     *painter,
         const InklingPlotPoint *point,
         double                  radius)
{
  cairo_new_sub_path (painter->cr);
  cairo_arc (painter->cr, inkling_plot_scale_to_pixel (&painter->x, point->x),
             inkling_plot_scale_to_pixel (&painter->y, point->y), radius, 0.0, 2.0 * G_PI);
}

/* Where a line may be seen. Cairo cannot count the pixels to a value that lies far beyond it, as
 * the next point does when a few steps of many are looked at. */
typedef struct
{
  double left, right, top, bottom;
} Frame;

static Frame
get_frame (InklingPlotPainter *painter)
{
  return (Frame) {
    painter->x.start - FRAME_MARGIN, painter->x.end + FRAME_MARGIN,
    painter->y.end - FRAME_MARGIN, painter->y.start + FRAME_MARGIN,
  };
}

/* Narrows the part of a line, from 0 to 1, to where distance + t · change is not below 0. */
static void
narrow (double  distance,
        double  change,
        double *from,
        double *to)
{
  double t = -distance / change;

  if (change > 0.0)
    *from = MAX (*from, t);
  else if (change < 0.0)
    *to = MIN (*to, t);
  else if (distance < 0.0)
    *to = -INFINITY;
}

/* Which part of the line from (x, y) lies in the frame (Y.-D. Liang, B. A. Barsky, 1984); FALSE:
 * none. */
static gboolean
clip (const Frame *frame,
      double       x,
      double       y,
      double       dx,
      double       dy,
      double      *from,
      double      *to)
{
  *from = 0.0;
  *to = 1.0;
  narrow (x - frame->left, dx, from, to);
  narrow (frame->right - x, -dx, from, to);
  narrow (y - frame->top, dy, from, to);
  narrow (frame->bottom - y, -dy, from, to);

  return *from <= *to;
}

static void
add_lines (InklingPlotPainter     *painter,
           const InklingPlotPoint *points,
           gsize                   n_points)
{
  Frame frame = get_frame (painter);
  gboolean connected = FALSE;

  for (gsize i = 1; i < n_points; i++)
    {
      double x = inkling_plot_scale_to_pixel (&painter->x, points[i - 1].x);
      double y = inkling_plot_scale_to_pixel (&painter->y, points[i - 1].y);
      double dx = inkling_plot_scale_to_pixel (&painter->x, points[i].x) - x;
      double dy = inkling_plot_scale_to_pixel (&painter->y, points[i].y) - y;
      double from, to;
      gboolean seen = clip (&frame, x, y, dx, dy, &from, &to);

      if (seen && !(connected && from == 0.0))
        cairo_move_to (painter->cr, x + from * dx, y + from * dy);
      if (seen)
        cairo_line_to (painter->cr, x + to * dx, y + to * dy);
      connected = seen && to == 1.0;
    }
}

/* Few points get dots; not those of a noisy curve, which are no news one by one, but for the first,
 * which has no line yet. */
static void
draw_points (InklingPlotPainter     *painter,
             const InklingPlotPoint *points,
             gsize                   n_points,
             gboolean                dotted)
{
  Frame frame = get_frame (painter);

  add_lines (painter, points, n_points);
  cairo_stroke (painter->cr);

  if ((!dotted && n_points > 1) || n_points * DOT_SPACING > painter->x.end - painter->x.start)
    return;

  for (gsize i = 0; i < n_points; i++)
    {
      double from, to;

      if (clip (&frame, inkling_plot_scale_to_pixel (&painter->x, points[i].x),
                inkling_plot_scale_to_pixel (&painter->y, points[i].y), 0.0, 0.0, &from, &to))
        add_dot (painter, &points[i], DOT_RADIUS);
    }
  cairo_fill (painter->cr);
}

/* A column of pixels: the curve's swing there, from top to bottom. */
typedef struct
{
  double   top;
  double   bottom;
  gboolean barred; /* it swings wider than the pen */
} Swing;

/* Bars side by side hide a line between them. */
static gboolean
are_joined (const Swing *a,
            const Swing *b)
{
  return a->barred && b->barred && a->top <= b->bottom && b->top <= a->bottom;
}

/* The line follows the middle of each column; where the curve swings wider than the pen, a bar on
 * whole pixels spans it. Stroking the swings themselves would take Cairo twenty times as long, and
 * stroking a line through bars that hide it, four times. */
static void
draw_columns (InklingPlotPainter *painter,
              InklingPlotSeries  *series)
{
  Frame frame = get_frame (painter);
  gsize max_columns = (gsize) ceil (painter->x.end - painter->x.start);
  g_autofree InklingPlotColumn *columns = g_new (InklingPlotColumn, max_columns);
  g_autofree Swing *swings = g_new (Swing, max_columns);
  gsize n_columns = inkling_plot_series_reduce (series, &painter->x, columns, max_columns);

  for (gsize i = 0; i < n_columns; i++)
    {
      double top = inkling_plot_scale_to_pixel (&painter->y, columns[i].high);
      double bottom = inkling_plot_scale_to_pixel (&painter->y, columns[i].low);

      top = CLAMP (top, frame.top, frame.bottom);
      bottom = CLAMP (bottom, frame.top, frame.bottom);
      swings[i] = (Swing) { top, bottom, bottom - top > INKLING_PLOT_CURVE_WIDTH };
      if (swings[i].barred)
        cairo_rectangle (painter->cr, columns[i].x - 0.5, round (top), 1.0, round (bottom - top));
    }
  cairo_fill (painter->cr);

  for (gsize i = 0; i < n_columns; i++)
    {
      double middle = (swings[i].top + swings[i].bottom) / 2.0;

      if (i > 0 && !are_joined (&swings[i - 1], &swings[i]))
        cairo_line_to (painter->cr, columns[i].x, middle);
      else
        cairo_move_to (painter->cr, columns[i].x, middle);
    }
  cairo_stroke (painter->cr);
}

static void
draw_series (InklingPlotPainter *painter,
             InklingPlotSeries  *series,
             gboolean            dotted)
{
  gsize begin, end;

  inkling_plot_series_get_visible (series, &painter->x, &begin, &end);
  if (begin >= end)
    return;

  if (end - begin < COLUMN_POINTS * (painter->x.end - painter->x.start))
    draw_points (painter, inkling_plot_series_get_points (series) + begin, end - begin, dotted);
  else
    draw_columns (painter, series);
}

void
inkling_plot_lines_draw (InklingPlotPainter *painter)
{
  guint n_curves = painter->figure->curves->len;

  cairo_save (painter->cr);
  cairo_rectangle (painter->cr, painter->x.start - DOT_RADIUS, painter->y.end - DOT_RADIUS,
                   painter->x.end - painter->x.start + 2.0 * DOT_RADIUS,
                   painter->y.start - painter->y.end + 2.0 * DOT_RADIUS);
  cairo_clip (painter->cr);
  for (guint i = 0; i < n_curves; i++)
    {
      const InklingPlotCurve *curve = inkling_plot_figure_get_curve (painter->figure, i);

      set_pen (painter, curve->style, INKLING_PLOT_CURVE_WIDTH, INKLING_PLOT_GHOST_ALPHA);
      draw_series (painter, inkling_plot_trace_get_shown (&curve->ghost), !curve->noisy);
    }
  for (guint i = 0; i < n_curves; i++)
    {
      const InklingPlotCurve *curve = inkling_plot_figure_get_curve (painter->figure, i);

      set_pen (painter, curve->style, RAW_WIDTH, RAW_ALPHA);
      if (curve->run.smooth != NULL)
        draw_series (painter, curve->run.raw, FALSE);
    }
  for (guint i = 0; i < n_curves; i++)
    {
      const InklingPlotCurve *curve = inkling_plot_figure_get_curve (painter->figure, i);

      set_pen (painter, curve->style, INKLING_PLOT_CURVE_WIDTH, 1.0);
      draw_series (painter, inkling_plot_trace_get_shown (&curve->run), !curve->noisy);
    }
  cairo_restore (painter->cr);
}

void
inkling_plot_lines_draw_swatch (InklingPlotPainter     *painter,
                                const InklingPlotCurve *curve,
                                double                  x,
                                double                  y,
                                double                  width)
{
  cairo_save (painter->cr);
  set_pen (painter, curve->style, INKLING_PLOT_CURVE_WIDTH, 1.0);
  cairo_move_to (painter->cr, x, y);
  cairo_line_to (painter->cr, x + width - INKLING_PLOT_CURVE_WIDTH, y);
  cairo_stroke (painter->cr);
  cairo_restore (painter->cr);
}

void
inkling_plot_lines_draw_dot (InklingPlotPainter     *painter,
                             const InklingPlotPoint *point,
                             double                  radius)
{
  add_dot (painter, point, radius);
  cairo_fill (painter->cr);
}
