/* inkling-model-folder.h: the folder a run's checkpoints are kept in
 *
 * All functions block on files and may be called from any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-model.h"

G_BEGIN_DECLS

#define INKLING_MODEL_SUFFIX ".safetensors"

/* $XDG_DATA_HOME/inkling/models. Free with g_free. */
char *inkling_model_folder_get_default (void);

/* Called for each file that is passed over, with the reason. */
typedef void (*InklingSkipFunc) (const char   *path,
                                 const GError *error,
                                 gpointer      user_data);

/* The valid model with the highest step stored inside (not in the name) of those in folder; broken
 * files are named through skip (may be NULL) and passed over, never deleted. Beyond the newest
 * valid model only headers are read. NULL with INKLING_ERROR_NO_MODEL if there is none (a missing
 * folder is an empty one), or with a file error if the folder cannot be listed. */
InklingModel *inkling_model_folder_load_newest (const char       *folder,
                                                InklingSkipFunc   skip,
                                                gpointer          user_data,
                                                GError          **error);

/* Makes sure, before a run is begun whose models go there, that folder can be written to; creates
 * it if it is missing. */
gboolean inkling_model_folder_prepare (const char  *folder,
                                       GError     **error);

/* Saves as mnist_model-<step>.safetensors (the folder is created if missing); no file is ever
 * replaced: one that has this name is first set aside, as below. Then removes older checkpoints of
 * that name pattern so that with the new one the `keep` newest remain, and the one with step
 * `best_step`; files that cannot be read in full stay. Nothing is removed before the new file is
 * safe; what killed processes left half written is tidied away. Free the path with g_free; NULL on
 * error.
 *
 * written is the run's own, made by inkling_model_folder_make_written: it tells which files are as
 * the run wrote them, so that they need not be read again before they are removed. */
char *inkling_model_folder_save (const char          *folder,
                                 const InklingModel  *model,
                                 guint                keep,
                                 guint64              best_step,
                                 GHashTable          *written,
                                 GError             **error);

/* For a run that has saved nothing yet. Free with g_hash_table_unref. */
GHashTable *inkling_model_folder_make_written (void);

/* Moves the model files that are there, whatever their names, into a subfolder with the next free
 * number, "run-1", …, where inkling_model_folder_load_newest does not look. TRUE also when there
 * were none; *moved (may be NULL) tells. */
gboolean inkling_model_folder_set_aside (const char  *folder,
                                         gboolean    *moved,
                                         GError     **error);

/* The model that draws when there is no other: the resource bundled with the program. NULL with
 * INKLING_ERROR_NO_MODEL if this copy has none. */
InklingModel *inkling_model_load_bundled (GError **error);

G_END_DECLS
