/* inkling-model-folder.h: what lies in the folder checkpoints are kept in; see
 * inkling-checkpoints.h for putting them there
 *
 * All functions block on files and may be called from any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-model.h"

G_BEGIN_DECLS

#define INKLING_MODEL_SUFFIX ".safetensors"

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

/* The paths of the files whose names match, in the order of their names; a missing folder has none.
 * NULL if folder cannot be listed: it may hold models. Free with g_ptr_array_unref. */
GPtrArray *inkling_model_folder_list       (const char  *folder,
                                            gboolean   (*matches) (const char *name),
                                            GError     **error);

gboolean inkling_model_folder_is_model_name (const char *name);

/* The model that draws when there is no other: the resource bundled with the program. NULL with
 * INKLING_ERROR_NO_MODEL if this copy has none. */
InklingModel *inkling_model_load_bundled (GError **error);

G_END_DECLS
