/* test-safetensors.c: the layout of a data section, and numbers as they stand in a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-safetensors.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "nn-random.h"

#define N_ENTRIES    4
#define N_BYTES      (24 + 0 + 20 + 8)
#define SEED         5
#define PURPOSE      1000
#define N_ROUNDINGS  100000
#define N_MUTATIONS  100000

static const NnTensorEntry templates[N_ENTRIES] = {
  { .name = "a", .dtype = NN_DTYPE_F32, .n_dimensions = 2, .shape = { 2, 3 } },
  { .name = "b", .dtype = NN_DTYPE_I64, .n_dimensions = 1, .shape = { 0 } },
  { .name = "c", .dtype = NN_DTYPE_F16, .n_dimensions = 1, .shape = { 10 } },
  { .name = "d", .dtype = NN_DTYPE_F64, .n_dimensions = 0 },
};

static void
lay_out (NnTensorEntry *entries)
{
  memcpy (entries, templates, sizeof templates);
  g_assert_cmpuint (nn_tensors_lay_out (entries, N_ENTRIES), ==, N_BYTES);
}

static void
test_layout (void)
{
  NnTensorEntry        entries[N_ENTRIES];
  const NnTensorEntry *culprit = NULL;

  lay_out (entries);
  g_assert_cmpuint (entries[1].begin, ==, 24);
  g_assert_cmpuint (entries[1].end, ==, 24);
  g_assert_cmpuint (entries[2].end, ==, 44);
  g_assert_cmpint (nn_tensors_check (entries, N_ENTRIES, N_BYTES, &culprit), ==, NN_OK);
  g_assert_null (culprit);
}

/* The order in the header does not matter, the order of the data does. */
static void
test_any_order (void)
{
  NnTensorEntry entries[N_ENTRIES], reversed[N_ENTRIES];

  lay_out (entries);
  for (size_t i = 0; i < N_ENTRIES; i++)
    reversed[i] = entries[N_ENTRIES - 1 - i];
  g_assert_cmpint (nn_tensors_check (reversed, N_ENTRIES, N_BYTES, NULL), ==, NN_OK);
  for (size_t i = 0; i < N_ENTRIES; i++)
    g_assert_cmpstr (reversed[i].name, ==, entries[i].name);
}

/* One change to a good table. */
typedef struct
{
  const char *path;
  int64_t     begin_change, end_change; /* of entry c */
  int64_t     length_change;            /* of the data section */
  uint64_t    n_dimensions;             /* of entry c, when not 0; of 2³² elements each */
  NnStatus    wanted;
  const char *culprit;
} Fault;

static const Fault faults[] = {
  { "/safetensors/overlap", -2, -2, 0, 0, NN_TENSOR_OVERLAP, "c" },
  { "/safetensors/too-short", 0, -2, 0, 0, NN_TENSOR_SIZE_DIFFERS, "c" },
  { "/safetensors/hole-before", 2, 2, 0, 0, NN_TENSOR_HOLE, "c" },
  { "/safetensors/hole-at-end", 0, 0, 1, 0, NN_TENSOR_HOLE, "d" },
  { "/safetensors/beyond-end", 0, 0, -1, 0, NN_TENSOR_BAD_OFFSETS, "d" },
  { "/safetensors/backwards", 0, -24, 0, 0, NN_TENSOR_BAD_OFFSETS, "c" },
  { "/safetensors/size-differs", 0, 0, 0, 1, NN_TENSOR_SIZE_DIFFERS, "c" },
  { "/safetensors/size-overflows", 0, 0, 0, 2, NN_TENSOR_SIZE_DIFFERS, "c" },
  { "/safetensors/size-overflows-twice", 0, 0, 0, 4, NN_TENSOR_SIZE_DIFFERS, "c" },
  { "/safetensors/too-many-dimensions", 0, 0, 0, 9, NN_TENSOR_BAD_SHAPE, "c" },
};

