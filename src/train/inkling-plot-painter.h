/* inkling-plot-painter.h: a plot's axes, curves and legend in Cairo
 *
 * Knows nothing of widgets: colours and the text layout come from the caller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gdk/gdk.h>

#include "inkling-plot-series.h"

G_BEGIN_DECLS

typedef struct
{
  char              *label;  /* owned: what the legend calls it */
  InklingPlotSeries *series; /* owned */
  GdkRGBA            color;
  guint              style;  /* which dashes of the painter's table; 0: solid */
} InklingPlotCurve;

typedef struct
{
  cairo_t          *cr;
  PangoLayout      *layout;     /* font set, text overwritten */
  GdkRGBA           color;      /* text and, fainter, the grid */
  GdkRGBA           background; /* behind the plot, text of the cursor's label */
  double            width;      /* of everything */
  double            height;
  const char       *title;
  const char       *x_title;    /* may be NULL */
  const char       *unit;       /* behind every value, may be empty */
  int               digits;     /* decimals of the values in the legend */
  InklingPlotScale  x;
  InklingPlotScale  y;
} InklingPlotPainter;

/* The painter's scales must have their ranges; this places their pixels inside the margins. */
void  inkling_plot_painter_place        (InklingPlotPainter     *self,
                                         GPtrArray              *curves);
void  inkling_plot_painter_draw_axes    (InklingPlotPainter     *self);
void  inkling_plot_painter_draw_curve   (InklingPlotPainter     *self,
                                         const InklingPlotCurve *curve);
/* Title and legend; values are those next to x. */
void  inkling_plot_painter_draw_legend  (InklingPlotPainter     *self,
                                         GPtrArray              *curves,
                                         double                  x);
/* A line through all curves at x, with the step below. */
void  inkling_plot_painter_draw_cursor  (InklingPlotPainter     *self,
                                         GPtrArray              *curves,
                                         double                  x);
void  inkling_plot_painter_draw_hint    (InklingPlotPainter     *self,
                                         const char             *hint);

/* A value as the legend shows it. Free with g_free. */
char *inkling_plot_painter_format_value (double                  value,
                                         int                     digits,
                                         const char             *unit);
/* A step with its thousands grouped as the locale does. Free with g_free. */
char *inkling_plot_painter_format_step  (double                  step);

G_END_DECLS
