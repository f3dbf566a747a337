/* inkling-plot-view.h: what the plots of one run show together
 *
 * Plots that share a view are zoomed as one, and one read-out goes through all of them. A
 * logarithmic axis is zoomed and panned as it looks, evenly. Knows no widgets. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "inkling-plot-scale.h"

G_BEGIN_DECLS

#define INKLING_TYPE_PLOT_VIEW (inkling_plot_view_get_type ())
G_DECLARE_FINAL_TYPE (InklingPlotView, inkling_plot_view, INKLING, PLOT_VIEW, GObject)

/* Steps: no less is shown than a range of this width. */
#define INKLING_PLOT_LEAST_SPAN 10.0

/* Signal: "changed" ()    anything below is another one; never when nothing has changed */

InklingPlotView *inkling_plot_view_new             (void);

/* Makes room for first … last. A view that is not zoomed shows all there is room for. */
void             inkling_plot_view_include         (InklingPlotView  *self,
                                                    double            first,
                                                    double            last);
/* As before the first include, but for the zoom. */
void             inkling_plot_view_forget_extent   (InklingPlotView  *self);

/* A logarithmic axis begins at the first step, a linear one at 0. */
void             inkling_plot_view_set_logarithmic (InklingPlotView  *self,
                                                    gboolean          logarithmic);

/* The range of steps to be seen; its pixels are left as they are. */
void             inkling_plot_view_get_scale       (InklingPlotView  *self,
                                                    InklingPlotScale *scale);

/* Shows factor times less around anchor, a step that stays where it is; below 1 shows more. As with
 * all that follow, never more is seen than there is, nor less than the least span; FALSE when that
 * changes nothing. */
gboolean         inkling_plot_view_zoom            (InklingPlotView  *self,
                                                    double            factor,
                                                    double            anchor);
/* Around what is pointed at, or the middle. */
gboolean         inkling_plot_view_zoom_by         (InklingPlotView  *self,
                                                    double            factor);
/* Moves on by a share of what is visible; negative: back. */
gboolean         inkling_plot_view_pan             (InklingPlotView  *self,
                                                    double            share);
/* Shows first … last, in any order. */
gboolean         inkling_plot_view_show            (InklingPlotView  *self,
                                                    double            first,
                                                    double            last);
/* Moves just so far that the step is visible. */
gboolean         inkling_plot_view_reveal          (InklingPlotView  *self,
                                                    double            step);
gboolean         inkling_plot_view_reset           (InklingPlotView  *self);
gboolean         inkling_plot_view_get_zoomed      (InklingPlotView  *self);

/* The step that is pointed at; NAN: none. */
void             inkling_plot_view_set_cursor      (InklingPlotView  *self,
                                                    double            step);
double           inkling_plot_view_get_cursor      (InklingPlotView  *self);

/* The range that is being dragged over; NAN: none. */
void             inkling_plot_view_set_selection   (InklingPlotView  *self,
                                                    double            from,
                                                    double            to);
gboolean         inkling_plot_view_get_selection   (InklingPlotView  *self,
                                                    double           *first,
                                                    double           *last);

/* As for another run: everything visible, nothing pointed at. */
void             inkling_plot_view_clear           (InklingPlotView  *self);

G_END_DECLS
