/* nn-training.c
 *
 * A step has three passes, each shared among the team in items that do not depend on its size:
 *
 *   forward   layer 0 by blocks of hidden units, the layers above by chunks of samples;
 *             beside it, the samples of the next batch are gathered and distorted
 *   loss      softmax and its gradient, by chunks of samples (part of the last layer's pass)
 *   backward  from the top: an item owns some rows of a layer's weights, so it may update them in
 *             place; at the bottom it goes on with the columns of the first layer those rows feed
 *
 * Every weight is read and written by one item only, and every sum is taken in a fixed order:
 * the result has the same bits for any number of threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-training.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "nn-batch.h"
#include "nn-kernels.h"
#include "nn-layers.h"
#include "nn-supply.h"

#define CHUNK_SAMPLES 25 /* samples an item of the upper layers' forward pass takes */
#define ALIGNMENT     64

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

static float *
allocate_floats (size_t n_values)
{
  size_t n_bytes = (n_values * sizeof (float) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  float *values = aligned_alloc (ALIGNMENT, n_bytes);

  if (values != NULL)
    memset (values, 0, n_bytes);
  return values;
}

static size_t
min_size (size_t a,
          size_t b)
{
  return a < b ? a : b;
}

/* Gathering */

static size_t
n_chunks (const NnTraining *training)
{
  return (training->recipe.batch + CHUNK_SAMPLES - 1) / CHUNK_SAMPLES;
}

static void
gather_chunk (NnTraining *training,
              NnBatch    *batch,
              uint64_t    step,
              size_t      chunk)
{
  size_t end = min_size ((chunk + 1) * CHUNK_SAMPLES, training->recipe.batch);

  for (size_t sample = chunk * CHUNK_SAMPLES; sample < end; sample++)
    nn_supply_gather (&training->workspace->supply, &training->recipe, step, sample, batch);
}

static void
gather_first_item (void   *data,
                   size_t  item,
                   size_t  thread)
{
  NnTraining *training = data;

  gather_chunk (training, training->workspace->batches[training->workspace->current],
                training->step, item);
}

/* Without a batch from the step before: at the start and after a resume. */
static void
gather_first (NnTraining *training)
{
  NnWorkspace *workspace = training->workspace;

  nn_supply_prepare (&workspace->supply, training->step);
  nn_team_run (training->team, gather_first_item, training, n_chunks (training));
  nn_batch_transpose (workspace->batches[workspace->current]);
  workspace->gathered_step = training->step;
}

static NnBatch *
current_batch (const NnTraining *training)
{
  return training->workspace->batches[training->workspace->current];
}

static NnBatch *
next_batch (const NnTraining *training)
{
  return training->workspace->batches[1 - training->workspace->current];
}

/* Forward */

static size_t
n_blocks (const NnTraining *training,
          size_t            layer)
{
  size_t width = nn_layer_width (training->weights, layer);

  return (width + NN_BLOCK_COLUMNS - 1) / NN_BLOCK_COLUMNS;
}

static size_t
block_width (const NnTraining *training,
             size_t            layer,
             size_t            block)
{
  size_t width = nn_layer_width (training->weights, layer);

  return min_size (NN_BLOCK_COLUMNS, width - block * NN_BLOCK_COLUMNS);
}

/* The loss and its gradient by the logits, softmax − one-hot, of some samples. */
static void
loss_of_chunk (NnTraining *training,
               size_t      first,
               size_t      n_samples)
{
  NnWorkspace   *workspace = training->workspace;
  const uint8_t *labels = current_batch (training)->labels;
  size_t         top = training->weights->n_layers - 1;

  for (size_t s = first; s < first + n_samples; s++)
    {
      float *gradient = workspace->gradients[top] + s * NN_LANE_FLOATS;

      workspace->losses[s] = nn_softmax (workspace->activations[top] + s * NN_LANE_FLOATS,
                                         labels[s], gradient);
      gradient[labels[s]] -= 1.0f;
    }
}

/* Items: the chunks of the next batch, then the blocks of layer 0. */
static void
forward_sparse_item (void   *data,
                     size_t  item,
                     size_t  thread)
{
  NnTraining *training = data;
  size_t      n_gathered = n_chunks (training);

  if (item < n_gathered)
    gather_chunk (training, next_batch (training), training->step + 1, item);
  else
    nn_layer_forward_sparse (training->weights, current_batch (training),
                             0, training->recipe.batch,
                             (item - n_gathered) * NN_BLOCK_COLUMNS,
                             block_width (training, 0, item - n_gathered),
                             training->workspace->activations[0]);
}

/* Items: chunks of samples, through all layers above the first and the loss. */
static void
forward_dense_item (void   *data,
                    size_t  item,
                    size_t  thread)
{
  NnTraining  *training = data;
  NnWorkspace *workspace = training->workspace;
  size_t       first = item * CHUNK_SAMPLES;
  size_t       n_samples = min_size (CHUNK_SAMPLES, training->recipe.batch - first);

  for (size_t layer = 1; layer < training->weights->n_layers; layer++)
    nn_layer_forward_dense (training->weights, layer,
                            workspace->activations[layer - 1]
                            + first * nn_layer_stride (training->weights, layer - 1),
                            n_samples,
                            workspace->activations[layer]
                            + first * nn_layer_stride (training->weights, layer));
  loss_of_chunk (training, first, n_samples);
}

/* Backward */

static NnTarget
target_at (NnTraining *training,
           size_t      offset)
{
  return (NnTarget) {
    .weights = training->weights->values + offset,
    .velocity = training->recipe.momentum > 0.0 ? training->velocity->values + offset : NULL,
    .averages = training->averages->values + offset,
  };
}

static void
update_bias (NnTraining *training,
             size_t      layer,
             size_t      first_column,
             size_t      n_columns,
             float      *scratch)
{
  const NnKernels *kernels = nn_kernels_get ();
  NnUpdate         update = training->workspace->update;

  update.l2 = 0.0f;
  kernels->column_sums (training->workspace->gradients[layer] + first_column,
                        nn_layer_stride (training->weights, layer), training->recipe.batch,
                        scratch, n_columns);
  kernels->update (scratch, &update,
                   target_at (training,
                              training->weights->parameters[2 * layer + 1].offset + first_column),
                   n_columns);
}

/* The rows first_row … of a layer's weights: first the gradient by the layer's input, which needs
 * the weights as they were, then the gradient by the weights and the update. */
static void
backward_dense_rows (NnTraining *training,
                     size_t      layer,
                     size_t      first_row,
                     size_t      n_rows,
                     float      *scratch)
{
  const NnKernels *kernels = nn_kernels_get ();
  NnWorkspace     *workspace = training->workspace;
  size_t           n_samples = training->recipe.batch;
  size_t           stride = nn_layer_stride (training->weights, layer);
  size_t           width = nn_layer_width (training->weights, layer);
  size_t           x_stride = nn_layer_stride (training->weights, layer - 1);
  const float     *x = workspace->activations[layer - 1] + first_row;
  const float     *dy = workspace->gradients[layer];
  float           *dx = workspace->gradients[layer - 1] + first_row;
  size_t           offset = training->weights->parameters[2 * layer].offset + first_row * stride;
  const float     *w = training->weights->values + offset;
  size_t           n_inputs = training->weights->sizes[layer];
  /* Columns of x beyond the inputs are padding, always 0; there are no rows of w for them. */
  size_t           n_used = min_size (n_rows, n_inputs - first_row);

  if (nn_layer_is_narrow (training->weights, layer))
    {
      kernels->narrow_backward (dy, n_samples, w, n_used, training->weights->sizes[layer + 1],
                                dx, x_stride);
      kernels->narrow_gradient (x, x_stride, n_samples, n_rows, dy, scratch);
    }
  else
    {
      cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans,
                   (int) n_samples, (int) n_used, (int) width,
                   1.0f, dy, (int) stride, w, (int) stride, 0.0f, dx, (int) x_stride);
      cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans,
                   (int) n_used, (int) stride, (int) n_samples, /* padding and all: it stays 0 */
                   1.0f, x, (int) x_stride, dy, (int) stride, 0.0f, scratch, (int) stride);
    }
  kernels->relu_backward (x, dx, x_stride, n_samples, n_rows);
  kernels->update (scratch, &workspace->update, target_at (training, offset), n_used * stride);
}

