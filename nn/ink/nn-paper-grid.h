/* nn-paper-grid.h: the shade of the paper a digit is drawn on, from place to place
 *
 * Lighting changes slowly, so a coarse grid of square cells is enough: first a quadratic surface
 * that the picture's border and most of its cells agree with, then what is left of it once all
 * that is thinner than a few cells, the ink, is taken away. That follows the edge of a shadow too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NN_PAPER_SIDE  32 /* cells, at most */
#define NN_PAPER_CELLS (NN_PAPER_SIDE * NN_PAPER_SIDE)

typedef struct
{
  size_t columns;
  size_t rows;
  size_t cell;                   /* pixels a side */
  float  shades[NN_PAPER_CELLS]; /* (rows, columns): mean of the picture */
  float  paper[NN_PAPER_CELLS];  /* (rows, columns): what it would be without ink */
} NnPaperGrid;

/* Averages grey (height, width), neither 0; the paper is not known yet. */
void nn_paper_grid_init (NnPaperGrid   *grid,
                         const uint8_t *grey,
                         size_t         width,
                         size_t         height);

/* The same shade everywhere. */
void nn_paper_grid_set_flat (NnPaperGrid *grid,
                             float        shade);

/* Finds the paper. Without trust in the border, which may be a frame or a desk, the inner cells
 * alone decide. Returns whether the ink is lighter than the paper. */
bool nn_paper_grid_find (NnPaperGrid *grid,
                         bool         trust_border);

/* shades = the paper's along row y of the picture, bilinearly; (width). */
void nn_paper_grid_get_row (const NnPaperGrid *grid,
                            size_t             y,
                            size_t             width,
                            float             *shades);
