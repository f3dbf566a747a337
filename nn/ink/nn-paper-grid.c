/* nn-paper-grid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-paper-grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "nn-surface.h"

/* All border cells together weigh that much, all inner ones 1: what lies at the picture's border is
 * paper more likely than what lies inside. */
#define BORDER_WEIGHT 4.0

#define N_ABSOLUTE_ROUNDS 12
#define N_TRIMMED_ROUNDS  3

/* A normal distribution has this share of its absolute values below QUANTILE_DEVIATION · σ. The
 * share is small, so that ink may take up two thirds of the cells. */
#define QUANTILE           0.3
#define QUANTILE_DEVIATION 0.3853f

/* A stroke is thinner than 2 · REACH + 1 cells. */
#define REACH      4
#define WIDE_REACH 6
#define MARGIN     (2 * REACH)
#define WIDE_SIDE  (NN_PAPER_SIDE + 2 * MARGIN)

static float
average_cell (const uint8_t *grey,
              size_t         width,
              size_t         height,
              size_t         cell,
              size_t         left,
              size_t         top)
{
  size_t   right = left + cell < width ? left + cell : width;
  size_t   bottom = top + cell < height ? top + cell : height;
  uint64_t sum = 0;

  for (size_t y = top; y < bottom; y++)
    for (size_t x = left; x < right; x++)
      sum += grey[y * width + x];
  return (float) sum / (float) ((right - left) * (bottom - top));
}

static bool
is_border_cell (const NnPaperGrid *grid,
                size_t             cell)
{
  size_t column = cell % grid->columns;
  size_t row = cell / grid->columns;

  return column == 0 || row == 0 || column == grid->columns - 1 || row == grid->rows - 1;
}

static void
weigh_cells (const NnPaperGrid *grid,
             bool               trust_border,
             double            *weights)
{
  size_t n_cells = grid->columns * grid->rows;
  size_t n_border = 0;

  for (size_t c = 0; c < n_cells; c++)
    n_border += is_border_cell (grid, c);
  for (size_t c = 0; c < n_cells; c++)
    {
      if (!is_border_cell (grid, c))
        weights[c] = 1.0 / (double) (n_cells - n_border);
      else
        weights[c] = trust_border || n_border == n_cells ? BORDER_WEIGHT / (double) n_border : 0.0;
    }
}

static int
compare_floats (const void *a,
                const void *b)
{
  float x = *(const float *) a;
  float y = *(const float *) b;

  return (x > y) - (x < y);
}

/* How far a paper cell may be from what is expected: three standard deviations, and a little. */
static float
get_tolerance (const float *values,
               const float *expected,
               size_t       n_cells)
{
  float distances[NN_PAPER_CELLS];

  for (size_t c = 0; c < n_cells; c++)
    distances[c] = fabsf (values[c] - expected[c]);
  /* cppcheck-suppress uninitvar ; there is always a cell */
  qsort (distances, n_cells, sizeof *distances, compare_floats);
  return 3.0f * distances[(size_t) ((double) n_cells * QUANTILE)] / QUANTILE_DEVIATION + 2.0f;
}

/* paper = the surface most cells agree with: first by the least absolute distances, through
 * reweighting, then by the least squares of the cells that lie near. */
static void
fit_surface (NnPaperGrid *grid,
             bool         trust_border)
{
  size_t n_cells = grid->columns * grid->rows;
  double trust[NN_PAPER_CELLS];
  double weights[NN_PAPER_CELLS];

  weigh_cells (grid, trust_border, trust);
  memcpy (weights, trust, sizeof weights);
  for (size_t round = 0; round < N_ABSOLUTE_ROUNDS + N_TRIMMED_ROUNDS; round++)
    {
      bool   trimmed = round + 1 >= N_ABSOLUTE_ROUNDS;
      double sum = 0.0;
      float  tolerance;

      nn_surface_fit (grid->shades, weights, grid->columns, grid->rows, grid->paper);
      tolerance = get_tolerance (grid->shades, grid->paper, n_cells);
      for (size_t c = 0; c < n_cells; c++)
        {
          double distance = fabs ((double) (grid->shades[c] - grid->paper[c]));

          weights[c] = trust[c];
          weights[c] *= trimmed ? distance <= (double) tolerance : 1.0 / (1.0 + distance);
          sum += weights[c];
        }
      if (!(sum > 0.0))
        break;
    }
}

