/* nn-pen-shapes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-pen-shapes.h"

#include "nn-random.h"

#define POINTS(...)                                                                                \
  (const NnPenPoint[]) { __VA_ARGS__ },                                                            \
  sizeof ((const NnPenPoint[]) { __VA_ARGS__ }) / sizeof (NnPenPoint)

#define BEGIN  NN_PEN_BEGIN
#define CURVE  NN_PEN_CURVE
#define BEND   NN_PEN_BEND
#define CORNER NN_PEN_CORNER

/* kind, x, y, then how the knob u and the knob v move the point. */
const NnPenShape nn_pen_shapes[] = {
  { '0', 30, "oval, from open to overlapping", POINTS (
    { BEGIN,  35,   0,   0,   0,  12,   4 },
    { CURVE,   0,   0,   0,   0,   4,   0 },
    { CURVE,   0, 100 },
    { CURVE,  70, 100,   0,   0,  -4,   0 },
    { CURVE,  70,   0 },
    { CURVE,  35,   0, -14,   8 }) },
  { '0', 14, "pointed on top", POINTS (
    { BEGIN,  42,   0,  10,   0,  12,   0 },
    { CURVE,   0,  25,   0, -14,   0,   0 },
    { CURVE,   0, 100 },
    { CURVE,  70, 100,   0,   0,  -6,   0 },
    { CURVE,  70,  25,   0,   0,   0, -14 },
    { CURVE,  42,   0,   4,   0,   8,   4 }) },
  { '0', 12, "curled in", POINTS (
    { BEGIN,  52,   6,  12,   6 },
    { CURVE,  40,  -2,   6,   0 },
    { CURVE,   0,   0 },
    { CURVE,   0, 100 },
    { CURVE,  70, 100 },
    { CURVE,  72,   4 },
    { CURVE,  30,   2,   0,   0, -10,   4 },
    { CURVE,  24,  22,   0,   0, -12,   8 }) },
  { '0', 8, "clockwise from the left", POINTS (
    { BEGIN,   5,  25, -12, -10 },
    { CURVE,  18,  -3,   0,   0,   0,   0 },
    { CURVE,  72,   0 },
    { CURVE,  70, 100 },
    { CURVE,   0, 100 },
    { CURVE,   0,  12,   0,   0,   4,  -6 },
    { CURVE,  32,   4,   0,   0,   8,   0 }) },
  { '0', 2, "slashed", POINTS (
    { BEGIN,  35,   0 },
    { CURVE,   0,   0 },
    { CURVE,   0, 100 },
    { CURVE,  70, 100 },
    { CURVE,  70,   0 },
    { CURVE,  35,   0, -12,   6 },
    { BEGIN,  64,   4,   8, -12,  -8,   8 },
    { CURVE,   6,  96,  -8,  12,   8,  -8 }) },
  { '0', 2, "two halves", POINTS (
    { BEGIN,  38,   2,   6,  -4 },
    { CURVE,   0,   0 },
    { CURVE,   0, 100 },
    { CURVE,  34,  99,   8,   0 },
    { BEGIN,  34,   0,  -8,   2,   4,   4 },
    { CURVE,  72,   0 },
    { CURVE,  70, 100 },
    { CURVE,  34,  98,   0,   0,  -6,   0 }) },
  { '0', 3, "twice round", POINTS (
    { BEGIN,  40,   2 },
    { CURVE,   0,   0 },
    { CURVE,   0, 100 },
    { CURVE,  65, 102 },
    { CURVE,  68,   4 },
    { CURVE,  10,   5,   8,   4 },
    { CURVE,   6,  95,   8,  -4 },
    { CURVE,  52,  98,   0,   0,   8,  -8 },
    { CURVE,  58,  40,   0,   0,   8, -20 }) },

  { '1', 40, "one line", POINTS (
    { BEGIN,  50,   0,   0,   0,  10,   0 },
    { CURVE,  50,  50,   7,   0 },
    { CURVE,  50, 100,   0,   0, -10,   0 }) },
  { '1', 18, "upstroke", POINTS (
    { BEGIN,  26,  22,  -8,  10,   2,   0 },
    { CORNER, 50,   0,   0,   0,   6,   0 },
    { CURVE,  50, 100,   0,   0,  -6,   0 }) },
  { '1', 8, "long upstroke", POINTS (
    { BEGIN,   4,  42,  -6,  10,   4,   0 },
    { CORNER, 46,   0,   0,   0,   6,   0 },
    { CURVE,  44, 100,   0,   0,  -6,   0 }) },
  { '1', 14, "upstroke and foot", POINTS (
    { BEGIN,  24,  22,  -8,   8 },
    { CORNER, 50,   0 },
    { CURVE,  50, 100,   0,  -2 },
    { BEGIN,  18, 100,   0,   0,  -8,   2 },
    { CURVE,  82,  99,   0,   0,   8,  -2 }) },
  { '1', 5, "foot", POINTS (
    { BEGIN,  50,   0,   0,   0,   4,   0 },
    { CURVE,  49, 100,   0,  -2,   0,   0 },
    { BEGIN,  20, 100,  -8,   2 },
    { CURVE,  80,  99,   8,  -2 }) },
  { '1', 4, "upstroke and foot in one stroke", POINTS (
    { BEGIN,  26,  18,  -8,   8 },
    { CORNER, 50,   0 },
    { CORNER, 50,  97 },
    { CORNER, 22, 100,   0,   0,  -8,   0 },
    { CURVE,  80,  98,   0,   0,   8,   0 }) },
  { '1', 5, "curled at the end", POINTS (
    { BEGIN,  50,   0 },
    { CURVE,  50,  60,  -4,   0 },
    { CURVE,  50, 102,   0,   0,   0,   0 },
    { CURVE,  62,  98,   4,   0,   4,  -4 }) },
  { '1', 3, "serifs", POINTS (
    { BEGIN,  22,   6,  -8,   6 },
    { CORNER, 52,   0 },
    { CURVE,  50, 100 },
    { BEGIN,  30,  99,   0,   0, -12,   0 },
    { CURVE,  72,  99,   0,   0,  12,   0 }) },

  { '2', 24, "straight base", POINTS (
    { BEGIN,   4,  24,   0,  -6,   0,   0 },
    { CURVE,  10,  -2,  -4,   0 },
    { CURVE,  62,  -4,   4,   0,   0,   0 },
    { CURVE,  62,  38,   4,   6 },
    { CORNER,  0,  98,   0,   0,   0,   0 },
    { CURVE,  66,  98,   0,   0,  10,  -3 }) },
  { '2', 24, "looped", POINTS (
    { BEGIN,   8,  24,  -4,   0 },
    { CURVE,  12,  -2 },
    { CURVE,  64,  -4 },
    { CURVE,  62,  40 },
    { CURVE,  38,  78,   0,   0 },
    { CURVE,  10, 104,   0,   4,   0,   0 },
    { CURVE, -10,  86,  -8,  -4 },
    { CURVE,  18,  74,   2,  -6 },
    { CURVE,  46,  98,   0,   0,   0,   3 },
    { CURVE,  78,  92,   0,   0,  10,  -6 }) },
  { '2', 10, "small loop", POINTS (
    { BEGIN,   6,  24,   0,   0 },
    { CURVE,  12,  -2 },
    { CURVE,  62,  -4 },
    { CURVE,  60,  42 },
    { CURVE,   8,  98 },
    { BEND,   -2,  92,  -3,  -3 },
    { CURVE,  20,  88,   0,  -4 },
    { CURVE,  42,  99 },
    { CURVE,  72,  95,   0,   0,   8,  -5 }) },
  { '2', 8, "like a Z", POINTS (
    { BEGIN,   2,   6,   0,   6 },
    { BEND,   62,   0,   0,   0,   0,   3 },
    { CORNER,  0,  98 },
    { CURVE,  66,  98,   0,   0,  10,  -3 }) },
  { '2', 8, "wavy base", POINTS (
    { BEGIN,   4,  22,   0,   6 },
    { CURVE,  14,  -3 },
    { CURVE,  64,  -3 },
    { CURVE,  56,  48 },
    { CORNER,  0,  96 },
    { CURVE,  22,  82,   4,  -4 },
    { CURVE,  42, 104,   0,   2 },
    { CURVE,  74,  92,   0,   0,   8,  -6 }) },
  { '2', 7, "curled start", POINTS (
    { BEGIN,  22,  24,  -6,  -4 },
    { CURVE,   8,  36,  -4,   0 },
    { CURVE,  -2,   0 },
    { CURVE,  60,  -4 },
    { CURVE,  64,  40 },
    { BEND,    2,  98 },
    { CURVE,  68,  97,   0,   0,   8,  -4 }) },
  { '2', 6, "round below", POINTS (
    { BEGIN,   4,  16,   0,   6 },
    { CURVE,  16,  -2 },
    { CURVE,  66,  -2 },
    { CURVE,  56,  44 },
    { CURVE,   6,  64,   4,   4 },
    { CURVE,   4, 100,   0,   0,   0,   2 },
    { CURVE,  66,  97,   0,   0,   8,  -6 }) },

  { '3', 26, "round", POINTS (
    { BEGIN,   4,  16,   0,   6,   0,   0 },
    { CURVE,  12,  -2 },
    { CURVE,  60,  -3,   2,   0 },
    { CURVE,  60,  42 },
    { BEND,   24,  45,   0,   0,  10,   0 },
    { CURVE,  68,  44 },
    { CURVE,  68, 102,   0,   0 },
    { CURVE,   8, 103,  -4,   0 },
    { CURVE,   0,  84,  -4,   6 }) },
  { '3', 12, "flat top", POINTS (
    { BEGIN,   4,   4,   0,   4 },
    { CORNER, 58,   0,   4,   0 },
    { BEND,   26,  38,   0,   0,   6,   4 },
    { CURVE,  68,  36 },
    { CURVE,  68, 102 },
    { CURVE,   6, 103 },
    { CURVE,   0,  86,   0,   6 }) },
  { '3', 14, "looped in the middle", POINTS (
    { BEGIN,   6,  14,   0,   6 },
    { CURVE,  16,  -2 },
    { CURVE,  62,  -3 },
    { CURVE,  58,  40 },
    { CURVE,  32,  54,  -2,   2 },
    { CURVE,  18,  46,  -4,   0 },
    { CURVE,  30,  36,   0,  -2 },
    { CURVE,  68,  52 },
    { CURVE,  66, 102 },
    { CURVE,   4, 104,   0,   0,  -4,   0 },
    { CURVE,  -2,  86,   0,   0,  -6,   4 }) },
  { '3', 12, "shallow middle", POINTS (
    { BEGIN,   8,  10,   0,   6 },
    { CURVE,  20,  -2 },
    { CURVE,  56,  -2 },
    { CURVE,  54,  40 },
    { CURVE,  34,  46,   6,   0 },
    { CURVE,  60,  52 },
    { CURVE,  60, 102 },
    { CURVE,  10, 102 },
    { CURVE,   0,  90,  -4,   0,  -4,   6 }) },
  { '3', 8, "flowing", POINTS (
    { BEGIN,  10,  14,   0,   4 },
    { CURVE,  30,  -6,   6,   0 },
    { CURVE,  68,   0 },
    { BEND,   24,  44,   0,   0,   6,   0 },
    { CURVE,  66,  46 },
    { CURVE,  52, 102 },
    { CURVE,  14, 104 },
    { CURVE, -10,  92,   0,   0,  -6,   0 }) },
  { '3', 6, "curled start", POINTS (
    { BEGIN,  18,  22,   0,   4 },
    { CURVE,   6,  18,   0,   0 },
    { CURVE,  12,  -3 },
    { CURVE,  58,  -2 },
    { CURVE,  58,  42 },
    { BEND,   26,  46,   0,   0,   8,   0 },
    { CURVE,  64,  46 },
    { CURVE,  66, 102 },
    { CURVE,   8, 104 },
    { CURVE,  12,  82,   4,   0 }) },

  { '4', 16, "open, two strokes", POINTS (
    { BEGIN,  14,   4,   8,  -4,   0,   0 },
    { CORNER,  2,  54 },
    { CURVE,  68,  52,   0,   0,   4,  -3 },
    { BEGIN,  54,   4,   0,   0,  -4,  -6 },
    { CURVE,  48, 100,   0,   0 }) },
  { '4', 12, "closed, two strokes", POINTS (
    { BEGIN,  46,   0,   4,   0 },
    { CORNER,  0,  62,   0,   4 },
    { CURVE,  70,  62,   0,   0,   8,  -2 },
    { BEGIN,  48,  -2,   2,   8 },
    { CURVE,  46, 100 }) },
  { '4', 14, "open, short stem", POINTS (
    { BEGIN,  30,   0,   6,   0 },
    { CORNER,  2,  58,   0,   4 },
    { CURVE,  66,  56,   0,   0,   6,  -4 },
    { BEGIN,  46,  28,   2,   0,   0, -12 },
    { CURVE,  40, 100 }) },
  { '4', 14, "round, one stroke", POINTS (
    { BEGIN,   8,   2,   4,   0 },
    { CURVE,   0,  56 },
    { CURVE,  46,  58 },
    { CORNER, 56,   6,   0,   0,   0,  -8 },
    { CURVE,  48, 100,  -4,   0 }) },
  { '4', 10, "angular, one stroke", POINTS (
    { BEGIN,  14,   0,   8,   0 },
    { BEND,    0,  52 },
    { BEND,   50,  48,   0,   0 },
    { CORNER, 58,  10,   0,   0,   0,  10 },
    { CURVE,  46, 100 }) },
  { '4', 10, "lightning", POINTS (
    { BEGIN,  32,   0,   6,   0 },
    { CORNER,  4,  50,   0,   4 },
    { BEND,   52,  44,   0,   0,   4,  -4 },
    { CURVE,  34, 100,   0,   0,   6,   0 }) },
  { '4', 6, "closed, one stroke", POINTS (
    { BEGIN,  68,  60,   6,   0 },
    { CORNER,  0,  62 },
    { CORNER, 46,   0,   4,   0 },
    { CURVE,  44, 100 }) },
  { '4', 6, "looped", POINTS (
    { BEGIN,  20,   2,   6,   0 },
    { CURVE,   2,  56 },
    { CURVE,  46,  56 },
    { CURVE,  64,  30,   2,   0 },
    { CURVE,  54,  12,   0,  -4 },
    { CURVE,  44,  44 },
    { CURVE,  44, 100 }) },

  { '5', 20, "one stroke", POINTS (
    { BEGIN,  60,   0,   8,   0,   0,   0 },
    { CORNER, 14,   2 },
    { BEND,    8,  44 },
    { CURVE,  66,  32,   0,   0,   0,   4 },
    { CURVE,  66, 102 },
    { CURVE,   6, 104 },
    { CURVE,   0,  88,   0,   0,  -4,   6 }) },
  { '5', 24, "two strokes", POINTS (
    { BEGIN,  16,   4,   0,   3 },
    { BEND,    8,  44 },
    { CURVE,  66,  32,   0,   0,   0,   4 },
    { CURVE,  66, 102 },
    { CURVE,   6, 104 },
    { CURVE,   0,  88,   0,   0,  -4,   6 },
    { BEGIN,  16,   2,   4,  -2 },
    { CURVE,  66,   0,   8,  -3 }) },
  { '5', 14, "like an S", POINTS (
    { BEGIN,  62,   6,   4,   0 },
    { CURVE,  48,  -2 },
    { CURVE,   8,  -2 },
    { CURVE,   6,  44 },
    { CURVE,  64,  46 },
    { CURVE,  64, 102 },
    { CURVE,   8, 104 },
    { CURVE,   0,  90,   0,   0,  -4,   4 }) },
  { '5', 14, "slim, two strokes", POINTS (
    { BEGIN,  30,   6,   4,   2 },
    { BEND,   24,  40 },
    { CURVE,  58,  42 },
    { CURVE,  52, 102 },
    { CURVE,  14, 104 },
    { CURVE,   0,  92,   0,   0,  -4,   4 },
    { BEGIN,  28,   4,   4,  -2 },
    { CURVE,  74,   0,   0,   0,   8,  -3 }) },
  { '5', 8, "slim, one stroke", POINTS (
    { BEGIN,  70,   0,   8,  -4 },
    { BEND,   26,   4 },
    { BEND,   24,  38,   0,   6 },
    { CURVE,  52,  60 },
    { CURVE,  48, 102 },
    { CURVE,   0,  96,   0,   0,  -4,   4 }) },
  { '5', 8, "long flag", POINTS (
    { BEGIN,  92,  -6,  10,  -4 },
    { BEND,   26,   4 },
    { BEND,   14,  42 },
    { CURVE,  56,  38 },
    { CURVE,  56, 102 },
    { CURVE,   8, 104 },
    { CURVE,   0,  92,   0,   0,  -4,   4 }) },

  { '6', 24, "curled", POINTS (
    { BEGIN,  52,   2,   6,   4 },
    { CURVE,   4,   0 },
    { CURVE,  -2, 102 },
    { CURVE,  62, 103 },
    { CURVE,  62,  48,   0,   0,   0,   4 },
    { CURVE,   8,  48,   0,   0,   0,   4 },
    { CURVE,   4,  78,   0,   0,   8,   0 }) },
  { '6', 26, "straight", POINTS (
    { BEGIN,  42,   0,   6,   0 },
    { CURVE,   4,  48 },
    { CURVE,   0, 103 },
    { CURVE,  60, 103 },
    { CURVE,  60,  50,   0,   0,   0,   6 },
    { CURVE,  16,  50,   0,   0,   0,   6 },
    { CURVE,   6,  80,   0,   0,   8,   0 }) },
  { '6', 8, "like a b", POINTS (
    { BEGIN,   8,   0,   6,   0 },
    { CURVE,   2,  55 },
    { CURVE,   0, 103 },
    { CURVE,  60, 103 },
    { CURVE,  58,  48,   0,   0,   0,   6 },
    { CURVE,  12,  52,   0,   0,   0,   6 },
    { CURVE,   2,  84,   0,   0,   4,   0 }) },
  { '6', 8, "hooked on top", POINTS (
    { BEGIN,  66,  14,   4,   4 },
    { CURVE,  60,  -2 },
    { CURVE,   4,  -4 },
    { CURVE,   0, 102 },
    { CURVE,  64, 103 },
    { CURVE,  62,  46,   0,   0,   0,   4 },
    { CURVE,   8,  50,   0,   0,   0,   4 },
    { CURVE,   8,  78,   0,   0,  10,   0 }) },
  { '6', 12, "bowl crosses the stem", POINTS (
    { BEGIN,  46,   0,   8,   0 },
    { CURVE,  10,  30 },
    { CURVE,   0, 102 },
    { CURVE,  58, 103 },
    { CURVE,  58,  58 },
    { CURVE,  14,  62,   0,   0,   0,   4 },
    { CURVE, -12,  84,   0,   0, -10,   0 }) },
  { '6', 8, "small bowl", POINTS (
    { BEGIN,  48,   0,   8,   0 },
    { CURVE,   6,  40 },
    { CURVE,  -4, 103 },
    { CURVE,  50, 104,   0,   0,  10,   0 },
    { CURVE,  54,  66,   0,   0,  10,   0 },
    { CURVE,  20,  66 },
    { CURVE,   8,  88 }) },

  { '7', 22, "plain", POINTS (
    { BEGIN,   0,   4,   0,   3 },
    { CORNER, 64,   0 },
    { CURVE,  42,  45,   6,   0,   6,   0 },
    { CURVE,  26, 100,   0,   0,  10,   0 }) },
  { '7', 12, "serif", POINTS (
    { BEGIN,   0,  18,   0,   5 },
    { CORNER,  4,   2,   0,   0 },
    { BEND,   64,   0 },
    { CURVE,  40,  45,   0,   0,   6,   0 },
    { CURVE,  26, 100,   0,   0,  10,   0 }) },
  { '7', 14, "curved", POINTS (
    { BEGIN,   0,  12,   0,   8 },
    { CURVE,  12,  -2 },
    { CURVE,  70,  -2 },
    { CURVE,  46,  48,   0,   0,   6,   0 },
    { CURVE,  26, 100,   0,   0,  10,   0 }) },
  { '7', 14, "bar", POINTS (
    { BEGIN,   0,   4,   0,   4 },
    { BEND,   62,   0 },
    { CURVE,  40,  45 },
    { CURVE,  26, 100,   0,   0,   8,   0 },
    { BEGIN,  12,  54,  -4,   0,   0,   0 },
    { CURVE,  62,  50,   6,  -3 }) },
  { '7', 10, "curved, bar", POINTS (
    { BEGIN,   2,  12,   0,   6 },
    { CURVE,  12,  -2 },
    { CURVE,  66,  -2 },
    { CURVE,  46,  46 },
    { CURVE,  28, 100,   0,   0,   8,   0 },
    { BEGIN,  14,  55,  -6,   2 },
    { CURVE,  66,  52,   8,  -4 }) },
  { '7', 5, "serif, bar", POINTS (
    { BEGIN,   0,  18,   0,   4 },
    { CORNER,  4,   2 },
    { BEND,   64,   0 },
    { CURVE,  38,  48 },
    { CURVE,  26, 100,   0,   0,   8,   0 },
    { BEGIN,  12,  54,  -4,   0 },
    { CURVE,  62,  50,   6,  -3 }) },
  { '7', 8, "hooked", POINTS (
    { BEGIN,   0,  30,   0,   8 },
    { CURVE,   2,   0 },
    { CURVE,  52,  -3,   6,   0 },
    { CURVE,  58,  20 },
    { CURVE,  48, 100,   0,   0,   8,   0 }) },
  { '7', 7, "sagging top", POINTS (
    { BEGIN,   0,   2 },
    { CURVE,  10,  20,   0,   6 },
    { CURVE,  44,  18,   0,   6 },
    { CORNER, 66,   0 },
    { CURVE,  36, 100,   0,   0,  10,   0 }) },
  { '7', 6, "wavy top", POINTS (
    { BEGIN,   0,  10 },
    { CURVE,  16,  -6,   0,  -2 },
    { CURVE,  40,  14,   0,   2 },
    { BEND,   66,   0 },
    { CURVE,  44,  45,   0,   0,   6,   0 },
    { CURVE,  28, 100,   0,   0,   8,   0 }) },

  { '8', 26, "from the upper right", POINTS (
    { BEGIN,  56,  14,   6,   0 },
    { CURVE,  48,  -3 },
    { CURVE,   2,  -2 },
    { CURVE,   4,  42 },
    { CURVE,  64,  58 },
    { CURVE,  62, 103 },
    { CURVE,   0, 103 },
    { CURVE,   0,  60 },
    { CURVE,  56,  38 },
    { CURVE,  60,  10,   8,  -6,  -4,   0 }) },
  { '8', 20, "from the middle of the top", POINTS (
    { BEGIN,  32,   0 },
    { CURVE,   0,   0 },
    { CURVE,   0,  42 },
    { CURVE,  64,  56 },
    { CURVE,  66, 103 },
    { CURVE,  -2, 103 },
    { CURVE,  -2,  58 },
    { CURVE,  60,  42 },
    { CURVE,  60,   0 },
    { CURVE,  32,   0,  -8,   4 }) },
  { '8', 8, "two circles", POINTS (
    { BEGIN,  32,   0 },
    { CURVE,   4,   0 },
    { CURVE,   4,  46 },
    { CURVE,  58,  46 },
    { CURVE,  58,   0 },
    { CURVE,  32,   0,  -8,   4 },
    { BEGIN,  32,  47,   0,   0,   4,   0 },
    { CURVE,   0,  47 },
    { CURVE,   0, 100 },
    { CURVE,  64, 100 },
    { CURVE,  62,  47 },
    { CURVE,  32,  47,  -6,   0 }) },
  { '8', 14, "open on top", POINTS (
    { BEGIN,  52,   8,  -6,   0 },
    { CURVE,  36,  -3 },
    { CURVE,   0,   2 },
    { CURVE,   8,  42 },
    { CURVE,  60,  60 },
    { CURVE,  54, 103 },
    { CURVE,  -2, 103 },
    { CURVE,   2,  64 },
    { CURVE,  40,  44 },
    { CURVE,  76,   8,   8,  -6,   0,   8 }) },
  { '8', 8, "clockwise from the left", POINTS (
    { BEGIN,   6,  20,   0,   0,   0,   4 },
    { CURVE,   0,   0 },
    { CURVE,  60,  -2 },
    { CURVE,  58,  42 },
    { CURVE,   0,  58 },
    { CURVE,   0, 103 },
    { CURVE,  64, 103 },
    { CURVE,  62,  58 },
    { CURVE,   4,  42 },
    { CURVE,   4,  12,  -4,   0 }) },
  { '8', 8, "narrow below", POINTS (
    { BEGIN,  54,  14,   6,   0 },
    { CURVE,  44,  -3 },
    { CURVE,   0,   0 },
    { CURVE,   8,  48 },
    { CURVE,  46,  70 },
    { CURVE,  38, 104 },
    { CURVE,   8, 104 },
    { CURVE,  12,  72 },
    { CURVE,  50,  44 },
    { CURVE,  62,   6,   8,  -4 }) },

  { '9', 24, "straight", POINTS (
    { BEGIN,  54,  16,   0,   0,   0,   4 },
    { CURVE,  48,  -3 },
    { CURVE,   0,  -2 },
    { CURVE,   0,  48,   0,   4 },
    { CURVE,  50,  50,   0,   4 },
    { BEND,   58,   6,   0,   0,   0,   6 },
    { CURVE,  50, 100,   0,   0,   4,   0 }) },
  { '9', 16, "curved", POINTS (
    { BEGIN,  54,  14,   0,   0,   0,   4 },
    { CURVE,  46,  -3 },
    { CURVE,   0,  -2 },
    { CURVE,   0,  48 },
    { CURVE,  56,  48 },
    { CURVE,  58,   4 },
    { CURVE,  58,  62,   4,   0 },
    { CURVE,  22, 100,   8,   0 }) },
  { '9', 14, "like a g", POINTS (
    { BEGIN,  54,  16,   0,   0,   0,   4 },
    { CURVE,  46,  -3 },
    { CURVE,   2,  -2 },
    { CURVE,   2,  46 },
    { CURVE,  54,  48 },
    { BEND,   57,   8 },
    { CURVE,  58, 102,   4,   0 },
    { CURVE,   8, 104,  -6,   0 },
    { CURVE,   0,  88,  -6,   4 }) },
  { '9', 8, "circle and stem", POINTS (
    { BEGIN,  34,   0 },
    { CURVE,   0,   0 },
    { CURVE,   0,  50 },
    { CURVE,  56,  50 },
    { CURVE,  56,   0 },
    { CURVE,  32,   0,  -8,   4 },
    { BEGIN,  57,  10,   2, -10 },
    { CURVE,  52, 100,   0,   0,   6,   0 }) },
  { '9', 10, "clockwise", POINTS (
    { BEGIN,  52,  34,   4,  -6 },
    { CURVE,  30,  52 },
    { CURVE,   2,  50 },
    { CURVE,   0,  -2 },
    { CURVE,  60,  -4 },
    { CURVE,  60,  50 },
    { CURVE,  24, 100,   0,   0,   8,   0 }) },
  { '9', 8, "curled start", POINTS (
    { BEGIN,  36,  20,   6,   4 },
    { CURVE,  60,  14 },
    { CURVE,  50,  -4 },
    { CURVE,   0,  -2 },
    { CURVE,   2,  46 },
    { CURVE,  52,  46 },
    { BEND,   60,   8 },
    { CURVE,  52, 100,   0,   0,   6,   0 }) },
  { '9', 6, "open on top", POINTS (
    { BEGIN,  46,   6,   0,   4,   0,   0 },
    { CURVE,  30,  -3 },
    { CURVE,   0,   4 },
    { CURVE,   0,  48 },
    { CURVE,  46,  52 },
    { CORNER, 60,   4,   0,   0,   0,   4 },
    { CURVE,  50, 100,   0,   0,   6,   0 }) },
};

const size_t nn_pen_n_shapes = sizeof nn_pen_shapes / sizeof *nn_pen_shapes;

const NnPenShape *
nn_pen_choose_shape (uint64_t seed,
                     uint64_t image,
                     char     symbol)
{
  NnRandomStream stream;
  size_t         shape = 0;
  size_t         total = 0;
  size_t         draw;

  while (nn_pen_shapes[shape].symbol != symbol)
    shape++;
  for (size_t i = shape; i < nn_pen_n_shapes && nn_pen_shapes[i].symbol == symbol; i++)
    total += nn_pen_shapes[i].weight;

  nn_random_stream_init (&stream, seed, NN_PURPOSE_PEN, image << 16);
  for (draw = nn_random_stream_choice (&stream, total); draw >= nn_pen_shapes[shape].weight; shape++)
    draw -= nn_pen_shapes[shape].weight;
  return &nn_pen_shapes[shape];
}
