/* test-picture.c: PNG files of every kind, and files that are none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <sys/stat.h>

#include "inkling-error.h"
#include "inkling-picture-file.h"
#include "inkling-picture.h"
#include "nn-ink.h"
#include "nn-normalize.h"

#include "../noise.h"
#include "picture-kinds.h"
#include "test-data.h"

static char *folder; /* owned; everything is written there */

static char *
get_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
test_kind (gconstpointer data)
{
  const Kind      *kind = data;
  g_autofree char *path = get_path ("kind.png");

  for (int interlace = PNG_INTERLACE_NONE; interlace <= PNG_INTERLACE_ADAM7; interlace++)
    {
      g_autoptr (GError) error = NULL;
      guint8             image[NN_IMAGE_PIXELS] = { 0 };
      const guint8      *digit = get_digit ();
      int                sum = 0;

      write_picture (path, kind, interlace);
      g_assert_true (inkling_picture_load (path, image, &error));
      g_assert_no_error (error);
      for (gsize i = 0; i < NN_IMAGE_PIXELS; i++)
        {
          g_assert_cmpint (ABS (image[i] - digit[i]), <=, kind->largest);
          sum += ABS (image[i] - digit[i]);
        }
      /* Even of one bit, most of the picture is as it was; the digit holds 40 shades a pixel. */
      g_assert_cmpint (sum, <, 20 * NN_IMAGE_PIXELS);
    }
  g_unlink (path);
}

static void
assert_fails (const char *path,
              GQuark      domain,
              int         code,
              const char *reason)
{
  g_autoptr (GError) error = NULL;
  guint8             image[NN_IMAGE_PIXELS];

  g_assert_false (inkling_picture_load (path, image, &error));
  g_assert_error (error, domain, code);
  g_assert_true (g_str_has_prefix (error->message, path));
  if (reason != NULL)
    g_assert_nonnull (strstr (error->message, reason));
}

static void
assert_bytes_fail (const guint8 *bytes,
                   gsize         n_bytes,
                   const char   *reason)
{
  g_autofree char *path = get_path ("bytes.png");

  g_assert_true (g_file_set_contents (path, (const char *) bytes, n_bytes, NULL));
  assert_fails (path, INKLING_ERROR, INKLING_ERROR_PICTURE, reason);
  g_unlink (path);
}

static void
get_good_file (char  **bytes,
               gsize  *n_bytes,
               gsize   kind)
{
  g_autofree char *path = get_path ("good.png");

  write_picture (path, &kinds[kind], PNG_INTERLACE_ADAM7);
  g_assert_true (g_file_get_contents (path, bytes, n_bytes, NULL));
  g_unlink (path);
}

static void
test_no_picture (void)
{
  g_autofree char *missing = get_path ("missing.png");

  assert_bytes_fail ((const guint8 *) "", 0, "empty");
  assert_bytes_fail ((const guint8 *) "<html>", 6, "neither");
  assert_bytes_fail ((const guint8 *) "GIF89a, a fine picture", 22, "cut off");
  assert_fails (missing, G_FILE_ERROR, G_FILE_ERROR_NOENT, NULL);
  assert_fails (folder, G_FILE_ERROR, G_FILE_ERROR_ISDIR, NULL);
}

/* A pipe nobody writes into would be waited for without end. */
static void
test_pipe (void)
{
  g_autofree char *path = get_path ("pipe.png");

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_fails (path, INKLING_ERROR, INKLING_ERROR_PICTURE, "not a file");
  g_unlink (path);
}

static void
test_cut_off (void)
{
  g_autofree char *bytes = NULL;
  gsize            n_bytes;

  get_good_file (&bytes, &n_bytes, 0);
  for (gsize n = 8; n < n_bytes; n += n < 100 ? 1 : 13)
    assert_bytes_fail ((const guint8 *) bytes, n, "cut off");
}

/* Whatever is flipped, either a picture comes back or a message, and nothing is leaked. */
static void
test_flipped (void)
{
  g_autofree char *path = get_path ("flipped.png");
  guint64          draw = 0;

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autofree char *bytes = NULL;
      gsize            n_bytes;

      get_good_file (&bytes, &n_bytes, k);
      for (gsize i = 0; i < 40; i++)
        {
          g_autoptr (GError) error = NULL;
          guint8             image[NN_IMAGE_PIXELS];
          gsize              at = noise_uniform (1, 1000, draw++) * n_bytes;
          char               old = bytes[at];

          bytes[at] ^= 1 << (int) (8.0f * noise_uniform (1, 1000, draw++));
          g_assert_true (g_file_set_contents (path, bytes, n_bytes, NULL));
          if (!inkling_picture_load (path, image, &error))
            g_assert_true (g_str_has_prefix (error->message, path));
          bytes[at] = old;
        }
    }
  g_unlink (path);
}

