/* inkling-plot-painter.c: what the parts of a plot are drawn with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-painter.h"

void
inkling_plot_painter_set_color (InklingPlotPainter *self,
                                const GdkRGBA      *color,
                                double              alpha)
{
  cairo_set_source_rgba (self->cr, color->red, color->green, color->blue, color->alpha * alpha);
}

void
inkling_plot_painter_set_text (InklingPlotPainter *self,
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

double
inkling_plot_painter_get_text_width (InklingPlotPainter *self,
                                     const char         *text,
                                     PangoWeight         weight)
{
  int width;

  inkling_plot_painter_set_text (self, text, weight);
  pango_layout_get_pixel_size (self->layout, &width, NULL);

  return width;
}

double
inkling_plot_painter_get_text_height (InklingPlotPainter *self)
{
  int height;

  inkling_plot_painter_set_text (self, "0", PANGO_WEIGHT_NORMAL);
  pango_layout_get_pixel_size (self->layout, NULL, &height);

  return height;
}

double
inkling_plot_painter_draw_text (InklingPlotPainter *self,
                                const char         *text,
                                PangoWeight         weight,
                                double              x,
                                double              y)
{
  double width = inkling_plot_painter_get_text_width (self, text, weight);

  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, self->layout);
  cairo_new_path (self->cr); /* or the next line would begin here */

  return width;
}

void
inkling_plot_painter_draw_vertical (InklingPlotPainter *self,
                                    double              pixel)
{
  cairo_move_to (self->cr, pixel, self->y.start);
  cairo_line_to (self->cr, pixel, self->y.end);
  cairo_stroke (self->cr);
}
