/* nn-distort.c
 *
 * For each pixel of the output, where in the input it comes from: an affine map about the middle of
 * the picture plus an elastic displacement. Simard's displacement is white noise smoothed by a
 * Gaussian; here the noise lives on a coarse lattice and is smoothed by the cubic B-spline, which
 * is a Gaussian to within a few per cent (standard deviation spacing / √3) and far cheaper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-distort.h"

#include <math.h>
#include <string.h>

#include "nn-kernels.h"
#include "nn-random.h"

#define RADIANS_PER_DEGREE 0.017453292519943295f
#define SQRT_3             1.7320508f
#define MIDDLE             (0.5f * (NN_IMAGE_SIDE - 1))

/* Root mean square of a spline over a lattice of uncorrelated nodes of variance 1: in each
 * dimension ∫ B₃² = 151 / 315 of the variance is left. */
#define SPLINE_RMS 0.4793651f

/* Blocks of four random numbers set aside for a sample, see NN_PURPOSE_DISTORT. */
#define BLOCKS_A_SAMPLE 64

#define SIDE NN_IMAGE_SIDE

typedef struct
{
  float  nodes[2][NN_MAX_LATTICE][NN_MAX_LATTICE]; /* of the displacement along x and y */
  float  weights[NN_MAX_LATTICE][NN_WARP_STRIDE];  /* of each node at each pixel */
  size_t n_nodes;                                  /* a row; NN_MAX_LATTICE at elastic_sigma 2.5 */
} Lattice;

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
lattice_init (Lattice        *lattice,
              const NnRecipe *recipe,
              NnRandomStream *stream)
{
  float spacing = (float) recipe->elastic_sigma * SQRT_3;
  float amplitude = (float) recipe->elastic / SPLINE_RMS * SQRT_3; /* uniform ± has rms 1 / √3 */

  lattice->n_nodes = (size_t) ((SIDE - 1) / spacing) + 4;
  memset (lattice->weights, 0, sizeof lattice->weights);
  for (size_t i = 0; i < SIDE; i++)
    {
      float  place = (float) i / spacing;
      size_t first = (size_t) place;
      float  weights[4];

      spline_weights (place - (float) first, weights);
      for (size_t k = 0; k < 4; k++)
        lattice->weights[first + k][i] = weights[k];
    }
  for (size_t axis = 0; axis < 2; axis++)
    for (size_t row = 0; row < lattice->n_nodes; row++)
      for (size_t column = 0; column < lattice->n_nodes; column++)
        lattice->nodes[axis][row][column] =
          nn_random_stream_uniform (stream, -amplitude, amplitude);
}

static void
lattice_add (const Lattice *lattice,
             int            axis,
             float          displacement[SIDE][NN_WARP_STRIDE])
{
  nn_kernels_get ()->spline (&lattice->nodes[axis][0][0], lattice->n_nodes,
                             &lattice->weights[0][0], &displacement[0][0]);
}

/* Where each output pixel comes from:
 * source = R(angle) · shear · scale · (pixel − middle) + middle + shift. */
static void
affine_map (const NnRecipe *recipe,
            NnRandomStream *stream,
            float           from_x[SIDE][NN_WARP_STRIDE],
            float           from_y[SIDE][NN_WARP_STRIDE])
{
  float rotation = (float) recipe->rotation * RADIANS_PER_DEGREE;
  float scale = (float) recipe->scale;
  float shear_range = (float) recipe->shear;
  float shift = (float) recipe->shift;
  float angle = nn_random_stream_uniform (stream, -rotation, rotation);
  float scale_x = 1.0f + nn_random_stream_uniform (stream, -scale, scale);
  float scale_y = 1.0f + nn_random_stream_uniform (stream, -scale, scale);
  float shear = nn_random_stream_uniform (stream, -shear_range, shear_range);
  float shift_x = nn_random_stream_uniform (stream, -shift, shift);
  float shift_y = nn_random_stream_uniform (stream, -shift, shift);
  float c = cosf (angle);
  float s = sinf (angle);
  float xx = c * scale_x;
  float xy = (c * shear - s) * scale_y;
  float yx = s * scale_x;
  float yy = (s * shear + c) * scale_y;

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < NN_WARP_STRIDE; x++)
      {
        float u = (float) x - MIDDLE;
        float v = (float) y - MIDDLE;

        from_x[y][x] = xx * u + xy * v + MIDDLE + shift_x;
        from_y[y][x] = yx * u + yy * v + MIDDLE + shift_y;
      }
}

void
nn_distort (const NnRecipe *recipe,
            uint64_t        seed,
            uint64_t        step,
            uint64_t        sample,
            const uint8_t   input[NN_IMAGE_PIXELS],
            uint8_t         output[NN_IMAGE_PIXELS])
{
  float          from_x[SIDE][NN_WARP_STRIDE];
  float          from_y[SIDE][NN_WARP_STRIDE];
  NnRandomStream stream;
  float          thickness;

  nn_random_stream_init (&stream, seed, NN_PURPOSE_DISTORT,
                         ((step << 16) + sample) * BLOCKS_A_SAMPLE);
  affine_map (recipe, &stream, from_x, from_y);
  thickness = nn_random_stream_uniform (&stream, -(float) recipe->thickness,
                                        (float) recipe->thickness);
  if (recipe->elastic > 0.0)
    {
      Lattice lattice;

      lattice_init (&lattice, recipe, &stream);
      lattice_add (&lattice, 0, from_x);
      lattice_add (&lattice, 1, from_y);
    }
  nn_kernels_get ()->warp (input, thickness, &from_x[0][0], &from_y[0][0], output);
}
