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
#include "nn-shape.h"

/* All values 0. recipe gives the hidden layers. NULL: no memory. Free with nn_network_free. */
NnNetwork *nn_network_new  (const NnRecipe *recipe);
/* The same in two steps, so that what a file claims to hold can be checked before it costs memory:
 * the shapes, with values NULL, and then the values. NULL, or false: no memory. */
NnNetwork *nn_network_describe (const NnRecipe *recipe);
bool       nn_network_allocate (NnNetwork *network);
NnNetwork *nn_network_copy (const NnNetwork *network);
void       nn_network_free (NnNetwork *network);

/* Weights from N(0, initial_deviation), biases initial_bias; a function of (recipe, seed). */
void nn_network_initialize (NnNetwork      *network,
                            const NnRecipe *recipe,
                            uint64_t        seed);

/* Copies n_outputs outputs of one tensor, from first on, from or to file orientation, (n_outputs,
 * n_inputs) without padding: a file as large as the memory can so be read and written piece by
 * piece. */
void nn_network_set_outputs (NnNetwork         *network,
                             const NnParameter *parameter,
                             size_t             first,
                             size_t             n_outputs,
                             const float       *values);
void nn_network_get_outputs (const NnNetwork   *network,
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