static void
test_fault (gconstpointer data)
{
  const Fault         *fault = data;
  NnTensorEntry        entries[N_ENTRIES];
  const NnTensorEntry *culprit = NULL;

  lay_out (entries);
  entries[2].begin += fault->begin_change;
  entries[2].end += fault->end_change;
  if (fault->n_dimensions > 0)
    entries[2].n_dimensions = fault->n_dimensions;
  for (size_t i = 0; i < MIN (fault->n_dimensions, NN_TENSOR_MAX_DIMENSIONS); i++)
    entries[2].shape[i] = G_GUINT64_CONSTANT (1) << 32;
  g_assert_cmpint (nn_tensors_check (entries, N_ENTRIES, N_BYTES + fault->length_change, &culprit),
                   ==, fault->wanted);
  g_assert_cmpstr (culprit->name, ==, fault->culprit);
}

static void
test_no_entries (void)
{
  NnTensorEntry        none[1];
  const NnTensorEntry *culprit = none;

  g_assert_cmpint (nn_tensors_check (none, 0, 0, NULL), ==, NN_OK);
  g_assert_cmpint (nn_tensors_check (none, 0, 1, &culprit), ==, NN_TENSOR_HOLE);
  g_assert_null (culprit);
}

/* A table that is accepted covers each byte once. */
static void
test_mutations (void)
{
  for (uint64_t i = 0; i < N_MUTATIONS; i++)
    {
      NnTensorEntry entries[N_ENTRIES];
      uint32_t      numbers[4];
      uint64_t      total = 0;

      lay_out (entries);
      nn_random_block (SEED, PURPOSE, i, numbers);
      entries[numbers[0] % N_ENTRIES].begin += numbers[1] % 9 * 4 - 16;
      entries[numbers[0] / 8 % N_ENTRIES].end += numbers[2] % 9 * 4 - 16;
      entries[numbers[0] / 64 % N_ENTRIES].shape[0] = numbers[3] % 16;
      if (nn_tensors_check (entries, N_ENTRIES, N_BYTES, NULL) != NN_OK)
        continue;
      for (size_t e = 0; e < N_ENTRIES; e++)
        total += entries[e].end - entries[e].begin;
      g_assert_cmpuint (total, ==, N_BYTES);
    }
}

static void
test_dtypes (void)
{
  NnDtype dtype;

  for (NnDtype d = NN_DTYPE_F8_E5M2; d <= NN_DTYPE_I64; d++)
    {
      g_assert_cmpint (nn_dtype_parse (nn_dtype_to_text (d), &dtype), ==, NN_OK);
      g_assert_cmpint (dtype, ==, d);
    }
  g_assert_cmpuint (nn_dtype_size (NN_DTYPE_F16), ==, 2);
  g_assert_cmpuint (nn_dtype_size (NN_DTYPE_F32), ==, 4);
  g_assert_cmpuint (nn_dtype_size (NN_DTYPE_F64), ==, 8);
  g_assert_cmpuint (nn_dtype_size (NN_DTYPE_I64), ==, 8);
  g_assert_cmpint (nn_dtype_parse ("U8", &dtype), ==, NN_TENSOR_BAD_DTYPE);
  g_assert_cmpint (nn_dtype_parse ("f32", &dtype), ==, NN_TENSOR_BAD_DTYPE);
  g_assert_cmpint (nn_dtype_parse ("", &dtype), ==, NN_TENSOR_BAD_DTYPE);
}

/* −2 in each type, least significant byte first. */
static void
test_byte_order (void)
{
  const uint8_t half[] = { 0x00, 0xc0 };
  const uint8_t single[] = { 0x00, 0x00, 0x00, 0xc0 };
  const uint8_t real[] = { 0, 0, 0, 0, 0, 0, 0x00, 0xc0 };
  const uint8_t integer[] = { 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };
  const float   value = -2.0f;
  const double  wide = -2.0;
  uint8_t       bytes[8];

  nn_tensor_write_floats (NN_DTYPE_F16, &value, bytes, 1);
  g_assert_cmpmem (bytes, 2, half, 2);
  nn_tensor_write_floats (NN_DTYPE_F32, &value, bytes, 1);
  g_assert_cmpmem (bytes, 4, single, 4);
  nn_tensor_write_doubles (NN_DTYPE_F64, &wide, bytes, 1);
  g_assert_cmpmem (bytes, 8, real, 8);
  nn_tensor_write_doubles (NN_DTYPE_I64, &wide, bytes, 1);
  g_assert_cmpmem (bytes, 8, integer, 8);
}

