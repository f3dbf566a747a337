/* test-kernels.c: every instruction set's kernels against plain loops
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-kernels.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "nn-batch.h"
#include "nn-random.h"

#define N_ROWS    37
#define N_COLUMNS 96 /* a block and a half: both widths of the sparse kernels */
#define STRIDE    112

typedef float Aligned[N_ROWS * STRIDE] __attribute__ ((aligned (64)));
typedef float Wide[NN_IMAGE_PIXELS * STRIDE] __attribute__ ((aligned (64)));

static void
fill (float  *values,
      size_t  n,
      uint64_t seed)
{
  nn_random_normal (seed, NN_PURPOSE_WEIGHTS, 0, 1.0f, values, n);
}

static NnBatch *
make_batch (void)
{
  NnBatch       *batch = NULL;
  NnRandomStream stream;

  g_assert_cmpint (nn_batch_new (N_ROWS, &batch), ==, NN_OK);
  batch->n_samples = N_ROWS;
  nn_random_stream_init (&stream, 8, NN_PURPOSE_PEN, 0);
  for (size_t s = 0; s < N_ROWS; s++)
    {
      uint8_t image[NN_IMAGE_PIXELS];

      /* One sample is blank, one is full. */
      for (size_t p = 0; p < NN_IMAGE_PIXELS; p++)
        image[p] = s == 1 ? 255
                 : s > 1 && nn_random_stream_uniform (&stream, 0, 1) < 0.2f
                 ? (uint8_t) nn_random_stream_choice (&stream, 256) : 0;
      nn_batch_set_image (batch, s, image, 0);
    }
  nn_batch_transpose (batch);
  return batch;
}

/* By pixel and by sample, a batch holds the same entries, both in order. */
static void
test_transpose (void)
{
  NnBatch          *batch = make_batch ();
  NnSparse          x = nn_batch_by_sample (batch, 0);
  NnSparse          xt = nn_batch_by_pixel (batch);
  g_autofree float *dense = g_new0 (float, N_ROWS * NN_IMAGE_PIXELS);
  size_t            n_entries = 0;

  for (size_t s = 0; s < N_ROWS; s++)
    for (uint32_t e = x.starts[s]; e < x.ends[s]; e++, n_entries++)
      dense[s * NN_IMAGE_PIXELS + x.columns[e]] = x.values[e];
  g_assert_cmpuint (xt.ends[NN_IMAGE_PIXELS - 1], ==, n_entries);
  for (size_t p = 0; p < NN_IMAGE_PIXELS; p++)
    for (uint32_t e = xt.starts[p]; e < xt.ends[p]; e++)
      {
        g_assert_cmpfloat (xt.values[e], ==, dense[xt.columns[e] * NN_IMAGE_PIXELS + p]);
        g_assert_true (e == xt.starts[p] || xt.columns[e] > xt.columns[e - 1]);
      }
  nn_batch_free (batch);
}

static void
test_sparse_forward (gconstpointer data)
{
  const NnKernels *kernels = data;
  NnBatch         *batch = make_batch ();
  NnSparse         x = nn_batch_by_sample (batch, 0);
  static Wide      w;
  static Aligned   y;
  float            bias[N_COLUMNS] __attribute__ ((aligned (64)));

  fill (w, G_N_ELEMENTS (w), 1);
  fill (bias, N_COLUMNS, 2);
  kernels->sparse_forward (&x, N_ROWS, w, STRIDE, bias, true, y, STRIDE, N_COLUMNS);
  for (size_t r = 0; r < N_ROWS; r++)
    for (size_t c = 0; c < N_COLUMNS; c++)
      {
        double sum = bias[c];

        for (uint32_t e = x.starts[r]; e < x.ends[r]; e++)
          sum += (double) x.values[e] * w[x.columns[e] * STRIDE + c];
        g_assert_cmpfloat (fabs (y[r * STRIDE + c] - MAX (sum, 0.0)), <, 1e-4);
      }
  nn_batch_free (batch);
}

