/* test-pen.c: what the built-in writer promises
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "nn-pen-hand.h"
#include "nn-pen-shapes.h"
#include "nn-pen-strangers.h"
#include "nn-pen.h"

#define SEED     20240607
#define N_IMAGES 1000

static NnDigits *
make_digits (uint64_t seed,
             uint64_t first_image,
             size_t   n_images,
             size_t   n_threads)
{
  NnTeam   *team = NULL;
  NnDigits *digits = NULL;

  g_assert_cmpint (nn_team_new (n_threads, &team), ==, NN_OK);
  g_assert_cmpint (nn_pen_make_digits (seed, first_image, n_images, team, &digits), ==, NN_OK);
  nn_team_free (team);
  return digits;
}

static gboolean
same_image (const NnDigits *a,
            size_t          image_a,
            const NnDigits *b,
            size_t          image_b)
{
  uint8_t pixels_a[NN_IMAGE_PIXELS];
  uint8_t pixels_b[NN_IMAGE_PIXELS];

  nn_digits_get_image (a, image_a, pixels_a);
  nn_digits_get_image (b, image_b, pixels_b);
  return memcmp (pixels_a, pixels_b, sizeof pixels_a) == 0;
}

static void
assert_same_digits (const NnDigits *a,
                    const NnDigits *b)
{
  g_assert_cmpuint (a->n_images, ==, b->n_images);
  g_assert_cmpmem (a->labels, a->n_images, b->labels, b->n_images);
  for (size_t i = 0; i < a->n_images; i++)
    g_assert_true (same_image (a, i, b, i));
}

static void
test_same_for_any_team (void)
{
  NnDigits *alone = make_digits (SEED, 0, N_IMAGES, 1);

  for (size_t n_threads = 2; n_threads <= 4; n_threads++)
    {
      NnDigits *shared = make_digits (SEED, 0, N_IMAGES, n_threads);

      assert_same_digits (alone, shared);
      nn_digits_free (shared);
    }
  nn_digits_free (alone);
}

static void
test_image_number_alone_decides (void)
{
  NnDigits *all = make_digits (SEED, 0, 300, 2);
  NnDigits *later = make_digits (SEED, 137, 100, 2);

  for (size_t i = 0; i < later->n_images; i++)
    {
      g_assert_cmpuint (later->labels[i], ==, all->labels[137 + i]);
      g_assert_true (same_image (later, i, all, 137 + i));
    }
  nn_digits_free (all);
  nn_digits_free (later);
}

static void
test_seeds_differ (void)
{
  NnDigits *a = make_digits (SEED, 0, 200, 2);
  NnDigits *b = make_digits (SEED + 1, 0, 200, 2);

  for (size_t i = 0; i < a->n_images; i++)
    g_assert_false (same_image (a, i, b, i));
  nn_digits_free (a);
  nn_digits_free (b);
}

static void
test_labels_balanced (void)
{
  NnDigits *digits = make_digits (SEED, 0, N_IMAGES, 2);
  size_t    counts[NN_N_CLASSES] = { 0 };

  for (size_t i = 0; i < digits->n_images; i++)
    counts[digits->labels[i]]++;
  for (size_t digit = 0; digit < NN_N_CLASSES; digit++)
    g_assert_cmpuint (counts[digit], ==, N_IMAGES / NN_N_CLASSES);
  nn_digits_free (digits);
}

static void
test_pairwise_distinct (void)
{
  NnDigits   *digits = make_digits (SEED, 0, N_IMAGES, 2);
  GHashTable *seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                            (GDestroyNotify) g_bytes_unref, NULL);

  for (size_t i = 0; i < digits->n_images; i++)
    {
      uint8_t pixels[NN_IMAGE_PIXELS];

      nn_digits_get_image (digits, i, pixels);
      g_assert_true (g_hash_table_add (seen, g_bytes_new (pixels, sizeof pixels)));
    }
  g_hash_table_unref (seen);
  nn_digits_free (digits);
}

static void
test_empty_set (void)
{
  NnDigits *digits = make_digits (SEED, 0, 0, 2);

  g_assert_cmpuint (digits->n_images, ==, 0);
  nn_digits_free (digits);
}

/* As all of MNIST's training images: centred within a pixel, brightest ink 255, and between 1 %
 * and 60 % of the paper inked. */
