/* nn-safetensors.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-safetensors.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Binary16 has 5 bits of exponent, biased by 15, and 10 of mantissa; binary32 has 8, 127 and 23. */
#define HALF_SIGN         0x8000u
#define HALF_INFINITY     0x7c00u
#define HALF_NAN          0x7e00u
#define FLOAT_INFINITY    0x7f800000u
#define MANTISSA_SHIFT    (23 - 10)
#define EXPONENT_SHIFT    ((127u - 15u) << 23)
#define HALF_OVERFLOW     0x477ff000u /* 65520: half way between the largest half and 2¹⁶ */
#define HALF_MIN_NORMAL   0x38800000u /* 2⁻¹⁴ */

typedef struct
{
  const char *text;
  size_t      size; /* bytes */
} Dtype;

static const Dtype dtypes[] = {
  [NN_DTYPE_F8_E5M2] = { "F8_E5M2", 1 },
  [NN_DTYPE_F8_E4M3] = { "F8_E4M3", 1 },
  [NN_DTYPE_BF16] = { "BF16", 2 },
  [NN_DTYPE_F16] = { "F16", 2 },
  [NN_DTYPE_F32] = { "F32", 4 },
  [NN_DTYPE_F64] = { "F64", 8 },
  [NN_DTYPE_I64] = { "I64", 8 },
};

NnStatus
nn_dtype_parse (const char *text,
                NnDtype    *dtype)
{
  for (size_t i = 0; i < sizeof dtypes / sizeof *dtypes; i++)
    if (strcmp (dtypes[i].text, text) == 0)
      {
        *dtype = (NnDtype) i;
        return NN_OK;
      }
  return NN_TENSOR_BAD_DTYPE;
}

const char *
nn_dtype_to_text (NnDtype dtype)
{
  return dtypes[dtype].text;
}

size_t
nn_dtype_size (NnDtype dtype)
{
  return dtypes[dtype].size;
}

/* Π shape × element size; false if that is more than 64 bits hold. */
static bool
measure (const NnTensorEntry *entry,
         uint64_t            *n_bytes)
{
  uint64_t product = dtypes[entry->dtype].size;

  for (size_t i = 0; i < entry->n_dimensions; i++)
    {
      if (entry->shape[i] != 0 && product > UINT64_MAX / entry->shape[i])
        return false;
      product *= entry->shape[i];
    }
  *n_bytes = product;
  return true;
}

uint64_t
nn_tensors_lay_out (NnTensorEntry *entries,
                    size_t         n_entries)
{
  uint64_t position = 0;

  for (size_t i = 0; i < n_entries; i++)
    {
      uint64_t n_bytes = 0;

      measure (&entries[i], &n_bytes);
      entries[i].begin = position;
      position += n_bytes;
      entries[i].end = position;
    }
  return position;
}

/* By begin, then by end, so that empty tensors come before the one that starts where they lie. */
static int
compare_entries (const void *a,
                 const void *b)
{
  const NnTensorEntry *x = a, *y = b;

  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;
  return (x->end > y->end) - (x->end < y->end);
}

static NnStatus
check_entry (const NnTensorEntry *entry,
             uint64_t             position,
             uint64_t             n_section_bytes)
{
  uint64_t n_bytes;

  if (entry->n_dimensions > NN_TENSOR_MAX_DIMENSIONS)
    return NN_TENSOR_BAD_SHAPE;
  if (entry->begin > entry->end || entry->end > n_section_bytes)
    return NN_TENSOR_BAD_OFFSETS;
  if (entry->begin != position)
    return entry->begin < position ? NN_TENSOR_OVERLAP : NN_TENSOR_HOLE;
  if (!measure (entry, &n_bytes) || n_bytes != entry->end - entry->begin)
    return NN_TENSOR_SIZE_DIFFERS;
  return NN_OK;
}

NnStatus
nn_tensors_check (NnTensorEntry        *entries,
                  size_t                n_entries,
                  uint64_t              n_bytes,
                  const NnTensorEntry **culprit)
{
  uint64_t             position = 0;
  NnStatus             status = NN_OK;
  const NnTensorEntry *last = NULL;

  if (n_entries > 1)
    qsort (entries, n_entries, sizeof *entries, compare_entries);
  for (size_t i = 0; i < n_entries && status == NN_OK; i++)
    {
      last = &entries[i];
      status = check_entry (last, position, n_bytes);
      position = last->end;
    }
  if (status == NN_OK && position != n_bytes)
    status = NN_TENSOR_HOLE;
  if (status != NN_OK && culprit != NULL)
    *culprit = last;
  return status;
}

/* Exact: every half is a float, subnormal ones included. */
static float
half_to_float (uint16_t half)
{
  uint32_t bits = (uint32_t) (half & ~HALF_SIGN) << MANTISSA_SHIFT;
  float    magnitude;

  if (bits >= HALF_INFINITY << MANTISSA_SHIFT)
    bits |= FLOAT_INFINITY;
  memcpy (&magnitude, &bits, sizeof magnitude);
  magnitude *= 0x1p112f; /* what the exponents' biases differ by */
  return half & HALF_SIGN ? -magnitude : magnitude;
}

