/* nn-normalize.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-normalize.h"

#include <math.h>
#include <string.h>

/* A symmetric digit's centre of mass lies right on the rule's border, at 15. Let rounding not
 * decide where it goes. */
#define CENTRE_TOLERANCE 1e-3f

/* Likewise for ink right between two shades. */
#define ROUNDING (0.5f + 1e-4f)

/* The part of a bitmap that holds ink: columns left … right − 1, rows top … bottom − 1. */
typedef struct
{
  size_t left;
  size_t right;
  size_t top;
  size_t bottom;
} Bounds;

/* Sums, about which the box is put into the picture. */
typedef struct
{
  float  brightest;
  float  mass;
  float  moment_x;
  float  moment_y;
  size_t width;  /* of the columns that hold ink, from column 0 on */
  size_t height;
} BoxSums;

static Bounds
find_bounds (const uint8_t *bitmap,
             size_t         width,
             size_t         height,
             size_t         stride)
{
  Bounds bounds = { width, 0, height, 0 };

  for (size_t y = 0; y < height; y++)
    {
      const uint8_t *row = bitmap + y * stride;
      size_t         first = 0;
      size_t         end = width;

      while (first < width && row[first] == 0)
        first++;
      if (first == width)
        continue;
      while (row[end - 1] == 0)
        end--;
      bounds.left = first < bounds.left ? first : bounds.left;
      bounds.right = end > bounds.right ? end : bounds.right;
      bounds.top = y < bounds.top ? y : bounds.top;
      bounds.bottom = y + 1;
    }
  return bounds;
}

/* ∫ of row from begin to end, where pixel i is constant over [i, i + 1). */
static double
integrate_row (const uint8_t *row,
               double         begin,
               double         end)
{
  size_t   first = (size_t) begin;
  size_t   last = (size_t) end;
  uint32_t whole = 0;
  double   sum;

  if (first == last)
    return (end - begin) * row[first];
  sum = ((double) (first + 1) - begin) * row[first];
  for (size_t x = first + 1; x < last; x++)
    whole += row[x];
  sum += whole;
  if (end > (double) last)
    sum += (end - (double) last) * row[last];
  return sum;
}

/* Adds height_share of one bitmap row to a row of the box, whose cells are cell bitmap pixels
 * wide. */
static void
add_row (double        *box_row,
         const uint8_t *row,
         size_t         width,
         double         cell,
         double         height_share)
{
  for (size_t i = 0; i < NN_BOX_SIDE; i++)
    {
      double begin = (double) i * cell;
      double end = fmin ((double) (i + 1) * cell, (double) width);

      if (begin < end)
        box_row[i] += height_share * integrate_row (row, begin, end);
    }
}

/* Area resampling, exact: each cell of the box is the integral of the ink under it. The box starts
 * at the bitmap's left and top edge, so that a digit that is 20 pixels high already stays as it
 * is. */
static void
resample (const uint8_t *bitmap,
          Bounds         bounds,
          size_t         stride,
          double         box[NN_BOX_PIXELS])
{
  size_t width = bounds.right - bounds.left;
  size_t height = bounds.bottom - bounds.top;
  double cell = (double) (width > height ? width : height) / NN_BOX_SIDE;

  for (size_t y = 0; y < height; y++)
    {
      const uint8_t *row = bitmap + (bounds.top + y) * stride + bounds.left;
      size_t         first = (size_t) ((double) y / cell);

      for (size_t j = first; j < NN_BOX_SIDE && (double) j * cell < (double) (y + 1); j++)
        {
          double begin = fmax ((double) y, (double) j * cell);
          double end = fmin ((double) (y + 1), (double) (j + 1) * cell);

          if (begin < end)
            add_row (box + j * NN_BOX_SIDE, row, width, cell, end - begin);
        }
    }
}

static void
sum_box (const float *box,
         BoxSums     *sums)
{
  memset (sums, 0, sizeof *sums);
  for (size_t y = 0; y < NN_BOX_SIDE; y++)
    {
      float row_mass = 0.0f;

      for (size_t x = 0; x < NN_BOX_SIDE; x++)
        {
          float ink = box[y * NN_BOX_SIDE + x];

          row_mass += ink;
          sums->moment_x += ink * ((float) x + 0.5f);
          sums->brightest = ink > sums->brightest ? ink : sums->brightest;
          if (ink > 0.0f && x >= sums->width)
            sums->width = x + 1;
        }
      sums->mass += row_mass;
      sums->moment_y += row_mass * ((float) y + 0.5f);
      if (row_mass > 0.0f)
        sums->height = y + 1;
    }
}

/* Where column or row 0 of the box goes. */
static size_t
find_origin (float  centre,
             size_t length)
{
  float origin = floorf (15.0f + CENTRE_TOLERANCE - centre);
  float last = (float) (NN_IMAGE_SIDE - length);

  return (size_t) fminf (fmaxf (origin, 0.0f), last);
}

NnStatus
nn_normalize (const uint8_t *bitmap,
              size_t         width,
              size_t         height,
              size_t         stride,
              uint8_t        image[NN_IMAGE_PIXELS])
{
  Bounds bounds = find_bounds (bitmap, width, height, stride);
  double sums[NN_BOX_PIXELS] = { 0.0 };
  float  box[NN_BOX_PIXELS];

  if (bounds.right == 0)
    return NN_NO_INK;
  resample (bitmap, bounds, stride, sums);
  for (size_t i = 0; i < NN_BOX_PIXELS; i++)
    box[i] = (float) sums[i];
  return nn_normalize_box (box, image);
}

NnStatus
nn_normalize_box (const float box[NN_BOX_PIXELS],
                  uint8_t     image[NN_IMAGE_PIXELS])
{
  BoxSums  sums;
  size_t   origin_x;
  size_t   origin_y;
  float    scale;

  sum_box (box, &sums);
  if (!(sums.brightest > 0.0f))
    return NN_NO_INK;
  origin_x = find_origin (sums.moment_x / sums.mass, sums.width);
  origin_y = find_origin (sums.moment_y / sums.mass, sums.height);
  scale = 255.0f / sums.brightest;

  memset (image, 0, NN_IMAGE_PIXELS);
  for (size_t y = 0; y < sums.height; y++)
    for (size_t x = 0; x < sums.width; x++)
      {
        size_t pixel = (origin_y + y) * NN_IMAGE_SIDE + origin_x + x;

        image[pixel] = (uint8_t) (box[y * NN_BOX_SIDE + x] * scale + ROUNDING);
      }
  return NN_OK;
}
