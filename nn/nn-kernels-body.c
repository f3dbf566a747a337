/* nn-kernels-body.c: the kernels, written with GCC's vector types; nn-kernels.h has the formulas
 *
 * meson.build compiles this file once per instruction set; the only thing that differs is how many
 * floats a register holds. The order of every sum is the same in all of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-kernels-lanes.h"

/* Registers that NN_BLOCK_COLUMNS and NN_LANE_FLOATS floats take. */
#define BLOCK_LANES  (NN_BLOCK_COLUMNS / LANES)
#define NARROW_LANES (NN_LANE_FLOATS / LANES)

#define SQUARES_A_RUN 4096

INLINE Lanes
load (const float *from)
{
  return *(const Lanes *) __builtin_assume_aligned (from, LANES * sizeof (float));
}

INLINE void
store (float *to,
       Lanes  lanes)
{
  *(Lanes *) __builtin_assume_aligned (to, LANES * sizeof (float)) = lanes;
}

/* max (x, 0), but NaN stays NaN, so that a diverged run is noticed. */
INLINE Lanes
rectify (Lanes x)
{
  return (Lanes) ((LaneMask) x & ~(x < 0.0f));
}

/* sum (n_lanes registers) += Σ values[e] · matrix[columns[e]] over the entries. Even and odd
 * entries are summed apart, so that twice as many additions are under way at once. */
INLINE void
accumulate (Lanes          *restrict sum,
            size_t          n_lanes,
            const uint16_t *restrict columns,
            const float    *restrict values,
            size_t          n_entries,
            const float    *restrict matrix,
            size_t          stride)
{
  Lanes  odd[BLOCK_LANES] = { 0 };
  size_t e = 0;

  for (; e + 2 <= n_entries; e += 2)
    {
      const float *row0 = matrix + columns[e] * stride;
      const float *row1 = matrix + columns[e + 1] * stride;

      for (size_t i = 0; i < n_lanes; i++)
        {
          sum[i] += values[e] * load (row0 + i * LANES);
          odd[i] += values[e + 1] * load (row1 + i * LANES);
        }
    }
  if (e < n_entries)
    for (size_t i = 0; i < n_lanes; i++)
      sum[i] += values[e] * load (matrix + columns[e] * stride + i * LANES);
  for (size_t i = 0; i < n_lanes; i++)
    sum[i] += odd[i];
}

INLINE void
forward_columns (const NnSparse *x,
                 size_t          n_rows,
                 const float    *restrict w,
                 size_t          w_stride,
                 const float    *restrict bias,
                 bool            relu,
                 float          *restrict y,
                 size_t          y_stride,
                 size_t          n_lanes)
{
  for (size_t r = 0; r < n_rows; r++)
    {
      Lanes sum[BLOCK_LANES];

      for (size_t i = 0; i < n_lanes; i++)
        sum[i] = load (bias + i * LANES);
      accumulate (sum, n_lanes, x->columns + x->starts[r], x->values + x->starts[r],
                  x->ends[r] - x->starts[r], w, w_stride);
      for (size_t i = 0; i < n_lanes; i++)
        store (y + r * y_stride + i * LANES, relu ? rectify (sum[i]) : sum[i]);
    }
}

static void
sparse_forward (const NnSparse *x,
                size_t          n_rows,
                const float    *w,
                size_t          w_stride,
                const float    *bias,
                bool            relu,
                float          *y,
                size_t          y_stride,
                size_t          n_columns)
{
  size_t c = 0;

  for (; c + NN_BLOCK_COLUMNS <= n_columns; c += NN_BLOCK_COLUMNS)
    forward_columns (x, n_rows, w + c, w_stride, bias + c, relu, y + c, y_stride, BLOCK_LANES);
  for (; c < n_columns; c += NN_LANE_FLOATS)
    forward_columns (x, n_rows, w + c, w_stride, bias + c, relu, y + c, y_stride, NARROW_LANES);
}

/* g = gradient / batch + l2 · w; v ← m·v + g; w ← w − rate·v; a ← d·a + (1 − d)·w */
INLINE void
update_lanes (Lanes           gradient,
              const NnUpdate *restrict update,
              float          *restrict weights,
              float          *restrict velocity,
              float          *restrict averages)
{
  Lanes w = load (weights);
  Lanes g = gradient * update->inverse_batch + update->l2 * w;

  if (velocity != NULL)
    {
      g += update->momentum * load (velocity);
      store (velocity, g);
    }
  w -= update->rate * g;
  store (weights, w);
  store (averages, update->average_decay * load (averages) + (1.0f - update->average_decay) * w);
}

