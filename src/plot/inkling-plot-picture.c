/* inkling-plot-picture.c: a whole plot, drawn with Cairo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-picture.h"

#include <math.h>

#include "inkling-plot-axes.h"
#include "inkling-plot-legend.h"
#include "inkling-plot-lines.h"
#include "inkling-plot-marks.h"

#define HINT_WIDTH 0.8 /* of the plot */

void
inkling_plot_picture_draw (InklingPlotPainter *painter,
                           InklingPlotView    *view)
{
  gboolean selected = inkling_plot_view_get_selection (view, &painter->selection[0],
                                                       &painter->selection[1]);

  painter->cursor = inkling_plot_view_get_cursor (view);
  inkling_plot_view_get_scale (view, &painter->x);
  inkling_plot_figure_fit (painter->figure, &painter->x, &painter->y);

  /* The ticks that fit depend on the height, and the left margin on the ticks. */
  painter->y.start = floor (painter->height - inkling_plot_axes_get_bottom (painter));
  painter->y.end = ceil (inkling_plot_legend_get_top (painter));
  painter->x.start = inkling_plot_axes_get_left (painter);
  painter->x.end = floor (painter->width - INKLING_PLOT_GAP);

  inkling_plot_axes_draw (painter);
  inkling_plot_marks_draw (painter);
  if (selected)
    inkling_plot_marks_draw_selection (painter);
  inkling_plot_lines_draw (painter);
  if (!isnan (painter->cursor))
    inkling_plot_marks_draw_cursor (painter);
  inkling_plot_legend_draw (painter);
}

void
inkling_plot_picture_draw_hint (InklingPlotPainter *painter,
                                const char         *hint)
{
  int height;

  inkling_plot_painter_set_color (painter, &painter->palette->text, 1.0);
  inkling_plot_painter_draw_text (painter, painter->figure->title, PANGO_WEIGHT_BOLD, 0.0, 0.0);

  inkling_plot_painter_set_text (painter, hint, PANGO_WEIGHT_NORMAL);
  pango_layout_set_width (painter->layout, (int) (painter->width * HINT_WIDTH) * PANGO_SCALE);
  pango_layout_set_alignment (painter->layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (painter->layout, NULL, &height);
  inkling_plot_painter_set_color (painter, &painter->palette->text, INKLING_PLOT_TEXT_ALPHA);
  cairo_move_to (painter->cr, floor (painter->width * (1.0 - HINT_WIDTH) / 2.0),
                 floor ((painter->height - height) / 2.0));
  pango_cairo_show_layout (painter->cr, painter->layout);
}
