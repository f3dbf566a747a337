/* nn-specks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-specks.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A piece with less of the largest one's ink is a speck. */
#define SPECK_SHARE 0.02

/* A free piece with that share of an edge piece's ink is the drawing, the other the desk. */
#define FREE_SHARE 0.15

/* What hangs at the edge does so along that part of the shorter side at least. */
#define EDGE_PART 5

/* Inked pixels side by side in a row: columns begin … end − 1. */
typedef struct
{
  uint32_t begin;
  uint32_t end;
  size_t   parent; /* another run of the same piece; the root's own index */
} Run;

/* Of a piece, at the index of its root. */
typedef struct
{
  double  mass;
  size_t  n_edge; /* pixels at the picture's edge */
  uint8_t darkest;
} Piece;

typedef struct
{
  Run    *runs;       /* (n_runs), row by row */
  size_t *row_starts; /* (height + 1) */
  Piece  *pieces;     /* (n_runs) */
  size_t  n_runs;
  size_t  width;
  size_t  height;
} Runs;

static size_t
count_runs (const uint8_t *ink,
            size_t         width,
            size_t         height)
{
  size_t n_runs = 0;

  for (size_t y = 0; y < height; y++)
    {
      const uint8_t *row = ink + y * width;

      for (size_t x = 0; x < width; x++)
        n_runs += row[x] != 0 && (x == 0 || row[x - 1] == 0);
    }
  return n_runs;
}

static bool
allocate_runs (Runs          *runs,
               const uint8_t *ink,
               size_t         width,
               size_t         height)
{
  runs->n_runs = 0;
  runs->width = width;
  runs->height = height;
  runs->row_starts = malloc ((height + 1) * sizeof *runs->row_starts);
  runs->runs = NULL;
  runs->pieces = NULL;
  if (runs->row_starts == NULL)
    return false;
  runs->n_runs = count_runs (ink, width, height);
  runs->runs = malloc ((runs->n_runs + 1) * sizeof *runs->runs);
  runs->pieces = calloc (runs->n_runs + 1, sizeof *runs->pieces);
  return runs->runs != NULL && runs->pieces != NULL;
}

static void
free_runs (Runs *runs)
{
  free (runs->runs);
  free (runs->row_starts);
  free (runs->pieces);
}

static void
find_runs (Runs          *runs,
           const uint8_t *ink)
{
  size_t n_runs = 0;

  for (size_t y = 0; y < runs->height; y++)
    {
      const uint8_t *row = ink + y * runs->width;

      runs->row_starts[y] = n_runs;
      for (size_t x = 0; x < runs->width; x++)
        {
          if (row[x] == 0)
            continue;
          if (x == 0 || row[x - 1] == 0)
            {
              runs->runs[n_runs] = (Run) { (uint32_t) x, 0, n_runs };
              n_runs++;
            }
          runs->runs[n_runs - 1].end = (uint32_t) x + 1;
        }
    }
  runs->row_starts[runs->height] = n_runs;
}

/* The run that stands for the piece; shortens the way for the next search. */
static size_t
find_root (Run    *runs,
           size_t  run)
{
  while (runs[run].parent != run)
    {
      runs[run].parent = runs[runs[run].parent].parent;
      run = runs[run].parent;
    }
  return run;
}

static void
join (Run    *runs,
      size_t  a,
      size_t  b)
{
  size_t root_a = find_root (runs, a);
  size_t root_b = find_root (runs, b);

  if (root_a < root_b)
    runs[root_b].parent = root_a;
  else
    runs[root_a].parent = root_b;
}

/* Joins each run of row y with those of the row above that it touches, corners included. */
static void
join_row (Runs   *runs,
          size_t  y)
{
  size_t above = runs->row_starts[y - 1];
  size_t last = runs->row_starts[y];

  for (size_t r = last; r < runs->row_starts[y + 1]; r++)
    {
      while (above < last && runs->runs[above].end < runs->runs[r].begin)
        above++;
      for (size_t a = above; a < last && runs->runs[a].begin <= runs->runs[r].end; a++)
        join (runs->runs, a, r);
    }
}

static void
weigh_run (const Runs    *runs,
           const uint8_t *row,
           const Run     *run,
           Piece         *piece)
{
  for (size_t x = run->begin; x < run->end; x++)
    {
      piece->mass += row[x];
      piece->darkest = row[x] > piece->darkest ? row[x] : piece->darkest;
    }
  piece->n_edge += (run->begin == 0) + (run->end == runs->width);
}

