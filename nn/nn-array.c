/* nn-array.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-array.h"

#define N_QMNIST_COLUMNS 8

/* The counts behind the first that are not one; returns how many there are. */
static size_t
list_sides (const NnArray *self,
            uint64_t       sides[NN_ARRAY_MAX_DIMENSIONS])
{
  size_t n_sides = 0;

  for (size_t i = 1; i < self->n_dimensions; i++)
    if (self->counts[i] != 1)
      sides[n_sides++] = self->counts[i];
  return n_sides;
}

NnStatus
nn_array_check_labels (const NnArray *self)
{
  uint64_t sides[NN_ARRAY_MAX_DIMENSIONS];
  size_t   n_sides = list_sides (self, sides);

  if (self->n_dimensions < 1 || n_sides > 1 || (n_sides == 1 && sides[0] != N_QMNIST_COLUMNS))
    return NN_IDX_WRONG_KIND;
  if (self->type == NN_ARRAY_FLOAT)
    return NN_IDX_WRONG_TYPE;
  return n_sides == 1 && self->by_columns ? NN_IDX_WRONG_ORDER : NN_OK;
}

NnStatus
nn_array_check_images (const NnArray *self)
{
  uint64_t sides[NN_ARRAY_MAX_DIMENSIONS];
  size_t   n_sides = list_sides (self, sides);
  bool     flat = n_sides == 1 && sides[0] == NN_IMAGE_PIXELS;
  bool     square = n_sides == 2 && sides[0] == NN_IMAGE_SIDE && sides[1] == NN_IMAGE_SIDE;

  if (self->n_dimensions < 2 || nn_array_check_labels (self) == NN_OK)
    return NN_IDX_WRONG_KIND;
  if (self->type != NN_ARRAY_UNSIGNED || self->value_bytes != 1)
    return NN_IDX_WRONG_TYPE;
  if (!flat && !square)
    return NN_IDX_WRONG_SIZE;
  return self->by_columns ? NN_IDX_WRONG_ORDER : NN_OK;
}

uint64_t
nn_array_get_n_items (const NnArray *self)
{
  return self->counts[0];
}

size_t
nn_array_get_item_bytes (const NnArray *self)
{
  size_t n_bytes = self->value_bytes;

  for (size_t i = 1; i < self->n_dimensions; i++)
    n_bytes *= (size_t) self->counts[i];
  return n_bytes;
}

/* A negative number has its highest bits set, so that it is none of the ten. */
static uint64_t
read_value (const NnArray *self,
            const uint8_t *bytes)
{
  uint64_t value = 0;

  for (size_t i = 0; i < self->value_bytes; i++)
    value = value << 8 | bytes[self->big_endian ? i : self->value_bytes - 1 - i];
  return value;
}

NnStatus
nn_array_read_labels (const NnArray *self,
                      const uint8_t *bytes,
                      size_t         n_items,
                      uint8_t       *labels)
{
  size_t item_bytes = nn_array_get_item_bytes (self);

  for (size_t i = 0; i < n_items; i++)
    {
      uint64_t value = read_value (self, bytes + i * item_bytes);

      if (value >= NN_N_CLASSES)
        return NN_IDX_BAD_LABEL;
      labels[i] = (uint8_t) value;
    }
  return NN_OK;
}