static float
bits_to_float (uint32_t bits)
{
  float value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

/* 4 bits of exponent, biased by 7, and 3 of mantissa; no infinity, and only the last number is NaN.
 * Micikevicius et al., "FP8 formats for deep learning", 2022. */
static float
e4m3_to_float (uint8_t bits)
{
  int   exponent = bits >> 3 & 15, mantissa = bits & 7;
  float magnitude = exponent == 0 ? ldexpf ((float) mantissa, -9)
                                  : ldexpf ((float) (8 + mantissa), exponent - 10);

  if (exponent == 15 && mantissa == 7)
    magnitude = NAN;
  return bits & 0x80 ? -magnitude : magnitude;
}

/* To the nearest half, ties to even. */
static uint16_t
half_from_float (float value)
{
  uint32_t bits, sign;

  memcpy (&bits, &value, sizeof bits);
  sign = bits >> 16 & HALF_SIGN;
  bits &= ~(HALF_SIGN << 16);
  if (bits > FLOAT_INFINITY)
    return (uint16_t) (sign | HALF_NAN);
  if (bits >= HALF_OVERFLOW)
    return (uint16_t) (sign | HALF_INFINITY);
  if (bits < HALF_MIN_NORMAL)
    return (uint16_t) (sign | (uint32_t) lrintf (fabsf (value) * 0x1p24f));
  bits += (1u << (MANTISSA_SHIFT - 1)) - 1 + (bits >> MANTISSA_SHIFT & 1);
  return (uint16_t) (sign | (bits - EXPONENT_SHIFT) >> MANTISSA_SHIFT);
}

/* Called with constant sizes, these become a single move. */
static inline uint64_t
load (const uint8_t *bytes,
      size_t         size)
{
  uint64_t bits = 0;

  for (size_t i = 0; i < size; i++)
    bits |= (uint64_t) bytes[i] << 8 * i;
  return bits;
}

static inline void
store (uint64_t  bits,
       uint8_t  *bytes,
       size_t    size)
{
  for (size_t i = 0; i < size; i++)
    bytes[i] = (uint8_t) (bits >> 8 * i);
}

static inline double
read_element (NnDtype        dtype,
              const uint8_t *bytes)
{
  uint64_t bits;
  double   real;

  switch (dtype)
    {
    case NN_DTYPE_F8_E5M2:
      return half_to_float ((uint16_t) (*bytes << 8));
    case NN_DTYPE_F8_E4M3:
      return e4m3_to_float (*bytes);
    case NN_DTYPE_BF16:
      return bits_to_float ((uint32_t) load (bytes, 2) << 16);
    case NN_DTYPE_F16:
      return half_to_float ((uint16_t) load (bytes, 2));
    case NN_DTYPE_F32:
      return bits_to_float ((uint32_t) load (bytes, 4));
    case NN_DTYPE_F64:
      bits = load (bytes, 8);
      memcpy (&real, &bits, sizeof real);
      return real;
    case NN_DTYPE_I64:
      return (double) (int64_t) load (bytes, 8);
    }
  return NAN;
}

static inline void
write_element (NnDtype  dtype,
               double   value,
               uint8_t *bytes)
{
  float    single = (float) value;
  uint32_t single_bits;
  uint64_t bits;

  switch (dtype)
    {
    case NN_DTYPE_F8_E5M2:
    case NN_DTYPE_F8_E4M3:
    case NN_DTYPE_BF16:
      return; /* nobody writes them */
    case NN_DTYPE_F16:
      store (half_from_float (single), bytes, 2);
      return;
    case NN_DTYPE_F32:
      memcpy (&single_bits, &single, sizeof single_bits);
      store (single_bits, bytes, 4);
      return;
    case NN_DTYPE_F64:
      memcpy (&bits, &value, sizeof bits);
      store (bits, bytes, 8);
      return;
    case NN_DTYPE_I64:
      store ((uint64_t) (int64_t) value, bytes, 8);
      return;
    }
}

void
nn_tensor_read_floats (NnDtype        dtype,
                       const uint8_t *bytes,
                       float         *values,
                       size_t         n_values)
{
  for (size_t i = 0; i < n_values; i++)
    values[i] = (float) read_element (dtype, bytes + i * dtypes[dtype].size);
}

void
nn_tensor_read_doubles (NnDtype        dtype,
                        const uint8_t *bytes,
                        double        *values,
                        size_t         n_values)
{
  for (size_t i = 0; i < n_values; i++)
    values[i] = read_element (dtype, bytes + i * dtypes[dtype].size);
}

void
nn_tensor_read_integers (const uint8_t *bytes,
                         int64_t       *values,
                         size_t         n_values)
{
  for (size_t i = 0; i < n_values; i++)
    values[i] = (int64_t) load (bytes + i * sizeof *values, sizeof *values);
}

void
nn_tensor_write_floats (NnDtype      dtype,
                        const float *values,
                        uint8_t     *bytes,
                        size_t       n_values)
{
  for (size_t i = 0; i < n_values; i++)
    write_element (dtype, values[i], bytes + i * dtypes[dtype].size);
}

void
nn_tensor_write_doubles (NnDtype       dtype,
                         const double *values,
                         uint8_t      *bytes,
                         size_t        n_values)
{
  for (size_t i = 0; i < n_values; i++)
    write_element (dtype, values[i], bytes + i * dtypes[dtype].size);
}

void
nn_tensor_write_integers (const int64_t *values,
                          uint8_t       *bytes,
                          size_t         n_values)
{
  for (size_t i = 0; i < n_values; i++)
    store ((uint64_t) values[i], bytes + i * sizeof *values, sizeof *values);
}
