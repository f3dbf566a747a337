/* nn-ink.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-ink.h"

#include <math.h>
#include <stdlib.h>

#include "nn-normalize.h"

/* MNIST's strokes are 2.36 pixels wide (median of twice ink / outline over its 60,000 training
 * digits, where this pen shows 2.37); a digit of MNIST holds 102.4 pixels' worth of ink, the pen
 * digits of tests/engine/test-ink-file.c inked with this pen 99.5. */
#define MNIST_PEN_WIDTH 2.4f
#define MIN_PEN_WIDTH   0.25f
#define MAX_PEN_WIDTH   10.0f

/* The pen moves over a finer grid, whose cells are then averaged. With edges one fine cell wide
 * the shares of light, middle and dark ink come out as in MNIST. */
#define FINENESS  2
#define FINE_SIDE (NN_BOX_SIDE * FINENESS)
#define EDGE      1.0f

/* Cells handled at once, so that the compiler uses vector instructions; divides FINE_SIDE. */
#define LANES 4

/* A point this near to the last one, in fine cells, changes no pixel by more than one. */
#define MIN_STEP (1.0f / 128.0f)

/* How far each fine cell's middle is from the nearest line, squared; far ones hold FAR. */
#define FAR 1e9f

typedef struct
{
  float  squares[FINE_SIDE * FINE_SIDE]; /* (FINE_SIDE, FINE_SIDE) */
  double left;                           /* of the drawing */
  double top;
  double scale;  /* fine cells per unit of the drawing */
  float  radius; /* of the pen, in fine cells */
} Plate;

/* Room for n more of these; grows by doubling. */
static bool
reserve (void   **items,
         size_t  *capacity,
         size_t   n_items,
         size_t   item_size)
{
  size_t  larger = *capacity == 0 ? 64 : *capacity * 2;
  void   *moved;

  if (n_items < *capacity)
    return true;
  moved = larger > SIZE_MAX / item_size ? NULL : realloc (*items, larger * item_size);
  if (moved == NULL)
    return false;
  *items = moved;
  *capacity = larger;
  return true;
}

static bool
reserve_point (NnInk *ink)
{
  return reserve ((void **) &ink->points, &ink->points_capacity, ink->n_points,
                  sizeof *ink->points);
}

static bool
reserve_stroke (NnInk *ink)
{
  return reserve ((void **) &ink->stroke_ends, &ink->strokes_capacity, ink->n_strokes,
                  sizeof *ink->stroke_ends);
}

/* Lays the drawing's box on the plate such that the pen's outline fills MNIST's box. */
static void
fit_plate (Plate       *plate,
           const NnInk *ink,
           float        pen_width)
{
  double left = ink->points[0].x;
  double right = left;
  double top = ink->points[0].y;
  double bottom = top;
  double extent;

  for (size_t i = 1; i < ink->n_points; i++)
    {
      left = fmin (left, ink->points[i].x);
      right = fmax (right, ink->points[i].x);
      top = fmin (top, ink->points[i].y);
      bottom = fmax (bottom, ink->points[i].y);
    }
  extent = fmax (right - left, bottom - top);
  plate->left = left;
  plate->top = top;
  plate->scale = extent > 0.0 ? ((double) NN_BOX_SIDE - pen_width) * FINENESS / extent : 0.0;
  plate->radius = 0.5f * pen_width * FINENESS;
  for (size_t i = 0; i < FINE_SIDE * FINE_SIDE; i++)
    plate->squares[i] = FAR;
}

static NnPoint
place_point (const Plate *plate,
             NnPoint      point)
{
  NnPoint placed = {
    plate->radius + (float) ((point.x - plate->left) * plate->scale),
    plate->radius + (float) ((point.y - plate->top) * plate->scale),
  };

  return placed;
}

/* The cells from low − reach to high + reach, as [first, end). */
static void
find_cells (float   low,
            float   high,
            float   reach,
            size_t *first,
            size_t *end)
{
  float lowest = fmaxf (low - reach, 0.0f);
  float highest = fminf (high + reach + 1.0f, (float) FINE_SIDE);

  *first = (size_t) lowest;
  *end = (size_t) fmaxf (highest, lowest);
}

