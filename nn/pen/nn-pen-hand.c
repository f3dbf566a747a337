/* nn-pen-hand.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-pen-hand.h"

#include <math.h>

/* The point of a shape about which it is bent, stretched and turned. */
#define MIDDLE_X    34.0f
#define MIDDLE_Y    50.0f
#define HALF_HEIGHT 50.0f

#define MIN_PEN_WIDTH 1.0f
#define MAX_PEN_WIDTH 6.0f

float
nn_pen_draw_normal (NnRandomStream *stream,
                    float           deviation)
{
  float sum = 0.0f;

  for (int i = 0; i < 4; i++)
    sum += nn_random_stream_uniform (stream, -1.0f, 1.0f);
  /* A uniform number in [−1, 1] has the variance 1/3, four of them 4/3. */
  return deviation * sum * 0.8660254f;
}

bool
nn_pen_draw_chance (NnRandomStream *stream,
                    float           chance)
{
  return nn_random_stream_uniform (stream, 0.0f, 1.0f) < chance;
}

/* About exp (N(0, deviation)), for e^x ≈ (1 + x/8)^8: as often above 1 as below. */
static float
draw_factor (NnRandomStream *stream,
             float           deviation)
{
  float factor = 1.0f + nn_pen_draw_normal (stream, deviation) / 8.0f;

  factor *= factor;
  factor *= factor;
  return factor * factor;
}

/* From a hard pencil to a felt-tip pen, and sometimes a marker; the median is MNIST's. */
static float
draw_pen_width (NnRandomStream *stream)
{
  if (nn_pen_draw_chance (stream, 0.025f))
    return nn_random_stream_uniform (stream, 3.5f, MAX_PEN_WIDTH);
  return fmaxf (2.3f * draw_factor (stream, 0.27f), MIN_PEN_WIDTH);
}

void
nn_pen_hand_draw (NnPenHand      *hand,
                  NnRandomStream *stream)
{
  static const float bends_x[3] = { 6.5f, 12.0f, 6.5f };
  static const float bends_y[3] = { 9.0f, 8.0f, 6.5f };
  float              angle = nn_pen_draw_normal (stream, 0.09f);

  hand->cosine = 1.0f - 0.5f * angle * angle;
  hand->sine = angle;
  hand->u = nn_random_stream_uniform (stream, -1.0f, 1.0f);
  hand->v = nn_random_stream_uniform (stream, -1.0f, 1.0f);
  hand->jitter = 3.3f * draw_factor (stream, 0.4f);
  hand->haste = nn_random_stream_uniform (stream, 0.0f, 1.0f);
  /* More people lean to the right than to the left. */
  hand->slant = 0.12f + nn_pen_draw_normal (stream, 0.25f);
  hand->aspect = draw_factor (stream, 0.25f);
  for (size_t i = 0; i < 3; i++)
    {
      hand->bend_x[i] = nn_pen_draw_normal (stream, bends_x[i]);
      hand->bend_y[i] = nn_pen_draw_normal (stream, bends_y[i]);
    }
  hand->tremor.amplitude = 0.7f * draw_factor (stream, 0.5f);
  for (size_t i = 0; i < NN_PEN_N_WAVES; i++)
    hand->tremor.phases[i] = nn_random_stream_uniform (stream, 0.0f, 1.0f);
  hand->pen_width = draw_pen_width (stream);
}

/* Bends, stretches, slants and turns a point, in this order. */
static NnPoint
place_point (const NnPenHand *hand,
             float            x,
             float            y)
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

static float
draw_roundness (const NnPenHand *hand,
                NnPenKind        kind,
                NnRandomStream  *stream)
{
  float play = nn_random_stream_uniform (stream, 0.0f, 1.0f);

  switch (kind)
    {
    case NN_PEN_CURVE:
      return 1.0f - 0.35f * play * (1.0f - hand->haste);
    case NN_PEN_BEND:
      return 0.15f + 0.4f * play + 0.4f * hand->haste;
    case NN_PEN_BEGIN:
    case NN_PEN_CORNER:
      break;
    }
  return 0.5f * play * hand->haste;
}

NnPenControl
nn_pen_hand_draw_control (const NnPenHand  *hand,
                          const NnPenPoint *point,
                          NnRandomStream   *stream)
{
  float        x = (float) point->x + hand->u * (float) point->ux + hand->v * (float) point->vx;
  float        y = (float) point->y + hand->u * (float) point->uy + hand->v * (float) point->vy;
  NnPenControl control;

  x += nn_pen_draw_normal (stream, hand->jitter);
  y += nn_pen_draw_normal (stream, hand->jitter);
  control.point = place_point (hand, x, y);
  control.roundness = draw_roundness (hand, (NnPenKind) point->kind, stream);
  return control;
}
