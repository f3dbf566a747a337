/* inkling-plot-options.h: how the plots are to look, kept in the settings
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define INKLING_TYPE_PLOT_OPTIONS (inkling_plot_options_get_type ())
G_DECLARE_FINAL_TYPE (InklingPlotOptions, inkling_plot_options, INKLING, PLOT_OPTIONS, GObject)

/* Properties, with notification: "log-loss", "log-steps" (boolean): which axes are logarithmic;
 * "smoothing" (0 … 0.99): of noisy curves. */

InklingPlotOptions *inkling_plot_options_new           (void);

gboolean            inkling_plot_options_get_log_loss  (InklingPlotOptions *self);
gboolean            inkling_plot_options_get_log_steps (InklingPlotOptions *self);
double              inkling_plot_options_get_smoothing (InklingPlotOptions *self);

/* Actions "log-loss" and "log-steps", which switch. The caller unrefs the group. */
GSimpleActionGroup *inkling_plot_options_make_actions  (InklingPlotOptions *self);

G_END_DECLS
