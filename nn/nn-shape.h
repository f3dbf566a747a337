/* nn-shape.h: which tensors a network has, and how they lie in memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "nn-recipe.h"

#define NN_MAX_LAYERS (NN_MAX_HIDDEN + 1)

/* One tensor. In memory: (n_inputs, stride) floats, row = one input, of which n_outputs are used
 * and the rest is 0; a bias has one row. In a file, in PyTorch's orientation:
 * (n_outputs, n_inputs), a bias (n_outputs). */
typedef struct
{
  char   name[16]; /* "fc1.weight", "fc1.bias", "fc2.weight", … */
  bool   is_weight;
  size_t n_inputs;
  size_t n_outputs;
  size_t stride;   /* floats, a multiple of 16 */
  size_t offset;   /* floats from the start of the block, a multiple of 16 */
} NnParameter;

/* Also the type of everything shaped like a network: moving averages, velocities, gradients. */
typedef struct
{
  size_t      n_layers;
  size_t      sizes[NN_MAX_LAYERS + 1];          /* 784, hidden …, 10 */
  size_t      n_parameters;                      /* 2 · n_layers: weight, bias, weight, bias, … */
  NnParameter parameters[2 * NN_MAX_LAYERS];
  size_t      n_values;
  float      *values;                            /* (n_values), owned, 64-byte aligned */
} NnNetwork;

/* Describes the network of a recipe in one that is all 0; its values stay NULL. */
void       nn_network_set_shape (NnNetwork      *network,
                                 const NnRecipe *recipe);

/* Activations of a layer: (n_samples, stride), 64-byte aligned, of which the first width are used:
 * its outputs rounded up to whole lanes, those beyond the outputs 0. */
size_t nn_layer_width  (const NnNetwork *network,
                        size_t           layer);
size_t nn_layer_stride (const NnNetwork *network,
                        size_t           layer);

/* Whether the layer has so few outputs that the narrow kernels take it, rather than BLAS. */
bool nn_layer_is_narrow (const NnNetwork *network,
                         size_t           layer);
