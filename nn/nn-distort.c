/* nn-distort.c
 *
 * For each pixel of the output, where in the input it comes from: an affine map about the middle of
 * the picture plus an elastic displacement. Simard's displacement is white noise smoothed by a
 * Gaussian; here the noise lives on a coarse grid and is smoothed by the cubic B-spline, which is a
 * Gaussian to within a few per cent (standard deviation spacing / √3) and far cheaper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-distort.h"

#include <math.h>
#include <string.h>

#include "nn-random.h"

#define RADIANS_PER_DEGREE 0.017453292519943295f
#define SQRT_3             1.7320508f
#define MIDDLE             (0.5f * (NN_IMAGE_SIDE - 1))

/* Root mean square of a spline over a grid of uncorrelated nodes of variance 1: in each dimension
 * ∫ B₃² = 151 / 315 of the variance is left. */
#define SPLINE_RMS 0.4793651f

/* Blocks of four random numbers set aside for a sample, see NN_PURPOSE_DISTORT. */
#define BLOCKS_A_SAMPLE 64

/* The four cubic B-splines that are not 0 at t in [0, 1). */
static void
spline_weights (float t,
                float weights[4])
{
  float u = 1.0f - t;

  weights[0] = u * u * u / 6.0f;
  weights[1] = (4.0f - 6.0f * t * t + 3.0f * t * t * t) / 6.0f;
  weights[2] = (4.0f - 6.0f * u * u + 3.0f * u * u * u) / 6.0f;
  weights[3] = t * t * t / 6.0f;
}

static void
grid_init (NnGrid *grid,
           float   spacing)
{
  memset (grid, 0, sizeof *grid);
  grid->n_nodes = (size_t) ((NN_IMAGE_SIDE - 1) / spacing) + NN_SPLINE_NODES;
  for (size_t i = 0; i < NN_IMAGE_SIDE; i++)
    {
      float  place = (float) i / spacing;
      size_t first = (size_t) place;

      spline_weights (place - (float) first, grid->weights[i]);
      grid->first[i] = first;
      for (size_t k = 0; k < NN_SPLINE_NODES; k++)
        grid->shares[first + k][i] = grid->weights[i][k];
    }
}

void
nn_distortion_init (NnDistortion   *distortion,
                    const NnRecipe *recipe)
{
  distortion->active = nn_recipe_distorts (recipe);
  distortion->rotation = (float) recipe->rotation * RADIANS_PER_DEGREE;
  distortion->scale = (float) recipe->scale;
  distortion->shear = (float) recipe->shear;
  distortion->shift = (float) recipe->shift;
  distortion->thickness = (float) recipe->thickness;
  distortion->elastic = (float) recipe->elastic;
  grid_init (&distortion->grid, (float) recipe->elastic_sigma * SQRT_3);
}

static float
draw (NnRandomStream *stream,
      float           half_width)
{
  return nn_random_stream_uniform (stream, -half_width, half_width);
}

/* source = R(angle) · shear · scale · (pixel − middle) + middle + shift */
static void
draw_affine_map (const NnDistortion *distortion,
                 NnRandomStream     *stream,
                 NnWarp             *warp)
{
  float angle = draw (stream, distortion->rotation);
  float scale_x = 1.0f + draw (stream, distortion->scale);
  float scale_y = 1.0f + draw (stream, distortion->scale);
  float shear = draw (stream, distortion->shear);
  float shift_x = draw (stream, distortion->shift);
  float shift_y = draw (stream, distortion->shift);
  float c = cosf (angle);
  float s = sinf (angle);

  warp->x_by_x = c * scale_x;
  warp->x_by_y = (c * shear - s) * scale_y;
  warp->y_by_x = s * scale_x;
  warp->y_by_y = (s * shear + c) * scale_y;
  warp->x_origin = MIDDLE + shift_x - MIDDLE * (warp->x_by_x + warp->x_by_y);
  warp->y_origin = MIDDLE + shift_y - MIDDLE * (warp->y_by_x + warp->y_by_y);
}

/* Sixteen bits a node are plenty: a step is a ten-thousandth of a pixel. */
static void
draw_nodes (const NnDistortion *distortion,
            NnRandomStream     *stream,
            NnWarp             *warp)
{
  float scale = distortion->elastic / SPLINE_RMS * SQRT_3 /* uniform ± has rms 1 / √3 */ * 0x1p-15f;

  for (size_t row = 0; row < distortion->grid.n_nodes; row++)
    for (size_t column = 0; column < distortion->grid.n_nodes; column++)
      {
        uint32_t bits = nn_random_stream_bits (stream);

        warp->nodes_x[row][column] = scale * (float) (int16_t) (bits & 0xffff);
        warp->nodes_y[row][column] = scale * (float) (int16_t) (bits >> 16);
      }
}

void
nn_distort (const NnDistortion *distortion,
            uint64_t            seed,
            uint64_t            step,
            uint64_t            sample,
            const uint8_t       input[NN_IMAGE_PIXELS],
            uint8_t             output[NN_IMAGE_PIXELS])
{
  NnRandomStream stream;
  NnWarp         warp;

  nn_random_stream_init (&stream, seed, NN_PURPOSE_DISTORT,
                         ((step << 16) + sample) * BLOCKS_A_SAMPLE);
  draw_affine_map (distortion, &stream, &warp);
  warp.thickness = draw (&stream, distortion->thickness);
  warp.grid = distortion->elastic > 0.0f ? &distortion->grid : NULL;
  if (warp.grid != NULL)
    draw_nodes (distortion, &stream, &warp);
  nn_kernels_get ()->warp (&warp, input, output);
}
