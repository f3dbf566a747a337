/* test-normalize.c: a bitmap becomes what MNIST's makers would have made of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "drawings.h"
#include "nn-normalize.h"

#define N_DRAWINGS 200
#define BOX        20

/* Whether the centre of mass along one axis lies well inside (14, 15], so that the rounding of the
 * picture to bytes does not decide about a shift. */
static bool
is_plain (const uint8_t *image,
          bool           along_x)
{
  double mass = 0.0;
  double moment = 0.0;
  double beyond;

  for (size_t i = 0; i < NN_IMAGE_PIXELS; i++)
    {
      mass += image[i];
      moment += image[i] * ((double) (along_x ? i % NN_IMAGE_SIDE : i / NN_IMAGE_SIDE) + 0.5);
    }
  beyond = moment / mass - 14.0;
  return beyond > 0.01 && beyond < 0.99;
}

/* image (28, 28) magnified, with margins; owned by the caller. */
static uint8_t *
magnify (const uint8_t *image,
         size_t         factor,
         size_t         left,
         size_t         top,
         size_t         width,
         size_t         height)
{
  uint8_t *bitmap = g_malloc0 (width * height);

  for (size_t y = 0; y < NN_IMAGE_SIDE * factor; y++)
    for (size_t x = 0; x < NN_IMAGE_SIDE * factor; x++)
      bitmap[(top + y) * width + left + x] = image[y / factor * NN_IMAGE_SIDE + x / factor];
  return bitmap;
}

static void
assert_same_when_magnified (size_t factor,
                            size_t left,
                            size_t top,
                            size_t width,
                            size_t height)
{
  size_t n_plain = 0;

  for (uint64_t i = 0; i < N_DRAWINGS; i++)
    {
      uint8_t             image[NN_IMAGE_PIXELS];
      uint8_t             result[NN_IMAGE_PIXELS];
      g_autofree uint8_t *bitmap = NULL;

      make_picture (i, image);
      if (!is_plain (image, true) || !is_plain (image, false))
        continue;
      n_plain++;
      bitmap = magnify (image, factor, left, top, width, height);
      g_assert_cmpint (nn_normalize (bitmap, width, height, width, result), ==, NN_OK);
      g_assert_cmpmem (image, sizeof image, result, sizeof result);
    }
  g_assert_cmpuint (n_plain, >, N_DRAWINGS / 2);
}

static void
test_idempotent (void)
{
  assert_same_when_magnified (1, 0, 0, NN_IMAGE_SIDE, NN_IMAGE_SIDE);
}

static void
test_shifted (void)
{
  assert_same_when_magnified (1, 0, 31, 60, 70);
  assert_same_when_magnified (1, 44, 3, 80, 31);
}

static void
test_magnified (void)
{
  assert_same_when_magnified (2, 0, 0, 56, 56);
  assert_same_when_magnified (3, 5, 9, 100, 110);
  assert_same_when_magnified (7, 50, 1, 300, 200);
}

/* What lies between width and stride is not looked at. */
static void
test_stride (void)
{
  uint8_t             image[NN_IMAGE_PIXELS];
  uint8_t             result[NN_IMAGE_PIXELS];
  g_autofree uint8_t *bitmap = NULL;

  make_picture (1, image);
  bitmap = magnify (image, 1, 0, 0, 40, NN_IMAGE_SIDE);
  for (size_t y = 0; y < NN_IMAGE_SIDE; y++)
    memset (bitmap + y * 40 + NN_IMAGE_SIDE, 255, 40 - NN_IMAGE_SIDE);
  g_assert_cmpint (nn_normalize (bitmap, NN_IMAGE_SIDE, NN_IMAGE_SIDE, 40, result), ==, NN_OK);
  g_assert_cmpmem (image, sizeof image, result, sizeof result);
}

static void
test_paler (void)
{
  for (uint64_t i = 0; i < N_DRAWINGS; i++)
    {
      uint8_t image[NN_IMAGE_PIXELS];
      uint8_t pale[NN_IMAGE_PIXELS];
      uint8_t result[NN_IMAGE_PIXELS];

      make_picture (i, image);
      if (!is_plain (image, true) || !is_plain (image, false))
        continue;
      for (size_t p = 0; p < NN_IMAGE_PIXELS; p++)
        pale[p] = (uint8_t) ((image[p] + 2) / 3);
      g_assert_cmpint (nn_normalize (pale, NN_IMAGE_SIDE, NN_IMAGE_SIDE, NN_IMAGE_SIDE, result),
                       ==, NN_OK);
      g_assert_cmpint (get_largest_difference (image, result), <=, 4);
    }
}

