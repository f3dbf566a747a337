/* inkling-plot-painter.h: what the parts of a plot are drawn with
 *
 * The same in the window and into a file: colours and the text layout come from the caller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "inkling-plot-figure.h"

G_BEGIN_DECLS

/* Pixels */
#define INKLING_PLOT_GAP         8.0
#define INKLING_PLOT_TEXT_GAP    4.0
#define INKLING_PLOT_CURVE_WIDTH 2.0

#define INKLING_PLOT_TEXT_ALPHA  0.75
#define INKLING_PLOT_GRID_ALPHA  0.13
#define INKLING_PLOT_GHOST_ALPHA 0.4

#define INKLING_PLOT_N_COLORS    4

typedef struct
{
  GdkRGBA text;                          /* and, fainter, the grid */
  GdkRGBA paper;                         /* behind the plot */
  GdkRGBA curves[INKLING_PLOT_N_COLORS]; /* by their styles */
} InklingPlotPalette;

/* The colours of the window as it looks now: plot_color_1, … of the style sheet. */
void inkling_plot_palette_look_up       (InklingPlotPalette *self,
                                         GtkWidget          *widget);
/* Black on white with print_color_1, … of the style sheet, for files. */
void inkling_plot_palette_look_up_print (InklingPlotPalette *self,
                                         GtkWidget          *widget);

typedef struct
{
  cairo_t                  *cr;
  PangoLayout              *layout;         /* font set, text overwritten */
  const InklingPlotFigure  *figure;
  const InklingPlotPalette *palette;
  double                    width;          /* of everything, in pixels */
  double                    height;
  double                    cursor;         /* a step that is pointed at, NAN: none */
  double                    selection[2];   /* steps that are dragged over, NAN: none */
  InklingPlotScale          x;              /* the figure's place in pixels, inside the margins */
  InklingPlotScale          y;
} InklingPlotPainter;

void   inkling_plot_painter_set_color       (InklingPlotPainter *self,
                                             const GdkRGBA      *color,
                                             double              alpha);
/* Puts the text into the layout. */
void   inkling_plot_painter_set_text        (InklingPlotPainter *self,
                                             const char         *text,
                                             PangoWeight         weight);
double inkling_plot_painter_get_text_width  (InklingPlotPainter *self,
                                             const char         *text,
                                             PangoWeight         weight);
double inkling_plot_painter_get_text_height (InklingPlotPainter *self);
/* Draws with the current colour; returns the width. */
double inkling_plot_painter_draw_text       (InklingPlotPainter *self,
                                             const char         *text,
                                             PangoWeight         weight,
                                             double              x,
                                             double              y);
/* A vertical line over the figure's whole height, with the current colour. */
void   inkling_plot_painter_draw_vertical   (InklingPlotPainter *self,
                                             double              pixel);

G_END_DECLS