static void
test_looks_like_mnist (void)
{
  NnDigits *digits = make_digits (SEED, 0, N_IMAGES, 2);
  double    total_ink = 0.0;

  for (size_t i = 0; i < digits->n_images; i++)
    {
      uint8_t pixels[NN_IMAGE_PIXELS];
      double  ink = 0.0;
      double  right = 0.0;
      double  down = 0.0;
      uint8_t brightest = 0;

      nn_digits_get_image (digits, i, pixels);
      for (size_t p = 0; p < NN_IMAGE_PIXELS; p++)
        {
          ink += pixels[p];
          right += pixels[p] * (p % NN_IMAGE_SIDE + 0.5);
          down += pixels[p] * (p / NN_IMAGE_SIDE + 0.5);
          brightest = MAX (brightest, pixels[p]);
        }
      g_assert_cmpuint (brightest, ==, 255);
      g_assert_cmpfloat_with_epsilon (right / ink, 14.5, 1.0);
      g_assert_cmpfloat_with_epsilon (down / ink, 14.5, 1.0);
      ink /= 255.0 * NN_IMAGE_PIXELS;
      g_assert_cmpfloat (ink, >, 0.01);
      g_assert_cmpfloat (ink, <, 0.6);
      total_ink += ink;
    }
  /* MNIST's mean is 0.1307. */
  g_assert_cmpfloat_with_epsilon (total_ink / N_IMAGES, 0.1307, 0.02);
  nn_digits_free (digits);
}

static void
assert_sound_shape (const NnPenShape *shape)
{
  size_t stroke_points = 0;

  g_assert_cmpuint (shape->weight, >, 0);
  g_assert_cmpuint (shape->n_points, <=, NN_PEN_MAX_POINTS);
  g_assert_cmpuint (shape->points[0].kind, ==, NN_PEN_BEGIN);
  for (size_t p = 0; p < shape->n_points; p++)
    {
      if (shape->points[p].kind == NN_PEN_BEGIN)
        {
          g_assert_cmpuint (stroke_points, !=, 1);
          stroke_points = 0;
        }
      stroke_points++;
    }
  g_assert_cmpuint (stroke_points, >=, 2);
}

static void
test_tables_are_sound (void)
{
  for (size_t s = 0; s < nn_pen_n_digits; s++)
    assert_sound_shape (&nn_pen_digits[s]);
  for (size_t s = 0; s < nn_pen_n_letters; s++)
    assert_sound_shape (&nn_pen_letters[s]);
}

/* Each shape of the table is met, about as often as its weight among the digit's shapes says. */
static void
test_every_shape_occurs (void)
{
  const size_t    n_images = 20000;
  g_autofree int *counts = g_new0 (int, nn_pen_n_digits);
  size_t          totals[NN_N_CLASSES] = { 0 };

  for (size_t s = 0; s < nn_pen_n_digits; s++)
    totals[nn_pen_digits[s].symbol - '0'] += nn_pen_digits[s].weight;
  for (size_t digit = 0; digit < NN_N_CLASSES; digit++)
    {
      g_assert_cmpuint (totals[digit], >, 0);
      for (uint64_t image = 0; image < n_images; image++)
        counts[nn_pen_choose_shape (SEED, image, (char) ('0' + digit)) - nn_pen_digits]++;
    }
  for (size_t s = 0; s < nn_pen_n_digits; s++)
    {
      const NnPenShape *shape = &nn_pen_digits[s];
      double            expected = (double) shape->weight / totals[shape->symbol - '0'];

      g_assert_cmpint (counts[s], >, 0);
      g_assert_cmpfloat_with_epsilon ((double) counts[s] / n_images, expected, 0.02);
    }
}

/* The styles the whole table is for, told apart by their strokes: 1 with and without a foot, 4 and
 * 5 in one and two strokes, 7 with and without a bar, 8 as one line and as two circles. */
static void
test_styles_vary (void)
{
  static const struct { unsigned digit; size_t n_strokes; } styles[] = {
    { 1, 1 }, { 1, 2 }, { 4, 1 }, { 4, 2 }, { 5, 1 },
    { 5, 2 }, { 7, 1 }, { 7, 2 }, { 8, 1 }, { 8, 2 },
  };
  NnInk *ink = nn_ink_new ();

  for (size_t s = 0; s < G_N_ELEMENTS (styles); s++)
    {
      size_t n_found = 0;

      for (uint64_t image = 0; image < 200; image++)
        {
          float pen_width;

          g_assert_cmpint (nn_pen_write (SEED, image, styles[s].digit, ink, &pen_width), ==, NN_OK);
          n_found += ink->n_strokes == styles[s].n_strokes;
        }
      g_assert_cmpuint (n_found, >=, 5);
    }
  nn_ink_free (ink);
}

static void
assert_can_be_inked (const NnPenShape *shape,
                     NnInk            *ink)
{
  for (uint64_t image = 0; image < 100; image++)
    {
      uint8_t pixels[NN_IMAGE_PIXELS];
      float   pen_width;

      g_assert_cmpint (nn_pen_write_shape (SEED, image, shape, ink, &pen_width), ==, NN_OK);
      g_assert_cmpfloat (pen_width, >=, 1.0f);
      g_assert_cmpfloat (pen_width, <=, 6.0f);
      g_assert_cmpint (nn_ink_to_image_with_pen (ink, pen_width, pixels), ==, NN_OK);
    }
}

