/* nn-layers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-layers.h"

#include <cblas.h>
#include <math.h>
#include <pthread.h>

#define LOG_N_CLASSES 2.3025851f

static const NnParameter *
weight_of (const NnNetwork *network,
           size_t           layer)
{
  return &network->parameters[2 * layer];
}

size_t
nn_layer_width (const NnNetwork *network,
                size_t           layer)
{
  size_t n_outputs = weight_of (network, layer)->n_outputs;

  return (n_outputs + NN_LANE_FLOATS - 1) / NN_LANE_FLOATS * NN_LANE_FLOATS;
}

size_t
nn_layer_stride (const NnNetwork *network,
                 size_t           layer)
{
  return weight_of (network, layer)->stride;
}

const float *
nn_layer_weights (const NnNetwork *network,
                  size_t           layer)
{
  return network->values + weight_of (network, layer)->offset;
}

const float *
nn_layer_bias (const NnNetwork *network,
               size_t           layer)
{
  return network->values + network->parameters[2 * layer + 1].offset;
}

bool
nn_layer_is_narrow (const NnNetwork *network,
                    size_t           layer)
{
  return nn_layer_width (network, layer) == NN_LANE_FLOATS;
}

static bool
is_hidden (const NnNetwork *network,
           size_t           layer)
{
  return layer + 1 < network->n_layers;
}

void
nn_layer_forward_sparse (const NnNetwork *network,
                         const NnBatch   *batch,
                         size_t           first_sample,
                         size_t           n_samples,
                         size_t           first_column,
                         size_t           n_columns,
                         float           *y)
{
  NnSparse x = nn_batch_by_sample (batch, first_sample);
  size_t   stride = nn_layer_stride (network, 0);

  nn_kernels_get ()->sparse_forward (&x, n_samples,
                                     nn_layer_weights (network, 0) + first_column, stride,
                                     nn_layer_bias (network, 0) + first_column,
                                     is_hidden (network, 0),
                                     y + first_column, stride, n_columns);
}

/* The team shares the work; threads of the library's own would only disturb it. Again, in case that
 * openblas_num_threads_env was not asked. */
static void
use_one_blas_thread (void)
{
  openblas_set_num_threads (1);
}

static void
forward_narrow (const NnNetwork *network,
                size_t           layer,
                const float     *x,
                size_t           n_samples,
                float           *y)
{
  const NnKernels *kernels = nn_kernels_get ();
  const float      zeros[NN_LANE_FLOATS] __attribute__ ((aligned (64))) = { 0 };

  kernels->narrow_forward (x, nn_layer_stride (network, layer - 1), n_samples,
                           network->sizes[layer], nn_layer_weights (network, layer),
                           nn_layer_bias (network, layer), y);
  if (is_hidden (network, layer))
    kernels->add_bias (zeros, true, y, NN_LANE_FLOATS, n_samples, NN_LANE_FLOATS);
}

void
nn_layer_forward_dense (const NnNetwork *network,
                        size_t           layer,
                        const float     *x,
                        size_t           n_samples,
                        size_t           first_column,
                        size_t           n_columns,
                        float           *y)
{
  static pthread_once_t blas_once = PTHREAD_ONCE_INIT;
  size_t                stride = nn_layer_stride (network, layer);

  if (nn_layer_is_narrow (network, layer))
    {
      forward_narrow (network, layer, x, n_samples, y);
      return;
    }
  pthread_once (&blas_once, use_one_blas_thread);
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans,
               (int) n_samples, (int) n_columns, (int) network->sizes[layer],
               1.0f, x, (int) nn_layer_stride (network, layer - 1),
               nn_layer_weights (network, layer) + first_column, (int) stride,
               0.0f, y + first_column, (int) stride);
  nn_kernels_get ()->add_bias (nn_layer_bias (network, layer) + first_column,
                               is_hidden (network, layer),
                               y + first_column, stride, n_samples, n_columns);
}

static float
mean_logit (const float *logits)
{
  float sum = 0.0f;

  for (size_t c = 0; c < NN_N_CLASSES; c++)
    sum += logits[c];
  return sum / NN_N_CLASSES;
}

float
nn_softmax (const float *logits,
            uint8_t      label,
            float       *probabilities)
{
  float largest = logits[0];
  float own = label < NN_N_CLASSES ? logits[label] : mean_logit (logits) + LOG_N_CLASSES;
  float sum = 0.0f;

  for (size_t c = 1; c < NN_N_CLASSES; c++)
    largest = logits[c] > largest ? logits[c] : largest;
  for (size_t c = 0; c < NN_N_CLASSES; c++)
    {
      probabilities[c] = expf (logits[c] - largest);
      sum += probabilities[c];
    }
  for (size_t c = 0; c < NN_N_CLASSES; c++)
    probabilities[c] /= sum;
  return logf (sum) + largest - own;
}
