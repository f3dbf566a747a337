/* test-idx.c: headers of IDX files and NumPy arrays are read as meant, or refused with the reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-idx.h"
#include "nn-npy.h"

#include <glib.h>
#include <string.h>

#include "nn-random.h"

#define N_IMAGES     3
#define IMAGE_HEADER 16
#define FUZZ_SEED    11
#define FUZZ_PURPOSE 1000
#define N_MUTATIONS  20000

static const uint8_t image_header[IMAGE_HEADER] = {
  0, 0, 8, 3, 0, 0, 0, N_IMAGES, 0, 0, 0, 28, 0, 0, 0, 28,
};

/* Bytes of exactly this length in memory of their own, for a sanitizer to see reads beyond them. */
static NnStatus
parse (const uint8_t *bytes,
       size_t         n_bytes,
       NnArray       *array)
{
  g_autofree uint8_t *copy = g_memdup2 (bytes, n_bytes);

  if (nn_npy_begins (copy, n_bytes))
    return nn_npy_parse (copy, n_bytes, array);
  return nn_idx_parse (copy, n_bytes, array);
}

static void
test_images (void)
{
  NnArray array;

  g_assert_cmpint (parse (image_header, IMAGE_HEADER, &array), ==, NN_OK);
  g_assert_cmpint (nn_array_check_images (&array), ==, NN_OK);
  g_assert_cmpuint (nn_array_get_n_items (&array), ==, N_IMAGES);
  g_assert_cmpuint (nn_array_get_item_bytes (&array), ==, NN_IMAGE_PIXELS);
  g_assert_cmpuint (array.header_bytes, ==, IMAGE_HEADER);
}

static void
test_truncated (void)
{
  NnArray array;

  for (size_t length = 0; length < IMAGE_HEADER; length++)
    g_assert_cmpint (parse (image_header, length, &array), ==, NN_IDX_TRUNCATED);
}

/* One byte of a good header changed, and what is said about it. */
typedef struct
{
  const char *path;
  size_t      position;
  uint8_t     value;
  NnStatus    wanted;
} Fault;

static const Fault faults[] = {
  { "/idx/web-page", 0, '<', NN_IDX_NOT_IDX },
  { "/idx/gzip", 0, 0x1f, NN_IDX_NOT_IDX },
  { "/idx/unknown-type", 2, 0x0a, NN_IDX_NOT_IDX },
  { "/idx/no-dimensions", 3, 0, NN_IDX_NOT_IDX },
  { "/idx/many-dimensions", 3, 200, NN_IDX_WRONG_KIND },
  { "/idx/floats", 2, 0x0d, NN_IDX_WRONG_TYPE },
  { "/idx/signed", 2, 0x09, NN_IDX_WRONG_TYPE },
  { "/idx/labels-for-images", 3, 1, NN_IDX_WRONG_KIND },
  { "/idx/wrong-height", 11, 27, NN_IDX_WRONG_SIZE },
  { "/idx/wrong-width", 14, 1, NN_IDX_WRONG_SIZE },
};

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  uint8_t      header[IMAGE_HEADER];
  NnArray      array;
  NnStatus     status;

  memcpy (header, image_header, IMAGE_HEADER);
  header[fault->position] = fault->value;
  status = parse (header, IMAGE_HEADER, &array);
  if (status == NN_OK)
    status = nn_array_check_images (&array);
  g_assert_cmpint (status, ==, fault->wanted);
}

/* Arrays by type and shape, and whether they are pictures or labels. */
typedef struct
{
  const char *path;
  NnArray     array;
  NnStatus    images;
  NnStatus    labels;
} Shape;