/* box (20, 20) = the bitmap magnified 20 times, of which each cell takes as many rows and columns
 * as the longer side is long. */
static void
resample_naively (const uint8_t *bitmap,
                  size_t         width,
                  size_t         height,
                  float         *box)
{
  size_t side = MAX (width, height);

  for (size_t j = 0; j < BOX; j++)
    for (size_t i = 0; i < BOX; i++)
      {
        uint64_t sum = 0;

        for (size_t y = j * side; y < (j + 1) * side && y < height * BOX; y++)
          for (size_t x = i * side; x < (i + 1) * side && x < width * BOX; x++)
            sum += bitmap[y / BOX * width + x / BOX];
        box[j * BOX + i] = (float) sum;
      }
}

static void
test_against_naive (void)
{
  const size_t sizes[][2] = { { 1, 1 }, { 3, 2 }, { 7, 19 }, { 20, 20 }, { 21, 5 }, { 33, 64 } };

  for (size_t s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      size_t              width = sizes[s][0];
      size_t              height = sizes[s][1];
      g_autofree uint8_t *bitmap = g_malloc (width * height);
      float               box[BOX * BOX];
      uint8_t             expected[NN_IMAGE_PIXELS];
      uint8_t             result[NN_IMAGE_PIXELS];

      for (size_t i = 0; i < width * height; i++)
        bitmap[i] = (uint8_t) (1.0f + 250.0f * noise_uniform (DRAWING_SEED, DRAWING_PURPOSE,
                                                                  i));
      resample_naively (bitmap, width, height, box);
      g_assert_cmpint (nn_normalize_box (box, expected), ==, NN_OK);
      g_assert_cmpint (nn_normalize (bitmap, width, height, width, result), ==, NN_OK);
      g_assert_cmpint (get_largest_difference (expected, result), <=, 1);
    }
}

/* One inked pixel is a square, its centre of mass brought to 15 and not to 14. */
static void
test_square (void)
{
  uint8_t bitmap[12] = { 0 };
  uint8_t image[NN_IMAGE_PIXELS];

  bitmap[7] = 1;
  g_assert_cmpint (nn_normalize (bitmap, 4, 3, 4, image), ==, NN_OK);
  for (size_t y = 0; y < NN_IMAGE_SIDE; y++)
    for (size_t x = 0; x < NN_IMAGE_SIDE; x++)
      {
        bool inside = x >= 5 && x < 25 && y >= 5 && y < 25;

        g_assert_cmpint (image[y * NN_IMAGE_SIDE + x], ==, inside ? 255 : 0);
      }
}

/* A blot with a long thin tail: its centre cannot be brought to the middle without cutting off
 * the tail, so it is not. */
static void
test_nothing_cut_off (void)
{
  uint8_t bitmap[200 * 200] = { 0 };
  uint8_t image[NN_IMAGE_PIXELS];
  size_t  n_columns = 0;

  for (size_t y = 0; y < 30; y++)
    memset (bitmap + y * 200, 255, 30);
  memset (bitmap, 255, 200);
  g_assert_cmpint (nn_normalize (bitmap, 200, 200, 200, image), ==, NN_OK);
  for (size_t x = 0; x < NN_IMAGE_SIDE; x++)
    {
      bool inked = false;

      for (size_t y = 0; y < NN_IMAGE_SIDE; y++)
        inked = inked || image[y * NN_IMAGE_SIDE + x] > 0;
      n_columns += inked;
    }
  g_assert_cmpuint (n_columns, ==, 20);
}

static void
test_blank (void)
{
  uint8_t bitmap[30 * 40] = { 0 };
  float   box[BOX * BOX] = { 0.0f };
  uint8_t image[NN_IMAGE_PIXELS];

  g_assert_cmpint (nn_normalize (bitmap, 30, 40, 30, image), ==, NN_NO_INK);
  g_assert_cmpint (nn_normalize (bitmap, 0, 0, 0, image), ==, NN_NO_INK);
  g_assert_cmpint (nn_normalize_box (box, image), ==, NN_NO_INK);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/normalize/idempotent", test_idempotent);
  g_test_add_func ("/normalize/shifted", test_shifted);
  g_test_add_func ("/normalize/magnified", test_magnified);
  g_test_add_func ("/normalize/stride", test_stride);
  g_test_add_func ("/normalize/paler", test_paler);
  g_test_add_func ("/normalize/against-naive", test_against_naive);
  g_test_add_func ("/normalize/square", test_square);
  g_test_add_func ("/normalize/nothing-cut-off", test_nothing_cut_off);
  g_test_add_func ("/normalize/blank", test_blank);
  return g_test_run ();
}
