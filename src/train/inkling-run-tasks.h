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
 * be listed, also when NULL is returned; free with g_strfreev. NULL with INKLING_ERROR_NO_MODEL if
 * there is no model at all; a bundled model has no path. */
InklingModel   *inkling_run_load_newest_finish (GAsyncResult         *result,
                                                GStrv                *skipped,
                                                GError              **error);

/* Loads the data set (see inkling_dataset_load) unless loaded is that one already, and checks that
 * a run can go on from the model from with recipe, as inkling_trainer_check does; only then, if
 * folder is not NULL, moves the checkpoints in it out of the way of the run to come, unless from is
 * the newest of them. loaded, from and, if there is from, recipe may be NULL. */
void            inkling_run_prepare_async      (const char           *which,
                                                InklingDataset       *loaded,
                                                InklingModel         *from,
                                                const NnRecipe       *recipe,
                                                const char           *folder,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);

/* moved: whether there were checkpoints to move. Cancelled means that none were touched. */
InklingDataset *inkling_run_prepare_finish     (GAsyncResult         *result,
                                                gboolean             *moved,
                                                GError              **error);

/* A run's first state: the weights its recipe and seed begin with, at step 0. If folder is not
 * NULL, the checkpoints in it are moved out of the way. */
void            inkling_run_rewind_async       (InklingModel         *model,
                                                const char           *folder,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
InklingModel   *inkling_run_rewind_finish      (GAsyncResult         *result,
                                                gboolean             *moved,
                                                GError              **error);

G_END_DECLS
