/* nn-memory.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

float *
nn_allocate_floats (size_t n_values)
{
  size_t n_bytes;
  float *values;

  if (n_values > (SIZE_MAX - NN_ALIGNMENT) / sizeof (float))
    return NULL;
  n_bytes = (n_values * sizeof (float) + NN_ALIGNMENT - 1) / NN_ALIGNMENT * NN_ALIGNMENT;
  values = aligned_alloc (NN_ALIGNMENT, n_bytes);
  if (values != NULL)
    memset (values, 0, n_bytes);
  return values;
}
