/* nn-network.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "nn-batch.h"
#include "nn-blas.h"
#include "nn-kernels.h"
#include "nn-layers.h"
#include "nn-memory.h"
#include "nn-random.h"

/* What is drawn once for all layers: one stream, tensor by tensor. */
#define PARAMETER_INDEX_SHIFT 32

NnNetwork *
nn_network_describe (const NnRecipe *recipe)
{
  NnNetwork *network = calloc (1, sizeof *network);

  if (network != NULL)
    nn_network_set_shape (network, recipe);
  return network;
}

bool
nn_network_allocate (NnNetwork *network)
{
  /* Room for one product, so that whoever has the network may predict. */
  network->values = nn_blas_has_room (network, 1) ? nn_allocate_floats (network->n_values) : NULL;
  return network->values != NULL;
}

NnNetwork *
nn_network_new (const NnRecipe *recipe)
{
  NnNetwork *network = nn_network_describe (recipe);

  if (network != NULL && !nn_network_allocate (network))
    {
      free (network);
      return NULL;
    }
  return network;
}

NnNetwork *
nn_network_copy (const NnNetwork *network)
{
  NnNetwork *copy = malloc (sizeof *copy);

  if (copy == NULL)
    return NULL;
  *copy = *network;
  if (!nn_network_allocate (copy))
    {
      free (copy);
      return NULL;
    }
  memcpy (copy->values, network->values, network->n_values * sizeof *copy->values);
  return copy;
}

void
nn_network_free (NnNetwork *network)
{
  if (network == NULL)
    return;
  free (network->values);
  free (network);
}

void
nn_network_initialize (NnNetwork      *network,
                       const NnRecipe *recipe,
                       uint64_t        seed)
{
  for (size_t p = 0; p < network->n_parameters; p++)
    {
      const NnParameter *parameter = &network->parameters[p];
      float             *values = network->values + parameter->offset;
      double             deviation = recipe->initial_deviation;

      if (deviation == 0.0)
        deviation = sqrt (2.0 / (double) parameter->n_inputs);
      if (parameter->is_weight)
        for (size_t i = 0; i < parameter->n_inputs; i++)
          nn_random_normal (seed, NN_PURPOSE_WEIGHTS,
                            ((uint64_t) p << PARAMETER_INDEX_SHIFT) + i * parameter->n_outputs,
                            (float) deviation, values + i * parameter->stride,
                            parameter->n_outputs);
      else
        for (size_t o = 0; o < parameter->n_outputs; o++)
          values[o] = (float) recipe->initial_bias;
    }
}

void
nn_network_set_outputs (NnNetwork         *network,
                        const NnParameter *parameter,
                        size_t             first,
                        size_t             n_outputs,
                        const float       *values)
{
  float *to = network->values + parameter->offset + first;

  for (size_t i = 0; i < parameter->n_inputs; i++)
    for (size_t o = 0; o < n_outputs; o++)
      to[i * parameter->stride + o] = values[o * parameter->n_inputs + i];
}

void
nn_network_get_outputs (const NnNetwork   *network,
                        const NnParameter *parameter,
                        size_t             first,
                        size_t             n_outputs,
                        float             *values)
{
  const float *from = network->values + parameter->offset + first;

  for (size_t i = 0; i < parameter->n_inputs; i++)
    for (size_t o = 0; o < n_outputs; o++)
      values[o * parameter->n_inputs + i] = from[i * parameter->stride + o];
}

bool
nn_network_is_finite (const NnNetwork *network)
{
  /* x − x is 0 for finite x and NaN otherwise, and NaN stays in the sum. */
  float sum = 0.0f;

  for (size_t i = 0; i < network->n_values; i++)
    sum += network->values[i] - network->values[i];
  return sum == 0.0f;
}

double
nn_network_sum_of_squares (const NnNetwork *network)
{
  double total = 0.0;

  for (size_t p = 0; p < network->n_parameters; p++)
    {
      const NnParameter *parameter = &network->parameters[p];
      const float       *values = network->values + parameter->offset;

      if (!parameter->is_weight)
        continue;
      /* The padding is 0. */
      total += nn_kernels_get ()->sum_of_squares (values, parameter->n_inputs * parameter->stride);
    }
  return total;
}

/* A hidden layer's activations on the stack, 64 KiB at most. */
typedef struct
{
  float values[NN_MAX_HIDDEN_WIDTH] __attribute__ ((aligned (NN_ALIGNMENT)));
} Activations;

void
nn_network_predict (const NnNetwork *network,
                    const uint8_t    image[NN_IMAGE_PIXELS],
                    float            probabilities[NN_N_CLASSES])
{
  uint16_t    pixels[NN_IMAGE_PIXELS];
  float       values[NN_IMAGE_PIXELS];
  uint8_t     label;
  uint32_t    start, end;
  NnBatch     batch = {
    .n_samples = 1,
    .labels = &label,
    .sample_starts = &start,
    .sample_ends = &end,
    .sample_pixels = pixels,
    .sample_values = values,
  };
  Activations activations[2];

  nn_batch_set_image (&batch, 0, image, 0);
  nn_layer_forward_sparse (network, &batch, 0, 1, 0, nn_layer_width (network, 0),
                           activations[0].values);
  for (size_t layer = 1; layer < network->n_layers; layer++)
    nn_layer_forward_dense (network, layer, activations[(layer - 1) % 2].values, 1,
                            0, nn_layer_width (network, layer), activations[layer % 2].values);
  nn_softmax (activations[(network->n_layers - 1) % 2].values, 0, probabilities);
}
