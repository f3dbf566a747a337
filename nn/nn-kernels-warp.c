/* nn-kernels-warp.c: the kernel of distortion; see nn-kernels.h for what it computes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-kernels-lanes.h"

#include <string.h>

/* The picture with a frame of paper two pixels wide, so that neighbours need no questions asked
 * and a row is a power of two. */
#define FRAME       2
#define FRAMED_SIDE (NN_IMAGE_SIDE + 2 * FRAME)
#define N_FRAMED    (FRAMED_SIDE * FRAMED_SIDE)

/* Places beyond this are paper: all but the last thousandth of what is read lies in the frame. */
#define LAST_PLACE (FRAMED_SIDE - 1.001f)

#define LANES_A_ROW (NN_WARP_STRIDE / LANES)

typedef unsigned LaneBits __attribute__ ((vector_size (LANES * sizeof (unsigned))));

INLINE Lanes
load_row (const float *from)
{
  Lanes lanes;

  memcpy (&lanes, from, sizeof lanes);
  return lanes;
}

static void
put_in_frame (const uint8_t *restrict input,
              uint8_t       *restrict framed)
{
  memset (framed, 0, N_FRAMED);
  for (size_t y = 0; y < NN_IMAGE_SIDE; y++)
    memcpy (framed + (y + FRAME) * FRAMED_SIDE + FRAME, input + y * NN_IMAGE_SIDE, NN_IMAGE_SIDE);
}

INLINE uint8_t
brighter (uint8_t a,
          uint8_t b)
{
  return a > b ? a : b;
}

INLINE uint8_t
darker (uint8_t a,
        uint8_t b)
{
  return a < b ? a : b;
}

/* Goes part (of 256) of the way to the brightest of the four neighbours. */
static void
thicken (const uint8_t *restrict from,
         int            part,
         uint8_t       *restrict to)
{
  for (size_t i = FRAMED_SIDE; i < N_FRAMED - FRAMED_SIDE; i++)
    {
      uint8_t goal = brighter (brighter (from[i - 1], from[i + 1]),
                               brighter (from[i - FRAMED_SIDE], from[i + FRAMED_SIDE]));

      to[i] = (uint8_t) (from[i] + ((part * (brighter (goal, from[i]) - from[i]) + 128) >> 8));
    }
}

/* The same towards the darkest. */
static void
thin (const uint8_t *restrict from,
      int            part,
      uint8_t       *restrict to)
{
  for (size_t i = FRAMED_SIDE; i < N_FRAMED - FRAMED_SIDE; i++)
    {
      uint8_t goal = darker (darker (from[i - 1], from[i + 1]),
                             darker (from[i - FRAMED_SIDE], from[i + FRAMED_SIDE]));

      to[i] = (uint8_t) (from[i] - ((part * (from[i] - darker (goal, from[i])) + 128) >> 8));
    }
}

/* The four pixels that a place lies between, in one word, so that one load fetches them. */
static void
pack_corners (const uint8_t *restrict picture,
              uint32_t      *restrict corners)
{
  for (size_t i = 0; i < N_FRAMED - FRAMED_SIDE - 1; i++)
    corners[i] = (uint32_t) picture[i] | (uint32_t) picture[i + 1] << 8
                 | (uint32_t) picture[i + FRAMED_SIDE] << 16
                 | (uint32_t) picture[i + FRAMED_SIDE + 1] << 24;
}

/* The spline along x, for each row of nodes. */
static void
spread_nodes (const NnGrid *grid,
              const float   nodes[NN_MAX_NODES][NN_MAX_NODES],
              float         rows[NN_MAX_NODES][NN_WARP_STRIDE])
{
  for (size_t row = 0; row < grid->n_nodes; row++)
    for (size_t l = 0; l < LANES_A_ROW; l++)
      {
        Lanes sum = { 0 };

        for (size_t column = 0; column < grid->n_nodes; column++)
          sum += nodes[row][column] * load_row (&grid->shares[column][l * LANES]);
        memcpy (&rows[row][l * LANES], &sum, sizeof sum);
      }
}

/* The spline along y. */
INLINE Lanes
displacement (const NnGrid *grid,
              const float   rows[NN_MAX_NODES][NN_WARP_STRIDE],
              size_t        y,
              size_t        x)
{
  Lanes sum = { 0 };

  for (size_t k = 0; k < NN_SPLINE_NODES; k++)
    sum += grid->weights[y][k] * load_row (&rows[grid->first[y] + k][x]);
  return sum;
}

/* min (max (place, 0), LAST_PLACE), as masks: the compiler makes branches of the plain form. */
INLINE Lanes
clamp (Lanes place)
{
  const Lanes last = (Lanes) { 0 } + LAST_PLACE;
  LaneMask    within = place < last;

  place = (Lanes) ((within & (LaneMask) place) | (~within & (LaneMask) last));
  return (Lanes) ((place > 0.0f) & (LaneMask) place);
}

