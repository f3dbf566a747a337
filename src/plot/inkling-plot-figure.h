/* inkling-plot-figure.h: what is in a plot: its curves, its marks and what they are called
 *
 * Pure data, no GTK: the same figure is drawn in the window and into a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-plot-series.h"
#include "inkling-plot-smooth.h"

G_BEGIN_DECLS

/* One run's values. */
typedef struct
{
  InklingPlotSeries   *raw;      /* owned: as they are */
  InklingPlotSeries   *smooth;   /* owned: their averages, NULL when not smoothed */
  InklingPlotSmoother  smoother;
} InklingPlotTrace;

typedef struct
{
  char             *label;    /* owned: what the legend calls it */
  guint             style;    /* colour and dashes; the same is the same in every plot */
  gboolean          noisy;    /* is smoothed, when that is asked for */
  InklingPlotTrace  run;
  InklingPlotTrace  ghost;    /* an earlier run's, empty without one */
} InklingPlotCurve;

typedef enum
{
  INKLING_PLOT_MARK_RESUMED,
  INKLING_PLOT_MARK_CHANGED,
} InklingPlotMarkKind;

typedef struct
{
  double               x;
  InklingPlotMarkKind  kind;
  char                *text; /* owned: what happened there, for people */
} InklingPlotMark;

typedef struct
{
  char      *title;       /* owned */
  char      *x_title;     /* owned, may be NULL */
  char      *unit;        /* owned: behind every value, may be empty */
  int        digits;      /* decimals of the values */
  gboolean   logarithmic; /* the values' axis */
  double     lowest;      /* what the values lie between: their axis does not go beyond */
  double     highest;
  double     smoothing;   /* of noisy curves: 0 none, … below 1 */
  GPtrArray *curves;      /* owned, of InklingPlotCurve */
  GPtrArray *marks;       /* owned, of InklingPlotMark */
} InklingPlotFigure;

/* Without curves and titles; unit is empty, the values have no bounds. */
InklingPlotFigure *inkling_plot_figure_new           (void);
void               inkling_plot_figure_free          (InklingPlotFigure      *self);

/* The new curve belongs to the figure. */
InklingPlotCurve  *inkling_plot_figure_add_curve     (InklingPlotFigure      *self,
                                                      const char             *label,
                                                      guint                   style,
                                                      gboolean                noisy);
InklingPlotCurve  *inkling_plot_figure_get_curve     (const InklingPlotFigure *self,
                                                      guint                   i);
void               inkling_plot_figure_add_mark      (InklingPlotFigure      *self,
                                                      double                  x,
                                                      InklingPlotMarkKind     kind,
                                                      const char             *text);

/* Steps must come in ascending order; other points are passed over. */
void               inkling_plot_trace_append         (InklingPlotTrace       *self,
                                                      double                  x,
                                                      double                  y);
/* What is drawn foremost: the averages, or the values. */
InklingPlotSeries *inkling_plot_trace_get_shown      (const InklingPlotTrace *self);

/* Smooths the noisy curves again from their first value on. */
void               inkling_plot_figure_set_smoothing (InklingPlotFigure      *self,
                                                      double                  smoothing);

/* Curves without points, but with their ghosts; no marks. */
void               inkling_plot_figure_clear         (InklingPlotFigure      *self);
void               inkling_plot_figure_clear_ghosts  (InklingPlotFigure      *self);

/* Whether there is nothing of the run itself. */
gboolean           inkling_plot_figure_is_empty      (const InklingPlotFigure *self);
/* The first and the last step of the run and its ghost; INFINITY and 0 when there are none. */
void               inkling_plot_figure_get_extent    (const InklingPlotFigure *self,
                                                      double                 *first,
                                                      double                 *last);

/* The step of the point next to x over all curves; NAN without points. */
double             inkling_plot_figure_snap          (const InklingPlotFigure *self,
                                                      double                  x);
/* The mark that belongs to the point at x: no other point is nearer to it. NULL: none. */
const InklingPlotMark *inkling_plot_figure_find_mark (const InklingPlotFigure *self,
                                                      double                  x);

/* Makes room in y for all that is visible in x and that y can show, with a small margin. */
void               inkling_plot_figure_fit           (const InklingPlotFigure *self,
                                                      const InklingPlotScale *x,
                                                      InklingPlotScale       *y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingPlotFigure, inkling_plot_figure_free)

G_END_DECLS
