/* nn-layers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-layers.h"

#include <cblas.h>
#include <math.h>
#include <pthread.h>

#define LOG_N_CLASSES 2.3025851f

static const float *
weights_of (const NnNetwork *network,
            size_t           layer)
{
  return network->values + network->parameters[2 * layer].offset;
}

static const float *
bias_of (const NnNetwork *network,
         size_t           layer)
{
  return network->values + network->parameters[2 * layer + 1].offset;
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
                                     weights_of (network, 0) + first_column, stride,
                                     bias_of (network, 0) + first_column, is_hidden (network, 0),
                                     y + first_column, stride, n_columns);
}

/* The team shares the work; threads of the library's own would only disturb it. Again, in case that
 * openblas_num_threads_env was not asked. */
static void
use_one_blas_thread (void)
{
  openblas_set_num_threads (1);
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
  const NnKernels      *kernels = nn_kernels_get ();
  const float           zeros[NN_LANE_FLOATS] __attribute__ ((aligned (64))) = { 0 };
  size_t                stride = nn_layer_stride (network, layer);
  size_t                x_stride = nn_layer_stride (network, layer - 1);

  if (nn_layer_is_narrow (network, layer))
    {
      kernels->narrow_forward (x, x_stride, n_samples, network->sizes[layer],
                               weights_of (network, layer), bias_of (network, layer), y);
      if (is_hidden (network, layer))
        kernels->add_bias (zeros, true, y, stride, n_samples, n_columns);
      return;
    }
  pthread_once (&blas_once, use_one_blas_thread);
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans,
               (int) n_samples, (int) n_columns, (int) network->sizes[layer],
               1.0f, x, (int) x_stride, weights_of (network, layer) + first_column, (int) stride,
               0.0f, y + first_column, (int) stride);
  kernels->add_bias (bias_of (network, layer) + first_column, is_hidden (network, layer),
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
