/* nn-pen-hand.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-pen-hand.h"

#include <math.h>
#include <stdbool.h>

#include "nn-pen-stroke.h"
#include "nn-random.h"

/* The point of a shape about which it is bent, stretched and turned. */
#define MIDDLE_X    34.0f
#define MIDDLE_Y    50.0f
#define HALF_HEIGHT 50.0f

#define MIN_PEN_WIDTH 1.0f
#define MAX_PEN_WIDTH 6.0f

/* Room for the hooks at both ends of a stroke. */
#define MAX_CONTROLS (NN_PEN_MAX_POINTS + 2)

/* How often the pen does what it should not, a stroke. */
#define HOOK_CHANCE 0.08f
#define LIFT_CHANCE 0.03f

/* How far the ends of a stroke run over or fall short, in parts of its first and last side. */
#define END_DEVIATION 0.08f

/* Lengths in hundredths of a digit's height. */
typedef struct
{
  float       u;         /* the shape's knobs, in [−1, 1] */
  float       v;
  float       jitter;    /* standard deviation of a control point */
  float       haste;     /* 0: corners as sharp as drawn … 1: rounded off */
  float       slant;     /* x per y, positive leans to the right */
  float       aspect;    /* width against the shape's own */
  float       cosine;    /* of the rotation */
  float       sine;
  float       bend_x[3]; /* bending of the whole, along y², xy and x² */
  float       bend_y[3];
  NnPenTremor tremor;
  float       pen_width; /* in pixels of the 28×28 picture */
} Hand;

/* Approximately normal with mean 0: a sum of four uniform numbers, never beyond 3.5 deviations. */
static float
draw_normal (NnRandomStream *stream,
             float           deviation)
{
  float sum = 0.0f;

  for (int i = 0; i < 4; i++)
    sum += nn_random_stream_uniform (stream, -1.0f, 1.0f);
  /* A uniform number in [−1, 1] has the variance 1/3, four of them 4/3. */
  return deviation * sum * 0.8660254f;
}

/* About exp (N(0, deviation)), for e^x ≈ (1 + x/8)^8: as often above 1 as below. */
static float
draw_factor (NnRandomStream *stream,
             float           deviation)
{
  float factor = 1.0f + draw_normal (stream, deviation) / 8.0f;

  factor *= factor;
  factor *= factor;
  return factor * factor;
}

static bool
draw_chance (NnRandomStream *stream,
             float           chance)
{
  return nn_random_stream_uniform (stream, 0.0f, 1.0f) < chance;
}

static void
draw_hand (Hand           *hand,
           NnRandomStream *stream)
{
  static const float bends_x[3] = { 6.5f, 12.0f, 6.5f };
  static const float bends_y[3] = { 9.0f, 8.0f, 6.5f };
  float              angle = draw_normal (stream, 0.09f);

  hand->cosine = 1.0f - 0.5f * angle * angle;
  hand->sine = angle;
  hand->u = nn_random_stream_uniform (stream, -1.0f, 1.0f);
  hand->v = nn_random_stream_uniform (stream, -1.0f, 1.0f);
  hand->jitter = 3.3f * draw_factor (stream, 0.4f);
  hand->haste = nn_random_stream_uniform (stream, 0.0f, 1.0f);
  /* More people lean to the right than to the left. */
  hand->slant = 0.12f + draw_normal (stream, 0.25f);
  hand->aspect = draw_factor (stream, 0.25f);
  for (size_t i = 0; i < 3; i++)
    {
      hand->bend_x[i] = draw_normal (stream, bends_x[i]);
      hand->bend_y[i] = draw_normal (stream, bends_y[i]);
    }
  hand->tremor.amplitude = 0.7f * draw_factor (stream, 0.5f);
  for (size_t i = 0; i < NN_PEN_N_WAVES; i++)
    hand->tremor.phases[i] = nn_random_stream_uniform (stream, 0.0f, 1.0f);
  /* From a hard pencil to a felt-tip pen, and sometimes a marker; the median is MNIST's. */
  if (draw_chance (stream, 0.025f))
    hand->pen_width = nn_random_stream_uniform (stream, 3.5f, MAX_PEN_WIDTH);
  else
    hand->pen_width = fmaxf (2.3f * draw_factor (stream, 0.27f), MIN_PEN_WIDTH);
}