/* Each of n values, stride apart, becomes the largest (sign 1) or smallest (sign −1) in reach. */
static void
spread_line (float  *values,
             size_t  stride,
             size_t  n,
             float   sign)
{
  float line[WIDE_SIDE];

  for (size_t i = 0; i < n; i++)
    line[i] = values[i * stride];
  for (size_t i = 0; i < n; i++)
    for (size_t j = i > REACH ? i - REACH : 0; j < n && j <= i + REACH; j++)
      if (sign * line[j] > sign * values[i * stride])
        values[i * stride] = line[j];
}

static void
spread (float  *values,
        size_t  columns,
        size_t  rows,
        float   sign)
{
  for (size_t row = 0; row < rows; row++)
    spread_line (values + row * columns, 1, columns, sign);
  for (size_t column = 0; column < columns; column++)
    spread_line (values + column, columns, rows, sign);
}

/* Reflects a coordinate that lies up to MARGIN beyond the ends of n cells. */
static size_t
reflect (size_t wide,
         size_t n)
{
  long at = labs ((long) wide - MARGIN);
  long last = (long) n - 1;

  at = at > last ? 2 * last - at : at;
  return (size_t) (at < 0 ? 0 : at);
}

/* Puts a margin about the grid in which slopes go on: a cell beyond the border is as much above
 * the border cell as its mirror image is below. */
static void
widen (const NnPaperGrid *grid,
       const float       *rest,
       float             *wide)
{
  size_t columns = grid->columns + 2 * MARGIN;

  for (size_t i = 0; i < columns * (grid->rows + 2 * MARGIN); i++)
    {
      size_t x = i % columns;
      size_t y = i / columns;
      size_t inner_x = x < MARGIN ? 0 : x - MARGIN;
      size_t inner_y = y < MARGIN ? 0 : y - MARGIN;
      size_t border, mirror;

      inner_x = inner_x < grid->columns ? inner_x : grid->columns - 1;
      inner_y = inner_y < grid->rows ? inner_y : grid->rows - 1;
      border = inner_y * grid->columns + inner_x;
      mirror = reflect (y, grid->rows) * grid->columns + reflect (x, grid->columns);
      wide[i] = rest[border];
      if (border != mirror)
        wide[i] += rest[border] - rest[mirror];
    }
}

/* filled = rest without its narrow dark (sign 1) or light (sign −1) parts: grey-scale closing or
 * opening. */
static void
fill_narrow (const NnPaperGrid *grid,
             const float       *rest,
             float              sign,
             float             *filled)
{
  size_t columns = grid->columns + 2 * MARGIN;
  float  wide[WIDE_SIDE * WIDE_SIDE];

  widen (grid, rest, wide);
  spread (wide, columns, grid->rows + 2 * MARGIN, sign);
  spread (wide, columns, grid->rows + 2 * MARGIN, -sign);
  for (size_t c = 0; c < grid->columns * grid->rows; c++)
    filled[c] = wide[(c / grid->columns + MARGIN) * columns + c % grid->columns + MARGIN];
}

/* The middle one of the values within WIDE_REACH of a cell: paper, even amid strokes. */
static float
find_local_median (const NnPaperGrid *grid,
                   const float       *rest,
                   size_t             cell)
{
  size_t column = cell % grid->columns;
  size_t row = cell / grid->columns;
  float  values[(2 * WIDE_REACH + 1) * (2 * WIDE_REACH + 1)];
  size_t n = 0;

  for (size_t y = row > WIDE_REACH ? row - WIDE_REACH : 0;
       y < grid->rows && y <= row + WIDE_REACH; y++)
    for (size_t x = column > WIDE_REACH ? column - WIDE_REACH : 0;
         x < grid->columns && x <= column + WIDE_REACH; x++)
      values[n++] = rest[y * grid->columns + x];
  /* cppcheck-suppress uninitvar ; the cell itself is always among them */
  qsort (values, n, sizeof *values, compare_floats);
  return values[n / 2];
}

/* Ink is what departs most from the middle of what is about it: on a shadow's edge as much does so
 * to either side. */
