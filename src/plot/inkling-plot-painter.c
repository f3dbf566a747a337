/* inkling-plot-painter.c: what the parts of a plot are drawn with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-painter.h"

static const GdkRGBA black = { 0.0, 0.0, 0.0, 1.0 };
static const GdkRGBA white = { 1.0, 1.0, 1.0, 1.0 };

static void
look_up_curves (InklingPlotPalette *self,
                GtkStyleContext    *style,
                const char         *prefix)
{
  for (guint i = 0; i < INKLING_PLOT_N_COLORS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s_%u", prefix, i + 1);

      if (!gtk_style_context_lookup_color (style, name, &self->curves[i]))
        self->curves[i] = self->text;
    }
}

void
inkling_plot_palette_look_up (InklingPlotPalette *self,
                              GtkWidget          *widget)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);

  gtk_style_context_get_color (style, &self->text);
  if (!gtk_style_context_lookup_color (style, "view_bg_color", &self->paper))
    self->paper = white;
  look_up_curves (self, style, "plot_color");
}

void
inkling_plot_palette_look_up_print (InklingPlotPalette *self,
                                    GtkWidget          *widget)
{
  self->text = black;
  self->paper = white;
  look_up_curves (self, gtk_widget_get_style_context (widget), "print_color");
}

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
