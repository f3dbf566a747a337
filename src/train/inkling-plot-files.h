/* inkling-plot-files.h: from the question which file to its end: exporting, and earlier runs
 *
 * Dismissing a question is G_IO_ERROR_CANCELLED. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-line-plot.h"
#include "inkling-model.h"

G_BEGIN_DECLS

/* Asks for a file and exports the plots, as inkling-plot-export.h has it, when it is answered. The
 * plots outlive the question: they are children of owner, which is kept. */
void          inkling_plot_files_export_async   (GtkWidget               *owner,
                                                 InklingLinePlot *const  *plots,
                                                 gsize                    n_plots,
                                                 const InklingHistory    *history,
                                                 GAsyncReadyCallback      callback,
                                                 gpointer                 user_data);
gboolean      inkling_plot_files_export_finish  (GAsyncResult            *result,
                                                 GError                 **error);

/* Asks for a model file and loads it; one without a history is an error. The caller unrefs the
 * model. */
void          inkling_plot_files_load_async     (GtkWidget               *owner,
                                                 GAsyncReadyCallback      callback,
                                                 gpointer                 user_data);
InklingModel *inkling_plot_files_load_finish    (GAsyncResult            *result,
                                                 GError                 **error);

G_END_DECLS
