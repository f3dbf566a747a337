/* test-idx.c: IDX files are read as they are meant, or refused with the reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-idx.h"

#include <glib.h>
#include <string.h>

#include "nn-random.h"

#define N_IMAGES     3
#define IMAGE_HEADER 16
#define LABEL_HEADER 8
#define N_IMAGE_BYTES (IMAGE_HEADER + N_IMAGES * NN_IMAGE_PIXELS)
#define N_LABEL_BYTES (LABEL_HEADER + N_IMAGES)
#define FUZZ_SEED    11
#define FUZZ_PURPOSE 1000
#define N_MUTATIONS  20000

/* A good pair of files, and room for one byte more. */
typedef struct
{
  uint8_t images[N_IMAGE_BYTES + 1];
  uint8_t labels[N_LABEL_BYTES + 1];
} Files;

static void
make_files (Files *files)
{
  const uint8_t image_header[IMAGE_HEADER] = { 0, 0, 8, 3, 0, 0, 0, N_IMAGES,
                                               0, 0, 0, 28, 0, 0, 0, 28 };
  const uint8_t label_header[LABEL_HEADER] = { 0, 0, 8, 1, 0, 0, 0, N_IMAGES };

  memset (files, 0, sizeof *files);
  memcpy (files->images, image_header, IMAGE_HEADER);
  for (size_t i = IMAGE_HEADER; i < N_IMAGE_BYTES; i++)
    files->images[i] = (uint8_t) (i * 7);
  memcpy (files->labels, label_header, LABEL_HEADER);
  for (size_t i = 0; i < N_IMAGES; i++)
    files->labels[LABEL_HEADER + i] = (uint8_t) (9 - i);
}

/* Files of exactly these lengths in memory of their own, so that a sanitizer sees reads beyond
 * them. */
static NnStatus
read_files (const Files  *files,
            size_t        n_image_bytes,
            size_t        n_label_bytes,
            NnDigits    **digits)
{
  g_autofree uint8_t *images = g_memdup2 (files->images, n_image_bytes);
  g_autofree uint8_t *labels = g_memdup2 (files->labels, n_label_bytes);

  *digits = NULL;
  return nn_idx_read_digits (images, n_image_bytes, labels, n_label_bytes, digits);
}

static void
assert_refused (const Files *files,
                size_t       n_image_bytes,
                size_t       n_label_bytes,
                NnStatus     wanted)
{
  NnDigits *digits;

  g_assert_cmpint (read_files (files, n_image_bytes, n_label_bytes, &digits), ==, wanted);
  g_assert_null (digits);
}

static void
test_good (void)
{
  Files     files;
  NnDigits *digits;
  uint8_t   pixels[NN_IMAGE_PIXELS];

  make_files (&files);
  g_assert_cmpint (read_files (&files, N_IMAGE_BYTES, N_LABEL_BYTES, &digits), ==, NN_OK);
  g_assert_cmpuint (digits->n_images, ==, N_IMAGES);
  for (size_t i = 0; i < N_IMAGES; i++)
    {
      nn_digits_get_image (digits, i, pixels);
      g_assert_cmpmem (pixels, NN_IMAGE_PIXELS,
                       files.images + IMAGE_HEADER + i * NN_IMAGE_PIXELS, NN_IMAGE_PIXELS);
      g_assert_cmpuint (digits->labels[i], ==, 9 - i);
    }
  nn_digits_free (digits);
}

static void
test_truncated (void)
{
  Files files;

  make_files (&files);
  for (size_t length = 0; length < N_IMAGE_BYTES; length++)
    assert_refused (&files, length, N_LABEL_BYTES, NN_IDX_TRUNCATED);
  for (size_t length = 0; length < N_LABEL_BYTES; length++)
    assert_refused (&files, N_IMAGE_BYTES, length, NN_IDX_TRUNCATED);
}

static void
test_trailing (void)
{
  Files files;

  make_files (&files);
  assert_refused (&files, N_IMAGE_BYTES + 1, N_LABEL_BYTES, NN_IDX_TRAILING);
  assert_refused (&files, N_IMAGE_BYTES, N_LABEL_BYTES + 1, NN_IDX_TRAILING);
}

