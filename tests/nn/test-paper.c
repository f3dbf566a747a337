/* test-paper.c: a digit is found on whatever paper it was photographed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "drawings.h"
#include "nn-normalize.h"
#include "nn-paper.h"
#include "nn-specks.h"

#define N_DRAWINGS 16
#define FACTOR     8 /* photograph's pixels per pixel of the digit */

/* How a digit is photographed. Shares of full light, 0 … 1. */
typedef struct
{
  float  ink;       /* light the ink throws back */
  float  paper;
  float  gradient;  /* loss of light from one corner to the opposite one */
  float  vignette;  /* loss of light in the corners */
  float  shadow;    /* loss of light left of a soft edge */
  float  noise;     /* standard deviation, in shades */
  size_t n_specks;
  size_t width;
  size_t height;
} Photograph;

static const Photograph sheet = {
  .ink = 0.15f, .paper = 0.95f, .width = 44 * FACTOR, .height = 36 * FACTOR,
};

/* Ink of image at (x, y), interpolated between the pixels. */
static float
get_ink (const uint8_t *image,
         float          x,
         float          y)
{
  float  left = floorf (x - 0.5f);
  float  top = floorf (y - 0.5f);
  double sum = 0.0;

  for (int j = 0; j < 2; j++)
    for (int i = 0; i < 2; i++)
      {
        int    column = (int) left + i;
        int    row = (int) top + j;
        double share = (1.0 - fabs (x - 0.5 - column)) * (1.0 - fabs (y - 0.5 - row));

        if (column >= 0 && column < NN_IMAGE_SIDE && row >= 0 && row < NN_IMAGE_SIDE)
          sum += share * image[row * NN_IMAGE_SIDE + column];
      }
  return (float) sum / 255.0f;
}

static float
get_light (const Photograph *photograph,
           float             x,
           float             y)
{
  float light = 1.0f - photograph->gradient * (x + y + 2.0f) / 4.0f;

  light *= 1.0f - photograph->vignette * (x * x + y * y) / 2.0f;
  return light * (1.0f - photograph->shadow / (1.0f + expf ((x + 0.3f * y + 0.2f) / 0.05f)));
}

static void
add_specks (uint8_t          *grey,
            const Photograph *photograph,
            NnRandomStream   *stream)
{
  for (size_t i = 0; i < photograph->n_specks; i++)
    {
      size_t x = nn_random_stream_choice (stream, photograph->width - 3);
      size_t y = nn_random_stream_choice (stream, photograph->height - 3);

      for (size_t k = 0; k < 9; k++)
        grey[(y + k / 3) * photograph->width + x + k % 3] = 20;
    }
}

/* grey (height, width) of the digit somewhere on the sheet; owned by the caller. */
static uint8_t *
take_photograph (const Photograph *photograph,
                 const uint8_t    *image,
                 uint64_t          number)
{
  uint8_t       *grey = g_malloc (photograph->width * photograph->height);
  NnRandomStream stream;
  size_t         left, top;

  nn_random_stream_init (&stream, DRAWING_SEED, DRAWING_PURPOSE + 1, number << 32);
  left = nn_random_stream_choice (&stream, photograph->width - NN_IMAGE_SIDE * FACTOR + 1);
  top = nn_random_stream_choice (&stream, photograph->height - NN_IMAGE_SIDE * FACTOR + 1);
  for (size_t y = 0; y < photograph->height; y++)
    for (size_t x = 0; x < photograph->width; x++)
      {
        float ink = get_ink (image, ((float) x + 0.5f - (float) left) / FACTOR,
                             ((float) y + 0.5f - (float) top) / FACTOR);
        float shade = photograph->paper + ink * (photograph->ink - photograph->paper);

        shade *= 255.0f * get_light (photograph,
                                     2.0f * (float) x / (float) photograph->width - 1.0f,
                                     2.0f * (float) y / (float) photograph->height - 1.0f);
        if (photograph->noise > 0.0f)
          shade += noise_normal (&stream, photograph->noise);
        grey[y * photograph->width + x] = (uint8_t) CLAMP (shade + 0.5f, 0.0f, 255.0f);
      }
  add_specks (grey, photograph, &stream);
  return grey;
}