static bool
find_light_ink (const NnPaperGrid *grid,
                const float       *rest)
{
  float sum = 0.0f;

  for (size_t c = 0; c < grid->columns * grid->rows; c++)
    {
      float departure = rest[c] - find_local_median (grid, rest, c);

      sum += departure * fabsf (departure);
    }
  return sum > 0.0f;
}

/* The mean about a cell of what lies near enough to its filled value to be paper. */
static float
smooth_cell (const NnPaperGrid *grid,
             const float       *rest,
             float              filled,
             float              tolerance,
             size_t             cell)
{
  size_t column = cell % grid->columns;
  size_t row = cell / grid->columns;
  float  sum = filled;
  float  n_paper = 1.0f;

  for (size_t y = row > REACH ? row - REACH : 0; y < grid->rows && y <= row + REACH; y++)
    for (size_t x = column > REACH ? column - REACH : 0;
         x < grid->columns && x <= column + REACH; x++)
      {
        float near = rest[y * grid->columns + x];

        if (fabsf (near - filled) > tolerance)
          continue;
        sum += near;
        n_paper += 1.0f;
      }
  return sum / n_paper;
}

/* Cells first and first + 1 are nearest to a pixel; share is the second one's part, outside [0, 1]
 * at the border. */
static void
find_share (size_t  position,
            size_t  cell,
            size_t  n_cells,
            size_t *first,
            float  *share)
{
  float at = ((float) position + 0.5f) / (float) cell - 0.5f;

  *first = n_cells < 2 ? 0 : (size_t) fminf (fmaxf (at, 0.0f), (float) n_cells - 2.0f);
  *share = n_cells < 2 ? 0.0f : fminf (at - (float) *first, 1.5f);
}

void
nn_paper_grid_init (NnPaperGrid   *grid,
                    const uint8_t *grey,
                    size_t         width,
                    size_t         height)
{
  size_t longer = width > height ? width : height;

  grid->cell = (longer - 1) / NN_PAPER_SIDE + 1;
  grid->columns = (width - 1) / grid->cell + 1;
  grid->rows = (height - 1) / grid->cell + 1;
  for (size_t row = 0; row < grid->rows; row++)
    for (size_t column = 0; column < grid->columns; column++)
      grid->shades[row * grid->columns + column] =
        average_cell (grey, width, height, grid->cell, column * grid->cell, row * grid->cell);
}

void
nn_paper_grid_set_flat (NnPaperGrid *grid,
                        float        shade)
{
  for (size_t c = 0; c < grid->columns * grid->rows; c++)
    grid->paper[c] = shade;
}

bool
nn_paper_grid_find (NnPaperGrid *grid,
                    bool         trust_border)
{
  size_t n_cells = grid->columns * grid->rows;
  float  rest[NN_PAPER_CELLS] = { 0.0f };
  float  filled[NN_PAPER_CELLS];
  float  tolerance;
  bool   light_ink;

  fit_surface (grid, trust_border);
  for (size_t c = 0; c < n_cells; c++)
    rest[c] = grid->shades[c] - grid->paper[c];
  light_ink = find_light_ink (grid, rest);
  fill_narrow (grid, rest, light_ink ? -1.0f : 1.0f, filled);

  tolerance = get_tolerance (rest, filled, n_cells);
  for (size_t c = 0; c < n_cells; c++)
    grid->paper[c] += smooth_cell (grid, rest, filled[c], tolerance, c);
  return light_ink;
}

void
nn_paper_grid_get_row (const NnPaperGrid *grid,
                       size_t             y,
                       size_t             width,
                       float             *shades)
{
  size_t       column, row;
  float        share;
  float        cells[NN_PAPER_SIDE + 1];
  const float *upper;
  const float *lower;

  find_share (y, grid->cell, grid->rows, &row, &share);
  upper = grid->paper + row * grid->columns;
  lower = grid->rows < 2 ? upper : upper + grid->columns;
  for (size_t c = 0; c < grid->columns; c++)
    cells[c] = upper[c] + share * (lower[c] - upper[c]);
  cells[grid->columns] = 0.0f;
  for (size_t x = 0; x < width; x++)
    {
      find_share (x, grid->cell, grid->columns, &column, &share);
      shades[x] = cells[column] + share * (cells[column + 1] - cells[column]);
    }
}
