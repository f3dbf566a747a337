/* inkling-model-layout.h: which tensors a model's file has, as one table
 *
 * Saving, loading and checking loop over it: the history's columns, then for each network its
 * parameters; weights under their own names, averages behind "ema.", velocities behind "velocity.".
 * The history comes first because its elements have eight bytes: everything stays aligned.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-model-digest.h"
#include "inkling-model.h"
#include "inkling-tensor-header.h"
#include "inkling-tensor-source.h"

G_BEGIN_DECLS

/* A row of the table: one tensor and where it lies in memory. */
typedef struct
{
  NnTensorEntry               entry;
  NnNetwork                  *network;   /* borrowed; NULL: a column of the history */
  const NnParameter          *parameter; /* borrowed from the network */
  GArray                     *rows;      /* borrowed from the history; NULL: a parameter */
  const InklingHistoryColumn *column;
} InklingModelTensor;

/* For the networks that model has and the rows of its history; dtype is that of the parameters. The
 * table, of InklingModelTensor, borrows from model. Free with g_array_unref. */
GArray *inkling_model_layout_new (const InklingModel *model,
                                  NnDtype             dtype);

/* The table of a model whose recipe and step are filled in: checks that header has the tensors they
 * call for and no others, sets each entry to its place in the data section, and gives the model its
 * networks, without values. A file without raw weights gets none here. NULL on error. */
GArray *inkling_model_layout_match (InklingModel               *model,
                                    const InklingTensorHeader  *header,
                                    GError                    **error);

/* Takes the memory for the values and the rows of a table that was matched. */
gboolean inkling_model_layout_allocate (GArray        *layout,
                                        InklingModel  *model,
                                        GError       **error);

/* A header with the table's tensors, one after the other; sets each entry to its place. */
InklingTensorHeader *inkling_model_layout_describe (GArray *layout);

/* Copies all values from a data section that begins at begin, through digest. FALSE on error. */
gboolean inkling_model_layout_read  (GArray                     *layout,
                                     const InklingTensorSource  *source,
                                     guint64                     begin,
                                     InklingModelDigest         *digest,
                                     GError                    **error);
/* Copies them into a new one of n_bytes. NULL: no memory. */
GBytes  *inkling_model_layout_print (GArray                     *layout,
                                     guint64                     n_bytes,
                                     GError                    **error);

/* What every model must keep to, before it is saved as after it is read: finite values, a history
 * with accuracies of at most 1, nothing negative, and steps that ascend and do not go beyond the
 * model's own. */
gboolean inkling_model_layout_check_values (GArray              *layout,
                                            const InklingModel  *model,
                                            GError             **error);

G_END_DECLS
