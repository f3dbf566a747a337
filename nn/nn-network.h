/* nn-network.h: the multi-layer perceptron's parameters, and what it answers
 *
 * y = softmax (W_L · relu (… relu (W_1 · x + b_1) …) + b_L), x = ink / 255.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "nn-digits.h"
#include "nn-recipe.h"
#include "nn-status.h"

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

/* All values 0. recipe gives the hidden layers. NULL: no memory. Free with nn_network_free. */
NnNetwork *nn_network_new  (const NnRecipe *recipe);
/* The same in two steps, so that what a file claims to hold can be checked before it costs memory:
 * the shapes, with values NULL, and then the values. NULL, or false: no memory. */
NnNetwork *nn_network_describe (const NnRecipe *recipe);
bool       nn_network_allocate (NnNetwork *network);
/* The shapes alone, into a network of the caller's that is all 0. */
void       nn_network_set_shape (NnNetwork      *network,
                                 const NnRecipe *recipe);
NnNetwork *nn_network_copy (const NnNetwork *network);
void       nn_network_free (NnNetwork *network);

/* Weights from N(0, initial_deviation), biases initial_bias; a function of (recipe, seed). */
void nn_network_initialize (NnNetwork      *network,
                            const NnRecipe *recipe,
                            uint64_t        seed);

/* Copies one tensor from or to file orientation, (n_outputs, n_inputs) without padding. */
void nn_network_set_parameter (NnNetwork         *network,
                               const NnParameter *parameter,
                               const float       *values);
void nn_network_get_parameter (const NnNetwork   *network,
                               const NnParameter *parameter,
                               float             *values);
/* The same of n_outputs outputs from first on alone, (n_outputs, n_inputs): a file as large as the
 * memory can so be read and written piece by piece. */
void nn_network_set_outputs   (NnNetwork         *network,
                               const NnParameter *parameter,
                               size_t             first,
                               size_t             n_outputs,
                               const float       *values);
void nn_network_get_outputs   (const NnNetwork   *network,
                               const NnParameter *parameter,
                               size_t             first,
                               size_t             n_outputs,
                               float             *values);

bool nn_network_is_finite (const NnNetwork *network);

/* Σ w² over the weights, in double; biases are left out. */
double nn_network_sum_of_squares (const NnNetwork *network);

/* What the network makes of one picture, 784 bytes, ink bright: probabilities (10), which add up to
 * 1. Allocates nothing; about 50 µs for 784-500-10. Pure, any thread. */
void nn_network_predict (const NnNetwork *network,
                         const uint8_t    image[NN_IMAGE_PIXELS],
                         float            probabilities[NN_N_CLASSES]);