static void
test_sparse_backward (gconstpointer data)
{
  const NnKernels *kernels = data;
  NnBatch         *batch = make_batch ();
  NnSparse         xt = nn_batch_by_pixel (batch);
  NnUpdate         update = { 0.1f, 0.9f, 0.01f, 0.99f, 1.0f / N_ROWS };
  static Wide      w, v, a, old_w, old_v, old_a;
  static Aligned   dy;

  fill (w, G_N_ELEMENTS (w), 1);
  fill (v, G_N_ELEMENTS (v), 2);
  fill (a, G_N_ELEMENTS (a), 3);
  fill (dy, G_N_ELEMENTS (dy), 4);
  memcpy (old_w, w, sizeof w);
  memcpy (old_v, v, sizeof v);
  memcpy (old_a, a, sizeof a);
  kernels->sparse_backward (&xt, NN_IMAGE_PIXELS, dy, STRIDE, &update,
                            (NnTarget) { w, v, a }, STRIDE, N_COLUMNS);
  for (size_t p = 0; p < NN_IMAGE_PIXELS; p++)
    for (size_t c = 0; c < STRIDE; c++)
      {
        size_t i = p * STRIDE + c;
        double g = 0.01 * old_w[i];
        double new_v, new_w;

        for (uint32_t e = xt.starts[p]; e < xt.ends[p]; e++)
          g += (double) xt.values[e] * dy[xt.columns[e] * STRIDE + c] / N_ROWS;
        new_v = 0.9 * old_v[i] + g;
        new_w = old_w[i] - 0.1 * new_v;
        if (c >= N_COLUMNS) /* not asked for: not touched */
          new_v = old_v[i], new_w = old_w[i];
        g_assert_cmpfloat (fabs (v[i] - new_v), <, 1e-5);
        g_assert_cmpfloat (fabs (w[i] - new_w), <, 1e-5);
        if (c < N_COLUMNS)
          g_assert_cmpfloat (fabs (a[i] - (0.99 * old_a[i] + 0.01 * new_w)), <, 1e-5);
      }
  nn_batch_free (batch);
}

/* Not only close: the order of every sum is the same, and so are the bits wherever the processor
 * multiplies and adds in one rounding. */
static void
test_sets_agree (void)
{
  const NnKernels *best = nn_kernels_get_nth (0);
  const NnKernels *second = nn_kernels_get_nth (1);
  NnBatch         *batch = make_batch ();
  NnSparse         x = nn_batch_by_sample (batch, 0);
  static Wide      w;
  static Aligned   y1, y2;
  float            bias[N_COLUMNS] __attribute__ ((aligned (64)));

  if (second == NULL || strcmp (second->name, "baseline") == 0)
    {
      g_test_skip ("this processor runs one set with fused multiply-add only");
      nn_batch_free (batch);
      return;
    }
  fill (w, G_N_ELEMENTS (w), 1);
  fill (bias, N_COLUMNS, 2);
  best->sparse_forward (&x, N_ROWS, w, STRIDE, bias, true, y1, STRIDE, N_COLUMNS);
  second->sparse_forward (&x, N_ROWS, w, STRIDE, bias, true, y2, STRIDE, N_COLUMNS);
  g_assert_cmpmem (y1, sizeof y1, y2, sizeof y2);
  nn_batch_free (batch);
}

static void
test_nan_is_not_rectified (gconstpointer data)
{
  const NnKernels *kernels = data;
  float            y[NN_LANE_FLOATS] __attribute__ ((aligned (64))) = {
    NAN, -1, 1, -INFINITY, INFINITY
  };
  float            zeros[NN_LANE_FLOATS] __attribute__ ((aligned (64))) = { 0 };

  kernels->add_bias (zeros, true, y, NN_LANE_FLOATS, 1, NN_LANE_FLOATS);
  g_assert_true (isnan (y[0]));
  g_assert_cmpfloat (y[1], ==, 0);
  g_assert_cmpfloat (y[2], ==, 1);
  g_assert_cmpfloat (y[3], ==, 0);
  g_assert_true (isinf (y[4]));
}

static void
add_for_sets (const char    *path,
              GTestDataFunc  func)
{
  for (size_t n = 0; nn_kernels_get_nth (n) != NULL; n++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%s", path, nn_kernels_get_nth (n)->name);

      g_test_add_data_func (name, nn_kernels_get_nth (n), func);
    }
}

/* More than one run of values. */
static void
test_sum_of_squares (gconstpointer data)
{
  const NnKernels *kernels = data;
  g_autofree Wide *values = aligned_alloc (64, sizeof (Wide));
  size_t           n_values = sizeof (Wide) / sizeof (float);
  double           exact = 0.0;

  fill (*values, n_values, 11);
  for (size_t i = 0; i < n_values; i++)
    exact += (double) (*values)[i] * (*values)[i];
  g_assert_cmpfloat (fabs (kernels->sum_of_squares (*values, n_values) / exact - 1), <, 1e-5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/batch/transpose", test_transpose);
  add_for_sets ("/kernels/sparse-forward", test_sparse_forward);
  add_for_sets ("/kernels/sparse-backward", test_sparse_backward);
  add_for_sets ("/kernels/nan-is-not-rectified", test_nan_is_not_rectified);
  add_for_sets ("/kernels/sum-of-squares", test_sum_of_squares);
  g_test_add_func ("/kernels/sets-agree", test_sets_agree);
  return g_test_run ();
}
