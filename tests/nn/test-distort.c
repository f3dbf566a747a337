/* test-distort.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-distort.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "nn-random.h"

/* A ring with a tail, off the middle: not symmetric in any way. */
static void
draw_picture (uint8_t image[NN_IMAGE_PIXELS])
{
  for (int y = 0; y < NN_IMAGE_SIDE; y++)
    for (int x = 0; x < NN_IMAGE_SIDE; x++)
      {
        double from_ring = fabs (hypot (x - 13, y - 10) - 5.0);
        double from_tail = y >= 10 && y <= 22 ? fabs (x - 18.0) : 10.0;
        double distance = MIN (from_ring, from_tail);

        image[y * NN_IMAGE_SIDE + x] = distance < 1 ? 255 : distance < 2 ? 255 * (2 - distance) : 0;
      }
}

static NnRecipe
plain (void)
{
  return (NnRecipe) { .elastic_sigma = 4 };
}

static void
distort (const NnRecipe *recipe,
         uint64_t        seed,
         uint64_t        step,
         uint64_t        sample,
         const uint8_t   image[NN_IMAGE_PIXELS],
         uint8_t         output[NN_IMAGE_PIXELS])
{
  NnDistortion distortion;

  nn_distortion_init (&distortion, recipe);
  nn_distort (&distortion, seed, step, sample, image, output);
}

static double
sum_of (const uint8_t *image)
{
  double sum = 0.0;

  for (size_t i = 0; i < NN_IMAGE_PIXELS; i++)
    sum += image[i];
  return sum;
}

static double
mean_difference (const uint8_t *a,
                 const uint8_t *b)
{
  double sum = 0.0;

  for (size_t i = 0; i < NN_IMAGE_PIXELS; i++)
    sum += abs (a[i] - b[i]);
  return sum / NN_IMAGE_PIXELS;
}

/* All but the faintest ink, which a distortion takes for paper. */
static void
test_nothing_changes_nothing (void)
{
  NnRecipe recipe = plain ();
  uint8_t  image[NN_IMAGE_PIXELS], output[NN_IMAGE_PIXELS];

  draw_picture (image);
  for (size_t i = 0; i < NN_IMAGE_PIXELS; i++)
    if (image[i] < NN_FAINTEST_INK)
      image[i] = 0;
  distort (&recipe, 1, 2, 3, image, output);
  g_assert_cmpmem (image, sizeof image, output, sizeof output);
}

typedef struct
{
  const char *name;
  size_t      offset;
  double      amount;
} Amount;

static const Amount amounts[] = {
  { "rotation", offsetof (NnRecipe, rotation), 20 },
  { "scale", offsetof (NnRecipe, scale), 0.2 },
  { "shear", offsetof (NnRecipe, shear), 0.3 },
  { "shift", offsetof (NnRecipe, shift), 2 },
  { "elastic", offsetof (NnRecipe, elastic), 2 },
  { "thickness", offsetof (NnRecipe, thickness), 0.8 },
};

/* Each amount alone changes the picture, differently for each seed, step and sample, the same each
 * time, and leaves about as much ink as there was. */
static void
test_each_amount (gconstpointer data)
{
  const Amount *amount = data;
  NnRecipe      recipe = plain ();
  uint8_t       image[NN_IMAGE_PIXELS], first[NN_IMAGE_PIXELS], again[NN_IMAGE_PIXELS];

  draw_picture (image);
  memcpy ((char *) &recipe + amount->offset, &amount->amount, sizeof amount->amount);
  distort (&recipe, 1, 2, 3, image, first);
  distort (&recipe, 1, 2, 3, image, again);
  g_assert_cmpmem (first, sizeof first, again, sizeof again);
  g_assert_cmpfloat (mean_difference (image, first), >, 0.5);
  g_assert_cmpfloat (fabs (sum_of (first) / sum_of (image) - 1.0), <, 0.6);

  distort (&recipe, 2, 2, 3, image, again);
  g_assert_cmpfloat (mean_difference (first, again), >, 0.0);
  distort (&recipe, 1, 3, 3, image, again);
  g_assert_cmpfloat (mean_difference (first, again), >, 0.0);
  distort (&recipe, 1, 2, 4, image, again);
  g_assert_cmpfloat (mean_difference (first, again), >, 0.0);
}

/* A pure shift by whole pixels would only move ink: its centre of mass moves by what was drawn,
 * at most the amount, and on average not at all. */