/* What the digit's ink alone, magnified as in a photograph, is normalised to. */
static void
normalize_alone (const uint8_t *image,
                 uint8_t        result[NN_IMAGE_PIXELS])
{
  size_t              side = NN_IMAGE_SIDE * FACTOR;
  g_autofree uint8_t *ink = g_malloc (side * side);

  for (size_t i = 0; i < side * side; i++)
    ink[i] = (uint8_t) (255.0f * get_ink (image, ((float) (i % side) + 0.5f) / FACTOR,
                                          ((float) (i / side) + 0.5f) / FACTOR));
  g_assert_cmpint (nn_normalize (ink, side, side, side, result), ==, NN_OK);
}

/* The least mean difference when result is moved by up to one pixel: a centre of mass near the
 * border of two pixels may go either way. */
static double
get_moved_difference (const uint8_t *image,
                      const uint8_t *result)
{
  double least = 255.0;

  for (int move = 0; move < 9; move++)
    {
      uint8_t moved[NN_IMAGE_PIXELS] = { 0 };

      for (int i = 0; i < NN_IMAGE_PIXELS; i++)
        {
          int x = i % NN_IMAGE_SIDE + move % 3 - 1;
          int y = i / NN_IMAGE_SIDE + move / 3 - 1;

          if (x >= 0 && x < NN_IMAGE_SIDE && y >= 0 && y < NN_IMAGE_SIDE)
            moved[y * NN_IMAGE_SIDE + x] = result[i];
        }
      least = MIN (least, get_mean_difference (image, moved));
    }
  return least;
}

/* Drawings hold 30 shades a pixel in the mean: what is missing, inverted or of another size differs
 * by more than 10, edges a little sharper by less. */
static void
assert_found (const Photograph *photograph,
              uint64_t          n_drawings)
{
  for (uint64_t i = 0; i < n_drawings; i++)
    {
      uint8_t             image[NN_IMAGE_PIXELS];
      uint8_t             expected[NN_IMAGE_PIXELS];
      uint8_t             result[NN_IMAGE_PIXELS];
      g_autofree uint8_t *grey = NULL;

      make_picture (i, image);
      normalize_alone (image, expected);
      grey = take_photograph (photograph, image, i);
      g_assert_cmpint (nn_paper_to_ink (grey, photograph->width, photograph->height), ==, NN_OK);
      g_assert_cmpint (nn_normalize (grey, photograph->width, photograph->height,
                                     photograph->width, result), ==, NN_OK);
      g_assert_cmpfloat (get_moved_difference (expected, result), <, 10.0);
    }
}

/* Black on white or white on black, nothing is lost: not one shade of an edge. */
static void
test_exact (void)
{
  for (uint64_t i = 0; i < N_DRAWINGS; i++)
    {
      uint8_t image[NN_IMAGE_PIXELS];
      uint8_t dark[NN_IMAGE_PIXELS];
      uint8_t light[NN_IMAGE_PIXELS];

      make_picture (i, image);
      memcpy (light, image, sizeof light);
      for (size_t p = 0; p < NN_IMAGE_PIXELS; p++)
        dark[p] = 255 - image[p];
      g_assert_cmpint (nn_paper_to_ink (dark, NN_IMAGE_SIDE, NN_IMAGE_SIDE), ==, NN_OK);
      g_assert_cmpint (nn_paper_to_ink (light, NN_IMAGE_SIDE, NN_IMAGE_SIDE), ==, NN_OK);
      g_assert_cmpmem (dark, sizeof dark, image, sizeof image);
      g_assert_cmpmem (light, sizeof light, image, sizeof image);
    }
}

static void
test_plain (void)
{
  assert_found (&sheet, N_DRAWINGS);
}

