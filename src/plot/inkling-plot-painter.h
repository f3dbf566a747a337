/* inkling-plot-painter.h: what the parts of a plot are drawn with
 *
 * Knows nothing of widgets: colours and the text layout come from the caller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-plot-figure.h"
#include "inkling-plot-palette.h"

G_BEGIN_DECLS

/* Pixels */
#define INKLING_PLOT_GAP         8.0
#define INKLING_PLOT_TEXT_GAP    4.0
#define INKLING_PLOT_CURVE_WIDTH 2.0

#define INKLING_PLOT_TEXT_ALPHA  0.75
#define INKLING_PLOT_GRID_ALPHA  0.13
#define INKLING_PLOT_GHOST_ALPHA 0.4

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