static void
weigh_pieces (Runs          *runs,
              const uint8_t *ink)
{
  for (size_t y = 0; y < runs->height; y++)
    for (size_t r = runs->row_starts[y]; r < runs->row_starts[y + 1]; r++)
      {
        Piece *piece = &runs->pieces[find_root (runs->runs, r)];

        weigh_run (runs, ink + y * runs->width, &runs->runs[r], piece);
        if (y == 0 || y == runs->height - 1)
          piece->n_edge += runs->runs[r].end - runs->runs[r].begin;
      }
}

static bool
hangs_at_edge (const Runs  *runs,
               const Piece *piece)
{
  size_t shorter = runs->width < runs->height ? runs->width : runs->height;

  return piece->n_edge > shorter / EDGE_PART;
}

/* The mass of the heaviest piece that is dark enough; if asked, of those off the edge only. */
static double
find_heaviest (const Runs *runs,
               uint8_t     core,
               bool        free_only)
{
  double heaviest = 0.0;

  for (size_t r = 0; r < runs->n_runs; r++)
    {
      const Piece *piece = &runs->pieces[r];

      if (piece->darkest >= core && piece->mass > heaviest &&
          !(free_only && hangs_at_edge (runs, piece)))
        heaviest = piece->mass;
    }
  return heaviest;
}

/* The root's mass of a piece to be erased becomes negative. */
static void
condemn_pieces (Runs    *runs,
                uint8_t  core)
{
  double heaviest = find_heaviest (runs, core, false);
  double heaviest_free = find_heaviest (runs, core, true);

  /* Where the heaviest is only the desk, specks are compared with the drawing. */
  if (heaviest_free >= FREE_SHARE * heaviest)
    heaviest = heaviest_free;
  for (size_t r = 0; r < runs->n_runs; r++)
    {
      Piece *piece = &runs->pieces[r];

      if (piece->darkest < core || piece->mass < SPECK_SHARE * heaviest ||
          (hangs_at_edge (runs, piece) && heaviest_free >= FREE_SHARE * piece->mass))
        piece->mass = -1.0;
    }
}

static void
erase_condemned (Runs    *runs,
                 uint8_t *ink)
{
  for (size_t y = 0; y < runs->height; y++)
    for (size_t r = runs->row_starts[y]; r < runs->row_starts[y + 1]; r++)
      {
        const Run *run = &runs->runs[r];

        if (runs->pieces[find_root (runs->runs, r)].mass < 0.0)
          memset (ink + y * runs->width + run->begin, 0, run->end - run->begin);
      }
}

/* distances = at most one more than the nearest neighbour's among those that lie before the pixel,
 * in the order of a sweep that goes down and right (step 1) or up and left (step −1). */
static void
sweep (uint8_t *distances,
       size_t   width,
       size_t   height,
       int      step)
{
  size_t n_pixels = width * height;

  for (size_t i = 0; i < n_pixels; i++)
    {
      size_t   at = step > 0 ? i : n_pixels - 1 - i;
      size_t   x = at % width;
      bool     has_row = i >= width;
      bool     has_left = x > 0;
      bool     has_right = x + 1 < width;
      uint8_t *here = distances + at;
      uint8_t *row = has_row ? here - step * (ptrdiff_t) width : here;
      uint8_t  nearest = *row;

      if (step > 0 ? has_left : has_right)
        nearest = here[-step] < nearest ? here[-step] : nearest;
      if (has_row && has_left)
        nearest = row[-1] < nearest ? row[-1] : nearest;
      if (has_row && has_right)
        nearest = row[1] < nearest ? row[1] : nearest;
      if (nearest + 1 < *here)
        *here = nearest + 1;
    }
}

NnStatus
nn_drop_specks (uint8_t *ink,
                size_t   width,
                size_t   height,
                uint8_t  core)
{
  Runs     runs;
  NnStatus status = NN_NO_MEMORY;

  if (allocate_runs (&runs, ink, width, height))
    {
      find_runs (&runs, ink);
      for (size_t y = 1; y < height; y++)
        join_row (&runs, y);
      weigh_pieces (&runs, ink);
      condemn_pieces (&runs, core);
      erase_condemned (&runs, ink);
      status = NN_OK;
    }
  free_runs (&runs);
  return status;
}

NnStatus
nn_drop_shadows (uint8_t *ink,
                 size_t   width,
                 size_t   height,
                 uint8_t  core,
                 uint8_t  reach)
{
  uint8_t *distances = malloc (width * height + 1);

  if (distances == NULL)
    return NN_NO_MEMORY;
  for (size_t i = 0; i < width * height; i++)
    distances[i] = ink[i] >= core ? 0 : UINT8_MAX;
  sweep (distances, width, height, 1);
  sweep (distances, width, height, -1);
  for (size_t i = 0; i < width * height; i++)
    if (distances[i] > reach)
      ink[i] = 0;
  free (distances);
  return NN_OK;
}
