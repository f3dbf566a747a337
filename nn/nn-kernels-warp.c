/* nn-kernels-warp.c: the kernels of distortion; see nn-kernels.h for what they compute
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-kernels-lanes.h"

#include <string.h>

/* The picture with a frame of paper two pixels wide, so that neighbours need no questions asked. */
#define SIDE         28
#define FRAME        2
#define FRAMED_SIDE  (SIDE + 2 * FRAME)

INLINE float
min_float (float a,
           float b)
{
  return a < b ? a : b;
}

INLINE float
max_float (float a,
           float b)
{
  return a > b ? a : b;
}

static void
put_in_frame (const uint8_t *restrict input,
              float         *restrict framed)
{
  for (size_t i = 0; i < FRAMED_SIDE * FRAMED_SIDE; i++)
    framed[i] = 0.0f;
  for (size_t y = 0; y < SIDE; y++)
    for (size_t x = 0; x < SIDE; x++)
      framed[(y + FRAME) * FRAMED_SIDE + x + FRAME] = input[y * SIDE + x];
}

/* Goes part of the way to the brightest (darkest) of the four neighbours. */
static void
change_thickness (const float *restrict from,
                  float        thickness,
                  float       *restrict to)
{
  for (size_t i = 0; i < FRAMED_SIDE * FRAMED_SIDE; i++)
    to[i] = 0.0f;
  for (size_t y = 1; y < FRAMED_SIDE - 1; y++)
    for (size_t x = 1; x < FRAMED_SIDE - 1; x++)
      {
        const float *pixel = from + y * FRAMED_SIDE + x;
        float        most = max_float (max_float (pixel[-1], pixel[1]),
                                       max_float (pixel[-FRAMED_SIDE], pixel[FRAMED_SIDE]));
        float        least = min_float (min_float (pixel[-1], pixel[1]),
                                        min_float (pixel[-FRAMED_SIDE], pixel[FRAMED_SIDE]));
        float        goal = thickness > 0.0f ? max_float (most, *pixel) : min_float (least, *pixel);
        float        part = thickness > 0.0f ? thickness : -thickness;

        to[y * FRAMED_SIDE + x] = *pixel + part * (goal - *pixel);
      }
}

/* min (max (place, 0), limit), as masks: the compiler makes branches of the plain form. */
INLINE Lanes
clamp (Lanes place,
       Lanes limit)
{
  LaneMask within = place < limit;

  place = (Lanes) ((within & (LaneMask) place) | (~within & (LaneMask) limit));
  return (Lanes) ((place > 0.0f) & (LaneMask) place);
}

/* One row of 32 output pixels, in loops that each do one thing. The maps need not be aligned. */
static void
warp_row (const float *restrict picture,
          const float *restrict from_x,
          const float *restrict from_y,
          float       *restrict row)
{
  const Lanes limit = (Lanes) { 0 } + (FRAMED_SIDE - 1.5f);
  int         corner[NN_WARP_STRIDE];
  float       right[NN_WARP_STRIDE];
  float       below[NN_WARP_STRIDE];
  float       corners[4][NN_WARP_STRIDE];

  for (size_t x = 0; x < NN_WARP_STRIDE; x += LANES)
    {
      Lanes    place_x, place_y, part_x, part_y;
      LaneMask column, line;

      memcpy (&place_x, from_x + x, sizeof place_x);
      memcpy (&place_y, from_y + x, sizeof place_y);
      place_x = clamp (place_x + FRAME, limit);
      place_y = clamp (place_y + FRAME, limit);
      column = __builtin_convertvector (place_x, LaneMask);
      line = __builtin_convertvector (place_y, LaneMask);
      part_x = place_x - __builtin_convertvector (column, Lanes);
      part_y = place_y - __builtin_convertvector (line, Lanes);
      column += line * FRAMED_SIDE;
      memcpy (corner + x, &column, sizeof column);
      memcpy (right + x, &part_x, sizeof part_x);
      memcpy (below + x, &part_y, sizeof part_y);
    }
  for (size_t x = 0; x < NN_WARP_STRIDE; x++)
    {
      corners[0][x] = picture[corner[x]];
      corners[1][x] = picture[corner[x] + 1];
      corners[2][x] = picture[corner[x] + FRAMED_SIDE];
      corners[3][x] = picture[corner[x] + FRAMED_SIDE + 1];
    }
  for (size_t x = 0; x < NN_WARP_STRIDE; x++)
    {
      float upper = corners[0][x] + right[x] * (corners[1][x] - corners[0][x]);
      float lower = corners[2][x] + right[x] * (corners[3][x] - corners[2][x]);

      row[x] = upper + below[x] * (lower - upper) + 0.5f;
    }
}

void
SYMBOL (nn_warp_, NN_KERNELS_SUFFIX) (const uint8_t *restrict input,
                                      float          thickness,
                                      const float   *restrict from_x,
                                      const float   *restrict from_y,
                                      uint8_t       *restrict output)
{
  float        framed[FRAMED_SIDE * FRAMED_SIDE];
  float        changed[FRAMED_SIDE * FRAMED_SIDE];
  const float *picture = framed;

  put_in_frame (input, framed);
  if (thickness != 0.0f)
    {
      change_thickness (framed, thickness, changed);
      picture = changed;
    }
  for (size_t y = 0; y < SIDE; y++)
    {
      float row[NN_WARP_STRIDE];

      warp_row (picture, from_x + y * NN_WARP_STRIDE, from_y + y * NN_WARP_STRIDE, row);
      for (size_t x = 0; x < SIDE; x++)
        output[y * SIDE + x] = (uint8_t) (int) row[x];
    }
}

void
SYMBOL (nn_spline_, NN_KERNELS_SUFFIX) (const float *restrict nodes,
                                        size_t       n_nodes,
                                        const float *restrict weights,
                                        float       *restrict field)
{
  float rows[NN_MAX_LATTICE][NN_WARP_STRIDE];

  for (size_t row = 0; row < n_nodes; row++)
    {
      float sum[NN_WARP_STRIDE] = { 0 };

      for (size_t column = 0; column < n_nodes; column++)
        for (size_t x = 0; x < NN_WARP_STRIDE; x++)
          sum[x] += nodes[row * NN_MAX_LATTICE + column] * weights[column * NN_WARP_STRIDE + x];
      for (size_t x = 0; x < NN_WARP_STRIDE; x++)
        rows[row][x] = sum[x];
    }
  for (size_t y = 0; y < SIDE; y++)
    for (size_t row = 0; row < n_nodes; row++)
      for (size_t x = 0; x < NN_WARP_STRIDE; x++)
        field[y * NN_WARP_STRIDE + x] += weights[row * NN_WARP_STRIDE + y] * rows[row][x];
}
