/* nn-kernels.h: the loops a step spends its time in
 *
 * One source, nn-kernels-body.c, compiled for several instruction sets; nn_kernels_get looks which
 * is the best one the processor has. All matrices are row by row; pointers and strides (in floats)
 * are such that every row starts on a multiple of 64 bytes. All functions are pure in their
 * arguments.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "nn-digits.h"

#define NN_LANE_FLOATS   16 /* strides and blocks are multiples of this */
#define NN_WARP_STRIDE   32 /* a row of NN_IMAGE_SIDE pixels, rounded up to whole registers */
#define NN_MAX_NODES     10 /* a row, of an elastic field; reached at elastic_sigma 2.5 */
#define NN_SPLINE_NODES  4  /* nodes that a cubic B-spline takes part in, along one axis */
#define NN_FAINTEST_INK  32 /* a distorted pixel below this is paper; its blur only costs time */
#define NN_BLOCK_COLUMNS 64 /* hidden units one item of a step's work covers */

/* One gradient descent update; see nn_training_step. */
typedef struct
{
  float rate;
  float momentum;
  float l2;            /* 0 for biases */
  float average_decay;
  float inverse_batch; /* gradients arrive as sums over the batch */
} NnUpdate;

/* The same block of a network's values, its velocities (NULL: no momentum) and averages. */
typedef struct
{
  float *weights;
  float *velocity;
  float *averages;
} NnTarget;

/* A sparse matrix in compressed rows: entries starts[r] … ends[r] − 1 of row r. */
typedef struct
{
  const uint32_t *starts;
  const uint32_t *ends;
  const uint16_t *columns;
  const float    *values;
} NnSparse;

/* How a field over the pixels is spanned by cubic B-splines at n_nodes × n_nodes nodes: row y is
 * made of the rows of nodes first[y] … first[y] + 3 with these weights, and likewise columns. */
typedef struct
{
  size_t n_nodes;
  size_t first[NN_IMAGE_SIDE];
  float  weights[NN_IMAGE_SIDE][NN_SPLINE_NODES];
  float  shares[NN_MAX_NODES][NN_WARP_STRIDE]; /* the same by node: its weight at each pixel */
} NnGrid;

/* Where the pixels of a distorted picture come from, in pixels:
 * from_x (x, y) = x_origin + x_by_x · x + x_by_y · y + field of nodes_x at (x, y), and from_y
 * likewise. */
typedef struct
{
  float         x_origin, x_by_x, x_by_y;
  float         y_origin, y_by_x, y_by_y;
  const NnGrid *grid;                                /* NULL: no field */
  float         nodes_x[NN_MAX_NODES][NN_MAX_NODES]; /* [row][column], (n_nodes, n_nodes) used */
  float         nodes_y[NN_MAX_NODES][NN_MAX_NODES];
  float         thickness;                           /* −1 … 1: pen thinner, thicker, by about so
                                                      * many pixels of radius */
} NnWarp;

typedef struct
{
  const char *name;

  /* y (n_rows, n_columns) = relu? (x · w + bias); x sparse (n_rows, …), w (…, n_columns) */
  void (*sparse_forward) (const NnSparse *x,
                          size_t          n_rows,
                          const float    *w,
                          size_t          w_stride,
                          const float    *bias,
                          bool            relu,
                          float          *y,
                          size_t          y_stride,
                          size_t          n_columns);

  /* w (n_rows, n_columns) updated with the gradient xᵀ · dy; xt sparse (n_rows, samples),
   * dy (samples, n_columns). No gradient matrix is written. */
  void (*sparse_backward) (const NnSparse *xt,
                           size_t          n_rows,
                           const float    *dy,
                           size_t          dy_stride,
                           const NnUpdate *update,
                           NnTarget        w,
                           size_t          w_stride,
                           size_t          n_columns);

  /* Layers of at most 16 outputs, whose rows are 16 wide:
   * y (n_rows, 16) = x (n_rows, n_inputs) · w (n_inputs, 16) + bias */
  void (*narrow_forward) (const float *x,
                          size_t       x_stride,
                          size_t       n_rows,
                          size_t       n_inputs,
                          const float *w,
                          const float *bias,
                          float       *y);

  /* dx (n_rows, n_inputs) = dy (n_rows, 16) · wᵀ, n_inputs at most NN_BLOCK_COLUMNS */
  void (*narrow_backward) (const float *dy,
                           size_t       n_rows,
                           const float *w,
                           size_t       n_inputs,
                           size_t       n_outputs,
                           float       *dx,
                           size_t       dx_stride);

  /* gradient (n_inputs, 16) = xᵀ (n_rows, n_inputs) · dy (n_rows, 16); n_inputs a multiple of 4 */
  void (*narrow_gradient) (const float *x,
                           size_t       x_stride,
                           size_t       n_rows,
                           size_t       n_inputs,
                           const float *dy,
                           float       *gradient);

  /* sums (n_columns) = Σ over the rows of dy (n_rows, n_columns) */
  void (*column_sums) (const float *dy,
                       size_t       dy_stride,
                       size_t       n_rows,
                       float       *sums,
                       size_t       n_columns);

  /* dx = dx · [y > 0], ReLU backward from its own output; both (n_rows, n_columns) */
  void (*relu_backward) (const float *y,
                         float       *dx,
                         size_t       stride,
                         size_t       n_rows,
                         size_t       n_columns);

  /* y = max (y + bias, 0), NaN kept; relu false: y + bias */
  void (*add_bias) (const float *bias,
                    bool         relu,
                    float       *y,
                    size_t       stride,
                    size_t       n_rows,
                    size_t       n_columns);

  /* n_values updated with their summed gradients */
  void (*update) (const float    *gradient,
                  const NnUpdate *update,
                  NnTarget        target,
                  size_t          n_values);

  /* Σ values² over n_values, a multiple of 16 */
  double (*sum_of_squares) (const float *values,
                            size_t       n_values);

  /* output (28, 28)[y][x] = input (28, 28) at the place warp says, between pixels bilinearly, paper
   * outside and below NN_FAINTEST_INK; first the pen is made thicker. */
  void (*warp) (const NnWarp *warp,
                const uint8_t input[NN_IMAGE_PIXELS],
                uint8_t       output[NN_IMAGE_PIXELS]);
} NnKernels;

/* The kernels for this processor. Pure, any thread. */
const NnKernels *nn_kernels_get (void);

/* All that were built and run here, best first, for tests that compare them; NULL after the
 * last. */
const NnKernels *nn_kernels_get_nth (size_t n);
