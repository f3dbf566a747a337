/* nn-supply.h: which pictures a step is shown, and how they are distorted
 *
 * The order is a function of (seed, epoch), a distortion of (seed, step, sample): nothing here
 * needs to be saved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "nn-batch.h"
#include "nn-digits.h"
#include "nn-distort.h"
#include "nn-recipe.h"
#include "nn-status.h"

/* What is learnt from. The sets are borrowed and must outlive the training. */
typedef struct
{
  const NnDigits *training;     /* its first n_validation pictures are kept aside */
  size_t          n_validation;
  const NnDigits *mixed;        /* where the recipe's mix share comes from, or NULL */
  const NnDigits *strangers;    /* where the recipe's strangers come from, or NULL */
} NnTrainingData;

/* Recommended n_validation: 5,000 of MNIST's 60,000, a twelfth of a smaller set. */
size_t nn_supply_default_validation (size_t n_images);

/* One data set in the order of an epoch. */
typedef struct
{
  const NnDigits *digits;
  size_t          first;     /* pictures before it are kept aside */
  size_t          n_images;
  size_t          n_a_batch;
  uint32_t        purpose;
  uint64_t        epoch;     /* that order belongs to; UINT64_MAX: none yet */
  uint32_t       *order;     /* owned: (n_images) */
} NnSource;

typedef struct
{
  uint64_t     seed;
  NnDistortion distortion;
  NnSource     sources[3]; /* a batch takes its samples from them in turn: training, mixed set,
                            * strangers */
  size_t       n_sources;
} NnSupply;

/* Works out how a batch is made up: its shares of the mixed set and of strangers, the rest from the
 * training set, without replacement within an epoch. Clear it also after an error: NN_NO_IMAGES,
 * NN_BATCH_TOO_LARGE, NN_NO_MEMORY. supply must be all 0 before. */
NnStatus nn_supply_init  (NnSupply             *supply,
                          const NnRecipe       *recipe,
                          uint64_t              seed,
                          const NnTrainingData *data);
void     nn_supply_clear (NnSupply             *supply);

/* Batches in an epoch of n_training pictures, those kept aside not among them, when recipe mixes in
 * some of n_mixed others (0: there are none) and has strangers; in one of the others, if all is
 * mixed. 0: they do not make up one batch. */
uint64_t nn_supply_steps_per_epoch (const NnRecipe *recipe,
                                    size_t          n_training,
                                    size_t          n_mixed);

/* Must be called before samples of this step are gathered, by one thread. */
void nn_supply_prepare (NnSupply *supply,
                        uint64_t  step);

/* Puts sample number sample of this step into its place in the batch, distorted if the recipe says
 * so. Different samples may be gathered by different threads. */
void nn_supply_gather (const NnSupply *supply,
                       uint64_t        step,
                       size_t          sample,
                       NnBatch        *batch);
