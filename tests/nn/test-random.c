/* test-random.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-random.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* Known answers of Philox4x32-10, from the authors' Random123 distribution. */
static void
test_known_answers (void)
{
  uint32_t numbers[4];

  nn_random_block (0, 0, 0, numbers);
  g_assert_cmphex (numbers[0], ==, 0x6627e8d5);
  g_assert_cmphex (numbers[1], ==, 0xe169c58d);
  g_assert_cmphex (numbers[2], ==, 0xbc57ac4c);
  g_assert_cmphex (numbers[3], ==, 0x9b00dbd8);
}

static void
test_every_input_counts (void)
{
  uint32_t base[4], other[4];

  nn_random_block (1, 2, 3, base);
  for (int bit = 0; bit < 64; bit++)
    {
      nn_random_block (1 ^ (1ull << bit), 2, 3, other);
      g_assert_true (memcmp (base, other, sizeof base) != 0);
      nn_random_block (1, 2, 3 ^ (1ull << bit), other);
      g_assert_true (memcmp (base, other, sizeof base) != 0);
      nn_random_block (1, 2 ^ (1u << bit % 32), 3, other);
      g_assert_true (memcmp (base, other, sizeof base) != 0);
    }
}

static void
test_uniform_is_uniform (void)
{
  enum { N = 100000, N_BINS = 10 };
  size_t         bins[N_BINS] = { 0 };
  NnRandomStream stream;

  nn_random_stream_init (&stream, 42, NN_PURPOSE_PEN, 0);
  for (size_t i = 0; i < N; i++)
    {
      float u = nn_random_stream_uniform (&stream, 0.0f, 1.0f);

      g_assert_true (u >= 0.0f && u < 1.0f);
      bins[(size_t) (u * N_BINS)]++;
    }
  for (size_t b = 0; b < N_BINS; b++)
    g_assert_cmpfloat (fabs (bins[b] - N / (double) N_BINS), <, 5 * sqrt (N / (double) N_BINS));
}

static void
test_normal_is_normal (void)
{
  enum { N = 100000 };
  static float values[N];
  double       sum = 0.0, squares = 0.0, fourth = 0.0;

  nn_random_normal (3, NN_PURPOSE_WEIGHTS, 0, 2.0f, values, N);
  for (size_t i = 0; i < N; i++)
    {
      double z = values[i] / 2.0;

      sum += z;
      squares += z * z;
      fourth += z * z * z * z;
    }
  g_assert_cmpfloat (fabs (sum / N), <, 0.02);
  g_assert_cmpfloat (fabs (squares / N - 1.0), <, 0.02);
  g_assert_cmpfloat (fabs (fourth / N - 3.0), <, 0.15);
}

/* Drawn in one go or in two, the numbers are the same: they have no state. */
static void
test_normal_has_no_state (void)
{
  float whole[10], parts[10];

  nn_random_normal (3, NN_PURPOSE_WEIGHTS, 100, 1.0f, whole, 10);
  nn_random_normal (3, NN_PURPOSE_WEIGHTS, 104, 1.0f, parts + 4, 6);
  nn_random_normal (3, NN_PURPOSE_WEIGHTS, 100, 1.0f, parts, 4);
  g_assert_cmpmem (whole, sizeof whole, parts, sizeof parts);
}

static void
test_permutation_holds_each_once (void)
{
  enum { N = 1009 };
  uint32_t order[N], again[N], other[N];
  gboolean seen[N] = { FALSE };

  nn_random_permutation (9, NN_PURPOSE_ORDER, 4, order, N);
  for (size_t i = 0; i < N; i++)
    {
      g_assert_cmpuint (order[i], <, N);
      g_assert_false (seen[order[i]]);
      seen[order[i]] = TRUE;
    }
  nn_random_permutation (9, NN_PURPOSE_ORDER, 4, again, N);
  g_assert_cmpmem (order, sizeof order, again, sizeof again);
  nn_random_permutation (9, NN_PURPOSE_ORDER, 5, other, N);
  g_assert_true (memcmp (order, other, sizeof order) != 0);
}

/* Over many epochs each item comes first about equally often. */
static void
test_permutation_is_fair (void)
{
  enum { N = 8, N_EPOCHS = 16000 };
  size_t   counts[N] = { 0 };
  uint32_t order[N];
  double   expected = N_EPOCHS / (double) N;

  for (uint64_t epoch = 0; epoch < N_EPOCHS; epoch++)
    {
      nn_random_permutation (1, NN_PURPOSE_ORDER, epoch, order, N);
      counts[order[0]]++;
    }
  for (size_t i = 0; i < N; i++)
    g_assert_cmpfloat (fabs (counts[i] - expected), <, 5 * sqrt (expected));
}

static void
test_stream_stays_in_range (void)
{
  NnRandomStream stream;

  nn_random_stream_init (&stream, 1, NN_PURPOSE_PEN, 0);
  for (int i = 0; i < 10000; i++)
    {
      float u = nn_random_stream_uniform (&stream, -3.0f, 5.0f);

      g_assert_true (u >= -3.0f && u < 5.0f);
      g_assert_cmpuint (nn_random_stream_choice (&stream, 7), <, 7);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/known-answers", test_known_answers);
  g_test_add_func ("/random/every-input-counts", test_every_input_counts);
  g_test_add_func ("/random/uniform-is-uniform", test_uniform_is_uniform);
  g_test_add_func ("/random/normal-is-normal", test_normal_is_normal);
  g_test_add_func ("/random/normal-has-no-state", test_normal_has_no_state);
  g_test_add_func ("/random/permutation-holds-each-once", test_permutation_holds_each_once);
  g_test_add_func ("/random/permutation-is-fair", test_permutation_is_fair);
  g_test_add_func ("/random/stream-stays-in-range", test_stream_stays_in_range);
  return g_test_run ();
}
