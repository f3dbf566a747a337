/* nn-training.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-training.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "nn-blas.h"
#include "nn-layers.h"
#include "nn-memory.h"
#include "nn-passes.h"

/* Multiply-adds forward: a step of ten seconds on a fast machine, of a minute on a slow one. */
#define MAX_STEP_WORK (UINT64_C (1) << 38)

static double
mean_loss (const NnTraining *training)
{
  double sum = 0.0;

  for (size_t s = 0; s < training->recipe.batch; s++)
    sum += training->workspace->losses[s];
  return sum / (double) training->recipe.batch;
}

static NnUpdate
update_of_step (const NnTraining *training)
{
  return (NnUpdate) {
    .rate = (float) nn_training_get_learning_rate (training),
    .momentum = (float) training->recipe.momentum,
    .l2 = (float) training->recipe.l2,
    .average_decay = (float) nn_recipe_average_decay (&training->recipe, training->step),
    .inverse_batch = 1.0f / (float) training->recipe.batch,
  };
}

NnStatus
nn_training_step (NnTraining *training,
                  double     *loss)
{
  NnWorkspace *workspace = training->workspace;
  double       batch_loss;

  nn_passes_gather (training);
  nn_passes_forward (training);
  batch_loss = mean_loss (training);
  if (loss != NULL)
    *loss = batch_loss
            + training->recipe.l2 * 0.5 * nn_network_sum_of_squares (training->weights);
  if (!isfinite (batch_loss))
    {
      workspace->gathered_step = UINT64_MAX;
      return NN_LOSS_NOT_FINITE;
    }

  workspace->update = update_of_step (training);
  nn_passes_backward (training);
  training->step++;
  return NN_OK;
}

double
nn_training_get_learning_rate (const NnTraining *training)
{
  return nn_recipe_learning_rate (&training->recipe, training->step, training->steps_per_epoch);
}

/* Construction */

NnStatus
nn_training_measure (const NnRecipe *recipe,
                     size_t          n_threads,
                     uint64_t       *n_bytes)
{
  NnNetwork shape = { 0 };
  uint64_t  n_activations = 0;
  uint64_t  widest = 0;

  nn_network_set_shape (&shape, recipe);
  for (size_t layer = 0; layer < shape.n_layers; layer++)
    {
      uint64_t stride = nn_layer_stride (&shape, layer);

      n_activations += recipe->batch * stride;
      widest = stride > widest ? stride : widest;
    }
  /* Weights, averages, velocities; activations and their gradients; a block's gradients, a thread
   * each. */
  *n_bytes = sizeof (float) * (3 * (uint64_t) shape.n_values + 2 * n_activations
                               + n_threads * NN_BLOCK_COLUMNS * widest)
             + 2 * nn_batch_count_bytes (recipe->batch);
  return recipe->batch <= MAX_STEP_WORK / shape.n_values ? NN_OK : NN_STEP_TOO_LARGE;
}

static uint64_t
get_steps_per_epoch (const NnTraining *training)
{
  const NnTrainingData *data = &training->data;

  return nn_supply_steps_per_epoch (&training->recipe,
                                    data->training->n_images - data->n_validation,
                                    data->mixed != NULL ? data->mixed->n_images : 0);
}

static NnStatus
init_workspace (NnTraining *training)
{
  NnWorkspace     *workspace = training->workspace;
  const NnNetwork *network = training->weights;
  size_t           n_samples = training->recipe.batch;
  NnStatus         status = nn_supply_init (&workspace->supply, &training->recipe, training->seed,
                                            &training->data);

  for (size_t i = 0; status == NN_OK && i < 2; i++)
    {
      status = nn_batch_new (n_samples, &workspace->batches[i]);
      if (status == NN_OK)
        workspace->batches[i]->n_samples = n_samples;
    }
  if (status != NN_OK)
    return status;

  training->steps_per_epoch = get_steps_per_epoch (training);
  workspace->gathered_step = UINT64_MAX;
  workspace->losses = nn_allocate_floats (n_samples);
  for (size_t layer = 0; layer < network->n_layers; layer++)
    {
      size_t stride = nn_layer_stride (network, layer);

      workspace->activations[layer] = nn_allocate_floats (n_samples * stride);
      workspace->gradients[layer] = nn_allocate_floats (n_samples * stride);
      if (workspace->activations[layer] == NULL || workspace->gradients[layer] == NULL)
        return NN_NO_MEMORY;
      if (NN_BLOCK_COLUMNS * stride > workspace->scratch_stride)
        workspace->scratch_stride = NN_BLOCK_COLUMNS * stride;
    }
  workspace->scratch = nn_allocate_floats (nn_team_get_n_threads (training->team)
                                           * workspace->scratch_stride);
  if (workspace->losses == NULL || workspace->scratch == NULL
      || !nn_blas_has_room (network, nn_team_get_n_threads (training->team)))
    return NN_NO_MEMORY;
  return NN_OK;
}

