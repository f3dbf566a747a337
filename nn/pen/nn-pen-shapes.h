/* nn-pen-shapes.h: the shapes people give to digits and letters, as tables of strokes
 *
 * A stroke is a polygon of control points which the pen rounds off: the line touches the middle of
 * each side between two CURVE points, so that the four corners of a box make an oval. Two knobs a
 * shape, u and v, each anywhere in [−1, 1], move its points together: the size of a loop, the
 * length of a flag, how far a 0 is closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

typedef enum
{
  NN_PEN_BEGIN,  /* the pen comes down here: the first point of a stroke */
  NN_PEN_CURVE,  /* rounded off entirely */
  NN_PEN_BEND,   /* rounded off half way */
  NN_PEN_CORNER, /* sharp, or nearly so when written in haste */
} NnPenKind;

/* In hundredths of the height of a digit, x to the right, y downward. */
typedef struct
{
  uint8_t kind; /* NnPenKind */
  int8_t  x;
  int8_t  y;
  int8_t  ux;   /* added at u = 1, subtracted at u = −1 */
  int8_t  uy;
  int8_t  vx;
  int8_t  vy;
} NnPenPoint;

/* No shape has more points than this. */
#define NN_PEN_MAX_POINTS 24

typedef struct
{
  char              symbol; /* '0' … '9', a letter, a sign */
  uint8_t           weight; /* how common, against the other shapes of the symbol */
  const char       *name;
  const NnPenPoint *points; /* (n_points) */
  size_t            n_points;
} NnPenShape;

/* The digits in all the families of shapes people use; the Latin letters, capital and small where
 * these differ, and some signs, to be refused, in one simple shape each. Those of one symbol stand
 * side by side. */
extern const NnPenShape nn_pen_digits[];  /* (nn_pen_n_digits) */
extern const size_t     nn_pen_n_digits;
extern const NnPenShape nn_pen_letters[]; /* (nn_pen_n_letters) */
extern const size_t     nn_pen_n_letters;
extern const NnPenShape nn_pen_signs[];   /* (nn_pen_n_signs) */
extern const size_t     nn_pen_n_signs;

/* The shape in which (seed, image) writes a digit or a letter, as often as its weight says. NULL
 * for a symbol that nobody taught the writer. */
const NnPenShape *nn_pen_choose_shape (uint64_t seed,
                                       uint64_t image,
                                       char     symbol);
