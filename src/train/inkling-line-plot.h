/* inkling-line-plot.h: curves over the steps of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define INKLING_TYPE_LINE_PLOT (inkling_line_plot_get_type ())
G_DECLARE_FINAL_TYPE (InklingLinePlot, inkling_line_plot, INKLING, LINE_PLOT, GtkWidget)

/* Properties, all set once: "title", "x-title", "unit", "digits", "hint" (while there are no
 * points), "logarithmic". CSS: node "lineplot", colours plot_color_1, plot_color_2, … */

GtkWidget *inkling_line_plot_new       (void);

/* Returns the new curve's number, counted from 0. The style chooses colour and dashes, so that what
 * is the same looks the same in every plot; 0: plot_color_1, solid. */
guint      inkling_line_plot_add_curve (InklingLinePlot *self,
                                        const char      *label,
                                        guint            style);

/* Steps must come in ascending order; other points are passed over. */
void       inkling_line_plot_append    (InklingLinePlot *self,
                                        guint            curve,
                                        double           step,
                                        double           value);

/* Removes all points and keeps the curves. */
void       inkling_line_plot_clear     (InklingLinePlot *self);

G_END_DECLS
