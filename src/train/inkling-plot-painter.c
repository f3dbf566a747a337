/* inkling-plot-painter.c: a plot's axes, curves and legend in Cairo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-painter.h"

#include <math.h>

/* Pixels */
#define GAP             8.0
#define TEXT_GAP        4.0
#define SWATCH_WIDTH    20.0
#define CURVE_WIDTH     2.0
#define DOT_RADIUS      2.5
#define DOT_SPACING     8.0  /* points at least this far apart get dots */
#define CURSOR_RADIUS   4.0
#define LABEL_PADDING   4.0
#define TICK_SPACING_Y  20.0 /* at least */
#define TICK_SPACING_X  72.0
#define LEFT_MARGIN     44.0 /* at least, so that plots one above the other line up */

#define GRID_ALPHA      0.13
#define TEXT_ALPHA      0.75
#define CURSOR_ALPHA    0.5
#define MAX_TICKS       16
#define HINT_WIDTH      0.8  /* of the plot */

typedef struct
{
  double lengths[4]; /* on, off, … in pixels */
  int    n_lengths;
} Dash;

/* Told apart without colour. The caps are round, so that the gaps look CURVE_WIDTH shorter. */
static const Dash dashes[] = {
  { { 0.0 }, 0 },
  { { 5.0, 5.0 }, 2 },
  { { 0.5, 4.5 }, 2 },
  { { 8.0, 5.0, 0.5, 5.0 }, 4 },
};

char *
inkling_plot_painter_format_value (double      value,
                                   int         digits,
                                   const char *unit)
{
  return g_strdup_printf ("%.*f%s", digits, value, unit);
}

char *
inkling_plot_painter_format_step (double step)
{
  return g_strdup_printf ("%'.0f", step);
}

static void
set_color (InklingPlotPainter *self,
           const GdkRGBA      *color,
           double              alpha)
{
  cairo_set_source_rgba (self->cr, color->red, color->green, color->blue, color->alpha * alpha);
}

static void
set_text (InklingPlotPainter *self,
          const char         *text,
          PangoWeight         weight)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  /* Figures of one width: a value that changes does not push its neighbours about. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_set_text (self->layout, text, -1);
}

static double
text_width (InklingPlotPainter *self,
            const char         *text,
            PangoWeight         weight)
{
  int width;

  set_text (self, text, weight);
  pango_layout_get_pixel_size (self->layout, &width, NULL);

  return width;
}

static double
text_height (InklingPlotPainter *self)
{
  int height;

  set_text (self, "0", PANGO_WEIGHT_NORMAL);
  pango_layout_get_pixel_size (self->layout, NULL, &height);

  return height;
}

/* Draws with the current colour; returns the width. */
static double
draw_text (InklingPlotPainter *self,
           const char         *text,
           PangoWeight         weight,
           double              x,
           double              y)
{
  double width = text_width (self, text, weight);

  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, self->layout);
  cairo_new_path (self->cr); /* or the next line would begin here */

  return width;
}

static guint
get_ticks (const InklingPlotScale *scale,
           double                  spacing,
           double                 *ticks)
{
  double n_fitting = fabs (scale->end - scale->start) / spacing;

  return inkling_plot_scale_ticks (scale, ticks, CLAMP ((guint) n_fitting, 2, MAX_TICKS));
}

/* Ticks of one size share their decimals; over decades each has its own: 0.01, 0.1, 1. */
static char *
format_tick (InklingPlotPainter *self,
             const double       *ticks,
             guint               n_ticks,
             guint               i)
{
  gboolean over_decades = self->y.logarithmic && ticks[n_ticks - 1] >= 10.0 * ticks[0];
  int decimals = over_decades ? inkling_plot_tick_decimals (&ticks[i], 1)
                              : inkling_plot_tick_decimals (ticks, n_ticks);

  return inkling_plot_painter_format_value (ticks[i], decimals, self->unit);
}

