/* nn-paper.c
 *
 * The paper's own shade is found on a coarse grid of cells, because lighting changes slowly: first
 * as a quadratic surface that the picture's border and most of its cells agree with, then corrected
 * by what the paper cells nearby differ from it. Ink is what departs from the paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-paper.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "nn-specks.h"

#define GRID_SIDE  32 /* cells, at most */
#define GRID_CELLS (GRID_SIDE * GRID_SIDE)
#define N_TERMS    6

/* What lies at the picture's border is paper more likely than what lies inside. */
#define BORDER_WEIGHT 4.0

#define N_ABSOLUTE_ROUNDS 12
#define N_TRIMMED_ROUNDS  3
#define NEAR_CELLS        3 /* paper cells that far correct each other */

/* A normal distribution has this share of its absolute values below QUANTILE_DEVIATION · σ. */
#define QUANTILE           0.3
#define QUANTILE_DEVIATION 0.3853

/* In a picture that is cleaner than this, in shades, every departure counts as ink. */
#define CLEAN_NOISE 0.25f

/* That share of the ink is no darker than full ink. */
#define FULL_SHARE 0.95

/* In a noisy picture less than that share of full ink is paper. */
#define FAINT_SHARE 0.1f

/* What full ink must stand out by, in shades and against the noise; a picture that holds less is
 * of one shade. */
#define LEAST_CONTRAST 8.0f
#define LEAST_SIGNAL   5.0f

/* With more than this share inked, the border was a frame and not the paper. */
#define MOST_INKED 0.65

/* A stroke has a pixel this dark somewhere. */
#define CORE 96

#define N_BINS 1024 /* of departures; BINS_PER_SHADE of them a shade */
#define BINS_PER_SHADE 4

typedef struct
{
  size_t columns;
  size_t rows;
  float  shades[GRID_CELLS]; /* (rows, columns): mean of the picture */
  float  paper[GRID_CELLS];  /* (rows, columns): what it would be without ink */
} Grid;

/* The picture and what it takes to tell ink from paper in it. */
typedef struct
{
  uint8_t *grey; /* (height, width) */
  size_t   width;
  size_t   height;
  Grid     grid;
  bool     light_ink; /* on dark paper */
  float    noise;     /* standard deviation of the paper, in shades */
  float    faintest;  /* departure that counts as ink */
  float    fullest;   /* departure that is full ink */
} Paper;

static void
average_cell (const Paper *paper,
              size_t       column,
              size_t       row,
              float       *shade)
{
  size_t   left = column * paper->width / paper->grid.columns;
  size_t   right = (column + 1) * paper->width / paper->grid.columns;
  size_t   top = row * paper->height / paper->grid.rows;
  size_t   bottom = (row + 1) * paper->height / paper->grid.rows;
  uint64_t sum = 0;

  for (size_t y = top; y < bottom; y++)
    for (size_t x = left; x < right; x++)
      sum += paper->grey[y * paper->width + x];
  *shade = (float) sum / (float) ((right - left) * (bottom - top));
}

static void
average_cells (Paper *paper)
{
  Grid *grid = &paper->grid;

  grid->columns = paper->width < GRID_SIDE ? paper->width : GRID_SIDE;
  grid->rows = paper->height < GRID_SIDE ? paper->height : GRID_SIDE;
  for (size_t row = 0; row < grid->rows; row++)
    for (size_t column = 0; column < grid->columns; column++)
      average_cell (paper, column, row, &grid->shades[row * grid->columns + column]);
}

/* 1, x, y, x², xy, y² with x and y in (−1, 1). */
static void
get_terms (const Grid *grid,
           size_t      cell,
           double      terms[N_TERMS])
{
  double x = (2.0 * (double) (cell % grid->columns) + 1.0) / (double) grid->columns - 1.0;
  double y = (2.0 * (double) (cell / grid->columns) + 1.0) / (double) grid->rows - 1.0;

  terms[0] = 1.0;
  terms[1] = x;
  terms[2] = y;
  terms[3] = x * x;
  terms[4] = x * y;
  terms[5] = y * y;
}

/* Gauss elimination of matrix (N_TERMS, N_TERMS + 1), which is positive definite; the solution is
 * left in the last column. */
