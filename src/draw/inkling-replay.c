/* inkling-replay.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-replay.h"

#include <math.h>

/* Units of the sheet a millisecond: how fast a hand may be, and usually is. */
#define FASTEST_PACE 3.0
#define USUAL_PACE   0.4

/* Milliseconds that the pen rests on the paper at most, and is in the air between two strokes. */
#define LONGEST_REST   150.0
#define SHORTEST_PAUSE 80.0
#define USUAL_PAUSE    200.0
#define LONGEST_PAUSE  400.0

typedef struct
{
  InklingInkPoint point;
  gboolean        begins; /* a stroke */
  double          time;   /* milliseconds since the first point */
} Moment;

struct _InklingReplay
{
  InklingInk *ink;       /* owned: what is drawn again so far */
  GArray     *moments;   /* owned: of Moment, in the order of their times */
  guint       n_drawn;   /* moments that are in ink */
  double      time;      /* milliseconds since the first point */
};

/* 0 where there are no times, or where they run backwards. */
static double
measured_interval (const InklingInkPoint *before,
                   const InklingInkPoint *after)
{
  guint32 interval = after->time - before->time; /* may wrap around, as the clock of events does */

  return interval > G_MAXINT32 ? 0.0 : interval;
}

static double
stroke_interval (const InklingInkPoint *before,
                 const InklingInkPoint *after)
{
  double measured = measured_interval (before, after);
  double distance = hypot (after->x - before->x, after->y - before->y);

  if (measured <= 0.0)
    return distance / USUAL_PACE;

  return MAX (MIN (measured, LONGEST_REST), distance / FASTEST_PACE);
}

static double
pause_interval (const InklingInkPoint *before,
                const InklingInkPoint *after)
{
  double measured = measured_interval (before, after);

  return measured <= 0.0 ? USUAL_PAUSE : CLAMP (measured, SHORTEST_PAUSE, LONGEST_PAUSE);
}

static void
add_moment (InklingReplay         *self,
            const InklingInkPoint *point,
            gboolean               begins)
{
  Moment moment = { .point = *point, .begins = begins, .time = 0.0 };

  if (self->moments->len > 0)
    {
      const Moment *last = &g_array_index (self->moments, Moment, self->moments->len - 1);

      moment.time = last->time + (begins ? pause_interval (&last->point, point)
                                         : stroke_interval (&last->point, point));
    }
  g_array_append_val (self->moments, moment);
}

static void
draw_moment (InklingReplay *self,
             const Moment  *moment)
{
  if (moment->begins)
    inkling_ink_begin_stroke (self->ink, &moment->point);
  else
    inkling_ink_extend_stroke (self->ink, &moment->point, 1);
}

InklingReplay *
inkling_replay_new (InklingInk *ink)
{
  InklingReplay *self = g_new0 (InklingReplay, 1);

  self->ink = inkling_ink_new ();
  self->moments = g_array_new (FALSE, FALSE, sizeof (Moment));
  for (gsize stroke = 0; stroke < inkling_ink_get_n_strokes (ink); stroke++)
    {
      gsize n_points;
      const InklingInkPoint *points = inkling_ink_get_stroke (ink, stroke, &n_points);

      for (gsize i = 0; i < n_points; i++)
        add_moment (self, &points[i], i == 0);
    }

  return self;
}

void
inkling_replay_free (InklingReplay *self)
{
  g_object_unref (self->ink);
  g_array_unref (self->moments);
  g_free (self);
}

double
inkling_replay_get_duration (InklingReplay *self)
{
  if (self->moments->len == 0)
    return 0.0;

  return g_array_index (self->moments, Moment, self->moments->len - 1).time;
}

gboolean
inkling_replay_advance (InklingReplay *self,
                        double         milliseconds)
{
  self->time += milliseconds;
  while (self->n_drawn < self->moments->len)
    {
      const Moment *next = &g_array_index (self->moments, Moment, self->n_drawn);

      if (next->time > self->time)
        return TRUE;
      draw_moment (self, next);
      self->n_drawn++;
    }
  inkling_ink_end_stroke (self->ink);

  return FALSE;
}

InklingInk *
inkling_replay_get_ink (InklingReplay *self)
{
  return self->ink;
}
