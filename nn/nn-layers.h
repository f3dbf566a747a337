/* nn-layers.h: one layer of a network, forward, over a block of samples and outputs
 *
 * Training and evaluation share these; what they split among threads they split here, in blocks
 * that do not depend on the number of threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "nn-batch.h"
#include "nn-shape.h"

/* Layer 0: y (n_samples, stride) columns first_column … + n_columns − 1 of samples first_sample …;
 * y points at the row of first_sample. Hidden layers are rectified. */
void nn_layer_forward_sparse (const NnNetwork *network,
                              const NnBatch   *batch,
                              size_t           first_sample,
                              size_t           n_samples,
                              size_t           first_column,
                              size_t           n_columns,
                              float           *y);

/* Layer 1 and up: columns first_column … + n_columns − 1 of y (n_samples, stride) from
 * x (n_samples, stride of the layer below); a narrow layer only as a whole. */
void nn_layer_forward_dense (const NnNetwork *network,
                             size_t           layer,
                             const float     *x,
                             size_t           n_samples,
                             size_t           first_column,
                             size_t           n_columns,
                             float           *y);

/* Softmax of one sample's logits (10): probabilities (10). Returns the cross-entropy
 * −log p[label] = log Σ exp z − z[label], without ever taking log 0. For NN_NO_DIGIT, and whatever
 * else is no digit, every answer should be equally probable: the divergence from that,
 * −mean log p − log 10 (Hendrycks, Mazeika, Dietterich, "Deep anomaly detection with outlier
 * exposure", ICLR 2019). */
float nn_softmax (const float *logits,
                  uint8_t      label,
                  float       *probabilities);
