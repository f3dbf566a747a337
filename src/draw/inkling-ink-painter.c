/* inkling-ink-painter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-ink-painter.h"

#include <math.h>

/* Lines whose width differs by less look the same and are painted as one. */
#define WIDTH_STEP 0.5

/* The inner control point beside b on the way to c, when a comes before b: with the square roots of
 * the distances p = √|ab| and q = √|bc| as the curve's parameter,
 * (p² c − q² a + (2p² + 3pq + q²) b) / (3p (p + q)). */
static void
control_point (const InklingInkPoint *a,
               const InklingInkPoint *b,
               const InklingInkPoint *c,
               double                 control[2])
{
  double p = sqrt (hypot (b->x - a->x, b->y - a->y));
  double q = sqrt (hypot (c->x - b->x, c->y - b->y));
  double middle = 2 * p * p + 3 * p * q + q * q;
  double scale = 3 * p * (p + q);

  control[0] = b->x;
  control[1] = b->y;
  if (p <= 0.0)
    return;

  control[0] = (p * p * c->x - q * q * a->x + middle * b->x) / scale;
  control[1] = (p * p * c->y - q * q * a->y + middle * b->y) / scale;
}

static double
rounded_width (double pen_width,
               float  pressure)
{
  return round (inkling_ink_line_width (pen_width, pressure) / WIDTH_STEP) * WIDTH_STEP;
}

static void
paint_points (cairo_t               *cr,
              const InklingInkPoint *points,
              gsize                  n_points,
              double                 pen_width)
{
  double width = rounded_width (pen_width, points[0].pressure);

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, width);
  cairo_move_to (cr, points[0].x, points[0].y);
  if (n_points == 1)
    cairo_line_to (cr, points[0].x, points[0].y); /* a dot */

  for (gsize i = 0; i + 1 < n_points; i++)
    {
      double controls[2][2];
      float pressure = (points[i].pressure + points[i + 1].pressure) / 2;
      double next_width = rounded_width (pen_width, pressure);

      if (next_width != width && i > 0)
        {
          cairo_stroke (cr);
          cairo_move_to (cr, points[i].x, points[i].y);
        }
      width = next_width;
      cairo_set_line_width (cr, width);
      inkling_ink_curve (points, n_points, i, controls);
      cairo_curve_to (cr, controls[0][0], controls[0][1], controls[1][0], controls[1][1],
                      points[i + 1].x, points[i + 1].y);
    }

  cairo_stroke (cr);
}

double
inkling_ink_line_width (double pen_width,
                        float  pressure)
{
  return pen_width * (0.5 + 0.5 * pressure / INKLING_INK_PRESSURE);
}

void
inkling_ink_curve (const InklingInkPoint *points,
                   gsize                  n_points,
                   gsize                  segment,
                   double                 controls[2][2])
{
  const InklingInkPoint *start = &points[segment];
  const InklingInkPoint *end = &points[segment + 1];
  const InklingInkPoint *before = segment > 0 ? start - 1 : start;
  const InklingInkPoint *after = segment + 2 < n_points ? end + 1 : end;

  control_point (before, start, end, controls[0]);
  control_point (after, end, start, controls[1]);
}

void
inkling_ink_paint_stroke (InklingInk *ink,
                          gsize       stroke,
                          double      pen_width,
                          cairo_t    *cr)
{
  gsize n_points;
  const InklingInkPoint *points = inkling_ink_get_stroke (ink, stroke, &n_points);

  paint_points (cr, points, n_points, pen_width);
}

void
inkling_ink_paint (InklingInk *ink,
                   double      pen_width,
                   cairo_t    *cr)
{
  for (gsize i = 0; i < inkling_ink_get_n_strokes (ink); i++)
    inkling_ink_paint_stroke (ink, i, pen_width, cr);
}
