/* nn-pen-strangers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-pen-strangers.h"

#include <string.h>

#include "nn-pen-hand.h"
#include "nn-pen-shapes.h"
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
      shape = &nn_pen_signs[nn_random_stream_choice (&stream, nn_pen_n_signs)];
      break;
    default:
      do
        shape = &nn_pen_letters[nn_random_stream_choice (&stream, nn_pen_n_letters)];
      while (strchr (look_alikes, shape->symbol) != NULL);
      break;
    }
  return nn_pen_write_shape (seed, image, shape, ink, pen_width);
}
