/* nn-surface.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-surface.h"

#define N_TERMS 6

/* Of the terms but the constant one: a grid one or two columns wide does not determine them all. */
#define RIDGE 1e-6

/* 1, x, y, x², xy, y² with x and y in (−1, 1). */
static void
get_terms (size_t column,
           size_t row,
           size_t columns,
           size_t rows,
           double terms[N_TERMS])
{
  double x = (2.0 * (double) column + 1.0) / (double) columns - 1.0;
  double y = (2.0 * (double) row + 1.0) / (double) rows - 1.0;

  terms[0] = 1.0;
  terms[1] = x;
  terms[2] = y;
  terms[3] = x * x;
  terms[4] = x * y;
  terms[5] = y * y;
}

/* Gauss–Jordan elimination; the matrix is positive definite, so that no row need be exchanged. The
 * solution is left in the last column. */
static void
solve (double matrix[N_TERMS][N_TERMS + 1])
{
  for (size_t i = 0; i < N_TERMS; i++)
    {
      double inverse = 1.0 / matrix[i][i];

      for (size_t k = i; k <= N_TERMS; k++)
        matrix[i][k] *= inverse;
      for (size_t j = 0; j < N_TERMS; j++)
        {
          double factor = matrix[j][i];

          if (j == i)
            continue;
          for (size_t k = i; k <= N_TERMS; k++)
            matrix[j][k] -= factor * matrix[i][k];
        }
    }
}

/* matrix = the normal equations, (terms · termsᵀ | terms · value) summed over the grid. */
static void
sum_equations (const float  *values,
               const double *weights,
               size_t        columns,
               size_t        rows,
               double        matrix[N_TERMS][N_TERMS + 1])
{
  double terms[N_TERMS];

  for (size_t c = 0; c < columns * rows; c++)
    {
      get_terms (c % columns, c / columns, columns, rows, terms);
      for (size_t i = 0; i < N_TERMS; i++)
        {
          for (size_t j = 0; j < N_TERMS; j++)
            matrix[i][j] += weights[c] * terms[i] * terms[j];
          matrix[i][N_TERMS] += weights[c] * terms[i] * (double) values[c];
        }
    }
  for (size_t i = 1; i < N_TERMS; i++)
    matrix[i][i] += RIDGE * matrix[0][0];
}

void
nn_surface_fit (const float  *values,
                const double *weights,
                size_t        columns,
                size_t        rows,
                float        *surface)
{
  double matrix[N_TERMS][N_TERMS + 1] = { { 0.0 } };
  double terms[N_TERMS];

  sum_equations (values, weights, columns, rows, matrix);
  solve (matrix);
  for (size_t c = 0; c < columns * rows; c++)
    {
      double value = 0.0;

      get_terms (c % columns, c / columns, columns, rows, terms);
      for (size_t i = 0; i < N_TERMS; i++)
        value += matrix[i][N_TERMS] * terms[i];
      surface[c] = (float) value;
    }
}
