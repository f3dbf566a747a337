/* nn-pen-shapes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-pen-shapes.h"

#include <stdbool.h>

#include "nn-random.h"

#define POINTS(...)                                                                                \
  (const NnPenPoint[]) { __VA_ARGS__ },                                                            \
  sizeof ((const NnPenPoint[]) { __VA_ARGS__ }) / sizeof (NnPenPoint)

#define BEGIN  NN_PEN_BEGIN
#define CURVE  NN_PEN_CURVE
#define BEND   NN_PEN_BEND
#define CORNER NN_PEN_CORNER

/* kind, x, y, then how the knob u and the knob v move the point. */
const NnPenShape nn_pen_digits[] = {
  { '0', 30, "oval, from open to overlapping", POINTS (
    { BEGIN, 38, 0, 0, 0, 12, 4 }, { CURVE, 0, 0, 0, 0, 4 }, { CURVE, 0, 100 },
    { CURVE, 76, 100, 0, 0, -4 }, { CURVE, 76, 0 }, { CURVE, 38, 0, -14, 8 }) },
  { '0', 14, "pointed on top", POINTS (
    { BEGIN, 42, 0, 10, 0, 12 }, { CURVE, 0, 25, 0, -14 }, { CURVE, 0, 100 },
    { CURVE, 76, 100, 0, 0, -6 }, { CURVE, 76, 25, 0, 0, 0, -14 },
    { CURVE, 42, 0, 4, 0, 8, 4 }) },
  { '0', 12, "curled in", POINTS (
    { BEGIN, 52, 6, 12, 6 }, { CURVE, 40, -2, 6 }, { CURVE, 0, 0 }, { CURVE, 0, 100 },
    { CURVE, 76, 100 }, { CURVE, 78, 4 }, { CURVE, 30, 2, 0, 0, -10, 4 },
    { CURVE, 24, 22, 0, 0, -12, 8 }) },
  { '0', 8, "clockwise from the left", POINTS (
    { BEGIN, 5, 25, -12, -10 }, { CURVE, 18, -3 }, { CURVE, 78, 0 }, { CURVE, 76, 100 },
    { CURVE, 0, 100 }, { CURVE, 0, 12, 0, 0, 4, -6 }, { CURVE, 32, 4, 0, 0, 8 }) },
  { '0', 2, "slashed", POINTS (
    { BEGIN, 38, 0 }, { CURVE, 0, 0 }, { CURVE, 0, 100 }, { CURVE, 76, 100 }, { CURVE, 76, 0 },
    { CURVE, 38, 0, -12, 6 }, { BEGIN, 64, 4, 8, -12, -8, 8 }, { CURVE, 6, 96, -8, 12, 8, -8 }) },
  { '0', 2, "two halves", POINTS (
    { BEGIN, 38, 2, 6, -4 }, { CURVE, 0, 0 }, { CURVE, 0, 100 }, { CURVE, 34, 99, 8 },
    { BEGIN, 34, 0, -8, 2, 4, 4 }, { CURVE, 78, 0 }, { CURVE, 76, 100 },
    { CURVE, 34, 98, 0, 0, -6 }) },
  { '0', 3, "twice round", POINTS (
    { BEGIN, 40, 2 }, { CURVE, 0, 0 }, { CURVE, 0, 100 }, { CURVE, 65, 102 }, { CURVE, 68, 4 },
    { CURVE, 10, 5, 8, 4 }, { CURVE, 6, 95, 8, -4 }, { CURVE, 52, 98, 0, 0, 8, -8 },
    { CURVE, 58, 40, 0, 0, 8, -20 }) },
  { '0', 8, "open on top", POINTS (
    { BEGIN, 24, 2, 6 }, { CURVE, 0, 8 }, { CURVE, 0, 100 }, { CURVE, 76, 100 }, { CURVE, 76, 4 },
    { CURVE, 52, 0, -8, -4, 4 }) },
  { '0', 8, "ends cross on top", POINTS (
    { BEGIN, 54, -8, 8, 4 }, { CURVE, 16, 0 }, { CURVE, -2, 40 }, { CURVE, 0, 102 },
    { CURVE, 74, 102 }, { CURVE, 76, 30 }, { CURVE, 56, 2 }, { CURVE, 28, -8, -6, 4, 0, 8 }) },

  { '1', 40, "one line", POINTS (
    { BEGIN, 56, 0, 0, 0, 16 }, { CURVE, 50, 50, 7 }, { CURVE, 44, 100, 0, 0, -16 }) },
  { '1', 20, "upstroke", POINTS (
    { BEGIN, 26, 30, -10, 0, 4, 16 }, { CORNER, 50, 0, 0, 0, 4 }, { CURVE, 50, 100, 0, 0, -4 }) },
  { '1', 8, "long upstroke", POINTS (
    { BEGIN, 4, 42, -6, 10, 4 }, { CORNER, 46, 0, 0, 0, 6 }, { CURVE, 44, 100, 0, 0, -6 }) },
  { '1', 14, "upstroke and foot", POINTS (
    { BEGIN, 26, 26, -10, 0, 2, 14 }, { CORNER, 50, 0 }, { CURVE, 50, 99, 0, -2 },
    { BEGIN, 16, 100, 0, 0, -12, 2 }, { CURVE, 84, 99, 0, 0, 10, -2 }) },
  { '1', 5, "foot", POINTS (
    { BEGIN, 50, 0, 0, 0, 4 }, { CURVE, 49, 100, 0, -2 }, { BEGIN, 20, 100, -8, 2 },
    { CURVE, 80, 99, 8, -2 }) },
  { '1', 4, "upstroke and foot in one stroke", POINTS (
    { BEGIN, 26, 18, -8, 8 }, { CORNER, 50, 0 }, { CORNER, 50, 97 },
    { CORNER, 22, 100, 0, 0, -8 }, { CURVE, 80, 98, 0, 0, 8 }) },
  { '1', 5, "curled at the end", POINTS (
    { BEGIN, 50, 0 }, { CURVE, 50, 60, -4 }, { CURVE, 50, 102 },
    { CURVE, 62, 98, 4, 0, 4, -4 }) },
  { '1', 3, "serifs", POINTS (
    { BEGIN, 22, 6, -8, 6 }, { CORNER, 52, 0 }, { CURVE, 50, 100 }, { BEGIN, 30, 99, 0, 0, -12 },
    { CURVE, 72, 99, 0, 0, 12 }) },
  { '1', 6, "upstroke and a hook to the left", POINTS (
    { BEGIN, 24, 22, -8, 0, 2, 12 }, { CORNER, 50, 0 }, { BEND, 50, 98 },
    { CURVE, 14, 99, -10 }) },
  { '1', 5, "upstroke beside the stem", POINTS (
    { BEGIN, 36, 46, -4, 14, 3 }, { CORNER, 52, 0, 0, 0, 3 }, { CURVE, 48, 100, 0, 0, -3 }) },

  { '2', 20, "straight base", POINTS (
    { BEGIN, 4, 24, 0, -6 }, { CURVE, 10, -2, -4 }, { CURVE, 62, -4, 4 }, { CURVE, 62, 38, 4, 6 },
    { CORNER, 0, 98 }, { CURVE, 66, 98, 0, 0, 10, -3 }) },
  { '2', 20, "looped", POINTS (
    { BEGIN, 6, 24, -4 }, { CURVE, 10, -2 }, { CURVE, 64, -4 }, { CURVE, 64, 42, 0, 0, 0, -4 },
    { CURVE, 40, 82 }, { CURVE, 10, 106, 0, 4 }, { CURVE, -10, 90, -6 }, { CURVE, 8, 66, 0, -8 },
    { CURVE, 46, 94, 0, 0, 0, 4 }, { CURVE, 80, 94, 0, 0, 8, -8 }) },
  { '2', 10, "small loop", POINTS (
    { BEGIN, 6, 24 }, { CURVE, 12, -2 }, { CURVE, 62, -4 }, { CURVE, 60, 42 }, { CURVE, 8, 98 },
    { BEND, -2, 92, -3, -3 }, { CURVE, 20, 88, 0, -4 }, { CURVE, 42, 99 },
    { CURVE, 72, 95, 0, 0, 8, -5 }) },
  { '2', 8, "like a Z", POINTS (
    { BEGIN, 2, 6, 0, 6 }, { BEND, 62, 0, 0, 0, 0, 3 }, { CORNER, 0, 98 },
    { CURVE, 66, 98, 0, 0, 10, -3 }) },
  { '2', 8, "wavy base", POINTS (
    { BEGIN, 4, 22, 0, 6 }, { CURVE, 14, -3 }, { CURVE, 64, -3 }, { CURVE, 56, 48 },
    { CORNER, 0, 96 }, { CURVE, 22, 82, 4, -4 }, { CURVE, 42, 104, 0, 2 },
    { CURVE, 74, 92, 0, 0, 8, -6 }) },
  { '2', 7, "curled start", POINTS (
    { BEGIN, 22, 24, -6, -4 }, { CURVE, 8, 36, -4 }, { CURVE, -2, 0 }, { CURVE, 60, -4 },
    { CURVE, 64, 40 }, { BEND, 2, 98 }, { CURVE, 68, 97, 0, 0, 8, -4 }) },
  { '2', 6, "round below", POINTS (
    { BEGIN, 4, 16, 0, 6 }, { CURVE, 16, -2 }, { CURVE, 66, -2 }, { CURVE, 56, 44 },
    { CURVE, 6, 64, 4, 4 }, { CURVE, 4, 100, 0, 0, 0, 2 }, { CURVE, 66, 97, 0, 0, 8, -6 }) },
  { '2', 20, "big loop, falling base", POINTS (
    { BEGIN, 6, 20, 0, 6 }, { CURVE, 14, -3 }, { CURVE, 68, -4 }, { CURVE, 66, 44 },
    { CURVE, 46, 84, 0, 0, -4 }, { CURVE, 12, 106 }, { CURVE, -10, 92, -6 },
    { CURVE, 2, 62, 0, -6 }, { CURVE, 44, 76, 0, -4 }, { CURVE, 84, 100, 8, 2, 4, -6 }) },
  { '2', 7, "narrow above", POINTS (
    { BEGIN, 14, 12, -4, 6 }, { CURVE, 26, -3 }, { CURVE, 56, -3 }, { CURVE, 52, 36, 0, 0, 4, 6 },
    { CORNER, 2, 98 }, { CURVE, 78, 97, 0, 0, 10, -3 }) },
  { '2', 9, "hardly bent above", POINTS (
    { BEGIN, 16, 6, 6, 8 }, { CURVE, 44, -6, 8 }, { CURVE, 54, 24 }, { CORNER, 0, 98 },
    { CURVE, 72, 97, 0, 0, 8, -3 }) },
  { '2', 8, "start reaches far down", POINTS (
    { BEGIN, 8, 42, 0, 6 }, { CURVE, -6, 14 }, { CURVE, 12, -4 }, { CURVE, 64, -4 },
    { CURVE, 62, 42 }, { CURVE, 30, 88 }, { CURVE, 2, 104, 0, 4 }, { CURVE, -4, 84, -4 },
    { CURVE, 28, 82, 0, -4 }, { CURVE, 74, 100, 6, 0, 4, -6 }) },
  { '2', 8, "narrow above, small loop", POINTS (
    { BEGIN, 16, 14, -4, 6 }, { CURVE, 24, -4 }, { CURVE, 56, -4, 4 },
    { CURVE, 50, 40, 0, 0, 4, 6 }, { CURVE, 18, 100 }, { CURVE, -2, 102, -4 },
    { CURVE, 4, 80, 0, -5 }, { CURVE, 40, 98, 0, 0, 0, 4 }, { CURVE, 82, 94, 0, 0, 10, -4 }) },
  { '2', 14, "large head, short base", POINTS (
    { BEGIN, 6, 30, 0, 6 }, { CURVE, -2, -3 }, { CURVE, 70, -4 }, { CURVE, 68, 54, 0, 4 },
    { CURVE, 42, 92 }, { CURVE, 8, 106 }, { CURVE, -4, 88, -2 }, { CURVE, 0, 66, 0, 0, 0, -6 },
    { CURVE, 34, 70, 0, 0, 0, -4 }, { CURVE, 76, 94, 6, 6, 4 }) },
  { '2', 6, "squat, sweeping base", POINTS (
    { BEGIN, 4, 26, 0, 8 }, { CURVE, 14, -3 }, { CURVE, 60, -3 }, { CURVE, 60, 36 },
    { BEND, -4, 96, -6 }, { CURVE, 30, 88, 0, -6 }, { CURVE, 60, 100, 0, 4 },
    { CURVE, 108, 78, 8, -8 }) },

  { '3', 26, "round", POINTS (
    { BEGIN, 4, 16, 0, 6 }, { CURVE, 12, -2 }, { CURVE, 60, -3, 2 }, { CURVE, 60, 42 },
    { BEND, 24, 45, 0, 0, 10 }, { CURVE, 68, 44 }, { CURVE, 68, 102 }, { CURVE, 8, 103, -4 },
    { CURVE, 0, 84, -4, 6 }) },
  { '3', 12, "flat top", POINTS (
    { BEGIN, 4, 4, 0, 4 }, { CORNER, 58, 0, 4 }, { BEND, 26, 38, 0, 0, 6, 4 }, { CURVE, 68, 36 },
    { CURVE, 68, 102 }, { CURVE, 6, 103 }, { CURVE, 0, 86, 0, 6 }) },
  { '3', 14, "looped in the middle", POINTS (
    { BEGIN, 6, 14, 0, 6 }, { CURVE, 16, -2 }, { CURVE, 62, -3 }, { CURVE, 58, 40 },
    { CURVE, 32, 54, -2, 2 }, { CURVE, 18, 46, -4 }, { CURVE, 30, 36, 0, -2 }, { CURVE, 68, 52 },
    { CURVE, 66, 102 }, { CURVE, 4, 104, 0, 0, -4 }, { CURVE, -2, 86, 0, 0, -6, 4 }) },
  { '3', 12, "shallow middle", POINTS (
    { BEGIN, 8, 10, 0, 6 }, { CURVE, 20, -2 }, { CURVE, 56, -2 }, { CURVE, 54, 40 },
    { CURVE, 34, 46, 6 }, { CURVE, 60, 52 }, { CURVE, 60, 102 }, { CURVE, 10, 102 },
    { CURVE, 0, 90, -4, 0, -4, 6 }) },
  { '3', 8, "flowing", POINTS (
    { BEGIN, 10, 14, 0, 4 }, { CURVE, 30, -6, 6 }, { CURVE, 68, 0 }, { BEND, 24, 44, 0, 0, 6 },
    { CURVE, 66, 46 }, { CURVE, 52, 102 }, { CURVE, 14, 104 }, { CURVE, -10, 92, 0, 0, -6 }) },
  { '3', 6, "curled start", POINTS (
    { BEGIN, 18, 22, 0, 4 }, { CURVE, 6, 18 }, { CURVE, 12, -3 }, { CURVE, 58, -2 },
    { CURVE, 58, 42 }, { BEND, 26, 46, 0, 0, 8 }, { CURVE, 64, 46 }, { CURVE, 66, 102 },
    { CURVE, 8, 104 }, { CURVE, 12, 82, 4 }) },
  { '3', 7, "closed curl above", POINTS (
    { BEGIN, 30, 30, -4, -4 }, { CURVE, 8, 28 }, { CURVE, 8, -3 }, { CURVE, 56, -4 },
    { CURVE, 52, 42 }, { CURVE, 26, 44, 6 }, { CURVE, 62, 48 }, { CURVE, 62, 102 },
    { CURVE, 8, 104, 0, 0, -8 }, { CURVE, -4, 92, 0, 0, -6, 4 }) },
  { '3', 8, "small bend in the middle", POINTS (
    { BEGIN, 6, 12, 0, 6 }, { CURVE, 18, -3, -8 }, { CURVE, 54, -3 }, { CURVE, 52, 36 },
    { BEND, 36, 42, 9 }, { CURVE, 54, 48 }, { CURVE, 52, 103, 0, 0, 4 },
    { CURVE, 2, 102, 0, 0, -8, -4 }) },
  { '3', 8, "small above, wide below", POINTS (
    { BEGIN, 14, 8, 0, 6 }, { CURVE, 26, -3 }, { CURVE, 58, -3 }, { CURVE, 54, 34, 0, 0, 0, 4 },
    { BEND, 30, 38, 4, 0, 0, 4 }, { CURVE, 66, 36 }, { CURVE, 72, 102 }, { CURVE, 4, 106 },
    { CURVE, -8, 84, -4, 6 }) },

  { '4', 18, "open, two strokes", POINTS (
    { BEGIN, 16, 4, 10, -4 }, { CORNER, 2, 54, 0, 4 }, { CURVE, 76, 51, 0, 0, 6, -4 },
    { BEGIN, 60, 4, 0, 0, -6, -6 }, { CURVE, 48, 100, 4 }) },
  { '4', 12, "closed, two strokes", POINTS (
    { BEGIN, 50, 0, 6 }, { CORNER, 0, 62, 0, 6 }, { CURVE, 76, 61, 0, 0, 10, -3 },
    { BEGIN, 52, -2, 2, 8 }, { CURVE, 48, 100 }) },
  { '4', 14, "open, short stem", POINTS (
    { BEGIN, 30, 0, 6 }, { CORNER, 2, 58, 0, 4 }, { CURVE, 66, 56, 0, 0, 6, -4 },
    { BEGIN, 46, 28, 2, 0, 0, -12 }, { CURVE, 40, 100 }) },
  { '4', 14, "round, one stroke", POINTS (
    { BEGIN, 10, 2, 6 }, { CURVE, 0, 54, 0, 6 }, { CURVE, 50, 56, 0, 4 },
    { CORNER, 60, 6, 0, 0, 0, -8 }, { CURVE, 50, 100, -6 }) },
  { '4', 10, "angular, one stroke", POINTS (
    { BEGIN, 14, 0, 8 }, { BEND, 0, 52 }, { BEND, 50, 48 }, { CORNER, 58, 10, 0, 0, 0, 10 },
    { CURVE, 46, 100 }) },
  { '4', 10, "lightning", POINTS (
    { BEGIN, 32, 0, 6 }, { CORNER, 4, 50, 0, 4 }, { BEND, 52, 44, 0, 0, 4, -4 },
    { CURVE, 34, 100, 0, 0, 6 }) },
  { '4', 5, "closed, one stroke", POINTS (
    { BEGIN, 68, 60, 6 }, { CORNER, 0, 62 }, { CORNER, 46, 0, 4 }, { CURVE, 44, 100 }) },
  { '4', 4, "looped", POINTS (
    { BEGIN, 20, 2, 6 }, { CURVE, 2, 56 }, { CURVE, 46, 56 }, { CURVE, 64, 30, 2 },
    { CURVE, 54, 12, 0, -4 }, { CURVE, 44, 44 }, { CURVE, 44, 100 }) },
  { '4', 6, "wide, open", POINTS (
    { BEGIN, 16, 4, 6 }, { BEND, 2, 50, 0, 4 }, { CURVE, 84, 46, 0, 0, 8, -6 },
    { BEGIN, 66, 6, 0, 0, 0, -8 }, { CURVE, 50, 100, 6 }) },
  { '4', 5, "bar ends at the stem", POINTS (
    { BEGIN, 14, 2, 6 }, { CURVE, 4, 54 }, { CURVE, 54, 52, 0, 0, 0, -4 },
    { BEGIN, 56, 2, 0, 0, 0, 10 }, { CURVE, 54, 100, -6 }) },
  { '4', 9, "tall left, short stem", POINTS (
    { BEGIN, 26, 0, 8 }, { CORNER, 2, 64, 0, 6 }, { CURVE, 56, 58, 0, 0, 6, -3 },
    { BEGIN, 42, 36, 2, 6, 2, -4 }, { CURVE, 38, 96, 0, -8, 4 }) },

  { '5', 20, "one stroke", POINTS (
    { BEGIN, 62, -2, 14, -5, 4 }, { CORNER, 14, 2 }, { BEND, 8, 40, 0, 0, 0, 6 },
    { CURVE, 64, 30, 0, 0, 0, 6 }, { CURVE, 64, 102 }, { CURVE, 6, 104 },
    { CURVE, 0, 86, 0, 6, 2, -4 }) },
  { '5', 22, "two strokes", POINTS (
    { BEGIN, 16, 4, 0, 4 }, { BEND, 8, 40, 0, 0, 0, 6 }, { CURVE, 64, 30, 0, 0, 0, 6 },
    { CURVE, 64, 102 }, { CURVE, 6, 104 }, { CURVE, 0, 86, 0, 6, 2, -4 }, { BEGIN, 16, 2, 4, -3 },
    { CURVE, 66, -2, 18, -6, 0, 3 }) },
  { '5', 14, "like an S", POINTS (
    { BEGIN, 62, 6, 4 }, { CURVE, 48, -2 }, { CURVE, 8, -2 }, { CURVE, 6, 44 }, { CURVE, 64, 46 },
    { CURVE, 64, 102 }, { CURVE, 8, 104 }, { CURVE, 0, 90, 0, 0, -4, 4 }) },
  { '5', 14, "slim, two strokes", POINTS (
    { BEGIN, 30, 6, 4, 2 }, { BEND, 24, 40 }, { CURVE, 58, 42 }, { CURVE, 52, 102 },
    { CURVE, 14, 104 }, { CURVE, 0, 92, 0, 0, -4, 4 }, { BEGIN, 28, 4, 4, -2 },
    { CURVE, 74, 0, 0, 0, 8, -3 }) },
  { '5', 8, "slim, one stroke", POINTS (
    { BEGIN, 70, 0, 8, -4 }, { BEND, 26, 4 }, { BEND, 24, 38, 0, 6 }, { CURVE, 52, 60 },
    { CURVE, 48, 102 }, { CURVE, 0, 96, 0, 0, -4, 4 }) },
  { '5', 8, "long flag", POINTS (
    { BEGIN, 92, -6, 10, -4 }, { BEND, 26, 4 }, { BEND, 14, 42 }, { CURVE, 56, 38 },
    { CURVE, 56, 102 }, { CURVE, 8, 104 }, { CURVE, 0, 92, 0, 0, -4, 4 }) },
  { '5', 13, "bowl curls up", POINTS (
    { BEGIN, 18, 4, 0, 4 }, { BEND, 8, 44, 0, 0, 0, 6 }, { CURVE, 60, 34, 0, 0, 0, 6 },
    { CURVE, 62, 102 }, { CURVE, 8, 106 }, { CURVE, -2, 78, 2, 6, 6 }, { BEGIN, 18, 2, 4, -3 },
    { CURVE, 66, -2, 10, -6 }) },
  { '5', 6, "short stem", POINTS (
    { BEGIN, 20, 2, 0, 4 }, { BEND, 14, 30, 0, 0, 0, 4 }, { CURVE, 60, 26 }, { CURVE, 64, 100 },
    { CURVE, 16, 106 }, { CURVE, -8, 92, 0, 0, -6 }, { BEGIN, 18, 2, 4, -3 },
    { CURVE, 78, -6, 10, -6 }) },
  { '5', 8, "wide, leaning", POINTS (
    { BEGIN, 34, 6, 4 }, { BEND, 20, 40, 0, 0, 0, 4 }, { CURVE, 62, 34, 0, 0, 4 },
    { CURVE, 48, 104, 0, 0, 4 }, { CURVE, -8, 102, 0, 0, -6 }, { CURVE, -2, 84, 4, 4, 6 },
    { BEGIN, 34, 4, 4, -2 }, { CURVE, 96, -8, 14, -6 }) },
  { '5', 8, "upright, short flag", POINTS (
    { BEGIN, 12, 4, 4, 4 }, { BEND, 10, 48, 4, 0, 0, 6 }, { CURVE, 62, 32, 0, 0, 0, 8 },
    { CURVE, 60, 102 }, { CURVE, 10, 104 }, { CURVE, -4, 92, 0, 0, -4, 4 },
    { BEGIN, 12, 2, 4, -4 }, { CURVE, 48, -2, 10, -4 }) },

  { '6', 18, "curled", POINTS (
    { BEGIN, 50, 2, 8, 4 }, { CURVE, 6, 0 }, { CURVE, -2, 102 }, { CURVE, 60, 103 },
    { CURVE, 60, 50, 0, 0, 0, 10 }, { CURVE, 10, 50, 0, 0, 0, 8 }, { CURVE, 6, 78, 0, 0, 8 }) },
  { '6', 22, "straight", POINTS (
    { BEGIN, 42, 0, 8 }, { CURVE, 4, 48 }, { CURVE, 0, 103 }, { CURVE, 58, 103 },
    { CURVE, 56, 54, 0, 0, 0, 10 }, { CURVE, 18, 52, 0, 0, 0, 8 }, { CURVE, 8, 80, 0, 0, 8 }) },
  { '6', 6, "like a b", POINTS (
    { BEGIN, 8, 0, 6 }, { CURVE, 2, 55 }, { CURVE, 0, 103 }, { CURVE, 60, 103 },
    { CURVE, 58, 48, 0, 0, 0, 6 }, { CURVE, 12, 52, 0, 0, 0, 6 }, { CURVE, 2, 84, 0, 0, 4 }) },
  { '6', 5, "hooked on top", POINTS (
    { BEGIN, 66, 14, 4, 4 }, { CURVE, 60, -2 }, { CURVE, 4, -4 }, { CURVE, 0, 102 },
    { CURVE, 64, 103 }, { CURVE, 62, 46, 0, 0, 0, 4 }, { CURVE, 8, 50, 0, 0, 0, 4 },
    { CURVE, 8, 78, 0, 0, 10 }) },
  { '6', 10, "bowl crosses the stem", POINTS (
    { BEGIN, 46, 0, 8 }, { CURVE, 10, 30 }, { CURVE, 0, 102 }, { CURVE, 58, 103 },
    { CURVE, 58, 58 }, { CURVE, 14, 62, 0, 0, 0, 4 }, { CURVE, -12, 84, 0, 0, -10 }) },
  { '6', 8, "small bowl", POINTS (
    { BEGIN, 48, 0, 8 }, { CURVE, 6, 40 }, { CURVE, -4, 103 }, { CURVE, 50, 104, 0, 0, 10 },
    { CURVE, 54, 66, 0, 0, 10 }, { CURVE, 20, 66 }, { CURVE, 8, 88 }) },
  { '6', 26, "bowl curls in", POINTS (
    { BEGIN, 42, 0, 8 }, { CURVE, 2, 44 }, { CURVE, 0, 103 }, { CURVE, 66, 103 },
    { CURVE, 64, 52, 0, 0, 0, 10 }, { CURVE, 32, 50, 0, 0, -2, 10 }, { CURVE, 24, 96, 6 }) },
  { '6', 8, "open bowl", POINTS (
    { BEGIN, 42, 0, 8 }, { CURVE, 2, 44 }, { CURVE, 0, 103 }, { CURVE, 64, 103 },
    { CURVE, 64, 58, 0, 6, 4, 6 }, { CURVE, 36, 60, 4, 6, 4, 8 }) },
  { '6', 8, "spiral", POINTS (
    { BEGIN, 40, 0, 8 }, { CURVE, 0, 46 }, { CURVE, 2, 104 }, { CURVE, 64, 102 },
    { CURVE, 62, 46, 0, 0, 0, 6 }, { CURVE, 22, 44, 0, 0, 0, 6 }, { CURVE, 16, 88, 4 },
    { CURVE, 44, 90, 8, -4 }) },
  { '6', 10, "small bowl at the right", POINTS (
    { BEGIN, 36, 0, 10 }, { CURVE, 4, 50 }, { CURVE, -2, 100 }, { CURVE, 26, 108 },
    { CURVE, 58, 94, 6 }, { CURVE, 56, 58, 0, 8 }, { CURVE, 30, 62, 0, 6 },
    { CURVE, 20, 96, 4, 0, 4 }) },
  { '6', 14, "loop apart from the stem", POINTS (
    { BEGIN, 26, 0, 10 }, { CURVE, 2, 46 }, { CURVE, -2, 103 }, { CURVE, 74, 104 },
    { CURVE, 74, 44, 0, 0, 0, 10 }, { CURVE, 42, 42, 0, 0, 0, 10 }, { CURVE, 30, 100, 6, -4 }) },
  { '6', 7, "small bowl crosses the stem", POINTS (
    { BEGIN, 46, 0, 8 }, { CURVE, 14, 48 }, { CURVE, 4, 102 }, { CURVE, 38, 104, 0, 0, 4 },
    { CURVE, 36, 70, 0, 0, 4 }, { CURVE, 8, 76 }, { CURVE, -14, 86, -8 }) },

  { '7', 22, "plain", POINTS (
    { BEGIN, 0, 4, 0, 3 }, { CORNER, 64, 0 }, { CURVE, 42, 45, 6, 0, 6 },
    { CURVE, 30, 100, 0, 0, 12 }) },
  { '7', 12, "serif", POINTS (
    { BEGIN, 0, 18, 0, 5 }, { CORNER, 4, 2 }, { BEND, 64, 0 }, { CURVE, 40, 45, 0, 0, 6 },
    { CURVE, 30, 100, 0, 0, 12 }) },
  { '7', 14, "curved", POINTS (
    { BEGIN, 0, 12, 0, 8 }, { CURVE, 12, -2 }, { CURVE, 70, -2 }, { CURVE, 46, 48, 0, 0, 6 },
    { CURVE, 30, 100, 0, 0, 12 }) },
  { '7', 14, "bar", POINTS (
    { BEGIN, 0, 4, 0, 4 }, { BEND, 62, 0 }, { CURVE, 40, 45 }, { CURVE, 30, 100, 0, 0, 10 },
    { BEGIN, 12, 54, -4 }, { CURVE, 62, 50, 6, -3 }) },
  { '7', 10, "curved, bar", POINTS (
    { BEGIN, 2, 12, 0, 6 }, { CURVE, 12, -2 }, { CURVE, 66, -2 }, { CURVE, 46, 46 },
    { CURVE, 28, 100, 0, 0, 8 }, { BEGIN, 14, 55, -6, 2 }, { CURVE, 66, 52, 8, -4 }) },
  { '7', 5, "serif, bar", POINTS (
    { BEGIN, 0, 18, 0, 4 }, { CORNER, 4, 2 }, { BEND, 64, 0 }, { CURVE, 38, 48 },
    { CURVE, 30, 100, 0, 0, 10 }, { BEGIN, 12, 54, -4 }, { CURVE, 62, 50, 6, -3 }) },
  { '7', 8, "hooked", POINTS (
    { BEGIN, 0, 30, 0, 8 }, { CURVE, 2, 0 }, { CURVE, 52, -3, 6 }, { CURVE, 58, 20 },
    { CURVE, 48, 100, 0, 0, 8 }) },
  { '7', 7, "sagging top", POINTS (
    { BEGIN, 0, 2 }, { CURVE, 10, 20, 0, 6 }, { CURVE, 44, 18, 0, 6 }, { CORNER, 66, 0 },
    { CURVE, 36, 100, 0, 0, 10 }) },
  { '7', 6, "wavy top", POINTS (
    { BEGIN, 0, 10 }, { CURVE, 16, -6, 0, -2 }, { CURVE, 40, 14, 0, 2 }, { BEND, 66, 0 },
    { CURVE, 44, 45, 0, 0, 6 }, { CURVE, 28, 100, 0, 0, 8 }) },
  { '7', 5, "low hook, bar", POINTS (
    { BEGIN, 8, 22, 0, 6 }, { CURVE, 2, -2 }, { CURVE, 58, -4 }, { CURVE, 56, 30 },
    { CURVE, 40, 60 }, { CURVE, 36, 100, 0, 0, 8 }, { BEGIN, 12, 58, -4, 2 },
    { CURVE, 64, 54, 8, -4 }) },

  { '8', 26, "from the upper right", POINTS (
    { BEGIN, 52, 14, 6 }, { CURVE, 44, -3 }, { CURVE, 2, -2 }, { CURVE, 6, 40, 0, 0, 6, 4 },
    { CURVE, 54, 60, 0, 0, -6, 4 }, { CURVE, 54, 103 }, { CURVE, 0, 103 },
    { CURVE, 2, 62, 0, 0, 4, 4 }, { CURVE, 50, 38, 0, 0, -4, 4 }, { CURVE, 54, 8, 8, -6, -4 }) },
  { '8', 18, "from the middle of the top", POINTS (
    { BEGIN, 30, 0 }, { CURVE, 2, 0 }, { CURVE, 4, 40, 0, 0, 8, 4 },
    { CURVE, 54, 58, 0, 0, -8, 4 }, { CURVE, 56, 103 }, { CURVE, 0, 103 },
    { CURVE, 2, 58, 0, 0, 8, 4 }, { CURVE, 54, 42, 0, 0, -8, 4 }, { CURVE, 54, 0 },
    { CURVE, 28, 0, -8, 4 }) },
  { '8', 8, "two circles", POINTS (
    { BEGIN, 30, 0 }, { CURVE, 4, 0 }, { CURVE, 4, 46, 0, 0, 0, 4 },
    { CURVE, 54, 46, 0, 0, 0, 4 }, { CURVE, 54, 0 }, { CURVE, 30, 0, -8, 4 },
    { BEGIN, 32, 47, 4, 0, 0, 4 }, { CURVE, 0, 47, 0, 0, 0, 4 }, { CURVE, 0, 100 },
    { CURVE, 58, 100 }, { CURVE, 58, 47, 0, 0, 0, 4 }, { CURVE, 30, 47, -6, 0, 0, 4 }) },
  { '8', 16, "open on top", POINTS (
    { BEGIN, 50, 8, -8 }, { CURVE, 34, -3 }, { CURVE, 0, 2 }, { CURVE, 10, 42, 0, 0, 4 },
    { CURVE, 54, 60, 0, 0, -4 }, { CURVE, 48, 103 }, { CURVE, -2, 103 }, { CURVE, 4, 64 },
    { CURVE, 38, 42 }, { CURVE, 72, 8, 10, -8, 0, 8 }) },
  { '8', 7, "clockwise from the left", POINTS (
    { BEGIN, 6, 18, 0, 0, 0, 4 }, { CURVE, 4, -2 }, { CURVE, 52, -2 },
    { CURVE, 48, 42, 0, 0, -4 }, { CURVE, 2, 58, 0, 0, 4 }, { CURVE, 0, 103 }, { CURVE, 56, 103 },
    { CURVE, 54, 58, 0, 0, -4 }, { CURVE, 6, 42, 0, 0, 4 }, { CURVE, 4, 12, -6, -4 }) },
  { '8', 12, "narrow below", POINTS (
    { BEGIN, 54, 14, 6 }, { CURVE, 44, -3 }, { CURVE, 0, -2 }, { CURVE, 6, 44 },
    { CURVE, 36, 70, 7 }, { CURVE, 32, 104, 7 }, { CURVE, 12, 104, -5 }, { CURVE, 18, 70, -7 },
    { CURVE, 52, 44 }, { CURVE, 60, 6, 0, 0, 8, -4 }) },
  { '8', 8, "from the left of the middle", POINTS (
    { BEGIN, -12, 44, -8, 4 }, { CURVE, 38, 46 }, { CURVE, 58, 20 }, { CURVE, 48, -4 },
    { CURVE, 2, -4 }, { CURVE, 0, 40 }, { CURVE, 58, 60 }, { CURVE, 58, 103 }, { CURVE, 0, 103 },
    { CURVE, 2, 66 }, { CURVE, 46, 44, 8, -4 }) },
  { '8', 6, "from the middle", POINTS (
    { BEGIN, 34, 46, 0, 0, 6 }, { CURVE, 0, 34 }, { CURVE, 2, -2 }, { CURVE, 58, -2 },
    { CURVE, 58, 36 }, { CURVE, 2, 58 }, { CURVE, 0, 103 }, { CURVE, 62, 103 }, { CURVE, 60, 62 },
    { CURVE, 28, 44, -6, -4 }) },
  { '8', 8, "narrow above", POINTS (
    { BEGIN, 46, 12, 4 }, { CURVE, 40, -3 }, { CURVE, 16, -2 }, { CURVE, 16, 32 },
    { CURVE, 60, 56, 0, 0, 0, 6 }, { CURVE, 58, 103 }, { CURVE, 0, 103 },
    { CURVE, 2, 58, 0, 0, 0, 6 }, { CURVE, 44, 32 }, { CURVE, 46, 6, 6, -6 }) },
  { '8', 10, "return falls short", POINTS (
    { BEGIN, 56, 12, 4 }, { CURVE, 46, -3 }, { CURVE, 2, -2 }, { CURVE, 8, 40, 0, 0, 0, 4 },
    { CURVE, 52, 60, 0, 0, 0, 4 }, { CURVE, 52, 103 }, { CURVE, 0, 103 }, { CURVE, 4, 62 },
    { CURVE, 44, 40 }, { CURVE, 48, 26, 4, 6 }) },
  { '8', 6, "narrow, from the left of the middle", POINTS (
    { BEGIN, -14, 42, -8, 6 }, { CURVE, 26, 48 }, { CURVE, 56, 22 }, { CURVE, 46, -4 },
    { CURVE, 18, 0 }, { CURVE, 16, 44 }, { CURVE, 44, 70, 4 }, { CURVE, 38, 104, 4 },
    { CURVE, 16, 104 }, { CURVE, 18, 74 }, { CURVE, 42, 46, 6, -6 }) },

  { '9', 32, "straight", POINTS (
    { BEGIN, 52, 14, 0, 0, 0, 4 }, { CURVE, 46, -3 }, { CURVE, 2, -2, 4 },
    { CURVE, 2, 44, 4, 0, 0, 8 }, { CURVE, 44, 46, 0, 0, 0, 8 }, { BEND, 56, 8, 0, 6 },
    { CURVE, 50, 100, 0, 0, 6 }) },
  { '9', 14, "curved", POINTS (
    { BEGIN, 52, 14, 0, 0, 0, 4 }, { CURVE, 44, -3 }, { CURVE, 2, -2, 4 },
    { CURVE, 2, 44, 4, 0, 0, 8 }, { CURVE, 46, 46, 0, 0, 0, 8 }, { CURVE, 58, 4 },
    { CURVE, 58, 62, 4 }, { CURVE, 22, 100, 8 }) },
  { '9', 14, "like a g", POINTS (
    { BEGIN, 54, 16, 0, 0, 0, 4 }, { CURVE, 46, -3 }, { CURVE, 2, -2 }, { CURVE, 2, 46 },
    { CURVE, 54, 48 }, { BEND, 57, 8 }, { CURVE, 58, 102, 4 }, { CURVE, 8, 104, -6 },
    { CURVE, 0, 88, -6, 4 }) },
  { '9', 9, "circle and stem", POINTS (
    { BEGIN, 34, 0 }, { CURVE, 2, 0 }, { CURVE, 2, 48, 0, 0, 0, 6 },
    { CURVE, 54, 48, 0, 0, 0, 6 }, { CURVE, 54, 0 }, { CURVE, 32, 0, -8, 4 },
    { BEGIN, 56, 8, 2, -8 }, { CURVE, 50, 100, 0, 0, 8 }) },
  { '9', 10, "clockwise", POINTS (
    { BEGIN, 52, 34, 4, -6 }, { CURVE, 30, 52 }, { CURVE, 2, 50 }, { CURVE, 0, -2 },
    { CURVE, 60, -4 }, { CURVE, 60, 50 }, { CURVE, 24, 100, 0, 0, 8 }) },
  { '9', 8, "curled start", POINTS (
    { BEGIN, 36, 20, 6, 4 }, { CURVE, 60, 14 }, { CURVE, 50, -4 }, { CURVE, 0, -2 },
    { CURVE, 2, 46 }, { CURVE, 52, 46 }, { BEND, 60, 8 }, { CURVE, 52, 100, 0, 0, 6 }) },
  { '9', 13, "open on top", POINTS (
    { BEGIN, 44, 4, 0, 4, -6 }, { CURVE, 28, -3 }, { CURVE, 2, 6 }, { CURVE, 0, 44, 0, 0, 0, 8 },
    { CURVE, 44, 50, 0, 0, 0, 8 }, { CORNER, 60, 4, 0, 0, 0, 8 }, { CURVE, 48, 100, 8 }) },
  { '9', 13, "small head, long tail", POINTS (
    { BEGIN, 50, 14, 0, 0, 2, 4 }, { CURVE, 42, -4 }, { CURVE, 12, -2, 4 },
    { CURVE, 12, 34, 4, 0, 0, 6 }, { CURVE, 44, 34, 0, 0, 0, 6 }, { BEND, 54, 8 },
    { CURVE, 58, 102, 6 }, { CURVE, 4, 104, 0, 0, -8 }, { CURVE, -12, 92, 0, 0, -10, 4 }) },
  { '9', 8, "clockwise, like a g", POINTS (
    { BEGIN, 50, 30, 4, -8 }, { CURVE, 26, 46 }, { CURVE, 4, 40 }, { CURVE, 6, -4 },
    { CURVE, 58, -6 }, { CURVE, 60, 50 }, { CURVE, 58, 102 }, { CURVE, 8, 104, 0, 0, -6 },
    { CURVE, -4, 92, 0, 0, -8, 2 }) },
  { '9', 7, "flat foot to the left", POINTS (
    { BEGIN, 54, 14, 0, 0, 0, 4 }, { CURVE, 44, -4 }, { CURVE, 2, -2 }, { CURVE, 4, 42 },
    { CURVE, 48, 42 }, { BEND, 56, 8 }, { BEND, 54, 98, 0, 0, 4 }, { CURVE, 2, 98, -12 }) },
  { '9', 6, "head like a comma", POINTS (
    { BEGIN, 46, 10, 0, 4 }, { CURVE, 34, -2 }, { CURVE, 8, 0 }, { CURVE, 10, 34 },
    { CURVE, 40, 40 }, { CURVE, 60, 8, 0, 8 }, { CURVE, 62, 50 }, { CURVE, 16, 100, 8 }) },
  { '9', 22, "slim, straight", POINTS (
    { BEGIN, 46, 12, 2, 4 }, { CURVE, 42, -3 }, { CURVE, 12, -2 }, { CURVE, 6, 40, 0, 0, 0, 10 },
    { CURVE, 36, 46, 0, 0, 0, 8 }, { CURVE, 50, 14, 0, 0, 0, 6 }, { CURVE, 44, 60 },
    { CURVE, 38, 100, 8 }) },
  { '9', 12, "leaning head", POINTS (
    { BEGIN, 56, 10, 2, 4 }, { CURVE, 50, -6 }, { CURVE, 10, 4 }, { CURVE, -6, 44, 0, 6 },
    { CURVE, 26, 58, 0, 6 }, { BEND, 60, 8, 0, 6 }, { CURVE, 40, 100, 6, 0, 6 }) },
  { '9', 6, "small head, slanted stem", POINTS (
    { BEGIN, 46, 10, 0, 4 }, { CURVE, 40, -3 }, { CURVE, 10, 0 }, { CURVE, 8, 34, 0, 4 },
    { CURVE, 38, 34, 0, 4 }, { CURVE, 54, 6 }, { CURVE, 46, 44 }, { CURVE, 14, 100, 10 }) },
  { '9', 16, "head like an open loop", POINTS (
    { BEGIN, 52, 4, 4, 4 }, { CURVE, 18, -2, 4 }, { CURVE, -6, 42, 0, 6 },
    { CURVE, 26, 54, 0, 6 }, { CORNER, 58, 6, 2, 4 }, { CURVE, 40, 100, 8, 0, 4 }) },
  { '9', 7, "twice round the head", POINTS (
    { BEGIN, 44, 10 }, { CURVE, 40, -3 }, { CURVE, 10, -2 }, { CURVE, 10, 32, 0, 4 },
    { CURVE, 46, 34, 0, 4 }, { CURVE, 48, 0 }, { CURVE, 16, 2 }, { CURVE, 14, 30 },
    { CURVE, 58, 28 }, { CURVE, 60, 102, 4 }, { CURVE, 2, 104, 0, 0, -8 },
    { CURVE, -12, 94, 0, 0, -8, 4 }) },
  { '9', 8, "tail from below the head", POINTS (
    { BEGIN, 40, 26, 4, 4 }, { CURVE, 44, -4 }, { CURVE, 8, -4 }, { CURVE, 8, 36, 0, 4 },
    { CURVE, 62, 28, 0, 0, 0, 4 }, { CURVE, 62, 102 }, { CURVE, 2, 104, 0, 0, -8 },
    { CURVE, -10, 94, 0, 0, -8, 4 }) },
  { '9', 8, "pointed head", POINTS (
    { BEGIN, 50, 16, 4, 4 }, { BEND, 54, 0 }, { CURVE, 8, -4, 4 }, { CURVE, -2, 40, 0, 6 },
    { CURVE, 34, 50, 0, 6 }, { CORNER, 58, 4, 4 }, { CURVE, 46, 100, 6, 0, 4 }) },
};

