/* nn-pen-letters.c: what is not a digit, to be refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-pen-shapes.h"

#include "nn-pen-table.h"

/* kind, x, y, then how the knob u and the knob v move the point. */
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
