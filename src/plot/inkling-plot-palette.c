/* inkling-plot-palette.c: the colours of a plot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-palette.h"

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
