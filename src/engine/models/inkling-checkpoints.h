/* inkling-checkpoints.h: a run's hold on the folder its checkpoints go to, and which are kept there
 *
 * While somebody has one no other program trains in the folder or moves its files away. What was
 * found there is remembered, so that a save costs the same however many files there are. Reference
 * counted, atomically. All functions block on files; one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-model.h"

G_BEGIN_DECLS

typedef struct _InklingCheckpoints InklingCheckpoints;

/* Takes hold of folder, which is created if it is missing. NULL with INKLING_ERROR_FOLDER_IN_USE if
 * somebody trains there, or with a G_IO_ERROR if nothing can be written there. Where the file
 * system knows no locks a notice says so. */
InklingCheckpoints *inkling_checkpoints_open       (const char  *folder,
                                                    GError     **error);
/* The same with a new subfolder "run-1", "run-2", …, for a run that must keep out of another's
 * way. */
InklingCheckpoints *inkling_checkpoints_open_own   (const char  *folder,
                                                    GError     **error);

InklingCheckpoints *inkling_checkpoints_ref        (InklingCheckpoints *self);
/* The last one gives the folder back; one that was created and is still empty is removed. NULL is
 * allowed. */
void                inkling_checkpoints_unref      (InklingCheckpoints *self);

const char         *inkling_checkpoints_get_folder (InklingCheckpoints *self);

/* Whether there is room for a checkpoint of a run with that recipe. */
gboolean            inkling_checkpoints_check_room (InklingCheckpoints  *self,
                                                    const NnRecipe      *recipe,
                                                    GError             **error);

/* Whether there are checkpoints of the model's run that are later than it. */
gboolean            inkling_checkpoints_has_later  (InklingCheckpoints *self,
                                                    const InklingModel *model);

/* Saves as mnist_model-<step>.safetensors; no file is ever replaced: one that has this name is
 * first set aside, as below. A folder that was deleted is made anew, which a notice tells. Then
 * removes older checkpoints of the same run (see inkling_model_get_run) so that with the new one
 * the `keep` newest remain, and the one with step `best_step`; other runs' files, files of other
 * names, and files that cannot be read in full stay. Nothing is removed before the new file is
 * safe. Free the path with g_free; NULL on error. */
char               *inkling_checkpoints_save       (InklingCheckpoints  *self,
                                                    const InklingModel  *model,
                                                    guint                keep,
                                                    guint64              best_step,
                                                    GError             **error);

/* Moves the model files that are there, whatever their names, into a subfolder with the next free
 * number, "run-1", …, where inkling_checkpoints_load_newest does not look. TRUE also when there
 * were none; *moved (may be NULL) tells. */
gboolean            inkling_checkpoints_set_aside  (InklingCheckpoints  *self,
                                                    gboolean            *moved,
                                                    GError             **error);

/* Called for each file that is passed over, with the reason. */
typedef void (*InklingSkipFunc) (const char   *path,
                                 const GError *error,
                                 gpointer      user_data);

/* The valid model with the highest step stored inside (not in the name) of those in folder; broken
 * files are named through skip (may be NULL) and passed over, never deleted. Beyond the newest
 * valid model only headers are read. NULL with INKLING_ERROR_NO_MODEL if there is none (a missing
 * folder is an empty one), or with a file error if the folder cannot be listed. Needs no hold. */
InklingModel       *inkling_checkpoints_load_newest (const char       *folder,
                                                     InklingSkipFunc   skip,
                                                     gpointer          user_data,
                                                     GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingCheckpoints, inkling_checkpoints_unref)

G_END_DECLS
