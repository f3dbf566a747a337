/* test-ink.c: what the network sees does not depend on where and how large one draws
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <float.h>
#include <glib.h>
#include <math.h>
#include <string.h>

#include "drawings.h"
#include "nn-ink.h"
#include "nn-normalize.h"

#define N_DRAWINGS 300

typedef struct
{
  size_t width;
  size_t height;
  double centre_x; /* of mass, in coordinates of pixel edges */
  double centre_y;
  double mass;     /* of a full pixel: 1 */
  int    brightest;
  bool   at_edge;  /* of the picture */
} Figures;

static Figures
measure (const uint8_t *image)
{
  Figures figures = { 0 };
  size_t  left = NN_IMAGE_SIDE, right = 0, top = NN_IMAGE_SIDE, bottom = 0;

  for (size_t i = 0; i < NN_IMAGE_PIXELS; i++)
    {
      size_t x = i % NN_IMAGE_SIDE;
      size_t y = i / NN_IMAGE_SIDE;

      if (image[i] == 0)
        continue;
      left = MIN (left, x);
      right = MAX (right, x + 1);
      top = MIN (top, y);
      bottom = MAX (bottom, y + 1);
      figures.mass += image[i] / 255.0;
      figures.centre_x += image[i] / 255.0 * ((double) x + 0.5);
      figures.centre_y += image[i] / 255.0 * ((double) y + 0.5);
      figures.brightest = MAX (figures.brightest, image[i]);
    }
  figures.width = right - left;
  figures.height = bottom - top;
  figures.at_edge = left == 0 || top == 0 || right == NN_IMAGE_SIDE || bottom == NN_IMAGE_SIDE;
  figures.centre_x /= figures.mass;
  figures.centre_y /= figures.mass;
  return figures;
}

static void
add_point (NnInk  *ink,
           bool    begins,
           double  x,
           double  y)
{
  NnStatus status = begins ? nn_ink_begin (ink, (float) x, (float) y)
                           : nn_ink_extend (ink, (float) x, (float) y);

  g_assert_cmpint (status, ==, NN_OK);
}

/* The same drawing moved, scaled, and with n_parts points for every one. */
static void
copy_drawing (const NnInk *ink,
              double       scale,
              double       dx,
              double       dy,
              size_t       n_parts,
              NnInk       *copy)
{
  size_t begin = 0;

  nn_ink_clear (copy);
  for (size_t s = 0; s < ink->n_strokes; s++)
    {
      for (size_t i = begin; i < ink->stroke_ends[s]; i++)
        {
          NnPoint to = ink->points[i];
          NnPoint from = i == begin ? to : ink->points[i - 1];

          for (size_t part = 1; part <= n_parts; part++)
            {
              double share = (double) part / (double) n_parts;
              double x = from.x + share * (to.x - from.x);
              double y = from.y + share * (to.y - from.y);

              add_point (copy, i == begin && part == 1, scale * x + dx, scale * y + dy);
            }
        }
      begin = ink->stroke_ends[s];
    }
}

/* Asserts that copies look as the drawing does: rounding may change a pixel by one. */
static void
assert_same_when_copied (double scale,
                         double dx,
                         double dy,
                         size_t n_parts)
{
  NnInk *ink = nn_ink_new ();
  NnInk *copy = nn_ink_new ();

  for (uint64_t i = 0; i < N_DRAWINGS; i++)
    {
      uint8_t image[NN_IMAGE_PIXELS];
      uint8_t copied[NN_IMAGE_PIXELS];

      make_drawing (ink, i);
      copy_drawing (ink, scale, dx, dy, n_parts, copy);
      g_assert_cmpint (nn_ink_to_image (ink, image), ==, NN_OK);
      g_assert_cmpint (nn_ink_to_image (copy, copied), ==, NN_OK);
      g_assert_cmpint (get_largest_difference (image, copied), <=, 1);
    }
  nn_ink_free (ink);
  nn_ink_free (copy);
}

static void
test_moved (void)
{
  assert_same_when_copied (1.0, 1000.0, -333.3, 1);
  assert_same_when_copied (1.0, 0.37, 0.81, 1);
}