/* Every shape, under many hands, is finite ink that can be made into a picture. */
static void
test_every_shape_can_be_inked (void)
{
  NnInk *ink = nn_ink_new ();

  for (size_t s = 0; s < nn_pen_n_digits; s++)
    assert_can_be_inked (&nn_pen_digits[s], ink);
  for (size_t s = 0; s < nn_pen_n_letters; s++)
    assert_can_be_inked (&nn_pen_letters[s], ink);
  nn_ink_free (ink);
}

static void
test_letters_found (void)
{
  for (char letter = 'A'; letter <= 'Z'; letter++)
    {
      const NnPenShape *shape = nn_pen_choose_shape (SEED, 0, letter);

      g_assert_nonnull (shape);
      g_assert_cmpint (shape->symbol, ==, letter);
    }
  g_assert_null (nn_pen_choose_shape (SEED, 0, '?'));
}

typedef NnStatus (*Writer) (uint64_t  seed,
                            uint64_t  image,
                            NnInk    *ink,
                            float    *pen_width);

static const struct
{
  const char *path;
  Writer      writer;
} strangers[] = {
  { "/pen/strangers/scribbles-differ", nn_pen_write_scribble },
  { "/pen/strangers/pairs-differ", nn_pen_write_pair },
  { "/pen/strangers/all-differ", nn_pen_write_stranger },
};

static void
test_strangers_differ (gconstpointer data)
{
  Writer  writer = *(const Writer *) data;
  NnInk  *ink = nn_ink_new ();
  uint8_t last[NN_IMAGE_PIXELS] = { 0 };

  for (uint64_t image = 0; image < 400; image++)
    {
      uint8_t pixels[NN_IMAGE_PIXELS];
      float   pen_width;

      g_assert_cmpint (writer (SEED, image, ink, &pen_width), ==, NN_OK);
      g_assert_cmpint (nn_ink_to_image_with_pen (ink, pen_width, pixels), ==, NN_OK);
      g_assert_cmpint (memcmp (pixels, last, sizeof pixels), !=, 0);
      memcpy (last, pixels, sizeof last);
    }
  nn_ink_free (ink);
}

/* Two digits are wider than high. */
static void
test_pairs_are_wide (void)
{
  NnInk *ink = nn_ink_new ();
  size_t n_wide = 0;

  for (uint64_t image = 0; image < 100; image++)
    {
      float pen_width;
      float left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;

      g_assert_cmpint (nn_pen_write_pair (SEED, image, ink, &pen_width), ==, NN_OK);
      for (size_t p = 0; p < ink->n_points; p++)
        {
          left = MIN (left, ink->points[p].x);
          right = MAX (right, ink->points[p].x);
          top = MIN (top, ink->points[p].y);
          bottom = MAX (bottom, ink->points[p].y);
        }
      n_wide += right - left > bottom - top;
    }
  g_assert_cmpuint (n_wide, >, 85); /* all but two that lean on each other */
  nn_ink_free (ink);
}

static void
test_strangers_say_so (void)
{
  NnDigits *set = NULL;

  g_assert_cmpint (nn_pen_make_strangers (SEED, 0, 70, NULL, &set), ==, NN_OK);
  g_assert_cmpuint (set->n_images, ==, 70);
  for (size_t i = 0; i < set->n_images; i++)
    {
      g_assert_cmpint (set->labels[i], ==, NN_NO_DIGIT);
      g_assert_cmpuint (set->starts[i + 1], >, set->starts[i]);
    }
  nn_digits_free (set);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pen/digits/same-for-any-team", test_same_for_any_team);
  g_test_add_func ("/pen/digits/image-number-alone-decides", test_image_number_alone_decides);
  g_test_add_func ("/pen/digits/seeds-differ", test_seeds_differ);
  g_test_add_func ("/pen/digits/labels-balanced", test_labels_balanced);
  g_test_add_func ("/pen/digits/pairwise-distinct", test_pairwise_distinct);
  g_test_add_func ("/pen/digits/empty-set", test_empty_set);
  g_test_add_func ("/pen/digits/looks-like-mnist", test_looks_like_mnist);
  g_test_add_func ("/pen/shapes/tables-are-sound", test_tables_are_sound);
  g_test_add_func ("/pen/shapes/every-shape-occurs", test_every_shape_occurs);
  g_test_add_func ("/pen/shapes/styles-vary", test_styles_vary);
  g_test_add_func ("/pen/shapes/can-be-inked", test_every_shape_can_be_inked);
  g_test_add_func ("/pen/letters/found", test_letters_found);
  for (size_t i = 0; i < G_N_ELEMENTS (strangers); i++)
    g_test_add_data_func (strangers[i].path, &strangers[i].writer, test_strangers_differ);
  g_test_add_func ("/pen/strangers/pairs-are-wide", test_pairs_are_wide);
  g_test_add_func ("/pen/strangers/say-so", test_strangers_say_so);
  return g_test_run ();
}