static void
backward_sparse_columns (NnTraining *training,
                         size_t      first_column,
                         size_t      n_columns,
                         float      *scratch)
{
  NnSparse xt = nn_batch_by_pixel (current_batch (training));
  size_t   stride = nn_layer_stride (training->weights, 0);

  update_bias (training, 0, first_column, n_columns, scratch);
  nn_kernels_get ()->sparse_backward (&xt, NN_IMAGE_PIXELS,
                                      training->workspace->gradients[0] + first_column, stride,
                                      &training->workspace->update,
                                      target_at (training, first_column), stride, n_columns);
}

typedef struct
{
  NnTraining *training;
  size_t      layer;
} BackwardPass;

/* Items of layer 2 and up: blocks of the rows of its weights; the last item: its bias. */
static void
backward_dense_item (void   *data,
                     size_t  item,
                     size_t  thread)
{
  BackwardPass *pass = data;
  NnTraining   *training = pass->training;
  NnWorkspace  *workspace = training->workspace;
  float        *scratch = workspace->scratch + thread * workspace->scratch_stride;

  if (item < n_blocks (training, pass->layer - 1))
    backward_dense_rows (training, pass->layer, item * NN_BLOCK_COLUMNS,
                         block_width (training, pass->layer - 1, item), scratch);
  else
    update_bias (training, pass->layer, 0,
                 nn_layer_width (training->weights, pass->layer), scratch);
}