const size_t nn_pen_n_digits = sizeof nn_pen_digits / sizeof *nn_pen_digits;

const NnPenShape nn_pen_letters[] = {
  { 'A', 1, "capital", POINTS (
    { BEGIN, 0, 100, 6, 0 }, { CORNER, 32, 0, 0, 0, 4, 0 }, { CURVE, 64, 100 },
    { BEGIN, 10, 62, 0, 4 }, { CURVE, 54, 62, 6, 0 }) },
  { 'B', 1, "capital", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 0, 100 }, { BEGIN, 0, 0 }, { CURVE, 58, 0 }, { CURVE, 58, 46 },
    { CORNER, 4, 48 }, { CURVE, 66, 48, 4, 0 }, { CURVE, 66, 100 }, { CURVE, 0, 100 }) },
  { 'C', 1, "capital", POINTS (
    { BEGIN, 62, 14, 4, 4 }, { CURVE, 54, -2 }, { CURVE, 0, -2 }, { CURVE, 0, 102 },
    { CURVE, 56, 102 }, { CURVE, 64, 84, 4, -4 }) },
  { 'D', 1, "capital", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 0, 100 }, { BEGIN, -4, 0 }, { CURVE, 70, 0, 4, 0 },
    { CURVE, 70, 100 }, { CURVE, -2, 100 }) },
  { 'E', 1, "capital", POINTS (
    { BEGIN, 58, 0, 8, 0 }, { CORNER, 0, 0 }, { CORNER, 0, 100 }, { CURVE, 60, 100, 8, 0 },
    { BEGIN, 0, 48 }, { CURVE, 46, 48, 8, 0 }) },
  { 'F', 1, "capital", POINTS (
    { BEGIN, 58, 0, 8, 0 }, { CORNER, 0, 0 }, { CURVE, 0, 100 }, { BEGIN, 0, 46, 0, 4 },
    { CURVE, 46, 46, 8, 0 }) },
  { 'G', 1, "capital", POINTS (
    { BEGIN, 62, 14, 4, 4 }, { CURVE, 54, -2 }, { CURVE, 0, -2 }, { CURVE, 0, 102 },
    { CURVE, 64, 102 }, { CORNER, 62, 54 }, { CURVE, 36, 54, 4, 0 }) },
  { 'H', 1, "capital", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 0, 100 }, { BEGIN, 60, 0 }, { CURVE, 60, 100 },
    { BEGIN, 0, 50, 0, 6 }, { CURVE, 60, 50, 0, 6 }) },
  { 'I', 1, "capital", POINTS (
    { BEGIN, 30, 0 }, { CURVE, 30, 100 }, { BEGIN, 6, 0, 6, 0 }, { CURVE, 54, 0 },
    { BEGIN, 6, 100, 6, 0 }, { CURVE, 54, 100 }) },
  { 'J', 1, "capital", POINTS (
    { BEGIN, 50, 0 }, { CURVE, 52, 104 }, { CURVE, 0, 104 }, { CURVE, 0, 76, 0, 6 }) },
  { 'K', 1, "capital", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 0, 100 }, { BEGIN, 56, 0, 6, 0 }, { CORNER, 4, 52 },
    { CURVE, 60, 100, 6, 0 }) },
  { 'L', 1, "capital", POINTS (
    { BEGIN, 0, 0 }, { CORNER, 0, 100 }, { CURVE, 58, 100, 10, 0 }) },
  { 'M', 1, "capital", POINTS (
    { BEGIN, 0, 100 }, { CORNER, 6, 0 }, { CORNER, 40, 64, 0, 16 }, { CORNER, 74, 0 },
    { CURVE, 80, 100 }) },
  { 'N', 1, "capital", POINTS (
    { BEGIN, 0, 100 }, { CORNER, 2, 0 }, { CORNER, 58, 100 }, { CURVE, 60, 0 }) },
  { 'O', 1, "capital", POINTS (
    { BEGIN, 38, 0 }, { CURVE, 0, 0 }, { CURVE, 0, 100 }, { CURVE, 78, 100 }, { CURVE, 78, 0 },
    { CURVE, 36, 0, -8, 4 }) },
  { 'P', 1, "capital", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 0, 100 }, { BEGIN, -2, 2 }, { CURVE, 60, -4 },
    { CURVE, 60, 52, 4, 4 }, { CURVE, 0, 52, 0, 4 }) },
  { 'Q', 1, "capital", POINTS (
    { BEGIN, 38, 0 }, { CURVE, 0, 0 }, { CURVE, 0, 100 }, { CURVE, 78, 100 }, { CURVE, 78, 0 },
    { CURVE, 36, 0, -8, 4 }, { BEGIN, 44, 70 }, { CURVE, 82, 108, 6, 0 }) },
  { 'R', 1, "capital", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 0, 100 }, { BEGIN, -2, 2 }, { CURVE, 58, -4 }, { CURVE, 58, 50 },
    { CORNER, 6, 50 }, { CURVE, 62, 100, 6, 0 }) },
  { 'S', 1, "capital", POINTS (
    { BEGIN, 62, 12 }, { CURVE, 54, -3 }, { CURVE, 2, -3 }, { CURVE, 4, 48 }, { CURVE, 64, 50 },
    { CURVE, 64, 103 }, { CURVE, 6, 104 }, { CURVE, 0, 86 }) },
  { 'T', 1, "capital", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 68, 0 }, { BEGIN, 34, 0 }, { CURVE, 34, 100 }) },
  { 'U', 1, "capital", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 0, 103 }, { CURVE, 62, 103 }, { CURVE, 62, 0 }) },
  { 'V', 1, "capital", POINTS (
    { BEGIN, 0, 0 }, { CORNER, 32, 100 }, { CURVE, 64, 0 }) },
  { 'W', 1, "capital", POINTS (
    { BEGIN, 0, 0 }, { CORNER, 20, 100 }, { CORNER, 42, 30, 0, 16 }, { CORNER, 64, 100 },
    { CURVE, 84, 0 }) },
  { 'X', 1, "capital", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 62, 100 }, { BEGIN, 62, 0 }, { CURVE, 0, 100 }) },
  { 'Y', 1, "capital", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 32, 50 }, { BEGIN, 62, 0 }, { CURVE, 16, 100, 10, 0 }) },
  { 'Z', 1, "capital", POINTS (
    { BEGIN, 0, 2 }, { CORNER, 60, 0 }, { CORNER, 0, 100 }, { CURVE, 64, 100 }) },
  { 'a', 1, "small", POINTS (
    { BEGIN, 56, 14 }, { CURVE, 48, -2 }, { CURVE, 0, -2 }, { CURVE, 0, 102 }, { CURVE, 50, 102 },
    { CORNER, 60, 4 }, { BEND, 60, 96 }, { CURVE, 78, 96, 4, 0 }) },
  { 'b', 1, "small", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 0, 100 }, { BEGIN, 0, 62 }, { CURVE, 4, 42 }, { CURVE, 54, 42 },
    { CURVE, 54, 102 }, { CURVE, 0, 98 }) },
  { 'd', 1, "small", POINTS (
    { BEGIN, 50, 54 }, { CURVE, 42, 42 }, { CURVE, 0, 42 }, { CURVE, 0, 102 }, { CURVE, 46, 102 },
    { CURVE, 54, 60 }, { BEGIN, 54, 0 }, { CURVE, 54, 100 }) },
  { 'e', 1, "small", POINTS (
    { BEGIN, 4, 50 }, { CORNER, 66, 48 }, { CURVE, 66, -2 }, { CURVE, 0, -2 }, { CURVE, 0, 102 },
    { CURVE, 52, 102 }, { CURVE, 68, 82 }) },
  { 'f', 1, "small", POINTS (
    { BEGIN, 52, 10 }, { CURVE, 44, -4 }, { CURVE, 22, -2 }, { CURVE, 24, 40 },
    { CURVE, 24, 100 }, { BEGIN, 4, 40 }, { CURVE, 48, 40, 6, 0 }) },
  { 'g', 1, "small", POINTS (
    { BEGIN, 54, 14 }, { CURVE, 44, -3 }, { CURVE, 2, -2 }, { CURVE, 2, 46 }, { CURVE, 48, 48 },
    { CORNER, 56, 4 }, { CURVE, 58, 103 }, { CURVE, 4, 104 }, { CURVE, -4, 90 }) },
  { 'h', 1, "small", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 0, 100 }, { BEGIN, 0, 60 }, { CURVE, 10, 36 }, { CURVE, 52, 36 },
    { CURVE, 52, 70 }, { CURVE, 52, 100 }) },
  { 'k', 1, "small", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 0, 100 }, { BEGIN, 44, 36, 6, 0 }, { CORNER, 4, 66 },
    { CURVE, 50, 100, 6, 0 }) },
  { 'm', 1, "small", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 0, 100 }, { BEGIN, 0, 40 }, { CURVE, 8, -4 }, { CURVE, 44, -4 },
    { CURVE, 44, 40 }, { CURVE, 44, 100 }, { BEGIN, 44, 40 }, { CURVE, 52, -4 },
    { CURVE, 88, -4 }, { CURVE, 88, 40 }, { CURVE, 88, 100 }) },
  { 'n', 1, "small", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 0, 100 }, { BEGIN, 0, 40 }, { CURVE, 10, -4 }, { CURVE, 66, -4 },
    { CURVE, 66, 40 }, { CURVE, 66, 100 }) },
  { 'p', 1, "small", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 0, 100 }, { BEGIN, 0, 18 }, { CURVE, 4, -3 }, { CURVE, 54, -3 },
    { CURVE, 54, 56 }, { CURVE, 0, 54 }) },
  { 'q', 1, "small", POINTS (
    { BEGIN, 54, 12 }, { CURVE, 46, -3 }, { CURVE, 0, -3 }, { CURVE, 0, 54 }, { CURVE, 50, 54 },
    { CORNER, 56, 0 }, { CURVE, 56, 100 }) },
  { 'r', 1, "small", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 0, 100 }, { BEGIN, 0, 40 }, { CURVE, 8, -4 },
    { CURVE, 54, 2, 6, 4 }) },
  { 't', 1, "small", POINTS (
    { BEGIN, 26, 0 }, { CURVE, 24, 60 }, { CURVE, 24, 104 }, { CURVE, 54, 96, 6, 0 },
    { BEGIN, 2, 28, 0, 6 }, { CURVE, 52, 28, 4, 0 }) },
  { 'u', 1, "small", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 0, 103 }, { CURVE, 58, 103 }, { CURVE, 62, 0 }, { BEGIN, 62, 0 },
    { BEND, 62, 96 }, { CURVE, 78, 96 }) },
  { 'w', 1, "small", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 2, 103 }, { CURVE, 40, 104 }, { CORNER, 44, 14 },
    { CURVE, 46, 103 }, { CURVE, 88, 104 }, { CURVE, 88, 0 }) },
  { 'y', 1, "small", POINTS (
    { BEGIN, 0, 0 }, { CURVE, 2, 52 }, { CURVE, 50, 54 }, { BEGIN, 56, 0 }, { CURVE, 54, 70 },
    { CURVE, 10, 100, 8, 0 }) },
};

