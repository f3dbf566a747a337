/* inkling-plot-palette.h: the colours of a plot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define INKLING_PLOT_N_COLORS 4

typedef struct
{
  GdkRGBA text;                          /* and, fainter, the grid */
  GdkRGBA paper;                         /* behind the plot */
  GdkRGBA curves[INKLING_PLOT_N_COLORS]; /* by their styles */
} InklingPlotPalette;

/* The colours of the window as it looks now: plot_color_1, … of the style sheet. */
void inkling_plot_palette_look_up (InklingPlotPalette *self,
                                   GtkWidget          *widget);

/* Black on white with print_color_1, … of the style sheet, for files. */
void inkling_plot_palette_look_up_print (InklingPlotPalette *self,
                                         GtkWidget          *widget);

G_END_DECLS