static void
test_scaled (void)
{
  const double scales[] = { 0.5, 0.77, 1.5, 2.0, 3.0, 1000.0 };

  for (size_t i = 0; i < G_N_ELEMENTS (scales); i++)
    assert_same_when_copied (scales[i], 12.0, 5.0, 1);
}

static void
test_sampled_denser (void)
{
  assert_same_when_copied (1.0, 0.0, 0.0, 2);
  assert_same_when_copied (1.0, 0.0, 0.0, 7);
  assert_same_when_copied (1.3, 40.0, 0.0, 50);
}

static void
test_repeated_points (void)
{
  NnInk *ink = nn_ink_new ();
  NnInk *copy = nn_ink_new ();

  for (uint64_t i = 0; i < N_DRAWINGS; i++)
    {
      uint8_t image[NN_IMAGE_PIXELS];
      uint8_t copied[NN_IMAGE_PIXELS];
      size_t  stroke = 0;

      make_drawing (ink, i);
      nn_ink_clear (copy);
      for (size_t p = 0; p < ink->n_points; p++)
        {
          bool begins = p == (stroke == 0 ? 0 : ink->stroke_ends[stroke - 1]);

          add_point (copy, begins, ink->points[p].x, ink->points[p].y);
          add_point (copy, false, ink->points[p].x, ink->points[p].y);
          stroke += p + 1 == ink->stroke_ends[stroke];
        }
      g_assert_cmpint (nn_ink_to_image (ink, image), ==, NN_OK);
      g_assert_cmpint (nn_ink_to_image (copy, copied), ==, NN_OK);
      g_assert_cmpmem (image, sizeof image, copied, sizeof copied);
    }
  nn_ink_free (ink);
  nn_ink_free (copy);
}

static void
test_fills_the_box (void)
{
  for (uint64_t i = 0; i < N_DRAWINGS; i++)
    {
      uint8_t image[NN_IMAGE_PIXELS];
      Figures figures;

      make_picture (i, image);
      figures = measure (image);
      g_assert_cmpuint (MAX (figures.width, figures.height), ==, 20);
      g_assert_cmpint (figures.brightest, ==, 255);
    }
}

/* Rounded to bytes, the centre may lie a little off; a lopsided drawing stays in the picture. */
static void
test_centred (void)
{
  size_t n_centred = 0;

  for (uint64_t i = 0; i < N_DRAWINGS; i++)
    {
      uint8_t image[NN_IMAGE_PIXELS];
      Figures figures;

      make_picture (i, image);
      figures = measure (image);
      if (figures.at_edge)
        continue;
      n_centred++;
      g_assert_cmpfloat (figures.centre_x, >, 13.99);
      g_assert_cmpfloat (figures.centre_x, <, 15.01);
      g_assert_cmpfloat (figures.centre_y, >, 13.99);
      g_assert_cmpfloat (figures.centre_y, <, 15.01);
    }
  g_assert_cmpuint (n_centred, >, N_DRAWINGS / 2);
}

static double
get_distance (NnPoint a,
              NnPoint b,
              double  x,
              double  y)
{
  double dx = b.x - a.x;
  double dy = b.y - a.y;
  double squared = dx * dx + dy * dy;
  double t = squared > 0.0 ? ((x - a.x) * dx + (y - a.y) * dy) / squared : 0.0;

  t = CLAMP (t, 0.0, 1.0);
  return hypot (a.x + t * dx - x, a.y + t * dy - y);
}

static bool
is_under_pen (const NnInk *ink,
              double       x,
              double       y,
              double       radius)
{
  size_t begin = 0;

  for (size_t s = 0; s < ink->n_strokes; s++)
    {
      for (size_t i = begin; i < ink->stroke_ends[s]; i++)
        if (get_distance (ink->points[i == begin ? i : i - 1], ink->points[i], x, y) <= radius)
          return true;
      begin = ink->stroke_ends[s];
    }
  return false;
}

/* A drawing 17.6 units high, its left top point at (1.2, 1.2): MNIST's box, inked by asking 64
 * points of every pixel whether they lie under a pen 2.4 wide. */
