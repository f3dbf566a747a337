/* inkling-run-preparation.h: the slow work before a run, away from the main thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-dataset.h"
#include "inkling-model.h"
#include "inkling-checkpoints.h"

G_BEGIN_DECLS

/* How a run's checkpoints get on with those that are in its folder. */
typedef enum
{
  INKLING_RUN_REPLACES, /* those are moved out of the way, unless it goes on from the newest */
  INKLING_RUN_ADDS,     /* those are its own; later ones are moved all the same */
  INKLING_RUN_APART,    /* those are another's, which goes on: it gets a subfolder of its own */
} InklingRunPlace;

/* Why the folder is not to be had. */
typedef enum
{
  INKLING_RUN_TROUBLE_NONE,
  INKLING_RUN_TROUBLE_IN_USE,       /* another program trains there */
  INKLING_RUN_TROUBLE_NOT_WRITABLE,
} InklingRunTrouble;

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

/* Takes hold of folder; loads the data set (see inkling_dataset_load) unless loaded is that one
 * already, and checks that a run can go on from the model from with recipe, as
 * inkling_trainer_check does, and that there is room for its checkpoints; only then moves what has
 * to be moved, as place says. loaded, from and, if there is from, recipe may be NULL. */
void            inkling_run_prepare_async      (const char           *which,
                                                InklingDataset       *loaded,
                                                InklingModel         *from,
                                                const NnRecipe       *recipe,
                                                const char           *folder,
                                                InklingRunPlace       place,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);

/* checkpoints: the hold on the folder, the caller's now; untouched on error, whose reason trouble
 * tells if it is the folder. moved: whether there were checkpoints to move. Cancelled means that
 * none were touched. */
InklingDataset *inkling_run_prepare_finish     (GAsyncResult         *result,
                                                InklingCheckpoints **checkpoints,
                                                gboolean            *moved,
                                                InklingRunTrouble   *trouble,
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
