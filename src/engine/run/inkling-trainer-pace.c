/* inkling-trainer-pace.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-trainer-pace.h"

/* A trial: three turns each, long enough for the slices of time a busy system hands out. */
#define N_TURNS      6
#define TURN_SECONDS 0.08
#define TURN_STEPS   3 /* at least; the first of a turn wakes threads and is not counted */

/* Fewer threads have to take no more than this share of the time. A busy system deals its time out
 * unevenly, and where it is quiet after all, fewer threads cost more than they can gain. */
#define CLEARLY_FASTER 0.95

/* Between two trials, as many times as the last one took. A choice that is confirmed is tried half
 * as often, as far as trials cost next to nothing. */
#define SHORTEST_PAUSE 1.5
#define LONGEST_PAUSE  24.0

void
inkling_trainer_pace_init (InklingTrainerPace *self,
                           guint               n_threads)
{
  *self = (InklingTrainerPace) {
    .n_threads = n_threads,
    .n_used = n_threads,
    .n_tried = n_threads,
    .pause = SHORTEST_PAUSE,
    .spent = N_TURNS * TURN_SECONDS,
  };
}

static void
begin_turn (InklingTrainerPace *self,
            guint               turn)
{
  self->turn = turn;
  self->n_steps = 0;
  self->elapsed = 0.0;
}

/* Half as many threads, or twice as many, in turn. */
static void
begin_trial (InklingTrainerPace *self)
{
  guint fewer = (self->n_used + 1) / 2;
  guint more = MIN (2 * self->n_used, self->n_threads);
  gboolean were_fewer = self->n_tried < self->n_used;

  self->n_tried = (were_fewer && more > self->n_used) || fewer == self->n_used ? more : fewer;
  for (guint i = 0; i < 2; i++)
    {
      self->counts[i] = 0;
      self->seconds[i] = 0.0;
    }
  self->spent = 0.0;
  begin_turn (self, 1);
}

static void
end_trial (InklingTrainerPace *self)
{
  guint  before = self->n_used;
  double margin = self->n_tried < before ? CLEARLY_FASTER : 1.0;

  if (self->seconds[1] * self->counts[0] < margin * self->seconds[0] * self->counts[1])
    {
      self->n_used = self->n_tried;
      self->n_tried = before;
      self->pause = SHORTEST_PAUSE;
    }
  else
    self->pause = MIN (2.0 * self->pause, LONGEST_PAUSE);
  begin_turn (self, 0);
}

static void
add_to_trial (InklingTrainerPace *self,
              double              seconds)
{
  if (self->n_steps > 1)
    {
      self->counts[self->turn % 2]++;
      self->seconds[self->turn % 2] += seconds;
    }
  self->spent += seconds;
  if (self->elapsed < TURN_SECONDS || self->n_steps < TURN_STEPS)
    return;
  if (self->turn < N_TURNS)
    begin_turn (self, self->turn + 1);
  else
    end_trial (self);
}

guint
inkling_trainer_pace_add_step (InklingTrainerPace *self,
                               double              seconds)
{
  if (self->n_threads == 1)
    return 1;
  self->n_steps++;
  self->elapsed += seconds;
  if (self->turn > 0)
    add_to_trial (self, seconds);
  else if (self->elapsed >= self->pause * self->spent)
    begin_trial (self);
  return self->turn % 2 == 1 ? self->n_tried : self->n_used;
}

guint
inkling_trainer_pace_get_n_used (const InklingTrainerPace *self)
{
  return self->n_used;
}