static const Shape shapes[] = {
  { "flat", { NN_ARRAY_UNSIGNED, 1, true, false, 2, { 5, 784 } }, NN_OK, NN_IDX_WRONG_KIND },
  { "channels", { NN_ARRAY_UNSIGNED, 1, true, false, 4, { 5, 28, 28, 1 } }, NN_OK,
    NN_IDX_WRONG_KIND },
  { "colours", { NN_ARRAY_UNSIGNED, 1, true, false, 4, { 5, 28, 28, 3 } }, NN_IDX_WRONG_SIZE,
    NN_IDX_WRONG_KIND },
  { "wide", { NN_ARRAY_UNSIGNED, 1, true, false, 3, { 5, 14, 56 } }, NN_IDX_WRONG_SIZE,
    NN_IDX_WRONG_KIND },
  { "empty-side", { NN_ARRAY_UNSIGNED, 1, true, false, 3, { 5, 0, 28 } }, NN_IDX_WRONG_SIZE,
    NN_IDX_WRONG_KIND },
  { "fortran", { NN_ARRAY_UNSIGNED, 1, false, true, 3, { 5, 28, 28 } }, NN_IDX_WRONG_ORDER,
    NN_IDX_WRONG_KIND },
  { "labels", { NN_ARRAY_SIGNED, 8, false, false, 1, { 5 } }, NN_IDX_WRONG_KIND, NN_OK },
  { "column", { NN_ARRAY_UNSIGNED, 1, false, true, 2, { 5, 1 } }, NN_IDX_WRONG_KIND, NN_OK },
  { "qmnist", { NN_ARRAY_SIGNED, 4, true, false, 2, { 5, 8 } }, NN_IDX_WRONG_KIND, NN_OK },
  { "one-hot", { NN_ARRAY_UNSIGNED, 1, true, false, 2, { 5, 10 } }, NN_IDX_WRONG_SIZE,
    NN_IDX_WRONG_KIND },
  { "float-labels", { NN_ARRAY_FLOAT, 4, true, false, 1, { 5 } }, NN_IDX_WRONG_KIND,
    NN_IDX_WRONG_TYPE },
  { "scalar", { NN_ARRAY_UNSIGNED, 1, true, false, 0, { 0 } }, NN_IDX_WRONG_KIND,
    NN_IDX_WRONG_KIND },
};

static void
test_shape (gconstpointer data)
{
  const Shape *shape = data;

  g_assert_cmpint (nn_array_check_images (&shape->array), ==, shape->images);
  g_assert_cmpint (nn_array_check_labels (&shape->array), ==, shape->labels);
}

/* However wide the numbers are and whichever end comes first. */
static void
test_labels (void)
{
  const NnArray bytes = { NN_ARRAY_UNSIGNED, 1, true, false, 1, { 3 } };
  const NnArray big = { NN_ARRAY_SIGNED, 4, true, false, 2, { 2, 8 } };
  const NnArray little = { NN_ARRAY_SIGNED, 8, false, false, 1, { 2 } };
  const uint8_t of_bytes[] = { 9, 0, 4 };
  uint8_t       of_big[64] = { 0 };
  uint8_t       of_little[16] = { 0 };
  uint8_t       labels[3];

  g_assert_cmpint (nn_array_read_labels (&bytes, of_bytes, 3, labels), ==, NN_OK);
  g_assert_cmpmem (labels, 3, of_bytes, 3);
  of_big[3] = 7;
  of_big[7] = 99; /* of QMNIST's other columns */
  of_big[35] = 2;
  g_assert_cmpint (nn_array_read_labels (&big, of_big, 2, labels), ==, NN_OK);
  g_assert_cmpuint (labels[0], ==, 7);
  g_assert_cmpuint (labels[1], ==, 2);
  of_little[0] = 8;
  g_assert_cmpint (nn_array_read_labels (&little, of_little, 2, labels), ==, NN_OK);
  g_assert_cmpuint (labels[0], ==, 8);
  of_little[15] = 0xff; /* negative */
  g_assert_cmpint (nn_array_read_labels (&little, of_little, 2, labels), ==, NN_IDX_BAD_LABEL);
  of_little[15] = 0;
  of_little[8] = 10;
  g_assert_cmpint (nn_array_read_labels (&little, of_little, 2, labels), ==, NN_IDX_BAD_LABEL);
}

static size_t
make_npy (const char *dictionary,
          uint8_t     version,
          uint8_t     bytes[256])
{
  size_t length = strlen (dictionary);
  size_t n_length_bytes = version == 1 ? 2 : 4;

  memset (bytes, 0, 256);
  memcpy (bytes, "\x93NUMPY", 6);
  bytes[6] = version;
  bytes[8] = (uint8_t) length;
  memcpy (bytes + 8 + n_length_bytes, dictionary, length);
  return 8 + n_length_bytes + length;
}

typedef struct
{
  const char *path;
  const char *dictionary;
  uint8_t     version;
  NnStatus    wanted;
} Npy;

