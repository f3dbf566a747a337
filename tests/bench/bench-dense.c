/* bench-dense.c: how long OpenBLAS takes for the products of one dense layer
 *
 *     bench-dense THREADS BATCH INPUTS OUTPUTS
 *
 * Forward, gradient by the input and gradient by the weights: what a training step multiplies.
 * Prints one JSON object with the median.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cblas.h>

#define N_ROUNDS 201

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return (double) time.tv_sec + 1e-9 * (double) time.tv_nsec;
}

static float *
make_matrix (int n_rows,
             int n_columns)
{
  float *values = malloc ((size_t) n_rows * (size_t) n_columns * sizeof *values);

  if (values == NULL)
    exit (1);
  for (int i = 0; i < n_rows * n_columns; i++)
    values[i] = (float) (i % 17) - 8.0f;
  return values;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median_round (int n_samples,
              int n_inputs,
              int n_outputs)
{
  double seconds[N_ROUNDS];
  float *x = make_matrix (n_samples, n_inputs), *dx = make_matrix (n_samples, n_inputs);
  float *w = make_matrix (n_inputs, n_outputs), *dw = make_matrix (n_inputs, n_outputs);
  float *y = make_matrix (n_samples, n_outputs);

  for (int i = 0; i < N_ROUNDS; i++)
    {
      seconds[i] = now ();
      cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, n_samples, n_outputs, n_inputs,
                   1.0f, x, n_inputs, w, n_outputs, 0.0f, y, n_outputs);
      cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, n_samples, n_inputs, n_outputs,
                   1.0f, y, n_outputs, w, n_outputs, 0.0f, dx, n_inputs);
      cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, n_inputs, n_outputs, n_samples,
                   1.0f, x, n_inputs, y, n_outputs, 0.0f, dw, n_outputs);
      seconds[i] = now () - seconds[i];
    }
  free (x), free (dx), free (w), free (dw), free (y);
  qsort (seconds, N_ROUNDS, sizeof *seconds, compare_doubles);
  return seconds[N_ROUNDS / 2];
}

int
main (int   argc,
      char *argv[])
{
  double seconds, operations;

  if (argc != 5)
    return 2;
  openblas_set_num_threads (atoi (argv[1]));
  seconds = median_round (atoi (argv[2]), atoi (argv[3]), atoi (argv[4]));
  operations = 6.0 * atof (argv[2]) * atof (argv[3]) * atof (argv[4]);
  printf ("{\"milliseconds\":%.4f,\"gflops\":%.1f}\n", 1e3 * seconds, 1e-9 * operations / seconds);
  return 0;
}