INLINE Lanes
corner (LaneBits corners,
        int      shift)
{
  return __builtin_convertvector ((LaneMask) ((corners >> shift) & 255u), Lanes);
}

/* Where a row of the output comes from in the framed picture: the pixel above and to the left, and
 * how far to its right and below. */
typedef struct
{
  int   pixel[NN_WARP_STRIDE];
  float right[NN_WARP_STRIDE];
  float below[NN_WARP_STRIDE];
} Places;

INLINE void
set_places (Places *places,
            size_t  x,
            Lanes   place_x,
            Lanes   place_y)
{
  LaneMask column, line;
  Lanes    right, below;

  place_x = clamp (place_x);
  place_y = clamp (place_y);
  column = __builtin_convertvector (place_x, LaneMask);
  line = __builtin_convertvector (place_y, LaneMask);
  right = place_x - __builtin_convertvector (column, Lanes);
  below = place_y - __builtin_convertvector (line, Lanes);
  column += line * FRAMED_SIDE;
  memcpy (places->pixel + x, &column, sizeof column);
  memcpy (places->right + x, &right, sizeof right);
  memcpy (places->below + x, &below, sizeof below);
}

static void
find_places (const NnWarp *warp,
             Places        places[NN_IMAGE_SIDE])
{
  static const float ramp[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
  float              rows_x[NN_MAX_NODES][NN_WARP_STRIDE];
  float              rows_y[NN_MAX_NODES][NN_WARP_STRIDE];

  if (warp->grid != NULL)
    {
      spread_nodes (warp->grid, warp->nodes_x, rows_x);
      spread_nodes (warp->grid, warp->nodes_y, rows_y);
    }
  for (size_t y = 0; y < NN_IMAGE_SIDE; y++)
    for (size_t x = 0; x < NN_WARP_STRIDE; x += LANES)
      {
        Lanes along = load_row (ramp) + (float) x;
        Lanes place_x = warp->x_origin + FRAME + warp->x_by_y * (float) y + warp->x_by_x * along;
        Lanes place_y = warp->y_origin + FRAME + warp->y_by_y * (float) y + warp->y_by_x * along;

        if (warp->grid != NULL)
          {
            place_x += displacement (warp->grid, rows_x, y, x);
            place_y += displacement (warp->grid, rows_y, y, x);
          }
        set_places (&places[y], x, place_x, place_y);
      }
}

/* LANES pixels of the output. */
INLINE void
interpolate (const uint32_t *restrict corners,
             const float    *restrict right,
             const float    *restrict below,
             uint8_t        *restrict output)
{
  LaneBits found;
  Lanes    upper, lower;
  LaneMask ink;
  int      inks[LANES];

  memcpy (&found, corners, sizeof found);
  upper = corner (found, 0) + load_row (right) * (corner (found, 8) - corner (found, 0));
  lower = corner (found, 16) + load_row (right) * (corner (found, 24) - corner (found, 16));
  ink = __builtin_convertvector (upper + load_row (below) * (lower - upper) + 0.5f, LaneMask);
  ink &= ink >= NN_FAINTEST_INK;
  memcpy (inks, &ink, sizeof inks);
  for (size_t i = 0; i < LANES; i++)
    output[i] = (uint8_t) inks[i];
}

/* Three loops over the whole picture, so that none waits for another's results. */
static void
warp_picture (const NnWarp   *warp,
              const uint32_t *restrict corners,
              uint8_t        *restrict output)
{
  Places   places[NN_IMAGE_SIDE];
  uint32_t fetched[NN_IMAGE_SIDE][NN_WARP_STRIDE];

  find_places (warp, places);
  for (size_t y = 0; y < NN_IMAGE_SIDE; y++)
    for (size_t x = 0; x < NN_WARP_STRIDE; x++)
      fetched[y][x] = corners[places[y].pixel[x]];
  for (size_t y = 0; y < NN_IMAGE_SIDE; y++)
    {
      uint8_t row[NN_WARP_STRIDE];

      for (size_t x = 0; x < NN_WARP_STRIDE; x += LANES)
        interpolate (fetched[y] + x, places[y].right + x, places[y].below + x, row + x);
      memcpy (output + y * NN_IMAGE_SIDE, row, NN_IMAGE_SIDE);
    }
}

void
SYMBOL (nn_warp_, NN_KERNELS_SUFFIX) (const NnWarp *warp,
                                      const uint8_t input[NN_IMAGE_PIXELS],
                                      uint8_t       output[NN_IMAGE_PIXELS])
{
  uint8_t        framed[N_FRAMED];
  uint8_t        changed[N_FRAMED];
  uint32_t       corners[N_FRAMED];
  const uint8_t *picture = framed;
  int            part = (int) (warp->thickness * 256.0f);

  put_in_frame (input, framed);
  if (part != 0)
    {
      memset (changed, 0, sizeof changed);
      if (part > 0)
        thicken (framed, part, changed);
      else
        thin (framed, -part, changed);
      picture = changed;
    }
  pack_corners (picture, corners);
  warp_picture (warp, corners, output);
}