static void
test_integers (void)
{
  const int64_t values[] = { 0, 1, -1, INT64_MAX, INT64_MIN, (INT64_C (1) << 53) + 1 };
  int64_t       back[G_N_ELEMENTS (values)];
  uint8_t       bytes[sizeof values];
  double        wide[G_N_ELEMENTS (values)];

  nn_tensor_write_integers (values, bytes, G_N_ELEMENTS (values));
  nn_tensor_read_integers (bytes, back, G_N_ELEMENTS (values));
  g_assert_cmpmem (back, sizeof back, values, sizeof values);
  nn_tensor_read_doubles (NN_DTYPE_I64, bytes, wide, G_N_ELEMENTS (values));
  g_assert_cmpfloat (wide[2], ==, -1.0);
}

/* Floats survive F32 and F64, doubles survive F64: every bit, infinities and −0 included. */
static void
test_exact (void)
{
  const double values[] = { 0.0, -0.0, 1.0 / 3.0, 1e-310, -1.7e308, INFINITY, 5e-324 };
  const float  floats[] = { 0.0f, -0.0f, 1.0f / 3.0f, 1e-40f, -3.4e38f, INFINITY, 1e-45f };
  double       values_back[G_N_ELEMENTS (values)];
  float        floats_back[G_N_ELEMENTS (floats)];
  uint8_t      bytes[sizeof values];

  nn_tensor_write_doubles (NN_DTYPE_F64, values, bytes, G_N_ELEMENTS (values));
  nn_tensor_read_doubles (NN_DTYPE_F64, bytes, values_back, G_N_ELEMENTS (values));
  g_assert_cmpmem (values_back, sizeof values_back, values, sizeof values);
  for (NnDtype dtype = NN_DTYPE_F32; dtype <= NN_DTYPE_F64; dtype++)
    {
      nn_tensor_write_floats (dtype, floats, bytes, G_N_ELEMENTS (floats));
      nn_tensor_read_floats (dtype, bytes, floats_back, G_N_ELEMENTS (floats));
      g_assert_cmpmem (floats_back, sizeof floats_back, floats, sizeof floats);
    }
}

static float
read_half (uint16_t half)
{
  const uint8_t bytes[] = { (uint8_t) half, (uint8_t) (half >> 8) };
  float         value;

  nn_tensor_read_floats (NN_DTYPE_F16, bytes, &value, 1);
  return value;
}

static uint16_t
write_half (float value)
{
  uint8_t bytes[2];

  nn_tensor_write_floats (NN_DTYPE_F16, &value, bytes, 1);
  return (uint16_t) (bytes[0] | bytes[1] << 8);
}

/* IEEE 754's definition of binary16, for finite numbers. */
static double
define_half (uint16_t half)
{
  int    exponent = half >> 10 & 31;
  int    mantissa = half & 1023;
  double magnitude = exponent == 0 ? ldexp (mantissa, -24)
                                   : ldexp (1024 + mantissa, exponent - 25);

  return half >> 15 ? -magnitude : magnitude;
}

static void
test_all_halves (void)
{
  for (uint32_t half = 0; half <= UINT16_MAX; half++)
    {
      gboolean is_special = (half >> 10 & 31) == 31;
      float    value = read_half ((uint16_t) half);

      if (is_special && (half & 1023) != 0)
        {
          g_assert_true (isnan (value));
          g_assert_true (isnan (read_half (write_half (value))));
          continue;
        }
      if (is_special)
        g_assert_true (isinf (value) && (signbit (value) != 0) == (half >> 15 != 0));
      else
        g_assert_true ((double) value == define_half ((uint16_t) half));
      g_assert_cmpuint (write_half (value), ==, half);
    }
}

