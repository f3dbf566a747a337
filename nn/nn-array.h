/* nn-array.h: what lies in a file of numbers, as the headers of IDX and NumPy files describe it
 *
 * Nothing is believed of a header but what is checked here; the counts are still only claims until
 * as many bytes have been seen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "nn-digits.h"
#include "nn-status.h"

#define NN_ARRAY_MAX_DIMENSIONS 5

typedef enum
{
  NN_ARRAY_UNSIGNED,
  NN_ARRAY_SIGNED,
  NN_ARRAY_FLOAT,
} NnArrayType;

typedef struct
{
  NnArrayType type;
  size_t      value_bytes;  /* 1, 2, 4 or 8 */
  bool        big_endian;
  bool        by_columns;   /* the first index runs fastest */
  size_t      n_dimensions;
  uint64_t    counts[NN_ARRAY_MAX_DIMENSIONS];
  size_t      header_bytes; /* the numbers lie behind them */
} NnArray;

/* Whether these are pictures of 28×28 unsigned bytes: (n, 28, 28) or (n, 784), dimensions of one do
 * no harm. */
NnStatus nn_array_check_images (const NnArray *self);

/* Whether these are whole numbers: (n), or (n, 8) as in QMNIST, whose first column is the class. */
NnStatus nn_array_check_labels (const NnArray *self);

/* How many pictures or labels there are, and the bytes of each. Only for what was checked. */
uint64_t nn_array_get_n_items    (const NnArray *self);
size_t   nn_array_get_item_bytes (const NnArray *self);

/* Converts n_items labels in bytes (n_items, item bytes) to one byte each. NN_IDX_BAD_LABEL if one
 * is not 0 … 9. */
NnStatus nn_array_read_labels (const NnArray *self,
                               const uint8_t *bytes,
                               size_t         n_items,
                               uint8_t       *labels);
