/* inkling-plot-export.h: plots as files: PNG, SVG, PDF, and the history behind them as CSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-file-dialog.h"
#include "inkling-history.h"
#include "inkling-line-plot.h"

G_BEGIN_DECLS

/* What there is to choose from in a dialog. */
extern const InklingFileKind inkling_plot_export_kinds[];
extern const gsize           inkling_plot_export_n_kinds;

/* Draws the plots one below the other, as they are zoomed, and writes them to path, whose suffix
 * decides the format; of CSV the history is what is written. Main thread; the file is made in
 * another, replaced as a whole or, on error, not at all. */
void     inkling_plot_export_async  (InklingLinePlot *const  *plots,
                                     gsize                    n_plots,
                                     const InklingHistory    *history,
                                     const char              *path,
                                     GAsyncReadyCallback      callback,
                                     gpointer                 user_data);
gboolean inkling_plot_export_finish (GAsyncResult            *result,
                                     GError                 **error);

G_END_DECLS