static void
test_pale (void)
{
  Photograph pencil = sheet;

  pencil.ink = 0.8f;
  assert_found (&pencil, N_DRAWINGS);
}

static void
test_gradient (void)
{
  Photograph lamp = sheet;

  lamp.gradient = 0.7f;
  assert_found (&lamp, N_DRAWINGS);
}

static void
test_vignette (void)
{
  Photograph lens = sheet;

  lens.vignette = 0.5f;
  lens.noise = 3.0f;
  assert_found (&lens, N_DRAWINGS);
}

static void
test_shadow (void)
{
  Photograph hand = sheet;

  hand.shadow = 0.3f;
  hand.noise = 3.0f;
  assert_found (&hand, N_DRAWINGS);
}

static void
test_noise (void)
{
  Photograph night = sheet;

  night.noise = 20.0f;
  assert_found (&night, N_DRAWINGS);
}

static void
test_specks (void)
{
  Photograph dusty = sheet;

  dusty.n_specks = 10;
  assert_found (&dusty, N_DRAWINGS);
}

static void
test_everything (void)
{
  Photograph telephone = sheet;

  telephone.gradient = 0.4f;
  telephone.vignette = 0.3f;
  telephone.noise = 8.0f;
  telephone.n_specks = 5;
  assert_found (&telephone, N_DRAWINGS);
}

static void
test_blackboard (void)
{
  Photograph chalk = sheet;

  chalk.ink = 0.9f;
  chalk.paper = 0.15f;
  chalk.gradient = 0.3f;
  chalk.noise = 5.0f;
  assert_found (&chalk, N_DRAWINGS);
}

/* A large sheet with a digit of an eighth of its width. */
static void
test_small_on_large (void)
{
  Photograph far = sheet;

  far.width = 200 * FACTOR;
  far.height = 120 * FACTOR;
  far.gradient = 0.3f;
  far.noise = 5.0f;
  assert_found (&far, 2);
}

/* A black line about the picture is no paper, and no ink either. */
static void
test_frame (void)
{
  for (uint64_t i = 0; i < N_DRAWINGS; i++)
    {
      uint8_t image[NN_IMAGE_PIXELS];
      uint8_t result[NN_IMAGE_PIXELS];
      uint8_t framed[40 * 40];

      make_picture (i, image);
      memset (framed, 255, sizeof framed);
      for (size_t k = 0; k < 40; k++)
        framed[k] = framed[k * 40] = framed[k * 40 + 39] = framed[39 * 40 + k] = 0;
      for (size_t p = 0; p < NN_IMAGE_PIXELS; p++)
        framed[(p / NN_IMAGE_SIDE + 6) * 40 + p % NN_IMAGE_SIDE + 6] = 255 - image[p];
      g_assert_cmpint (nn_paper_to_ink (framed, 40, 40), ==, NN_OK);
      g_assert_cmpint (nn_normalize (framed, 40, 40, 40, result), ==, NN_OK);
      g_assert_cmpfloat (get_moved_difference (image, result), <, 2.0);
    }
}

static void
test_blank (void)
{
  uint8_t    one_shade[60 * 50];
  uint8_t    pixel = 77;
  uint8_t    nothing[NN_IMAGE_PIXELS] = { 0 };
  Photograph blank = sheet;

  memset (one_shade, 200, sizeof one_shade);
  g_assert_cmpint (nn_paper_to_ink (one_shade, 60, 50), ==, NN_NO_INK);
  g_assert_cmpint (nn_paper_to_ink (&pixel, 1, 1), ==, NN_NO_INK);
  g_assert_cmpint (nn_paper_to_ink (&pixel, 0, 0), ==, NN_NO_INK);

  blank.gradient = 0.5f;
  blank.vignette = 0.3f;
  for (blank.noise = 0.0f; blank.noise < 20.0f; blank.noise += 6.0f)
    {
      g_autofree uint8_t *grey = take_photograph (&blank, nothing, 1);

      g_assert_cmpint (nn_paper_to_ink (grey, blank.width, blank.height), ==, NN_NO_INK);
    }
}

