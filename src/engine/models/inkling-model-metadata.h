/* inkling-model-metadata.h: what a model file says about itself in words
 *
 * The members of the header's __metadata__, all of them strings:
 *   format           inkling-model/2; files of inkling-model/1 differ in their digests alone
 *   global_step, seed, recipe.<field>, dataset, dataset_digest
 *   run              see inkling_model_get_run; files of older versions have none
 *   best_accuracy    highest validation accuracy of the history, 0 … 1, and the step it was
 *   best_step        measured at; both left out while nothing was measured
 *   marks            see inkling-history-marks.h; left out when there are none
 *   dataset_place    the folder that a data set without a name lay in, as a file:// URI
 *   end              accuracy, time, patience: what stopped the run here; broken: it broke down
 *                    after this; left out when it was paused or all its steps were done
 *   patience_since   see InklingModel; both left out when they are 0
 *   seconds
 *   sha256, metadata_sha256: see inkling-model-digest.h
 * Names that are not known are passed over, but not under recipe, where they would change the run.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "inkling-model.h"

G_BEGIN_DECLS

/* Adds all but marks, what goes on with the run, and digests. */
void     inkling_model_metadata_write       (const InklingModel   *model,
                                             JsonObject           *metadata);
void     inkling_model_metadata_write_marks (const InklingHistory *history,
                                             JsonObject           *metadata);

/* dataset_place, end, patience_since and seconds: of a run that can be gone on with. */
void     inkling_model_metadata_write_run   (const InklingModel   *model,
                                             JsonObject           *metadata);

/* Whether the file was written by another program, so that its tensors are all that is known. */
gboolean inkling_model_metadata_is_foreign  (JsonObject           *metadata);

/* 1 or 2. FALSE: the file is foreign, or of a newer program. */
gboolean inkling_model_metadata_get_format  (JsonObject           *metadata,
                                             guint                *format,
                                             GError              **error);

/* The members as format 1 had them, in the order they were written in then. */
JsonObject *inkling_model_metadata_restore  (JsonObject           *metadata);

/* Fills in the fields of model that are not tensors. FALSE with INKLING_ERROR_MODEL_FILE. */
gboolean inkling_model_metadata_read        (InklingModel         *model,
                                             JsonObject           *metadata,
                                             GError              **error);

/* The step alone, for finding the newest of many files. */
gboolean inkling_model_metadata_get_step    (JsonObject           *metadata,
                                             guint64              *step,
                                             GError              **error);

/* Whether the best score is that of the model's history, once that is filled in. */
gboolean inkling_model_metadata_check_best  (const InklingModel   *model,
                                             JsonObject           *metadata,
                                             GError              **error);

G_END_DECLS