/* No half is nearer to a float than the one it becomes; of two as near the even one is taken. */
static void
test_nearest_half (void)
{
  for (uint64_t i = 0; i < N_ROUNDINGS; i++)
    {
      uint32_t numbers[4];
      float    value;
      uint16_t half;
      double   error;

      nn_random_block (SEED, PURPOSE, i, numbers);
      value = ldexpf ((float) (numbers[0] % 8192), (int) (numbers[1] % 31) - 28);
      half = write_half (value);
      error = fabs (define_half (half) - value);
      g_assert_cmpuint (half, <, 0x7c00);
      for (int step = -1; step <= 1; step += 2)
        {
          uint16_t neighbour = (uint16_t) MAX (half + step, 0);
          double   other = fabs (define_half (neighbour) - value);

          g_assert_true (error < other || neighbour == half || (error == other && half % 2 == 0));
        }
    }
  g_assert_cmpuint (write_half (65519.0f), ==, 0x7bff);
  g_assert_cmpuint (write_half (65520.0f), ==, 0x7c00);
  g_assert_cmpuint (write_half (-1e30f), ==, 0xfc00);
}

/* What the types that are only read stand for: sign, exponent, mantissa. */
static void
test_short_floats (void)
{
  static const struct { NnDtype dtype; uint8_t bytes[2]; double value; } cases[] = {
    { NN_DTYPE_BF16, { 0x80, 0x3f }, 1.0 }, { NN_DTYPE_BF16, { 0x49, 0xc0 }, -3.140625 },
    { NN_DTYPE_BF16, { 0x00, 0x00 }, 0.0 }, { NN_DTYPE_BF16, { 0x80, 0x00 }, 0x1p-126 },
    { NN_DTYPE_F8_E5M2, { 0x3c }, 1.0 }, { NN_DTYPE_F8_E5M2, { 0xbd }, -1.25 },
    { NN_DTYPE_F8_E5M2, { 0x01 }, 0x1p-16 }, { NN_DTYPE_F8_E5M2, { 0x7b }, 57344.0 },
    { NN_DTYPE_F8_E5M2, { 0xfc }, -INFINITY },
    { NN_DTYPE_F8_E4M3, { 0x38 }, 1.0 }, { NN_DTYPE_F8_E4M3, { 0xb9 }, -1.125 },
    { NN_DTYPE_F8_E4M3, { 0x01 }, 0x1p-9 }, { NN_DTYPE_F8_E4M3, { 0x08 }, 0x1p-6 },
    { NN_DTYPE_F8_E4M3, { 0x7e }, 448.0 }, { NN_DTYPE_F8_E4M3, { 0x80 }, 0.0 },
  };
  static const struct { NnDtype dtype; uint8_t bytes[2]; } nans[] = {
    { NN_DTYPE_BF16, { 0xc0, 0x7f } }, { NN_DTYPE_F8_E5M2, { 0x7f } },
    { NN_DTYPE_F8_E4M3, { 0x7f } }, { NN_DTYPE_F8_E4M3, { 0xff } },
  };
  float value;

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      nn_tensor_read_floats (cases[i].dtype, cases[i].bytes, &value, 1);
      g_assert_true (value == cases[i].value);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (nans); i++)
    {
      nn_tensor_read_floats (nans[i].dtype, nans[i].bytes, &value, 1);
      g_assert_true (isnan (value));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/safetensors/layout", test_layout);
  g_test_add_func ("/safetensors/any-order", test_any_order);
  for (size_t i = 0; i < G_N_ELEMENTS (faults); i++)
    g_test_add_data_func (faults[i].path, &faults[i], test_fault);
  g_test_add_func ("/safetensors/no-entries", test_no_entries);
  g_test_add_func ("/safetensors/mutations", test_mutations);
  g_test_add_func ("/safetensors/dtypes", test_dtypes);
  g_test_add_func ("/safetensors/byte-order", test_byte_order);
  g_test_add_func ("/safetensors/integers", test_integers);
  g_test_add_func ("/safetensors/exact", test_exact);
  g_test_add_func ("/safetensors/all-halves", test_all_halves);
  g_test_add_func ("/safetensors/nearest-half", test_nearest_half);
  g_test_add_func ("/safetensors/short-floats", test_short_floats);
  return g_test_run ();
}