/* Pictures of any shape come back, whatever is in them. */
static void
test_odd_sizes (void)
{
  const size_t sizes[][2] = { { 1, 1 }, { 2, 1 }, { 1, 300 }, { 300, 1 }, { 2, 2 }, { 33, 31 },
                              { 64, 3 }, { 1000, 7 } };

  for (size_t s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      size_t              n_pixels = sizes[s][0] * sizes[s][1];
      g_autofree uint8_t *grey = g_malloc (n_pixels);
      NnStatus            status;

      for (size_t i = 0; i < n_pixels; i++)
        grey[i] = (uint8_t) (255.0f * noise_uniform (DRAWING_SEED, DRAWING_PURPOSE, i));
      status = nn_paper_to_ink (grey, sizes[s][0], sizes[s][1]);
      g_assert_true (status == NN_OK || status == NN_NO_INK);
    }
}

/* Of a stroke, a faint smudge, a speck and a bar at the edge, the stroke is kept. */
static void
test_drop_specks (void)
{
  uint8_t ink[40 * 40] = { 0 };
  uint8_t stroke_only[40 * 40] = { 0 };

  for (size_t y = 10; y < 30; y++)
    memset (stroke_only + y * 40 + 18, 255, 4);
  memcpy (ink, stroke_only, sizeof ink);
  memset (ink + 5 * 40 + 5, 40, 10);
  ink[35 * 40 + 30] = 255;
  memset (ink, 255, 40);
  g_assert_cmpint (nn_drop_specks (ink, 40, 40, 96), ==, NN_OK);
  g_assert_cmpmem (ink, sizeof ink, stroke_only, sizeof stroke_only);
}

/* A digit that fills its picture is not taken for a bar at the edge. */
static void
test_drop_specks_keeps_full_picture (void)
{
  uint8_t ink[20 * 20] = { 0 };
  uint8_t before[20 * 20];

  for (size_t i = 0; i < 20; i++)
    ink[i * 20 + i] = ink[i * 20 + 19 - i] = 255;
  memcpy (before, ink, sizeof ink);
  g_assert_cmpint (nn_drop_specks (ink, 20, 20, 96), ==, NN_OK);
  g_assert_cmpmem (ink, sizeof ink, before, sizeof before);
}

static void
test_drop_shadows (void)
{
  uint8_t ink[30 * 9] = { 0 };

  memset (ink + 4 * 30, 50, 30);
  ink[4 * 30 + 10] = 200;
  g_assert_cmpint (nn_drop_shadows (ink, 30, 9, 96, 3), ==, NN_OK);
  for (size_t x = 0; x < 30; x++)
    g_assert_cmpint (ink[4 * 30 + x], ==, x == 10 ? 200 : x >= 7 && x <= 13 ? 50 : 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paper/exact", test_exact);
  g_test_add_func ("/paper/plain", test_plain);
  g_test_add_func ("/paper/pale", test_pale);
  g_test_add_func ("/paper/gradient", test_gradient);
  g_test_add_func ("/paper/vignette", test_vignette);
  g_test_add_func ("/paper/shadow", test_shadow);
  g_test_add_func ("/paper/noise", test_noise);
  g_test_add_func ("/paper/specks", test_specks);
  g_test_add_func ("/paper/everything", test_everything);
  g_test_add_func ("/paper/blackboard", test_blackboard);
  g_test_add_func ("/paper/small-on-large", test_small_on_large);
  g_test_add_func ("/paper/frame", test_frame);
  g_test_add_func ("/paper/blank", test_blank);
  g_test_add_func ("/paper/odd-sizes", test_odd_sizes);
  g_test_add_func ("/specks/dropped", test_drop_specks);
  g_test_add_func ("/specks/full-picture", test_drop_specks_keeps_full_picture);
  g_test_add_func ("/specks/shadows", test_drop_shadows);
  return g_test_run ();
}