/* squares = min (squares, |cell − nearest point of the line a…b|²), where the pen can reach. */
static void
draw_line (Plate   *plate,
           NnPoint  a,
           NnPoint  b)
{
  float  dx = b.x - a.x;
  float  dy = b.y - a.y;
  float  length_squared = dx * dx + dy * dy;
  float  inverse = length_squared > 1e-12f ? 1.0f / length_squared : 0.0f;
  float  reach = plate->radius + 0.5f * EDGE;
  size_t first_x, end_x, first_y, end_y;

  find_cells (fminf (a.x, b.x), fmaxf (a.x, b.x), reach, &first_x, &end_x);
  find_cells (fminf (a.y, b.y), fmaxf (a.y, b.y), reach, &first_y, &end_y);
  first_x -= first_x % LANES;

  for (size_t y = first_y; y < end_y; y++)
    for (size_t x = first_x; x < end_x; x += LANES)
      {
        float *squares = plate->squares + y * FINE_SIDE + x;
        float  cell_x = (float) x + 0.5f - a.x;
        float  cell_y = (float) y + 0.5f - a.y;

        for (size_t i = 0; i < LANES; i++)
          {
            float from_x = cell_x + (float) i;
            float t = (from_x * dx + cell_y * dy) * inverse;
            float off_x, off_y, square;

            t = t < 0.0f ? 0.0f : t;
            t = t > 1.0f ? 1.0f : t;
            off_x = from_x - t * dx;
            off_y = cell_y - t * dy;
            square = off_x * off_x + off_y * off_y;
            squares[i] = square < squares[i] ? square : squares[i];
          }
      }
}

static void
draw_stroke (Plate         *plate,
             const NnPoint *points,
             size_t         n_points)
{
  NnPoint last = place_point (plate, points[0]);

  if (n_points == 1)
    draw_line (plate, last, last);
  for (size_t i = 1; i < n_points; i++)
    {
      NnPoint next = place_point (plate, points[i]);
      float   dx = next.x - last.x;
      float   dy = next.y - last.y;

      if (dx * dx + dy * dy < MIN_STEP * MIN_STEP && i + 1 < n_points)
        continue;
      draw_line (plate, last, next);
      last = next;
    }
}

/* Share of a fine cell under the pen: exact for a straight edge along the grid. */
static float
cover_cell (const Plate *plate,
            size_t       cell)
{
  float square = plate->squares[cell];
  float outside = plate->radius + 0.5f * EDGE;
  float inside = plate->radius - 0.5f * EDGE;

  if (square >= outside * outside)
    return 0.0f;
  if (inside > 0.0f && square <= inside * inside)
    return 1.0f;
  return fminf ((outside - sqrtf (square)) / EDGE, 1.0f);
}

/* box (20, 20) = mean of the fine cells. */
static void
average_plate (const Plate *plate,
               float        box[NN_BOX_PIXELS])
{
  for (size_t y = 0; y < FINE_SIDE; y++)
    {
      float *row = box + y / FINENESS * NN_BOX_SIDE;

      if (y % FINENESS == 0)
        for (size_t x = 0; x < NN_BOX_SIDE; x++)
          row[x] = 0.0f;
      for (size_t x = 0; x < FINE_SIDE; x++)
        row[x / FINENESS] += cover_cell (plate, y * FINE_SIDE + x) / (FINENESS * FINENESS);
    }
}

NnInk *
nn_ink_new (void)
{
  return calloc (1, sizeof (NnInk));
}

void
nn_ink_free (NnInk *ink)
{
  if (ink == NULL)
    return;
  free (ink->points);
  free (ink->stroke_ends);
  free (ink);
}

void
nn_ink_clear (NnInk *ink)
{
  ink->n_points = 0;
  ink->n_strokes = 0;
}

NnStatus
nn_ink_begin (NnInk *ink,
              float  x,
              float  y)
{
  if (!isfinite (x) || !isfinite (y))
    return NN_NO_INK;
  if (!reserve_point (ink) || !reserve_stroke (ink))
    return NN_NO_MEMORY;
  ink->points[ink->n_points++] = (NnPoint) { x, y };
  ink->stroke_ends[ink->n_strokes++] = ink->n_points;
  return NN_OK;
}

NnStatus
nn_ink_extend (NnInk *ink,
               float  x,
               float  y)
{
  if (ink->n_strokes == 0 || !isfinite (x) || !isfinite (y))
    return NN_NO_INK;
  if (!reserve_point (ink))
    return NN_NO_MEMORY;
  ink->points[ink->n_points++] = (NnPoint) { x, y };
  ink->stroke_ends[ink->n_strokes - 1] = ink->n_points;
  return NN_OK;
}

NnStatus
nn_ink_to_image (const NnInk *ink,
                 uint8_t      image[NN_IMAGE_PIXELS])
{
  return nn_ink_to_image_with_pen (ink, MNIST_PEN_WIDTH, image);
}

NnStatus
nn_ink_to_image_with_pen (const NnInk *ink,
                          float        pen_width,
                          uint8_t      image[NN_IMAGE_PIXELS])
{
  Plate  plate;
  float  box[NN_BOX_PIXELS];
  size_t begin = 0;

  if (ink->n_points == 0)
    return NN_NO_INK;
  fit_plate (&plate, ink, fminf (fmaxf (pen_width, MIN_PEN_WIDTH), MAX_PEN_WIDTH));
  for (size_t s = 0; s < ink->n_strokes; s++)
    {
      draw_stroke (&plate, ink->points + begin, ink->stroke_ends[s] - begin);
      begin = ink->stroke_ends[s];
    }
  average_plate (&plate, box);
  return nn_normalize_box (box, image);
}