static void
test_against_naive (void)
{
  NnInk  *ink = nn_ink_new ();
  float   box[NN_BOX_PIXELS];
  uint8_t image[NN_IMAGE_PIXELS];
  uint8_t expected[NN_IMAGE_PIXELS];

  add_point (ink, true, 1.2, 1.2);
  add_point (ink, false, 10.0, 1.2);
  add_point (ink, false, 17.5, 9.3);
  add_point (ink, false, 5.0, 18.8);
  add_point (ink, true, 2.0, 7.0);
  add_point (ink, false, 16.0, 13.0);
  for (size_t i = 0; i < NN_BOX_PIXELS; i++)
    {
      double left = (double) (i % NN_BOX_SIDE);
      double top = (double) (i / NN_BOX_SIDE);

      box[i] = 0.0f;
      for (size_t k = 0; k < 64; k++)
        box[i] += is_under_pen (ink, left + ((double) (k % 8) + 0.5) / 8.0,
                                top + ((double) (k / 8) + 0.5) / 8.0, 1.2);
    }
  g_assert_cmpint (nn_normalize_box (box, expected), ==, NN_OK);
  g_assert_cmpint (nn_ink_to_image_with_pen (ink, 2.4f, image), ==, NN_OK);
  g_assert_cmpfloat (get_mean_difference (expected, image), <, 1.5);
  g_assert_cmpint (get_largest_difference (expected, image), <, 32);
  nn_ink_free (ink);
}

static void
test_dot (void)
{
  NnInk  *ink = nn_ink_new ();
  uint8_t dot[NN_IMAGE_PIXELS];
  uint8_t same[NN_IMAGE_PIXELS];
  Figures figures;

  add_point (ink, true, 71.0, -9.0);
  g_assert_cmpint (nn_ink_to_image (ink, dot), ==, NN_OK);
  figures = measure (dot);
  g_assert_cmpuint (figures.width, <=, 4);
  g_assert_cmpuint (figures.height, ==, figures.width);
  g_assert_cmpint (figures.brightest, ==, 255);

  for (size_t i = 0; i < 5; i++)
    add_point (ink, false, 71.0, -9.0);
  g_assert_cmpint (nn_ink_to_image (ink, same), ==, NN_OK);
  g_assert_cmpmem (dot, sizeof dot, same, sizeof same);
  nn_ink_free (ink);
}

static void
test_straight_lines (void)
{
  NnInk  *ink = nn_ink_new ();
  uint8_t upright[NN_IMAGE_PIXELS];
  uint8_t lying[NN_IMAGE_PIXELS];
  Figures figures;

  add_point (ink, true, 50.0, 10.0);
  add_point (ink, false, 50.0, 190.0);
  g_assert_cmpint (nn_ink_to_image (ink, upright), ==, NN_OK);
  figures = measure (upright);
  g_assert_cmpuint (figures.height, ==, 20);
  g_assert_cmpuint (figures.width, <=, 4);

  nn_ink_clear (ink);
  add_point (ink, true, 10.0, 50.0);
  add_point (ink, false, 190.0, 50.0);
  g_assert_cmpint (nn_ink_to_image (ink, lying), ==, NN_OK);
  for (size_t y = 0; y < NN_IMAGE_SIDE; y++)
    for (size_t x = 0; x < NN_IMAGE_SIDE; x++)
      g_assert_cmpint (lying[y * NN_IMAGE_SIDE + x], ==, upright[x * NN_IMAGE_SIDE + y]);
  nn_ink_free (ink);
}

/* A diagonal, whose length is not a float any more, and one that is hardly a float. */
static void
test_extreme_coordinates (void)
{
  const float sizes[] = { FLT_MAX, 1e20f, 1.0f, 1e-20f, FLT_MIN };
  uint8_t     images[G_N_ELEMENTS (sizes)][NN_IMAGE_PIXELS];
  NnInk      *ink = nn_ink_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      nn_ink_clear (ink);
      g_assert_cmpint (nn_ink_begin (ink, -sizes[i], -sizes[i]), ==, NN_OK);
      g_assert_cmpint (nn_ink_extend (ink, sizes[i], sizes[i]), ==, NN_OK);
      g_assert_cmpint (nn_ink_to_image (ink, images[i]), ==, NN_OK);
      g_assert_cmpint (get_largest_difference (images[0], images[i]), <=, 1);
    }
  g_assert_cmpuint (measure (images[0]).width, ==, 20);
  nn_ink_free (ink);
}