static void
test_shift_is_bounded_and_fair (void)
{
  enum { N = 400 };
  NnRecipe recipe = plain ();
  uint8_t  image[NN_IMAGE_PIXELS], output[NN_IMAGE_PIXELS];
  double   mean = 0.0, largest = 0.0;

  draw_picture (image);
  recipe.shift = 2;
  for (uint64_t sample = 0; sample < N; sample++)
    {
      double before = 0.0, after = 0.0;

      distort (&recipe, 9, 0, sample, image, output);
      for (size_t i = 0; i < NN_IMAGE_PIXELS; i++)
        {
          before += image[i] * (double) (i % NN_IMAGE_SIDE) / sum_of (image);
          after += output[i] * (double) (i % NN_IMAGE_SIDE) / sum_of (output);
        }
      mean += (after - before) / N;
      largest = MAX (largest, fabs (after - before));
    }
  g_assert_cmpfloat (largest, <, 2.1);
  g_assert_cmpfloat (largest, >, 1.5);
  g_assert_cmpfloat (fabs (mean), <, 0.25);
}

/* The field's root mean square is the recipe's elastic, within what 300 samples can tell. */
static void
test_elastic_has_its_amplitude (void)
{
  enum { N = 300 };
  NnRecipe recipe = plain ();
  uint8_t  ramp[NN_IMAGE_PIXELS], output[NN_IMAGE_PIXELS];
  double   squares = 0.0;
  size_t   n = 0;

  for (size_t i = 0; i < NN_IMAGE_PIXELS; i++)
    ramp[i] = (uint8_t) (8 * (i % NN_IMAGE_SIDE) + 4);
  recipe.elastic = 1.0;
  for (uint64_t sample = 0; sample < N; sample++)
    {
      distort (&recipe, 9, 0, sample, ramp, output);
      for (size_t y = 4; y < 24; y++)
        for (size_t x = 6; x < 22; x++, n++)
          {
            double moved = (output[y * NN_IMAGE_SIDE + x] - ramp[y * NN_IMAGE_SIDE + x]) / 8.0;

            squares += moved * moved;
          }
    }
  g_assert_cmpfloat (fabs (sqrt (squares / n) - 1.0), <, 0.1);
}

/* The most violent distortion of a full picture stays within the arrays; run under the
 * sanitizers. */
static void
test_extremes_are_safe (void)
{
  uint8_t image[NN_IMAGE_PIXELS], output[NN_IMAGE_PIXELS];
  double  sigmas[] = { 2.5, 4, 14 };

  memset (image, 255, sizeof image);
  for (size_t s = 0; s < G_N_ELEMENTS (sigmas); s++)
    {
      NnRecipe recipe = {
        .rotation = 180, .scale = 0.5, .shear = 1, .shift = 14,
        .elastic = 10, .elastic_sigma = sigmas[s], .thickness = 1,
      };

      for (uint64_t sample = 0; sample < 200; sample++)
        distort (&recipe, 9, UINT64_MAX >> 24, sample, image, output);
    }
  g_assert_cmpfloat (sum_of (output), >, 0);
}

/* The kernel in plain loops: the pen made thicker or thinner, each pixel from its place. */

static double
pixel_at (const uint8_t *image,
          int            x,
          int            y)
{
  bool inside = x >= 0 && y >= 0 && x < NN_IMAGE_SIDE && y < NN_IMAGE_SIDE;

  return inside ? image[y * NN_IMAGE_SIDE + x] : 0.0;
}

static double
with_other_pen (const uint8_t *image,
                double         thickness,
                int            x,
                int            y)
{
  double own = pixel_at (image, x, y);
  double neighbours[] = { pixel_at (image, x - 1, y), pixel_at (image, x + 1, y),
                          pixel_at (image, x, y - 1), pixel_at (image, x, y + 1) };
  double goal = own;

  for (size_t i = 0; i < G_N_ELEMENTS (neighbours); i++)
    goal = thickness > 0 ? MAX (goal, neighbours[i]) : MIN (goal, neighbours[i]);
  return own + fabs (thickness) * (goal - own);
}

static double
field_at (const NnGrid *grid,
          const float   nodes[NN_MAX_NODES][NN_MAX_NODES],
          int           x,
          int           y)
{
  double sum = 0.0;

  for (size_t row = 0; row < NN_SPLINE_NODES; row++)
    for (size_t column = 0; column < NN_SPLINE_NODES; column++)
      sum += (double) grid->weights[y][row] * grid->weights[x][column]
             * nodes[grid->first[y] + row][grid->first[x] + column];
  return sum;
}