static void
solve (double matrix[N_TERMS][N_TERMS + 1])
{
  for (size_t i = 0; i < N_TERMS; i++)
    {
      double inverse = 1.0 / matrix[i][i];

      for (size_t k = i; k <= N_TERMS; k++)
        matrix[i][k] *= inverse;
      for (size_t j = 0; j < N_TERMS; j++)
        {
          double factor = matrix[j][i];

          if (j == i)
            continue;
          for (size_t k = i; k <= N_TERMS; k++)
            matrix[j][k] -= factor * matrix[i][k];
        }
    }
}

/* paper = the surface with the least Σ weight · (shade − surface)². */
static void
fit_surface (Grid         *grid,
             const double *weights)
{
  double matrix[N_TERMS][N_TERMS + 1] = { { 0.0 } };
  double terms[N_TERMS];

  for (size_t c = 0; c < grid->columns * grid->rows; c++)
    {
      get_terms (grid, c, terms);
      for (size_t i = 0; i < N_TERMS; i++)
        {
          for (size_t j = 0; j < N_TERMS; j++)
            matrix[i][j] += weights[c] * terms[i] * terms[j];
          matrix[i][N_TERMS] += weights[c] * terms[i] * grid->shades[c];
        }
    }
  /* A picture one or two cells wide does not determine all the terms. */
  for (size_t i = 0; i < N_TERMS; i++)
    matrix[i][i] += 1e-9 + (i > 0 ? 1e-6 * matrix[0][0] : 0.0);
  solve (matrix);

  for (size_t c = 0; c < grid->columns * grid->rows; c++)
    {
      double shade = 0.0;

      get_terms (grid, c, terms);
      for (size_t i = 0; i < N_TERMS; i++)
        shade += matrix[i][N_TERMS] * terms[i];
      grid->paper[c] = (float) shade;
    }
}

static bool
is_border_cell (const Grid *grid,
                size_t      cell)
{
  size_t column = cell % grid->columns;
  size_t row = cell / grid->columns;

  return column == 0 || row == 0 || column == grid->columns - 1 || row == grid->rows - 1;
}

