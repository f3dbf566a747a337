/* inkling-plot-marks.c: what is pointed at in a plot, and where something happened to its run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-marks.h"

#include <math.h>

#include "inkling-plot-lines.h"
#include "inkling-plot-words.h"

#define CURSOR_RADIUS   4.0
#define CURSOR_ALPHA    0.5
#define LABEL_PADDING   4.0
#define MARK_ALPHA      0.6
#define MARK_RADIUS     4.0 /* of the sign at its head */
#define SELECTION_ALPHA 0.12

static const double mark_dash[] = { 2.0, 3.0 };

static gboolean
is_visible (InklingPlotPainter *painter,
            double              step)
{
  return step >= painter->x.minimum && step <= painter->x.maximum;
}

void
inkling_plot_marks_draw (InklingPlotPainter *painter)
{
  double y = painter->y.end;

  cairo_save (painter->cr);
  inkling_plot_painter_set_color (painter, &painter->palette->text, MARK_ALPHA);
  cairo_set_line_width (painter->cr, 1.0);
  cairo_set_dash (painter->cr, mark_dash, G_N_ELEMENTS (mark_dash), 0.0);
  for (guint i = 0; i < painter->figure->marks->len; i++)
    {
      const InklingPlotMark *mark = g_ptr_array_index (painter->figure->marks, i);
      double x = round (inkling_plot_scale_to_pixel (&painter->x, mark->x)) + 0.5;

      if (!is_visible (painter, mark->x))
        continue;
      inkling_plot_painter_draw_vertical (painter, x);

      /* A triangle where the run goes on, a diamond where it goes on otherwise. */
      cairo_move_to (painter->cr,
                     x - (mark->kind == INKLING_PLOT_MARK_CHANGED ? MARK_RADIUS : 0.0), y);
      cairo_line_to (painter->cr, x, y - MARK_RADIUS);
      cairo_line_to (painter->cr, x + MARK_RADIUS, y);
      cairo_line_to (painter->cr, x, y + MARK_RADIUS);
      cairo_close_path (painter->cr);
      cairo_fill (painter->cr);
    }
  cairo_restore (painter->cr);
}

void
inkling_plot_marks_draw_selection (InklingPlotPainter *painter)
{
  double left = inkling_plot_scale_to_pixel (&painter->x, painter->selection[0]);
  double right = inkling_plot_scale_to_pixel (&painter->x, painter->selection[1]);

  left = CLAMP (left, painter->x.start, painter->x.end);
  right = CLAMP (right, painter->x.start, painter->x.end);
  inkling_plot_painter_set_color (painter, &painter->palette->text, SELECTION_ALPHA);
  cairo_rectangle (painter->cr, left, painter->y.end,
                   right - left, painter->y.start - painter->y.end);
  cairo_fill (painter->cr);
}

/* In inverted colours over the axis' own labels. */
static void
draw_label (InklingPlotPainter *painter,
            double              center)
{
  const InklingPlotMark *mark = inkling_plot_figure_find_mark (painter->figure, painter->cursor);
  g_autofree char *step = inkling_plot_format_step (painter->cursor);
  g_autofree char *text = mark == NULL ? g_steal_pointer (&step)
                                       : g_strdup_printf ("%s · %s", step, mark->text);
  double width = inkling_plot_painter_get_text_width (painter, text, PANGO_WEIGHT_BOLD)
                 + 2.0 * LABEL_PADDING;
  double left = CLAMP (center - width / 2.0, 0.0, MAX (painter->width - width, 0.0));
  double top = painter->y.start + INKLING_PLOT_TEXT_GAP;

  inkling_plot_painter_set_color (painter, &painter->palette->text, 1.0);
  cairo_rectangle (painter->cr, left, top, width, inkling_plot_painter_get_text_height (painter));
  cairo_fill (painter->cr);
  inkling_plot_painter_set_color (painter, &painter->palette->paper, 1.0);
  inkling_plot_painter_draw_text (painter, text, PANGO_WEIGHT_BOLD, left + LABEL_PADDING, top);
}

static void
draw_dots (InklingPlotPainter *painter)
{
  for (guint i = 0; i < painter->figure->curves->len; i++)
    {
      const InklingPlotCurve *curve = inkling_plot_figure_get_curve (painter->figure, i);
      const InklingPlotSeries *series = inkling_plot_trace_get_shown (&curve->run);
      const InklingPlotPoint *point = inkling_plot_series_nearest (series, painter->cursor);

      if (point == NULL || !is_visible (painter, point->x)
          || point->y < painter->y.minimum || point->y > painter->y.maximum)
        continue;
      inkling_plot_painter_set_color (painter,
                                      &painter->palette->curves[curve->style
                                                                % INKLING_PLOT_N_COLORS],
                                      1.0);
      inkling_plot_lines_draw_dot (painter, point, CURSOR_RADIUS);
    }
}

void
inkling_plot_marks_draw_cursor (InklingPlotPainter *painter)
{
  double center = round (inkling_plot_scale_to_pixel (&painter->x, painter->cursor)) + 0.5;

  if (!is_visible (painter, painter->cursor))
    return;

  inkling_plot_painter_set_color (painter, &painter->palette->text, CURSOR_ALPHA);
  cairo_set_line_width (painter->cr, 1.0);
  inkling_plot_painter_draw_vertical (painter, center);
  draw_dots (painter);
  draw_label (painter, center);
}
