/* inkling-model-file.h: a model as a file: reading and writing it whole, or its header alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-model.h"
#include "inkling-tensor-header.h"

G_BEGIN_DECLS

#define INKLING_MODEL_SUFFIX ".safetensors"

/* Reads and checks a model file; every fault has its own message, which begins with the file's
 * name. Blocking (a few milliseconds): use the _async pair on the main thread. NULL on error. */
InklingModel        *inkling_model_file_load         (const char  *path,
                                                      GError     **error);
/* The same from memory; name is for messages. */
InklingModel        *inkling_model_file_load_bytes   (GBytes      *bytes,
                                                      const char  *name,
                                                      GError     **error);
void                 inkling_model_file_load_async   (const char          *path,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
InklingModel        *inkling_model_file_load_finish  (GAsyncResult  *result,
                                                      GError       **error);

/* Writes atomically: temporary name in the same folder, flush, fsync, rename, fsync the folder. On
 * error nothing has changed on disk. Equal models give equal bytes. A model without weights is
 * saved as its averages. Blocking. */
gboolean             inkling_model_file_save         (const InklingModel  *self,
                                                      const char          *path,
                                                      GError             **error);
void                 inkling_model_file_save_async   (InklingModel        *self,
                                                      const char          *path,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
gboolean             inkling_model_file_save_finish  (GAsyncResult  *result,
                                                      GError       **error);

/* The same with nothing but the averages, in half precision: enough for reading digits. A model
 * loaded from such a file has no weights and no history, and cannot go on learning. */
gboolean             inkling_model_file_save_small   (const InklingModel  *self,
                                                      const char          *path,
                                                      GError             **error);

/* The model that draws when there is no other: the resource bundled with the program. NULL with
 * INKLING_ERROR_NO_MODEL if this copy has none. */
InklingModel        *inkling_model_file_load_bundled (GError **error);

/* Reads and checks a model file's header, some kilobytes, whatever the size of the file. Blocking;
 * any thread. NULL on error, with the file named at the beginning of the message. */
InklingTensorHeader *inkling_model_file_read_header  (const char  *path,
                                                      GError     **error);

/* The step stored inside such a file. */
gboolean             inkling_model_file_get_step     (const char  *path,
                                                      guint64     *step,
                                                      GError     **error);

/* That step and whose run it is of; a file that says nothing of runs is known by its recipe, seed
 * and data set. */
gboolean             inkling_model_file_get_run      (const char  *path,
                                                      guint64     *step,
                                                      char         run[INKLING_MODEL_RUN_SIZE],
                                                      GError     **error);

G_END_DECLS
