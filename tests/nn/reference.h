/* reference.h: the same network in plain loops and double precision, to test the fast one against
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "nn-network.h"

typedef struct
{
  size_t  n_layers;
  size_t  sizes[NN_MAX_LAYERS + 1];
  double *weights[NN_MAX_LAYERS];   /* (outputs, inputs) */
  double *biases[NN_MAX_LAYERS];    /* (outputs) */
} Reference;

/* Copies the parameters; free with reference_free. */
Reference *reference_new_from (const NnNetwork *network);
void       reference_free     (Reference       *self);

/* Mean cross-entropy of images (n, 784) + l2 · ½ Σ w², and, if gradient is not NULL, its gradient
 * by every parameter, written over gradient's parameters. probabilities (n, 10) may be NULL. */
double reference_loss (const Reference *self,
                       const uint8_t   *images,
                       const uint8_t   *labels,
                       size_t           n,
                       double           l2,
                       double          *probabilities,
                       Reference       *gradient);
