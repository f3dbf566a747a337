/* inkling-run-tasks.h: the slow work before a run, away from the main thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-dataset.h"
#include "inkling-model.h"

G_BEGIN_DECLS

/* The newest checkpoint in folder, else the model bundled with the program. */
void            inkling_run_load_newest_async  (const char           *folder,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);

/* skipped: one sentence for each broken file that was passed over, or for the folder if it cannot
 * be listed, also when NULL is returned; free with g_strfreev. NULL with INKLING_ERROR_NO_MODEL if there is no model at all; a bundled
 * model has no path. */
InklingModel   *inkling_run_load_newest_finish (GAsyncResult         *result,
                                                GStrv                *skipped,
                                                GError              **error);

/* Loads the data set (see inkling_dataset_load) unless loaded is that one already; then, if folder
 * is not NULL, moves the checkpoints in it out of the way of the run to come, unless from, the
 * model it is to go on with, learnt from other data, so that it cannot start. loaded and from may
 * be NULL. */
void            inkling_run_prepare_async      (const char           *which,
                                                InklingDataset       *loaded,
                                                InklingModel         *from,
                                                const char           *folder,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);

/* moved: whether there were checkpoints to move. Cancelled means that none were touched. */
InklingDataset *inkling_run_prepare_finish     (GAsyncResult         *result,
                                                gboolean             *moved,
                                                GError              **error);

G_END_DECLS