/* Columns left of the middle are black, the others white. */
static void
write_halves (const char *path,
              guint       width,
              guint       height,
              int         interlace)
{
  png_structp        png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop          info = png_create_info_struct (png);
  FILE              *file = g_fopen (path, "wb");
  g_autofree guint8 *row = g_malloc0 (width);

  g_assert_nonnull (file);
  if (setjmp (png_jmpbuf (png)) != 0)
    g_assert_not_reached ();
  memset (row + width / 2, 255, width - width / 2);
  png_init_io (png, file);
  png_set_IHDR (png, info, width, height, 8, PNG_COLOR_TYPE_GRAY, interlace,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info (png, info);
  for (int pass = png_set_interlace_handling (png); pass > 0; pass--)
    for (guint y = 0; y < height; y++)
      png_write_row (png, row);
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
  fclose (file);
}

/* However large it is, a picture is not read first and then refused. */
static void
test_too_large (void)
{
  g_autofree char *path = get_path ("large.png");
  const guint      sizes[][2] = { { INKLING_BUDGET_MAX_SIDE + 1, 1 },
                                  { 1, INKLING_BUDGET_MAX_SIDE + 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *said = g_strdup_printf ("%u × %u pixels", sizes[i][0], sizes[i][1]);

      write_halves (path, sizes[i][0], sizes[i][1], PNG_INTERLACE_NONE);
      assert_fails (path, INKLING_ERROR, INKLING_ERROR_PICTURE, said);
    }
  g_unlink (path);
}

/* A long strip is no bomb. */
static void
test_long (void)
{
  g_autofree char          *path = get_path ("long.png");
  g_autoptr (InklingPixels) pixels = NULL;

  write_halves (path, INKLING_BUDGET_MAX_SIDE, 9, PNG_INTERLACE_ADAM7);
  pixels = inkling_picture_file_load (path, path, NULL, NULL);
  g_assert_nonnull (pixels);
  g_assert_cmpuint (pixels->width, ==, INKLING_PIXELS_WORK_SIDE);
  g_assert_cmpuint (pixels->height, ==, 1);
  g_assert_cmpuint (pixels->grey[INKLING_PIXELS_WORK_SIDE / 2 - 1], ==, 0);
  g_assert_cmpuint (pixels->grey[INKLING_PIXELS_WORK_SIDE / 2], ==, 255);
  g_unlink (path);
}

/* Large pictures are averaged down as they are read. */
static void
test_averaged (void)
{
  g_autofree char *path = get_path ("averaged.png");

  for (int interlace = PNG_INTERLACE_NONE; interlace <= PNG_INTERLACE_ADAM7; interlace++)
    {
      g_autoptr (InklingPixels) pixels = NULL;

      write_halves (path, 3004, 1000, interlace);
      pixels = inkling_picture_file_load (path, path, NULL, NULL);
      g_assert_nonnull (pixels);
      g_assert_cmpuint (pixels->width, ==, 751);
      g_assert_cmpuint (pixels->height, ==, 250);
      for (gsize i = 0; i < pixels->width * pixels->height; i++)
        {
          gsize x = i % pixels->width;

          g_assert_cmpuint (pixels->grey[i], ==, x < 375 ? 0 : x > 375 ? 255 : 128);
          g_assert_cmpuint (pixels->opacity[i], ==, 255);
        }
    }
  g_unlink (path);
}

static void
test_blank (void)
{
  const Kind       blank = { "blank", PNG_COLOR_TYPE_GRAY, 8, 200, 200, SOLID, 0 };
  const Kind       nothing = { "nothing", PNG_COLOR_TYPE_RGB_ALPHA, 8, 0, 0, SOLID, 0 };
  g_autofree char *path = get_path ("blank.png");

  write_picture (path, &blank, PNG_INTERLACE_NONE);
  assert_fails (path, INKLING_ERROR, INKLING_ERROR_NO_INK, NULL);
  write_picture (path, &nothing, PNG_INTERLACE_NONE);
  assert_fails (path, INKLING_ERROR, INKLING_ERROR_NO_INK, NULL);
  g_unlink (path);
}

/* MNIST's own digits, magnified, come back as they were. One in a hundred has its centre of mass so
 * near to the border of two pixels that the rounding to bytes decides where it goes. */
static void
test_mnist_comes_back (void)
{
  g_autofree char           *path = test_data_find (MNIST);
  g_autoptr (InklingDataset) dataset = NULL;
  const NnDigits            *digits;
  gsize                      n_same = 0;

  if (path == NULL)
    return;
  dataset = inkling_dataset_load (path, NULL, NULL);
  g_assert_nonnull (dataset);
  digits = inkling_dataset_get_test (dataset);
  for (gsize i = 0; i < digits->n_images; i++)
    {
      guint8 image[NN_IMAGE_PIXELS];
      guint8 result[NN_IMAGE_PIXELS];
      guint8 large[9 * NN_IMAGE_PIXELS];
      gsize  side = 3 * NN_IMAGE_SIDE;
      int    largest = 0;

      nn_digits_get_image (digits, i, image);
      for (gsize p = 0; p < side * side; p++)
        large[p] = image[p / side / 3 * NN_IMAGE_SIDE + p % side / 3];
      g_assert_cmpint (nn_normalize (large, side, side, side, result), ==, NN_OK);
      for (gsize p = 0; p < NN_IMAGE_PIXELS; p++)
        largest = MAX (largest, ABS (image[p] - result[p]));
      n_same += largest <= 1;
    }
  g_assert_cmpuint (n_same, >=, digits->n_images * 97 / 100);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("inkling-picture-XXXXXX", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strconcat ("/picture/kind/", kinds[i].name, NULL);

      g_test_add_data_func (name, &kinds[i], test_kind);
    }
  g_test_add_func ("/picture/no-picture", test_no_picture);
  g_test_add_func ("/picture/pipe", test_pipe);
  g_test_add_func ("/picture/cut-off", test_cut_off);
  g_test_add_func ("/picture/flipped", test_flipped);
  g_test_add_func ("/picture/too-large", test_too_large);
  g_test_add_func ("/picture/long", test_long);
  g_test_add_func ("/picture/averaged", test_averaged);
  g_test_add_func ("/picture/blank", test_blank);
  g_test_add_func ("/picture/mnist-comes-back", test_mnist_comes_back);
  result = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return result;
}