static double
widest_tick (InklingPlotPainter *self)
{
  double ticks[MAX_TICKS];
  guint n_ticks = get_ticks (&self->y, TICK_SPACING_Y, ticks);
  double widest = 0.0;

  for (guint i = 0; i < n_ticks; i++)
    {
      g_autofree char *text = format_tick (self, ticks, n_ticks, i);

      widest = MAX (widest, text_width (self, text, PANGO_WEIGHT_NORMAL));
    }

  return widest;
}

static double
entry_width (InklingPlotPainter     *self,
             const InklingPlotCurve *curve,
             const char             *value)
{
  return SWATCH_WIDTH + TEXT_GAP + text_width (self, curve->label, PANGO_WEIGHT_NORMAL)
         + TEXT_GAP + text_width (self, value, PANGO_WEIGHT_BOLD);
}

static char *
entry_value (InklingPlotPainter     *self,
             const InklingPlotCurve *curve,
             double                  x)
{
  const InklingPlotPoint *point = inkling_plot_series_nearest (curve->series, x);

  return point == NULL ? g_strdup ("–")
                       : inkling_plot_painter_format_value (point->y, self->digits, self->unit);
}

static double
legend_width (InklingPlotPainter *self,
              GPtrArray          *curves,
              double              x)
{
  double width = 0.0;

  for (guint i = 0; i < curves->len; i++)
    {
      g_autofree char *value = entry_value (self, curves->pdata[i], x);

      width += entry_width (self, curves->pdata[i], value) + (i > 0 ? 2.0 * GAP : 0.0);
    }

  return width;
}

/* The title shares its line with the legend where both fit. */
static gboolean
legend_fits (InklingPlotPainter *self,
             GPtrArray          *curves)
{
  return text_width (self, self->title, PANGO_WEIGHT_BOLD) + 2.0 * GAP
         + legend_width (self, curves, INFINITY) <= self->width;
}

void
inkling_plot_painter_place (InklingPlotPainter *self,
                            GPtrArray          *curves)
{
  double line = text_height (self);
  double top = (legend_fits (self, curves) ? line : 2.0 * line + TEXT_GAP) + GAP;
  double bottom = line + TEXT_GAP + (self->x_title == NULL ? 0.0 : line);

  self->y.start = floor (self->height - bottom);
  self->y.end = ceil (top);
  self->x.start = MAX (ceil (widest_tick (self) + GAP), LEFT_MARGIN);
  self->x.end = floor (self->width - GAP);
}

static void
draw_y_ticks (InklingPlotPainter *self)
{
  double ticks[MAX_TICKS];
  guint n_ticks = get_ticks (&self->y, TICK_SPACING_Y, ticks);
  double half_line = text_height (self) / 2.0;

  for (guint i = 0; i < n_ticks; i++)
    {
      g_autofree char *text = format_tick (self, ticks, n_ticks, i);
      double width = text_width (self, text, PANGO_WEIGHT_NORMAL);
      double y = round (inkling_plot_scale_to_pixel (&self->y, ticks[i])) + 0.5;

      set_color (self, &self->color, GRID_ALPHA);
      cairo_move_to (self->cr, self->x.start, y);
      cairo_line_to (self->cr, self->x.end, y);
      cairo_stroke (self->cr);

      set_color (self, &self->color, TEXT_ALPHA);
      draw_text (self, text, PANGO_WEIGHT_NORMAL,
                 self->x.start - GAP - width, round (y - half_line));
    }
}

static void
draw_x_ticks (InklingPlotPainter *self)
{
  double ticks[MAX_TICKS];
  guint n_ticks = get_ticks (&self->x, TICK_SPACING_X, ticks);

  for (guint i = 0; i < n_ticks; i++)
    {
      g_autofree char *text = inkling_plot_painter_format_step (ticks[i]);
      double width = text_width (self, text, PANGO_WEIGHT_NORMAL);
      double x = round (inkling_plot_scale_to_pixel (&self->x, ticks[i])) + 0.5;

      set_color (self, &self->color, GRID_ALPHA);
      cairo_move_to (self->cr, x, self->y.start);
      cairo_line_to (self->cr, x, self->y.end);
      cairo_stroke (self->cr);

      set_color (self, &self->color, TEXT_ALPHA);
      draw_text (self, text, PANGO_WEIGHT_NORMAL,
                 CLAMP (x - width / 2.0, 0.0, self->width - width), self->y.start + TEXT_GAP);
    }
}

