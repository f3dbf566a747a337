/* nn-passes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-passes.h"

#include <cblas.h>

#include "nn-layers.h"

#define CHUNK_SAMPLES 25  /* samples an item takes of what is done sample by sample */
#define TILE_SAMPLES  256 /* samples whose inked pixels stay in cache beside the weights */
#define WIDE_COLUMNS  128 /* columns an item takes of a layer that BLAS multiplies */

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
    nn_supply_gather (&training->workspace->supply, step, sample, batch);
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

void
nn_passes_gather (NnTraining *training)
{
  NnWorkspace *workspace = training->workspace;

  if (workspace->gathered_step == training->step)
    return;
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

/* Turns softmax into the gradient of the loss by the logits: softmax − what it should be. */
static void
subtract_target (float   *probabilities,
                 uint8_t  label)
{
  if (label < NN_N_CLASSES)
    probabilities[label] -= 1.0f;
  else
    for (size_t c = 0; c < NN_N_CLASSES; c++)
      probabilities[c] -= 1.0f / NN_N_CLASSES;
}

/* The loss of some samples, and its gradient by the logits. */
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
      subtract_target (gradient, labels[s]);
    }
}

static void
gather_next_item (void   *data,
                  size_t  item,
                  size_t  thread)
{
  NnTraining *training = data;

  gather_chunk (training, next_batch (training), training->step + 1, item);
}

typedef struct
{
  NnTraining *training;
  size_t      first_sample;
  size_t      n_samples;
} TilePass;

/* Items: blocks of layer 0, for the samples of the tile; then the chunks of the next batch. */
static void
forward_sparse_item (void   *data,
                     size_t  item,
                     size_t  thread)
{
  TilePass   *pass = data;
  NnTraining *training = pass->training;
  size_t      n_columns = n_blocks (training, 0);
  float      *y = training->workspace->activations[0]
                  + pass->first_sample * nn_layer_stride (training->weights, 0);

  if (item < n_columns)
    nn_layer_forward_sparse (training->weights, current_batch (training),
                             pass->first_sample, pass->n_samples, item * NN_BLOCK_COLUMNS,
                             block_width (training, 0, item), y);
  else
    gather_next_item (training, item - n_columns, thread);
}

/* Tile by tile, so that a large batch's entries do not push the weights out of the cache. */
static void
forward_sparse (NnTraining *training)
{
  size_t n_samples = training->recipe.batch;

  for (size_t first = 0; first < n_samples; first += TILE_SAMPLES)
    {
      TilePass pass = { training, first, min_size (TILE_SAMPLES, n_samples - first) };
      size_t   n_gathered = first == 0 ? n_chunks (training) : 0;

      nn_team_run (training->team, forward_sparse_item, &pass,
                   n_blocks (training, 0) + n_gathered);
    }
}

typedef struct
{
  NnTraining *training;
  size_t      layer;
} LayerPass;

/* Items: blocks of a wide layer's columns. */
static void
forward_wide_item (void   *data,
                   size_t  item,
                   size_t  thread)
{
  LayerPass   *pass = data;
  NnTraining  *training = pass->training;
  NnWorkspace *workspace = training->workspace;
  size_t       first = item * WIDE_COLUMNS;
  size_t       width = nn_layer_width (training->weights, pass->layer);

  nn_layer_forward_dense (training->weights, pass->layer,
                          workspace->activations[pass->layer - 1], training->recipe.batch,
                          first, min_size (WIDE_COLUMNS, width - first),
                          workspace->activations[pass->layer]);
}

/* Items: chunks of samples, through a narrow layer and, after the last one, the loss. */
static void
forward_narrow_item (void   *data,
                     size_t  item,
                     size_t  thread)
{
  LayerPass   *pass = data;
  NnTraining  *training = pass->training;
  NnWorkspace *workspace = training->workspace;
  size_t       layer = pass->layer;
  size_t       first = item * CHUNK_SAMPLES;
  size_t       n_samples = min_size (CHUNK_SAMPLES, training->recipe.batch - first);

  if (layer > 0)
    nn_layer_forward_dense (training->weights, layer,
                            workspace->activations[layer - 1]
                            + first * nn_layer_stride (training->weights, layer - 1),
                            n_samples, 0, NN_LANE_FLOATS,
                            workspace->activations[layer] + first * NN_LANE_FLOATS);
  if (layer + 1 == training->weights->n_layers)
    loss_of_chunk (training, first, n_samples);
}

void
nn_passes_forward (NnTraining *training)
{
  const NnNetwork *network = training->weights;

  nn_supply_prepare (&training->workspace->supply, training->step + 1);
  forward_sparse (training);
  for (size_t layer = network->n_layers > 1 ? 1 : 0; layer < network->n_layers; layer++)
    {
      LayerPass pass = { training, layer };

      if (nn_layer_is_narrow (network, layer))
        nn_team_run (training->team, forward_narrow_item, &pass, n_chunks (training));
      else
        nn_team_run (training->team, forward_wide_item, &pass,
                     (nn_layer_width (network, layer) + WIDE_COLUMNS - 1) / WIDE_COLUMNS);
    }
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

/* Items of layer 2 and up: blocks of the rows of its weights; the last item: its bias. */
static void
backward_dense_item (void   *data,
                     size_t  item,
                     size_t  thread)
{
  LayerPass    *pass = data;
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
      size_t first = block * NN_BLOCK_COLUMNS;
      size_t width = block_width (training, 0, block);

      if (training->weights->n_layers > 1)
        backward_dense_rows (training, 1, first, width, scratch);
      backward_sparse_columns (training, first, width, scratch);
    }
}

void
nn_passes_backward (NnTraining *training)
{
  NnWorkspace *workspace = training->workspace;
  size_t       n_layers = training->weights->n_layers;

  for (size_t layer = n_layers - 1; layer >= 2; layer--)
    {
      LayerPass pass = { training, layer };

      nn_team_run (training->team, backward_dense_item, &pass,
                   n_blocks (training, layer - 1) + 1);
    }
  nn_team_run (training->team, backward_sparse_item, training,
               1 + n_blocks (training, 0) + (n_layers > 1 ? 1 : 0));
  workspace->current = 1 - workspace->current;
  workspace->gathered_step = training->step + 1;
}
