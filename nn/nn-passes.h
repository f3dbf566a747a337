/* nn-passes.h: the three passes of a step, shared among the team
 *
 * Private to nn-training.c.
 *
 *   forward   layer 0 by blocks of hidden units, the layers above and the loss by chunks of
 *             samples; beside it, the samples of the next batch are gathered and distorted
 *   backward  from the top: an item owns some rows of a layer's weights, so it may update them in
 *             place; at the bottom it goes on with the columns of the first layer those rows feed
 *
 * Every weight is read and written by one item only, and every sum is taken in a fixed order:
 * the result has the same bits for any number of threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "nn-batch.h"
#include "nn-kernels.h"
#include "nn-training.h"

struct _NnWorkspace
{
  NnSupply supply;
  NnBatch *batches[2];      /* owned: the one computed and the one gathered meanwhile */
  size_t   current;         /* index of the one computed */
  uint64_t gathered_step;   /* of the current batch; UINT64_MAX: none */

  float   *activations[NN_MAX_LAYERS]; /* owned: (batch, stride of the layer); on top the logits */
  float   *gradients[NN_MAX_LAYERS];   /* owned: of the loss by the activations, same shape */
  float   *losses;                     /* owned: (batch) */
  float   *scratch;                    /* owned: (threads, scratch_stride), weight gradients */
  size_t   scratch_stride;
  NnUpdate update;
};

/* Gathers the batch of training->step, if the step before has not done so already. */
void nn_passes_gather   (NnTraining *training);

/* Fills activations, losses and the gradient by the logits; gathers the samples of the next
 * batch. */
void nn_passes_forward  (NnTraining *training);

/* Updates every parameter as workspace->update says, and makes the next batch the current one. */
void nn_passes_backward (NnTraining *training);