/* A count whose product with the image size has more than 32 bits. */
static void
test_huge_count (void)
{
  Files files;

  make_files (&files);
  memset (files.images + 4, 0xff, 4);
  assert_refused (&files, N_IMAGE_BYTES, N_LABEL_BYTES, NN_IDX_TRUNCATED);
  make_files (&files);
  memset (files.labels + 4, 0xff, 4);
  assert_refused (&files, N_IMAGE_BYTES, N_LABEL_BYTES, NN_IDX_TRUNCATED);
}

/* One byte of a good pair changed, and what is said about it. */
typedef struct
{
  const char *path;
  gboolean    in_labels;
  size_t      position;
  uint8_t     value;
  NnStatus    wanted;
} Fault;

static const Fault faults[] = {
  { "/idx/web-page", FALSE, 0, '<', NN_IDX_NOT_IDX },
  { "/idx/gzip", TRUE, 0, 0x1f, NN_IDX_NOT_IDX },
  { "/idx/unknown-type", FALSE, 2, 0x0a, NN_IDX_NOT_IDX },
  { "/idx/no-dimensions", FALSE, 3, 0, NN_IDX_NOT_IDX },
  { "/idx/floats", FALSE, 2, 0x0d, NN_IDX_WRONG_KIND },
  { "/idx/labels-for-images", FALSE, 3, 1, NN_IDX_WRONG_KIND },
  { "/idx/images-for-labels", TRUE, 3, 3, NN_IDX_WRONG_KIND },
  { "/idx/wrong-height", FALSE, 11, 27, NN_IDX_WRONG_SIZE },
  { "/idx/wrong-width", FALSE, 14, 1, NN_IDX_WRONG_SIZE },
  { "/idx/fewer-images", FALSE, 7, N_IMAGES - 1, NN_IDX_TRAILING },
  { "/idx/more-labels", TRUE, 7, N_IMAGES + 1, NN_IDX_TRUNCATED },
  { "/idx/label-over-9", TRUE, LABEL_HEADER + 1, 10, NN_IDX_BAD_LABEL },
};

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  Files        files;

  make_files (&files);
  (fault->in_labels ? files.labels : files.images)[fault->position] = fault->value;
  assert_refused (&files, N_IMAGE_BYTES, N_LABEL_BYTES, fault->wanted);
}

static void
test_counts_differ (void)
{
  Files files;

  make_files (&files);
  files.labels[7]--;
  assert_refused (&files, N_IMAGE_BYTES, N_LABEL_BYTES - 1, NN_IDX_COUNTS_DIFFER);
}

static void
test_no_images (void)
{
  Files files;

  make_files (&files);
  files.images[7] = 0;
  files.labels[7] = 0;
  assert_refused (&files, IMAGE_HEADER, LABEL_HEADER, NN_NO_IMAGES);
}

/* Whatever a header says, a file that is accepted has the pictures it claims. */
static void
test_mutations (void)
{
  NnDigits *digits;
  Files     files;

  for (uint64_t i = 0; i < N_MUTATIONS; i++)
    {
      uint32_t numbers[4];

      nn_random_block (FUZZ_SEED, FUZZ_PURPOSE, i, numbers);
      make_files (&files);
      files.images[numbers[0] % IMAGE_HEADER] = (uint8_t) (numbers[0] >> 16);
      files.labels[numbers[1] % N_LABEL_BYTES] = (uint8_t) (numbers[1] >> 16);
      if (read_files (&files, numbers[2] % 4 == 0 ? numbers[2] % N_IMAGE_BYTES : N_IMAGE_BYTES,
                      N_LABEL_BYTES, &digits) == NN_OK)
        g_assert_cmpuint (digits->n_images, ==, N_IMAGES);
      nn_digits_free (digits);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/idx/good", test_good);
  g_test_add_func ("/idx/truncated", test_truncated);
  g_test_add_func ("/idx/trailing", test_trailing);
  g_test_add_func ("/idx/huge-count", test_huge_count);
  for (size_t i = 0; i < G_N_ELEMENTS (faults); i++)
    g_test_add_data_func (faults[i].path, &faults[i], test_fault);
  g_test_add_func ("/idx/counts-differ", test_counts_differ);
  g_test_add_func ("/idx/no-images", test_no_images);
  g_test_add_func ("/idx/mutations", test_mutations);
  return g_test_run ();
}