void
inkling_plot_painter_draw_axes (InklingPlotPainter *self)
{
  cairo_set_line_width (self->cr, 1.0);
  draw_y_ticks (self);
  draw_x_ticks (self);

  if (self->x_title != NULL)
    {
      double width = text_width (self, self->x_title, PANGO_WEIGHT_NORMAL);

      draw_text (self, self->x_title, PANGO_WEIGHT_NORMAL,
                 (self->x.start + self->x.end - width) / 2.0,
                 self->height - text_height (self));
    }
}

static void
set_pen (InklingPlotPainter     *self,
         const InklingPlotCurve *curve)
{
  const Dash *dash = &dashes[curve->style % G_N_ELEMENTS (dashes)];

  set_color (self, &curve->color, 1.0);
  cairo_set_line_width (self->cr, CURVE_WIDTH);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (self->cr, dash->lengths, dash->n_lengths, 0.0);
}

static void
draw_dot (InklingPlotPainter *self,
          double              x,
          double              y,
          double              radius)
{
  cairo_new_sub_path (self->cr);
  cairo_arc (self->cr, inkling_plot_scale_to_pixel (&self->x, x),
             inkling_plot_scale_to_pixel (&self->y, y), radius, 0.0, 2.0 * G_PI);
}

static void
draw_points (InklingPlotPainter     *self,
             const InklingPlotCurve *curve)
{
  const InklingPlotPoint *points = inkling_plot_series_get_points (curve->series);
  gsize n_points = inkling_plot_series_get_length (curve->series);

  for (gsize i = 0; i < n_points; i++)
    cairo_line_to (self->cr, inkling_plot_scale_to_pixel (&self->x, points[i].x),
                   inkling_plot_scale_to_pixel (&self->y, points[i].y));
  cairo_stroke (self->cr);

  if (n_points * DOT_SPACING > self->x.end - self->x.start)
    return;

  for (gsize i = 0; i < n_points; i++)
    draw_dot (self, points[i].x, points[i].y, DOT_RADIUS);
  cairo_fill (self->cr);
}

/* The line follows the middle of each column; where the curve swings wider than the pen, a bar on
 * whole pixels spans it. Stroking the swings themselves would take Cairo twenty times as long. */
static void
draw_columns (InklingPlotPainter     *self,
              const InklingPlotCurve *curve)
{
  gsize max_columns = (gsize) ceil (self->x.end - self->x.start);
  g_autofree InklingPlotColumn *columns = g_new (InklingPlotColumn, max_columns);
  gsize n_columns = inkling_plot_series_reduce (curve->series, &self->x, columns, max_columns);

  for (gsize i = 0; i < n_columns; i++)
    {
      double top = inkling_plot_scale_to_pixel (&self->y, columns[i].high);
      double bottom = inkling_plot_scale_to_pixel (&self->y, columns[i].low);

      if (bottom - top > CURVE_WIDTH)
        cairo_rectangle (self->cr, columns[i].x - 0.5, round (top), 1.0, round (bottom - top));
    }
  cairo_fill (self->cr);

  for (gsize i = 0; i < n_columns; i++)
    cairo_line_to (self->cr, columns[i].x,
                   (inkling_plot_scale_to_pixel (&self->y, columns[i].low)
                    + inkling_plot_scale_to_pixel (&self->y, columns[i].high)) / 2.0);
  cairo_stroke (self->cr);
}

void
inkling_plot_painter_draw_curve (InklingPlotPainter     *self,
                                 const InklingPlotCurve *curve)
{
  cairo_save (self->cr);
  set_pen (self, curve);
  if (inkling_plot_series_get_length (curve->series) < 2.0 * (self->x.end - self->x.start))
    draw_points (self, curve);
  else
    draw_columns (self, curve);
  cairo_restore (self->cr);
}