/* All border cells together weigh BORDER_WEIGHT, all inner ones 1; or inner ones alone. */
static void
weigh_cells (const Grid *grid,
             bool        trust_border,
             double     *weights)
{
  size_t n_cells = grid->columns * grid->rows;
  size_t n_border = 0;

  for (size_t c = 0; c < n_cells; c++)
    n_border += is_border_cell (grid, c);
  for (size_t c = 0; c < n_cells; c++)
    {
      if (is_border_cell (grid, c))
        weights[c] = trust_border || n_border == n_cells ? BORDER_WEIGHT / (double) n_border : 0.0;
      else
        weights[c] = 1.0 / (double) (n_cells - n_border);
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

/* The standard deviation of the paper cells about the surface. Ink may take up to two thirds. */
static float
measure_deviation (const Grid *grid)
{
  size_t n_cells = grid->columns * grid->rows;
  float  distances[GRID_CELLS];

  for (size_t c = 0; c < n_cells; c++)
    distances[c] = fabsf (grid->shades[c] - grid->paper[c]);
  qsort (distances, n_cells, sizeof *distances, compare_floats);
  return distances[(size_t) ((double) n_cells * QUANTILE)] / (float) QUANTILE_DEVIATION;
}

/* The surface most cells agree with: first the least absolute distances, by reweighting, then the
 * least squares of the cells that lie near. is_paper: which those are. */
static void
fit_paper (Grid *grid,
           bool  trust_border,
           bool *is_paper)
{
  size_t n_cells = grid->columns * grid->rows;
  double trust[GRID_CELLS];
  double weights[GRID_CELLS];

  weigh_cells (grid, trust_border, trust);
  memcpy (weights, trust, sizeof weights);
  for (size_t round = 0; round < N_ABSOLUTE_ROUNDS + N_TRIMMED_ROUNDS; round++)
    {
      bool  trimmed = round >= N_ABSOLUTE_ROUNDS - 1;
      float limit;

      fit_surface (grid, weights);
      limit = 3.0f * measure_deviation (grid) + 2.0f;
      for (size_t c = 0; c < n_cells; c++)
        {
          float distance = fabsf (grid->shades[c] - grid->paper[c]);

          is_paper[c] = distance <= limit;
          weights[c] = trust[c];
          weights[c] *= trimmed ? (double) is_paper[c] : 1.0 / (1.0 + (double) distance);
        }
    }
}

/* What the paper cells about a cell differ from the surface, in the mean. The surface itself has
 * a say too: one cell's worth. */
static float
get_correction (const Grid *grid,
                const bool *is_paper,
                size_t      cell)
{
  size_t column = cell % grid->columns;
  size_t row = cell / grid->columns;
  size_t left = column > NEAR_CELLS ? column - NEAR_CELLS : 0;
  size_t top = row > NEAR_CELLS ? row - NEAR_CELLS : 0;
  float  sum = 0.0f;
  float  n_paper = 1.0f;

  for (size_t y = top; y <= row + NEAR_CELLS && y < grid->rows; y++)
    for (size_t x = left; x <= column + NEAR_CELLS && x < grid->columns; x++)
      {
        size_t near = y * grid->columns + x;

        if (!is_paper[near])
          continue;
        sum += grid->shades[near] - grid->paper[near];
        n_paper += 1.0f;
      }
  return sum / n_paper;
}

static void
correct_paper (Grid       *grid,
               const bool *is_paper)
{
  size_t n_cells = grid->columns * grid->rows;
  float  corrections[GRID_CELLS];

  for (size_t c = 0; c < n_cells; c++)
    corrections[c] = get_correction (grid, is_paper, c);
  for (size_t c = 0; c < n_cells; c++)
    grid->paper[c] += corrections[c];
}

/* Cells first and first + 1 are nearest to pixel position; share is the second one's part, outside
 * [0, 1] at the border. */
static void
find_share (size_t  position,
            size_t  length,
            size_t  n_cells,
            size_t *first,
            float  *share)
{
  float at = ((float) position + 0.5f) * (float) n_cells / (float) length - 0.5f;
  float last = (float) n_cells - 2.0f;

  if (n_cells < 2)
    {
      *first = 0;
      *share = 0.0f;
      return;
    }
  *first = (size_t) fminf (fmaxf (at, 0.0f), last);
  *share = at - (float) *first;
}

/* shades = the paper's along row y, bilinearly; (width). */
static void
interpolate_row (const Paper *paper,
                 size_t       y,
                 float       *shades)
{
  const Grid *grid = &paper->grid;
  float       cells[GRID_SIDE + 1];
  size_t      row, column;
  float       share;

  find_share (y, paper->height, grid->rows, &row, &share);
  for (size_t c = 0; c < grid->columns; c++)
    {
      const float *cell = grid->paper + row * grid->columns + c;

      cells[c] = cell[0] + (grid->rows > 1 ? share * (cell[grid->columns] - cell[0]) : 0.0f);
    }
  cells[grid->columns] = 0.0f;
  for (size_t x = 0; x < paper->width; x++)
    {
      find_share (x, paper->width, grid->columns, &column, &share);
      shades[x] = cells[column] + share * (cells[column + 1] - cells[column]);
    }
}

/* How far a pixel departs from paper towards ink, in shades of well-lit paper: dark ink takes away
 * a share of the light, so that it departs less in the shadow. */
static float
get_departure (const Paper *paper,
               uint8_t      grey,
               float        shade)
{
  if (paper->light_ink)
    return (float) grey - shade;
  return (shade - (float) grey) * 255.0f / fmaxf (shade, 32.0f);
}

/* Counts |departure| (both_ways) or departures towards ink, in bins. */
static void
count_departures (const Paper *paper,
                  float       *shades,
                  bool         both_ways,
                  size_t       bins[N_BINS])
{
  memset (bins, 0, N_BINS * sizeof *bins);
  for (size_t y = 0; y < paper->height; y++)
    {
      interpolate_row (paper, y, shades);
      for (size_t x = 0; x < paper->width; x++)
        {
          uint8_t grey = paper->grey[y * paper->width + x];
          float   departure = get_departure (paper, grey, shades[x]);

          departure = both_ways ? fabsf (departure) : fmaxf (departure, 0.0f);
          bins[(size_t) fminf (departure * BINS_PER_SHADE + 0.5f, N_BINS - 1)]++;
        }
    }
}

/* The departure that a share of those counted from bin first on stay below. */
static float
find_quantile (const size_t bins[N_BINS],
               size_t       first,
               double       share)
{
  size_t n = 0;
  size_t n_below = 0;
  size_t bin = first;

  for (size_t b = first; b < N_BINS; b++)
    n += bins[b];
  while (bin < N_BINS - 1 && (double) (n_below += bins[bin]) < share * (double) n)
    bin++;
  return (float) bin / BINS_PER_SHADE;
}

static void
measure_noise (Paper *paper,
               float *shades)
{
  size_t bins[N_BINS];

  count_departures (paper, shades, true, bins);
  paper->noise = find_quantile (bins, 0, QUANTILE) / (float) QUANTILE_DEVIATION;
}

/* Whether what departs from the paper by more than noise does so towards light, all in all. */
static bool
find_light_ink (const Paper *paper,
                float       *shades)
{
  float  limit = 3.0f * paper->noise;
  double sum = 0.0;

  for (size_t y = 0; y < paper->height; y++)
    {
      interpolate_row (paper, y, shades);
      for (size_t x = 0; x < paper->width; x++)
        {
          float departure = (float) paper->grey[y * paper->width + x] - shades[x];

          if (fabsf (departure) > limit)
            sum += departure;
        }
    }
  return sum > 0.0;
}

/* Sets what counts as ink and what is full ink; returns the share of the picture that is half ink
 * at least, 0 if none stands out of the noise. */
static double
find_levels (Paper *paper,
             float *shades)
{
  size_t bins[N_BINS];
  size_t n_inked = 0;
  float  least;

  count_departures (paper, shades, false, bins);
  paper->faintest = paper->noise < CLEAN_NOISE ? 0.0f : fmaxf (3.0f * paper->noise, 2.0f);
  paper->fullest = find_quantile (bins, (size_t) (paper->faintest * BINS_PER_SHADE) + 1, FULL_SHARE);
  paper->faintest = fmaxf (paper->faintest, paper->noise < CLEAN_NOISE ? 0.0f : FAINT_SHARE * paper->fullest);
  least = fmaxf (LEAST_CONTRAST, LEAST_SIGNAL * paper->noise);
  if (paper->fullest < least)
    return 0.0;
  for (size_t b = (size_t) (0.5f * paper->fullest * BINS_PER_SHADE); b < N_BINS; b++)
    n_inked += bins[b];
  return (double) n_inked / (double) (paper->width * paper->height);
}

/* Everything there is to know about the picture; returns the inked share. */
static double
study_picture (Paper *paper,
               float *shades,
               bool   trust_border)
{
  bool is_paper[GRID_CELLS];

  fit_paper (&paper->grid, trust_border, is_paper);
  correct_paper (&paper->grid, is_paper);
  paper->light_ink = true;
  measure_noise (paper, shades);
  paper->light_ink = find_light_ink (paper, shades);
  measure_noise (paper, shades);
  return find_levels (paper, shades);
}

static void
keep_ink (Paper *paper,
          float *shades)
{
  float scale = 255.0f / (paper->fullest - paper->faintest);

  for (size_t y = 0; y < paper->height; y++)
    {
      uint8_t *row = paper->grey + y * paper->width;

      interpolate_row (paper, y, shades);
      for (size_t x = 0; x < paper->width; x++)
        {
          float departure = get_departure (paper, row[x], shades[x]) - paper->faintest;

          row[x] = (uint8_t) (fminf (fmaxf (departure * scale, 0.0f), 255.0f) + 0.5f);
        }
    }
}

NnStatus
nn_paper_to_ink (uint8_t *grey,
                 size_t   width,
                 size_t   height)
{
  Paper   *paper = malloc (sizeof *paper);
  float   *shades = malloc ((width + 1) * sizeof *shades);
  NnStatus status = NN_NO_MEMORY;
  double   inked;

  if (width == 0 || height == 0)
    status = NN_NO_INK;
  else if (paper != NULL && shades != NULL)
    {
      *paper = (Paper) { .grey = grey, .width = width, .height = height };
      average_cells (paper);
      inked = study_picture (paper, shades, true);
      if (inked > MOST_INKED)
        inked = study_picture (paper, shades, false);
      status = inked > 0.0 ? NN_OK : NN_NO_INK;
    }
  if (status == NN_OK)
    {
      keep_ink (paper, shades);
      status = nn_drop_specks (grey, width, height, CORE);
    }
  free (shades);
  free (paper);
  return status;
}