INLINE void
backward_columns (const NnSparse *xt,
                  size_t          n_rows,
                  const float    *restrict dy,
                  size_t          dy_stride,
                  const NnUpdate *restrict update,
                  NnTarget        w,
                  size_t          w_stride,
                  size_t          column,
                  size_t          n_lanes,
                  bool            momentum)
{
  for (size_t r = 0; r < n_rows; r++)
    {
      Lanes  sum[BLOCK_LANES] = { 0 };
      size_t place = r * w_stride + column;

      accumulate (sum, n_lanes, xt->columns + xt->starts[r], xt->values + xt->starts[r],
                  xt->ends[r] - xt->starts[r], dy + column, dy_stride);
      for (size_t i = 0; i < n_lanes; i++, place += LANES)
        update_lanes (sum[i], update, w.weights + place,
                      momentum ? w.velocity + place : NULL, w.averages + place);
    }
}

static void
sparse_backward (const NnSparse *xt,
                 size_t          n_rows,
                 const float    *dy,
                 size_t          dy_stride,
                 const NnUpdate *update,
                 NnTarget        w,
                 size_t          w_stride,
                 size_t          n_columns)
{
  bool   momentum = w.velocity != NULL;
  size_t c = 0;

  for (; c + NN_BLOCK_COLUMNS <= n_columns; c += NN_BLOCK_COLUMNS)
    if (momentum)
      backward_columns (xt, n_rows, dy, dy_stride, update, w, w_stride, c, BLOCK_LANES, true);
    else
      backward_columns (xt, n_rows, dy, dy_stride, update, w, w_stride, c, BLOCK_LANES, false);
  for (; c < n_columns; c += NN_LANE_FLOATS)
    backward_columns (xt, n_rows, dy, dy_stride, update, w, w_stride, c, NARROW_LANES, momentum);
}

static void
narrow_forward (const float *restrict x,
                size_t       x_stride,
                size_t       n_rows,
                size_t       n_inputs,
                const float *restrict w,
                const float *restrict bias,
                float       *restrict y)
{
  for (size_t r = 0; r < n_rows; r++)
    {
      /* Four partial sums, for the same reason as in accumulate. */
      Lanes  sum[4][NARROW_LANES] = { { { 0 } } };
      size_t i = 0;

      for (; i + 4 <= n_inputs; i += 4)
        for (size_t k = 0; k < 4; k++)
          for (size_t l = 0; l < NARROW_LANES; l++)
            sum[k][l] += x[r * x_stride + i + k] * load (w + (i + k) * NN_LANE_FLOATS + l * LANES);
      for (; i < n_inputs; i++)
        for (size_t l = 0; l < NARROW_LANES; l++)
          sum[0][l] += x[r * x_stride + i] * load (w + i * NN_LANE_FLOATS + l * LANES);
      for (size_t l = 0; l < NARROW_LANES; l++)
        store (y + r * NN_LANE_FLOATS + l * LANES,
               load (bias + l * LANES) + ((sum[0][l] + sum[1][l]) + (sum[2][l] + sum[3][l])));
    }
}

static void
narrow_backward (const float *restrict dy,
                 size_t       n_rows,
                 const float *restrict w,
                 size_t       n_inputs,
                 size_t       n_outputs,
                 float       *restrict dx,
                 size_t       dx_stride)
{
  /* wᵀ, so that one register holds neighbouring inputs */
  float  transposed[NN_LANE_FLOATS][NN_BLOCK_COLUMNS] __attribute__ ((aligned (64))) = { { 0 } };
  size_t n_lanes = (n_inputs + LANES - 1) / LANES;

  for (size_t i = 0; i < n_inputs; i++)
    for (size_t o = 0; o < n_outputs; o++)
      transposed[o][i] = w[i * NN_LANE_FLOATS + o];

  for (size_t r = 0; r < n_rows; r++)
    for (size_t l = 0; l < n_lanes; l++)
      {
        Lanes sum = { 0 };

        for (size_t o = 0; o < n_outputs; o++)
          sum += dy[r * NN_LANE_FLOATS + o] * load (&transposed[o][l * LANES]);
        store (dx + r * dx_stride + l * LANES, sum);
      }
}