/* Bends, stretches, slants and turns a point, in this order. */
static NnPoint
place_point (const Hand *hand,
             float       x,
             float       y)
{
  float right = (x - MIDDLE_X) / HALF_HEIGHT;
  float down = (y - MIDDLE_Y) / HALF_HEIGHT;
  float terms[3] = { down * down, right * down, right * right };

  for (size_t i = 0; i < 3; i++)
    {
      x += hand->bend_x[i] * terms[i];
      y += hand->bend_y[i] * terms[i];
    }
  y -= MIDDLE_Y;
  x = hand->aspect * (x - MIDDLE_X) - hand->slant * y;
  return (NnPoint) { hand->cosine * x - hand->sine * y, hand->sine * x + hand->cosine * y };
}

/* Where this hand puts a point of a shape, and how it rounds it. */
static NnPenControl
draw_control (const Hand       *hand,
              const NnPenPoint *point,
              NnRandomStream   *stream)
{
  float        x = (float) point->x + hand->u * (float) point->ux + hand->v * (float) point->vx;
  float        y = (float) point->y + hand->u * (float) point->uy + hand->v * (float) point->vy;
  float        play;
  NnPenControl control;

  x += draw_normal (stream, hand->jitter);
  y += draw_normal (stream, hand->jitter);
  play = nn_random_stream_uniform (stream, 0.0f, 1.0f);
  control.point = place_point (hand, x, y);
  control.roundness = 0.5f * play * hand->haste;
  switch ((NnPenKind) point->kind)
    {
    case NN_PEN_CURVE:
      control.roundness = 1.0f - 0.35f * play * (1.0f - hand->haste);
      break;
    case NN_PEN_BEND:
      control.roundness = 0.15f + 0.4f * play + 0.4f * hand->haste;
      break;
    case NN_PEN_BEGIN:
    case NN_PEN_CORNER:
      break;
    }
  return control;
}

static void
stretch_end (NnPenControl       *end,
             const NnPenControl *next,
             NnRandomStream     *stream)
{
  float share = draw_normal (stream, END_DEVIATION);

  end->point.x += share * (next->point.x - end->point.x);
  end->point.y += share * (next->point.y - end->point.y);
}

/* The pen touches the paper a little before the stroke, or leaves it a little after: returns the
 * point to add beyond the end. */
static NnPenControl
draw_hook (NnPenControl   *end,
           NnRandomStream *stream)
{
  NnPenControl hook = { .point = end->point };

  hook.point.x += nn_random_stream_uniform (stream, -9.0f, 9.0f);
  hook.point.y += nn_random_stream_uniform (stream, -9.0f, 9.0f);
  end->roundness = nn_random_stream_uniform (stream, 0.2f, 0.8f);
  return hook;
}

/* Writes the stroke that begins at *point, and moves *point behind it. */
static NnStatus
write_next_stroke (const Hand        *hand,
                   const NnPenPoint **point,
                   const NnPenPoint  *end,
                   NnRandomStream    *stream,
                   NnInk             *ink)
{
  NnPenControl  storage[MAX_CONTROLS];
  NnPenControl *first = storage + 1;
  NnPenControl *last = first;
  NnPenLift     lift = { 0 };

  *last = draw_control (hand, (*point)++, stream);
  while (*point < end && (*point)->kind != NN_PEN_BEGIN)
    *++last = draw_control (hand, (*point)++, stream);

  stretch_end (first, first + 1, stream);
  stretch_end (last, last - 1, stream);
  if (draw_chance (stream, HOOK_CHANCE))
    {
      last[1] = draw_hook (last, stream);
      last++;
    }
  if (draw_chance (stream, HOOK_CHANCE))
    {
      first[-1] = draw_hook (first, stream);
      first--;
    }
  if (draw_chance (stream, LIFT_CHANCE))
    {
      lift.begin = nn_random_stream_uniform (stream, 15.0f, 250.0f);
      lift.length = nn_random_stream_uniform (stream, 10.0f, 25.0f);
    }
  return nn_pen_write_stroke (first, (size_t) (last - first) + 1, &hand->tremor, &lift, ink);
}

NnStatus
nn_pen_write_shape (uint64_t          seed,
                    uint64_t          image,
                    const NnPenShape *shape,
                    NnInk            *ink,
                    float            *pen_width)
{
  const NnPenPoint *point = shape->points;
  const NnPenPoint *end = shape->points + shape->n_points;
  NnRandomStream    stream;
  Hand              hand;
  NnStatus          status = NN_OK;

  /* One further than nn_pen_choose_shape, whose draw must not decide about anything else. */
  nn_random_stream_init (&stream, seed, NN_PURPOSE_PEN, (image << 16) + 1);
  draw_hand (&hand, &stream);
  *pen_width = hand.pen_width;

  nn_ink_clear (ink);
  while (point < end && status == NN_OK)
    status = write_next_stroke (&hand, &point, end, &stream, ink);
  return status;
}