static double
warped_at (const NnWarp  *warp,
           const uint8_t *image,
           int            x,
           int            y)
{
  double from_x = warp->x_origin + warp->x_by_x * x + warp->x_by_y * y
                  + field_at (warp->grid, warp->nodes_x, x, y);
  double from_y = warp->y_origin + warp->y_by_x * x + warp->y_by_y * y
                  + field_at (warp->grid, warp->nodes_y, x, y);
  int    left = (int) floor (from_x);
  int    above = (int) floor (from_y);
  double right = from_x - left;
  double below = from_y - above;

  return (1 - below) * ((1 - right) * with_other_pen (image, warp->thickness, left, above)
                        + right * with_other_pen (image, warp->thickness, left + 1, above))
         + below * ((1 - right) * with_other_pen (image, warp->thickness, left, above + 1)
                    + right * with_other_pen (image, warp->thickness, left + 1, above + 1));
}

static void
make_warp (NnRandomStream     *stream,
           const NnDistortion *distortion,
           NnWarp             *warp)
{
  warp->x_by_x = nn_random_stream_uniform (stream, 0.7f, 1.3f);
  warp->y_by_y = nn_random_stream_uniform (stream, 0.7f, 1.3f);
  warp->x_by_y = nn_random_stream_uniform (stream, -0.4f, 0.4f);
  warp->y_by_x = nn_random_stream_uniform (stream, -0.4f, 0.4f);
  warp->x_origin = nn_random_stream_uniform (stream, -4, 4);
  warp->y_origin = nn_random_stream_uniform (stream, -4, 4);
  warp->thickness = nn_random_stream_uniform (stream, -1, 1);
  warp->grid = &distortion->grid;
  for (size_t row = 0; row < NN_MAX_NODES; row++)
    for (size_t column = 0; column < NN_MAX_NODES; column++)
      {
        warp->nodes_x[row][column] = nn_random_stream_uniform (stream, -3, 3);
        warp->nodes_y[row][column] = nn_random_stream_uniform (stream, -3, 3);
      }
}

/* Every instruction set's kernel is within two of 255 shades of the plain loops: the thickness is
 * rounded to 1 / 256, and its result to a shade. */
static void
test_kernel_is_the_formula (gconstpointer data)
{
  const NnKernels *kernels = data;
  NnRandomStream   stream;
  uint8_t          image[NN_IMAGE_PIXELS], output[NN_IMAGE_PIXELS];
  size_t           n_inked = 0;

  draw_picture (image);
  nn_random_stream_init (&stream, 5, NN_PURPOSE_DISTORT, 0);
  for (size_t trial = 0; trial < 60; trial++)
    {
      NnRecipe     recipe = { .elastic = 1, .elastic_sigma = 2.5 + 0.1 * (double) trial };
      NnDistortion distortion;
      NnWarp       warp;

      nn_distortion_init (&distortion, &recipe);
      make_warp (&stream, &distortion, &warp);
      kernels->warp (&warp, image, output);
      for (int i = 0; i < NN_IMAGE_PIXELS; i++)
        {
          double exact = warped_at (&warp, image, i % NN_IMAGE_SIDE, i / NN_IMAGE_SIDE);

          if (output[i] == 0)
            g_assert_cmpfloat (exact, <, NN_FAINTEST_INK + 2);
          else
            g_assert_cmpfloat (fabs (exact - output[i]), <, 2);
          n_inked += output[i] != 0;
        }
    }
  g_assert_cmpuint (n_inked, >, 60 * 50);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/distort/nothing-changes-nothing", test_nothing_changes_nothing);
  for (size_t i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/distort/amount/%s", amounts[i].name);

      g_test_add_data_func (path, &amounts[i], test_each_amount);
    }
  g_test_add_func ("/distort/shift-is-bounded-and-fair", test_shift_is_bounded_and_fair);
  g_test_add_func ("/distort/elastic-has-its-amplitude", test_elastic_has_its_amplitude);
  g_test_add_func ("/distort/extremes-are-safe", test_extremes_are_safe);
  for (size_t n = 0; nn_kernels_get_nth (n) != NULL; n++)
    {
      const NnKernels *kernels = nn_kernels_get_nth (n);
      g_autofree char *path = g_strdup_printf ("/distort/%s/formula", kernels->name);

      g_test_add_data_func (path, kernels, test_kernel_is_the_formula);
    }
  return g_test_run ();
}
