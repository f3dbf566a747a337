/* nn-pen-strangers.c: what is no digit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-pen.h"

#include <string.h>

#include "nn-pen-table.h"
#include "nn-random.h"

/* As far from what nn_pen_write_shape draws as an image's numbers reach. */
#define FIRST_DRAW 0x8000

#define MAX_SCRIBBLE_POINTS NN_PEN_MAX_POINTS
#define MIN_SCRIBBLE_POINTS 9

/* Two digits side by side: each so much smaller, so far apart. */
#define PAIR_SCALE 0.6f
#define PAIR_STEP  62

/* Letters that are written like a digit: whoever means the digit wants it read. */
static const char look_alikes[] = "BDGIJOQSYZbglqy";

static const NnPenShape signs[] = {
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

NnStatus
nn_pen_write_scribble (uint64_t  seed,
                       uint64_t  image,
                       NnInk    *ink,
                       float    *pen_width)
{
  NnPenPoint     points[MAX_SCRIBBLE_POINTS] = { 0 };
  NnPenShape     shape = { .name = "scribble", .points = points };
  NnRandomStream stream;

  nn_random_stream_init (&stream, seed, NN_PURPOSE_PEN, (image << 16) + FIRST_DRAW);
  shape.n_points = MIN_SCRIBBLE_POINTS
                   + nn_random_stream_choice (&stream,
                                              MAX_SCRIBBLE_POINTS - MIN_SCRIBBLE_POINTS + 1);
  for (size_t i = 0; i < shape.n_points; i++)
    {
      points[i].kind = i == 0 ? NN_PEN_BEGIN : NN_PEN_CURVE;
      points[i].x = (int8_t) nn_random_stream_choice (&stream, 101);
      points[i].y = (int8_t) nn_random_stream_choice (&stream, 101);
    }
  return nn_pen_write_shape (seed, image, &shape, ink, pen_width);
}

static size_t
add_small (NnPenPoint       *points,
           const NnPenShape *shape,
           int               left)
{
  for (size_t i = 0; i < shape->n_points; i++)
    {
      points[i] = shape->points[i];
      points[i].x = (int8_t) (left + PAIR_SCALE * shape->points[i].x);
      points[i].y = (int8_t) (PAIR_SCALE * shape->points[i].y);
    }
  return shape->n_points;
}

NnStatus
nn_pen_write_pair (uint64_t  seed,
                   uint64_t  image,
                   NnInk    *ink,
                   float    *pen_width)
{
  NnPenPoint     points[2 * NN_PEN_MAX_POINTS];
  NnPenShape     pair = { .name = "pair", .points = points };
  NnRandomStream stream;

  nn_random_stream_init (&stream, seed, NN_PURPOSE_PEN, (image << 16) + FIRST_DRAW);
  for (int place = 0; place < 2; place++)
    {
      char digit = (char) ('0' + nn_random_stream_choice (&stream, NN_N_CLASSES));

      pair.n_points += add_small (points + pair.n_points,
                                  nn_pen_choose_shape (seed, image + (uint64_t) place, digit),
                                  place * PAIR_STEP);
    }
  return nn_pen_write_shape (seed, image, &pair, ink, pen_width);
}

static const NnPenShape *
draw_letter (NnRandomStream *stream)
{
  const NnPenShape *letter;

  do
    letter = &nn_pen_letters[nn_random_stream_choice (stream, nn_pen_n_letters)];
  while (strchr (look_alikes, letter->symbol) != NULL);
  return letter;
}

/* Half letters, the rest in equal parts. */
NnStatus
nn_pen_write_stranger (uint64_t  seed,
                       uint64_t  image,
                       NnInk    *ink,
                       float    *pen_width)
{
  const NnPenShape *shape = NULL;
  NnRandomStream    stream;

  nn_random_stream_init (&stream, seed, NN_PURPOSE_PEN, (image << 16) + 2 * FIRST_DRAW - 64);
  switch (nn_random_stream_choice (&stream, 6))
    {
    case 0:
      return nn_pen_write_scribble (seed, image, ink, pen_width);
    case 1:
      return nn_pen_write_pair (seed, image, ink, pen_width);
    case 2:
      shape = &signs[nn_random_stream_choice (&stream, sizeof signs / sizeof *signs)];
      break;
    default:
      shape = draw_letter (&stream);
      break;
    }
  return nn_pen_write_shape (seed, image, shape, ink, pen_width);
}
