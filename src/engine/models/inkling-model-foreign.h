/* inkling-model-foreign.h: networks in files that another program wrote
 *
 * What is known of them are tensors with names. Taken is a chain of fully connected layers from 784
 * pixels to 10 digits in PyTorch's orientation, as nn.Linear has them, whatever the modules are
 * called, in any type of real numbers, with or without biases. That there is max (0, y) between two
 * layers, and that ink is 1 on paper 0, no file can tell: it is taken for granted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-model.h"
#include "inkling-tensor-header.h"

G_BEGIN_DECLS

/* As inkling_model_layout_match: a table of the averages' parameters, which model gets without
 * values; its recipe tells the hidden layers, and nothing else of it means anything. Where a file
 * of Inkling's lost its metadata, the averages are taken and the rest is passed over. NULL with
 * INKLING_ERROR_MODEL_FILE if there is no such network, or more than it. */
GArray *inkling_model_foreign_match (InklingModel               *model,
                                     const InklingTensorHeader  *header,
                                     GError                    **error);

G_END_DECLS