static void
draw_circle (NnInk  *ink,
             size_t  n_points)
{
  nn_ink_clear (ink);
  for (size_t i = 0; i <= n_points; i++)
    {
      double angle = 2.0 * G_PI * (double) i / (double) n_points;

      add_point (ink, i == 0, 300.0 * cos (angle), 300.0 * sin (angle));
    }
}

static void
test_many_points (void)
{
  NnInk  *ink = nn_ink_new ();
  uint8_t few[NN_IMAGE_PIXELS];
  uint8_t many[NN_IMAGE_PIXELS];

  draw_circle (ink, 500);
  g_assert_cmpint (nn_ink_to_image (ink, few), ==, NN_OK);
  draw_circle (ink, 100000);
  g_assert_cmpuint (ink->n_points, ==, 100001);
  g_assert_cmpint (nn_ink_to_image (ink, many), ==, NN_OK);
  g_assert_cmpint (get_largest_difference (few, many), <=, 2);
  nn_ink_free (ink);
}

static void
test_pen_width (void)
{
  NnInk *ink = nn_ink_new ();

  for (uint64_t i = 0; i < 50; i++)
    {
      double mass = 0.0;

      make_drawing (ink, i);
      for (float width = 1.5f; width < 4.0f; width += 0.5f)
        {
          uint8_t image[NN_IMAGE_PIXELS];
          Figures figures;

          g_assert_cmpint (nn_ink_to_image_with_pen (ink, width, image), ==, NN_OK);
          figures = measure (image);
          g_assert_cmpfloat (figures.mass, >, mass);
          g_assert_cmpuint (MAX (figures.width, figures.height), ==, 20);
          mass = figures.mass;
        }
    }
  nn_ink_free (ink);
}

static void
test_refused (void)
{
  NnInk  *ink = nn_ink_new ();
  uint8_t image[NN_IMAGE_PIXELS];

  g_assert_cmpint (nn_ink_to_image (ink, image), ==, NN_NO_INK);
  g_assert_cmpint (nn_ink_extend (ink, 1.0f, 1.0f), ==, NN_NO_INK);
  g_assert_cmpint (nn_ink_begin (ink, NAN, 0.0f), ==, NN_NO_INK);
  g_assert_cmpint (nn_ink_begin (ink, 0.0f, INFINITY), ==, NN_NO_INK);
  g_assert_cmpuint (ink->n_points, ==, 0);

  add_point (ink, true, 1.0, 1.0);
  g_assert_cmpint (nn_ink_extend (ink, 0.0f, -INFINITY), ==, NN_NO_INK);
  g_assert_cmpuint (ink->n_points, ==, 1);
  nn_ink_clear (ink);
  g_assert_cmpint (nn_ink_to_image (ink, image), ==, NN_NO_INK);
  nn_ink_free (ink);
  nn_ink_free (NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ink/invariant/moved", test_moved);
  g_test_add_func ("/ink/invariant/scaled", test_scaled);
  g_test_add_func ("/ink/invariant/sampled-denser", test_sampled_denser);
  g_test_add_func ("/ink/invariant/repeated-points", test_repeated_points);
  g_test_add_func ("/ink/fills-the-box", test_fills_the_box);
  g_test_add_func ("/ink/centred", test_centred);
  g_test_add_func ("/ink/against-naive", test_against_naive);
  g_test_add_func ("/ink/dot", test_dot);
  g_test_add_func ("/ink/straight-lines", test_straight_lines);
  g_test_add_func ("/ink/extreme-coordinates", test_extreme_coordinates);
  g_test_add_func ("/ink/many-points", test_many_points);
  g_test_add_func ("/ink/pen-width", test_pen_width);
  g_test_add_func ("/ink/refused", test_refused);
  return g_test_run ();
}