static double
draw_entry (InklingPlotPainter     *self,
            const InklingPlotCurve *curve,
            const char             *value,
            double                  x,
            double                  y)
{
  double middle = round (y + text_height (self) / 2.0);

  cairo_save (self->cr);
  set_pen (self, curve);
  cairo_move_to (self->cr, x, middle);
  cairo_line_to (self->cr, x + SWATCH_WIDTH - CURVE_WIDTH, middle);
  cairo_stroke (self->cr);
  cairo_restore (self->cr);

  set_color (self, &self->color, TEXT_ALPHA);
  x += SWATCH_WIDTH + TEXT_GAP;
  x += draw_text (self, curve->label, PANGO_WEIGHT_NORMAL, x, y) + TEXT_GAP;
  set_color (self, &self->color, 1.0);
  x += draw_text (self, value, PANGO_WEIGHT_BOLD, x, y);

  return x;
}

void
inkling_plot_painter_draw_legend (InklingPlotPainter *self,
                                  GPtrArray          *curves,
                                  double              x)
{
  gboolean fits = legend_fits (self, curves);
  double left = fits ? self->width - GAP - legend_width (self, curves, x) : 0.0;
  double top = fits ? 0.0 : text_height (self) + TEXT_GAP;

  set_color (self, &self->color, 1.0);
  draw_text (self, self->title, PANGO_WEIGHT_BOLD, 0.0, 0.0);

  for (guint i = 0; i < curves->len; i++)
    {
      g_autofree char *value = entry_value (self, curves->pdata[i], x);

      left = draw_entry (self, curves->pdata[i], value, left, top) + 2.0 * GAP;
    }
}

/* The step in inverted colours over the axis' own labels. */
static void
draw_cursor_label (InklingPlotPainter *self,
                   double              x,
                   double              center)
{
  g_autofree char *text = inkling_plot_painter_format_step (x);
  double width = text_width (self, text, PANGO_WEIGHT_BOLD) + 2.0 * LABEL_PADDING;
  double left = CLAMP (center - width / 2.0, 0.0, self->width - width);

  set_color (self, &self->color, 1.0);
  cairo_rectangle (self->cr, left, self->y.start + TEXT_GAP, width, text_height (self));
  cairo_fill (self->cr);
  set_color (self, &self->background, 1.0);
  draw_text (self, text, PANGO_WEIGHT_BOLD, left + LABEL_PADDING, self->y.start + TEXT_GAP);
}

void
inkling_plot_painter_draw_cursor (InklingPlotPainter *self,
                                  GPtrArray          *curves,
                                  double              x)
{
  double center = round (inkling_plot_scale_to_pixel (&self->x, x)) + 0.5;

  set_color (self, &self->color, CURSOR_ALPHA);
  cairo_set_line_width (self->cr, 1.0);
  cairo_move_to (self->cr, center, self->y.start);
  cairo_line_to (self->cr, center, self->y.end);
  cairo_stroke (self->cr);

  for (guint i = 0; i < curves->len; i++)
    {
      const InklingPlotCurve *curve = curves->pdata[i];
      const InklingPlotPoint *point = inkling_plot_series_nearest (curve->series, x);

      if (point == NULL)
        continue;
      set_color (self, &curve->color, 1.0);
      draw_dot (self, point->x, point->y, CURSOR_RADIUS);
      cairo_fill (self->cr);
    }

  draw_cursor_label (self, x, center);
}

void
inkling_plot_painter_draw_hint (InklingPlotPainter *self,
                                const char         *hint)
{
  int width, height;

  set_color (self, &self->color, 1.0);
  draw_text (self, self->title, PANGO_WEIGHT_BOLD, 0.0, 0.0);

  set_text (self, hint, PANGO_WEIGHT_NORMAL);
  pango_layout_set_width (self->layout, (int) (self->width * HINT_WIDTH) * PANGO_SCALE);
  pango_layout_set_alignment (self->layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (self->layout, &width, &height);
  set_color (self, &self->color, TEXT_ALPHA);
  cairo_move_to (self->cr, floor (self->width * (1.0 - HINT_WIDTH) / 2.0),
                 floor ((self->height - height) / 2.0));
  pango_cairo_show_layout (self->cr, self->layout);
}