static void
narrow_gradient (const float *restrict x,
                 size_t       x_stride,
                 size_t       n_rows,
                 size_t       n_inputs,
                 const float *restrict dy,
                 float       *restrict gradient)
{
  for (size_t i = 0; i < n_inputs; i += 4)
    {
      Lanes sum[4][NARROW_LANES] = { { { 0 } } };

      for (size_t r = 0; r < n_rows; r++)
        for (size_t k = 0; k < 4; k++)
          for (size_t l = 0; l < NARROW_LANES; l++)
            sum[k][l] += x[r * x_stride + i + k] * load (dy + r * NN_LANE_FLOATS + l * LANES);
      for (size_t k = 0; k < 4; k++)
        for (size_t l = 0; l < NARROW_LANES; l++)
          store (gradient + (i + k) * NN_LANE_FLOATS + l * LANES, sum[k][l]);
    }
}

static void
column_sums (const float *restrict dy,
             size_t       dy_stride,
             size_t       n_rows,
             float       *restrict sums,
             size_t       n_columns)
{
  for (size_t c = 0; c < n_columns; c += LANES)
    {
      Lanes sum = { 0 };

      for (size_t r = 0; r < n_rows; r++)
        sum += load (dy + r * dy_stride + c);
      store (sums + c, sum);
    }
}

static void
relu_backward (const float *restrict y,
               float       *restrict dx,
               size_t       stride,
               size_t       n_rows,
               size_t       n_columns)
{
  for (size_t r = 0; r < n_rows; r++)
    for (size_t c = 0; c < n_columns; c += LANES)
      {
        size_t place = r * stride + c;

        store (dx + place, (Lanes) ((LaneMask) load (dx + place) & (load (y + place) > 0.0f)));
      }
}

static void
add_bias (const float *restrict bias,
          bool         relu,
          float       *restrict y,
          size_t       stride,
          size_t       n_rows,
          size_t       n_columns)
{
  for (size_t r = 0; r < n_rows; r++)
    for (size_t c = 0; c < n_columns; c += LANES)
      {
        Lanes sum = load (y + r * stride + c) + load (bias + c);

        store (y + r * stride + c, relu ? rectify (sum) : sum);
      }
}

static void
update (const float    *restrict gradient,
        const NnUpdate *restrict how,
        NnTarget        target,
        size_t          n_values)
{
  for (size_t i = 0; i < n_values; i += LANES)
    update_lanes (load (gradient + i), how, target.weights + i,
                  target.velocity != NULL ? target.velocity + i : NULL, target.averages + i);
}

/* Sixteen sums in floats over a run of values, the runs in double. */
static double
sum_of_squares (const float *restrict values,
                size_t       n_values)
{
  double total = 0.0;

  for (size_t first = 0; first < n_values; first += SQUARES_A_RUN)
    {
      size_t end = n_values - first < SQUARES_A_RUN ? n_values : first + SQUARES_A_RUN;
      Lanes  sums[NARROW_LANES] = { { 0 } };
      float  parts[NN_LANE_FLOATS] __attribute__ ((aligned (64)));

      for (size_t i = first; i < end; i += NN_LANE_FLOATS)
        for (size_t l = 0; l < NARROW_LANES; l++)
          sums[l] += load (values + i + l * LANES) * load (values + i + l * LANES);
      for (size_t l = 0; l < NARROW_LANES; l++)
        store (parts + l * LANES, sums[l]);
      for (size_t i = 0; i < NN_LANE_FLOATS; i++)
        total += parts[i];
    }
  return total;
}

extern const NnKernels SYMBOL (nn_kernels_, NN_KERNELS_SUFFIX);

const NnKernels SYMBOL (nn_kernels_, NN_KERNELS_SUFFIX) = {
  .name = TEXT (NN_KERNELS_SUFFIX),
  .sparse_forward = sparse_forward,
  .sparse_backward = sparse_backward,
  .narrow_forward = narrow_forward,
  .narrow_backward = narrow_backward,
  .narrow_gradient = narrow_gradient,
  .column_sums = column_sums,
  .relu_backward = relu_backward,
  .add_bias = add_bias,
  .update = update,
  .sum_of_squares = sum_of_squares,
  .warp = SYMBOL (nn_warp_, NN_KERNELS_SUFFIX),
};
