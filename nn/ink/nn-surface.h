/* nn-surface.h: a quadratic surface through values on a grid
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>

/* surface (rows, columns) = the polynomial of second degree in x and y with the least
 * Σ weight · (value − surface)². Weights are not negative, and one at least is positive. */
void nn_surface_fit (const float  *values,
                     const double *weights,
                     size_t        columns,
                     size_t        rows,
                     float        *surface);
