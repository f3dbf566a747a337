/* inkling-model-file.h: the head of a model file, without its weights
 *
 * Whole models are loaded and saved by inkling_model_load and inkling_model_save, which are
 * implemented beside this.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-model.h"
#include "inkling-tensor-header.h"

G_BEGIN_DECLS

/* Reads and checks a model file's header, some kilobytes, whatever the size of the file. Blocking;
 * any thread. NULL on error, with the file named at the beginning of the message. */
InklingTensorHeader *inkling_model_file_read_header (const char  *path,
                                                     GError     **error);

/* The step stored inside such a file. */
gboolean             inkling_model_file_get_step    (const char  *path,
                                                     guint64     *step,
                                                     GError     **error);

/* That step and whose run it is of; a file that says nothing of runs is known by its recipe, seed
 * and data set. */
gboolean             inkling_model_file_get_run     (const char  *path,
                                                     guint64     *step,
                                                     char         run[INKLING_MODEL_RUN_SIZE],
                                                     GError     **error);

G_END_DECLS
