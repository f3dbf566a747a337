/* nn-idx.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-idx.h"

#define MAGIC_BYTES 4
#define COUNT_BYTES 4

typedef struct
{
  uint8_t     code;
  NnArrayType type;
  size_t      value_bytes;
} ElementType;

static const ElementType element_types[] = {
  { 0x08, NN_ARRAY_UNSIGNED, 1 },
  { 0x09, NN_ARRAY_SIGNED, 1 },
  { 0x0b, NN_ARRAY_SIGNED, 2 },
  { 0x0c, NN_ARRAY_SIGNED, 4 },
  { 0x0d, NN_ARRAY_FLOAT, 4 },
  { 0x0e, NN_ARRAY_FLOAT, 8 },
};

static const ElementType *
find_type (uint8_t code)
{
  for (size_t i = 0; i < sizeof element_types / sizeof element_types[0]; i++)
    if (element_types[i].code == code)
      return &element_types[i];
  return NULL;
}

static uint32_t
read_count (const uint8_t *bytes,
            size_t         dimension)
{
  const uint8_t *at = bytes + MAGIC_BYTES + COUNT_BYTES * dimension;

  return (uint32_t) at[0] << 24 | (uint32_t) at[1] << 16 | (uint32_t) at[2] << 8 | at[3];
}

/* Bytes that are missing are not wrong. */
NnStatus
nn_idx_parse (const uint8_t *bytes,
              size_t         n_bytes,
              NnArray       *array)
{
  const ElementType *type;

  for (size_t i = 0; i < 2 && i < n_bytes; i++)
    if (bytes[i] != 0)
      return NN_IDX_NOT_IDX;
  if (n_bytes < MAGIC_BYTES)
    return NN_IDX_TRUNCATED;
  type = find_type (bytes[2]);
  if (type == NULL || bytes[3] == 0)
    return NN_IDX_NOT_IDX;
  if (bytes[3] > NN_ARRAY_MAX_DIMENSIONS)
    return NN_IDX_WRONG_KIND;
  *array = (NnArray) {
    .type = type->type,
    .value_bytes = type->value_bytes,
    .big_endian = true,
    .n_dimensions = bytes[3],
    .header_bytes = MAGIC_BYTES + COUNT_BYTES * (size_t) bytes[3],
  };
  if (n_bytes < array->header_bytes)
    return NN_IDX_TRUNCATED;
  for (size_t i = 0; i < array->n_dimensions; i++)
    array->counts[i] = read_count (bytes, i);
  return NN_OK;
}