static const Npy npys[] = {
  { "usual", "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 28, 28), }    \n", 1, NN_OK },
  { "version-2", "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 28, 28), }\n", 2, NN_OK },
  { "other-order", "{'shape':(3,784),'fortran_order':False,'descr':'|u1'}", 1, NN_OK },
  { "strings", "{'descr': '<U5', 'fortran_order': False, 'shape': (3,)}", 1, NN_IDX_WRONG_TYPE },
  { "objects", "{'descr': '|O', 'fortran_order': False, 'shape': (3,)}", 1, NN_IDX_WRONG_TYPE },
  { "fields", "{'descr': [('x', '|u1')], 'fortran_order': False, 'shape': (3,)}", 1,
    NN_IDX_WRONG_TYPE },
  { "no-shape", "{'descr': '|u1', 'fortran_order': False, }", 1, NN_IDX_NOT_IDX },
  { "negative", "{'descr': '|u1', 'fortran_order': False, 'shape': (-3,)}", 1, NN_IDX_NOT_IDX },
  { "huge", "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,)}", 1,
    NN_IDX_NOT_IDX },
  { "deep", "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 1, 1, 1, 1)}", 1,
    NN_IDX_WRONG_KIND },
  { "unfinished", "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 28", 1, NN_IDX_NOT_IDX },
  { "code", "{'descr': '|u1', 'shape': __import__('os')}", 1, NN_IDX_NOT_IDX },
  { "nothing", "", 1, NN_IDX_NOT_IDX },
};

static void
test_npy (gconstpointer data)
{
  const Npy *npy = data;
  uint8_t    bytes[256];
  size_t     n_bytes = make_npy (npy->dictionary, npy->version, bytes);
  NnArray    array;

  g_assert_cmpint (parse (bytes, n_bytes, &array), ==, npy->wanted);
  if (npy->wanted != NN_OK)
    return;
  g_assert_cmpint (nn_array_check_images (&array), ==, NN_OK);
  g_assert_cmpuint (nn_array_get_n_items (&array), ==, 3);
  g_assert_cmpuint (array.header_bytes, ==, n_bytes);
  for (size_t length = 6; length < n_bytes; length++)
    g_assert_cmpint (parse (bytes, length, &array), ==, NN_IDX_TRUNCATED);
}

/* Whatever a header says, what is accepted has items of a size that is known. */
static void
test_mutations (void)
{
  uint8_t bytes[256];
  NnArray array;

  for (uint64_t i = 0; i < N_MUTATIONS; i++)
    {
      size_t   n_bytes = IMAGE_HEADER;
      uint32_t numbers[4];

      nn_random_block (FUZZ_SEED, FUZZ_PURPOSE, i, numbers);
      memcpy (bytes, image_header, IMAGE_HEADER);
      if (i % 2 == 1)
        n_bytes = make_npy (npys[0].dictionary, 1 + i / 2 % 2, bytes);
      bytes[numbers[0] % n_bytes] = (uint8_t) (numbers[0] >> 16);
      bytes[numbers[1] % n_bytes] = (uint8_t) (numbers[1] >> 16);
      if (parse (bytes, n_bytes - numbers[2] % 2, &array) != NN_OK)
        continue;
      if (nn_array_check_images (&array) == NN_OK)
        g_assert_cmpuint (nn_array_get_item_bytes (&array), ==, NN_IMAGE_PIXELS);
      if (nn_array_check_labels (&array) == NN_OK)
        g_assert_cmpuint (nn_array_get_item_bytes (&array), <=, 64);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/idx/images", test_images);
  g_test_add_func ("/idx/truncated", test_truncated);
  for (size_t i = 0; i < G_N_ELEMENTS (faults); i++)
    g_test_add_data_func (faults[i].path, &faults[i], test_fault);
  for (size_t i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *path = g_strconcat ("/idx/shape/", shapes[i].path, NULL);

      g_test_add_data_func (path, &shapes[i], test_shape);
    }
  g_test_add_func ("/idx/labels", test_labels);
  for (size_t i = 0; i < G_N_ELEMENTS (npys); i++)
    {
      g_autofree char *path = g_strconcat ("/idx/npy/", npys[i].path, NULL);

      g_test_add_data_func (path, &npys[i], test_npy);
    }
  g_test_add_func ("/idx/mutations", test_mutations);
  return g_test_run ();
}