const size_t nn_pen_n_letters = sizeof nn_pen_letters / sizeof *nn_pen_letters;

const NnPenShape nn_pen_signs[] = {
  { '-', 1, "dash", POINTS ({ BEGIN, 0, 50, 0, 10 }, { CURVE, 100, 50, 0, -10 }) },
  { '.', 1, "dot", POINTS (
    { BEGIN, 46, 46 }, { CURVE, 50, 44 }, { CURVE, 54, 50, 4, 4 }, { CURVE, 47, 54 }) },
  { '=', 1, "equals", POINTS (
    { BEGIN, 0, 30, 0, 8 }, { CURVE, 90, 30 }, { BEGIN, 0, 70 }, { CURVE, 90, 70, 0, 8 }) },
  { '+', 1, "plus", POINTS (
    { BEGIN, 0, 50 }, { CURVE, 96, 50, 8, 0 }, { BEGIN, 48, 0 }, { CURVE, 48, 100, 0, 8 }) },
  { '~', 1, "wave", POINTS (
    { BEGIN, 0, 60 }, { CURVE, 24, 10, 0, 16 }, { CURVE, 72, 90, 0, 16 }, { CURVE, 100, 34 }) },
  { '^', 1, "roof", POINTS ({ BEGIN, 0, 90 }, { CORNER, 48, 10, 10, 0 }, { CURVE, 96, 90 }) },
  { '#', 1, "hash", POINTS (
    { BEGIN, 30, 0 }, { CURVE, 24, 100 }, { BEGIN, 74, 0 }, { CURVE, 68, 100 },
    { BEGIN, 0, 32 }, { CURVE, 100, 32 }, { BEGIN, 0, 68 }, { CURVE, 100, 68 }) },
};

const size_t nn_pen_n_signs = sizeof nn_pen_signs / sizeof *nn_pen_signs;

const NnPenShape *
nn_pen_choose_shape (uint64_t seed,
                     uint64_t image,
                     char     symbol)
{
  bool              is_digit = symbol >= '0' && symbol <= '9';
  const NnPenShape *shape = is_digit ? nn_pen_digits : nn_pen_letters;
  const NnPenShape *end = shape + (is_digit ? nn_pen_n_digits : nn_pen_n_letters);
  NnRandomStream    stream;
  size_t            total = 0;
  size_t            draw;

  while (shape < end && shape->symbol != symbol)
    shape++;
  if (shape == end)
    return NULL;
  for (const NnPenShape *s = shape; s < end && s->symbol == symbol; s++)
    total += s->weight;

  nn_random_stream_init (&stream, seed, NN_PURPOSE_PEN, image << 16);
  for (draw = nn_random_stream_choice (&stream, total); draw >= shape->weight; shape++)
    draw -= shape->weight;
  return shape;
}