/* Items: the next batch by pixel; blocks of hidden units, through layer 1's rows and layer 0's
 * columns; layer 1's bias. */
static void
backward_sparse_item (void   *data,
                      size_t  item,
                      size_t  thread)
{
  NnTraining  *training = data;
  NnWorkspace *workspace = training->workspace;
  float       *scratch = workspace->scratch + thread * workspace->scratch_stride;
  size_t       block = item - 1;

  if (item == 0)
    nn_batch_transpose (next_batch (training));
  else if (block == n_blocks (training, 0))
    update_bias (training, 1, 0, nn_layer_width (training->weights, 1), scratch);
  else
    {
      size_t width = block_width (training, 0, block);

      if (training->weights->n_layers > 1)
        backward_dense_rows (training, 1, block * NN_BLOCK_COLUMNS, width, scratch);
      backward_sparse_columns (training, block * NN_BLOCK_COLUMNS, width, scratch);
    }
}

static void
backward (NnTraining *training)
{
  size_t n_layers = training->weights->n_layers;

  for (size_t layer = n_layers - 1; layer >= 2; layer--)
    {
      BackwardPass pass = { training, layer };

      nn_team_run (training->team, backward_dense_item, &pass,
                   n_blocks (training, layer - 1) + 1);
    }
  nn_team_run (training->team, backward_sparse_item, training,
               1 + n_blocks (training, 0) + (n_layers > 1 ? 1 : 0));
}

/* The step */

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

  if (workspace->gathered_step != training->step)
    gather_first (training);
  nn_supply_prepare (&workspace->supply, training->step + 1);

  nn_team_run (training->team, forward_sparse_item, training,
               n_chunks (training) + n_blocks (training, 0));
  nn_team_run (training->team, forward_dense_item, training, n_chunks (training));

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
  backward (training);

  training->step++;
  workspace->current = 1 - workspace->current;
  workspace->gathered_step = training->step;
  return NN_OK;
}

double
nn_training_get_learning_rate (const NnTraining *training)
{
  return nn_recipe_learning_rate (&training->recipe, training->step, training->steps_per_epoch);
}

/* Construction */

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

  training->steps_per_epoch = nn_supply_get_steps_per_epoch (&workspace->supply);
  workspace->gathered_step = UINT64_MAX;
  workspace->losses = allocate_floats (n_samples);
  for (size_t layer = 0; layer < network->n_layers; layer++)
    {
      size_t stride = nn_layer_stride (network, layer);

      workspace->activations[layer] = allocate_floats (n_samples * stride);
      workspace->gradients[layer] = allocate_floats (n_samples * stride);
      if (workspace->activations[layer] == NULL || workspace->gradients[layer] == NULL)
        return NN_NO_MEMORY;
      if (NN_BLOCK_COLUMNS * stride > workspace->scratch_stride)
        workspace->scratch_stride = NN_BLOCK_COLUMNS * stride;
    }
  workspace->scratch = allocate_floats (nn_team_get_n_threads (training->team)
                                        * workspace->scratch_stride);
  return workspace->losses != NULL && workspace->scratch != NULL ? NN_OK : NN_NO_MEMORY;
}

static NnStatus
init_training (NnTraining *training)
{
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
