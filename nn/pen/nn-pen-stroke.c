/* nn-pen-stroke.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-pen-stroke.h"

#include <math.h>
#include <stdbool.h>

/* Longest steps of a straight line, which has to tremble too, and of a curve. */
#define LINE_STEP  16.0f
#define CURVE_STEP 14.0f

/* Where the pen is on its way along a stroke. */
typedef struct
{
  NnInk             *ink;
  const NnPenTremor *tremor;
  const NnPenLift   *lift;
  NnPoint            last;
  float              length; /* of the line so far */
  bool               down;
} Pen;

static NnPoint
mix_points (NnPoint a,
            NnPoint b,
            float   share)
{
  return (NnPoint) { a.x + share * (b.x - a.x), a.y + share * (b.y - a.y) };
}

static float
measure (NnPoint a,
         NnPoint b)
{
  float dx = b.x - a.x;
  float dy = b.y - a.y;

  return sqrtf (dx * dx + dy * dy);
}

/* About sin 2πt, made of parabolas so that it is the same on every processor. */
static float
wave (float t)
{
  float s = 2.0f * (t - floorf (t)) - 1.0f;

  return -4.0f * s * (1.0f - fabsf (s));
}

/* Waves of four lengths, so that the trembling does not repeat on one digit. */
static NnPoint
add_tremor (const NnPenTremor *tremor,
            NnPoint            point,
            float              length)
{
  static const float periods[NN_PEN_N_WAVES] = { 48.0f, 20.0f, 57.0f, 23.0f };
  float              waves[NN_PEN_N_WAVES];

  for (size_t i = 0; i < NN_PEN_N_WAVES; i++)
    waves[i] = tremor->amplitude * wave (length / periods[i] + tremor->phases[i]);
  return (NnPoint) { point.x + waves[0] + waves[1], point.y + waves[2] + waves[3] };
}

static NnStatus
move_to (Pen     *pen,
         NnPoint  point)
{
  NnPoint  inked;
  NnStatus status;

  pen->length += measure (pen->last, point);
  pen->last = point;
  if (pen->length > pen->lift->begin && pen->length < pen->lift->begin + pen->lift->length)
    {
      pen->down = false;
      return NN_OK;
    }
  inked = add_tremor (pen->tremor, point, pen->length);
  status = pen->down ? nn_ink_extend (pen->ink, inked.x, inked.y)
                     : nn_ink_begin (pen->ink, inked.x, inked.y);
  pen->down = true;
  return status;
}

static NnStatus
line_to (Pen     *pen,
         NnPoint  point)
{
  NnPoint  from = pen->last;
  int      n_steps = 1 + (int) (measure (from, point) / LINE_STEP);
  NnStatus status = NN_OK;

  for (int step = 1; step <= n_steps && status == NN_OK; step++)
    status = move_to (pen, mix_points (from, point, (float) step / (float) n_steps));
  return status;
}

/* A quadratic Bézier curve from where the pen is. */
static NnStatus
curve_to (Pen     *pen,
          NnPoint  control,
          NnPoint  point)
{
  NnPoint  from = pen->last;
  int      n_steps = 2 + (int) (measure (from, point) / CURVE_STEP);
  NnStatus status = NN_OK;

  for (int step = 1; step <= n_steps && status == NN_OK; step++)
    {
      float   t = (float) step / (float) n_steps;
      NnPoint a = mix_points (from, control, t);
      NnPoint b = mix_points (control, point, t);

      status = move_to (pen, mix_points (a, b, t));
    }
  return status;
}

/* How far the rounding at one point may reach towards a neighbour: to the end of the polygon's
 * side, or to its middle if the neighbour is rounded too. */
static NnPoint
side_limit (const NnPenControl *controls,
            size_t              n_controls,
            size_t              from,
            size_t              to)
{
  bool is_end = to == 0 || to == n_controls - 1;

  return mix_points (controls[from].point, controls[to].point, is_end ? 1.0f : 0.5f);
}

NnStatus
nn_pen_write_stroke (const NnPenControl *controls,
                     size_t              n_controls,
                     const NnPenTremor  *tremor,
                     const NnPenLift    *lift,
                     NnInk              *ink)
{
  Pen      pen = { .ink = ink, .tremor = tremor, .lift = lift, .last = controls[0].point };
  NnStatus status = move_to (&pen, controls[0].point);

  for (size_t i = 1; i + 1 < n_controls && status == NN_OK; i++)
    {
      const NnPenControl *control = &controls[i];
      NnPoint             before = side_limit (controls, n_controls, i, i - 1);
      NnPoint             after = side_limit (controls, n_controls, i, i + 1);

      status = line_to (&pen, mix_points (control->point, before, control->roundness));
      if (status == NN_OK)
        status = curve_to (&pen, control->point,
                           mix_points (control->point, after, control->roundness));
    }
  return status == NN_OK ? line_to (&pen, controls[n_controls - 1].point) : status;
}