static NnStatus
init_training (NnTraining *training)
{
  NnStatus status;
  uint64_t n_bytes;

  /* Before the memory it would take. */
  status = nn_training_measure (&training->recipe, 1, &n_bytes);
  if (status != NN_OK)
    return status;
  training->weights = nn_network_new (&training->recipe);
  training->velocity = nn_network_new (&training->recipe);
  training->workspace = calloc (1, sizeof *training->workspace);
  if (training->weights == NULL || training->velocity == NULL || training->workspace == NULL)
    return NN_NO_MEMORY;
  nn_network_initialize (training->weights, &training->recipe, training->seed);
  training->averages = nn_network_copy (training->weights);
  if (training->averages == NULL)
    return NN_NO_MEMORY;
  return init_workspace (training);
}

NnStatus
nn_training_new (const NnRecipe       *recipe,
                 uint64_t              seed,
                 const NnTrainingData *data,
                 NnTeam               *team,
                 NnTraining          **training)
{
  NnTraining *self;
  NnStatus    status = nn_recipe_check (recipe, NULL);

  if (status != NN_OK)
    return status;
  self = calloc (1, sizeof *self);
  if (self == NULL)
    return NN_NO_MEMORY;

  self->recipe = *recipe;
  self->seed = seed;
  self->data = *data;
  self->team = team;
  status = init_training (self);
  if (status != NN_OK)
    {
      nn_training_free (self);
      return status;
    }
  *training = self;
  return NN_OK;
}

void
nn_training_restore (NnTraining      *training,
                     uint64_t         step,
                     const NnNetwork *weights,
                     const NnNetwork *averages,
                     const NnNetwork *velocity)
{
  size_t n_bytes = training->weights->n_values * sizeof (float);

  training->step = step;
  memcpy (training->weights->values, weights->values, n_bytes);
  memcpy (training->averages->values, averages->values, n_bytes);
  if (velocity != NULL)
    memcpy (training->velocity->values, velocity->values, n_bytes);
  else
    memset (training->velocity->values, 0, n_bytes);
}

NnStatus
nn_training_set_recipe (NnTraining     *training,
                        const NnRecipe *recipe)
{
  NnWorkspace *workspace = training->workspace;
  NnSupply     supply = { 0 };
  NnStatus     status = nn_recipe_check (recipe, NULL);

  if (status != NN_OK)
    return status;
  if (!nn_recipe_same_run (recipe, &training->recipe) ||
      (recipe->mix > 0.0 && training->data.mixed == NULL))
    return NN_BAD_RECIPE;
  status = nn_supply_init (&supply, recipe, training->seed, &training->data);
  if (status != NN_OK)
    {
      nn_supply_clear (&supply);
      return status;
    }

  nn_supply_clear (&workspace->supply);
  workspace->supply = supply;
  workspace->gathered_step = UINT64_MAX; /* as the former recipe had it */
  training->recipe = *recipe;
  training->steps_per_epoch = get_steps_per_epoch (training);
  /* What a run without momentum does not keep must not come back when it has some again. */
  if (recipe->momentum <= 0.0)
    memset (training->velocity->values, 0, training->velocity->n_values * sizeof (float));
  return NN_OK;
}

void
nn_training_set_mixed (NnTraining     *training,
                       const NnDigits *mixed)
{
  training->data.mixed = mixed;
}

NnStatus
nn_training_set_team (NnTraining *training,
                      NnTeam     *team)
{
  NnWorkspace *workspace = training->workspace;
  size_t       n_threads = nn_team_get_n_threads (team);
  float       *scratch = nn_blas_has_room (training->weights, n_threads)
                           ? nn_allocate_floats (n_threads * workspace->scratch_stride) : NULL;

  if (scratch == NULL)
    return NN_NO_MEMORY;
  free (workspace->scratch);
  workspace->scratch = scratch;
  training->team = team;
  return NN_OK;
}

static void
free_workspace (NnWorkspace *workspace)
{
  if (workspace == NULL)
    return;
  nn_supply_clear (&workspace->supply);
  for (size_t i = 0; i < 2; i++)
    nn_batch_free (workspace->batches[i]);
  for (size_t layer = 0; layer < NN_MAX_LAYERS; layer++)
    {
      free (workspace->activations[layer]);
      free (workspace->gradients[layer]);
    }
  free (workspace->losses);
  free (workspace->scratch);
  free (workspace);
}

void
nn_training_free (NnTraining *training)
{
  if (training == NULL)
    return;
  free_workspace (training->workspace);
  nn_network_free (training->weights);
  nn_network_free (training->averages);
  nn_network_free (training->velocity);
  free (training);
}
