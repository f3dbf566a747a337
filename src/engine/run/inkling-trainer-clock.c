/* inkling-trainer-clock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-trainer-clock.h"

/* Between reports of the loss the step is told this often at least. */
#define PROGRESS_INTERVAL (100 * G_TIME_SPAN_MILLISECOND)
/* The steps a second are measured over no less than this. */
#define SPEED_INTERVAL    (500 * G_TIME_SPAN_MILLISECOND)

static void
measure_speed (InklingTrainerClock *self,
               guint64              step)
{
  gint64 time = g_get_monotonic_time () - self->speed_time;

  /* Until the first interval is over, the best there is. */
  if (time < SPEED_INTERVAL && self->speed_step != self->first_step)
    return;
  if (time > 0)
    self->speed = (step - self->speed_step) * (double) G_TIME_SPAN_SECOND / time;
  if (time >= SPEED_INTERVAL)
    {
      self->speed_time += time;
      self->speed_step = step;
    }
}

void
inkling_trainer_clock_start (InklingTrainerClock *self,
                             guint64              step)
{
  self->start_time = self->speed_time = self->told_time = g_get_monotonic_time ();
  self->first_step = self->speed_step = step;
  self->speed = 0.0;
}

double
inkling_trainer_clock_get_seconds (const InklingTrainerClock *self)
{
  return (g_get_monotonic_time () - self->start_time) / (double) G_TIME_SPAN_SECOND;
}

gboolean
inkling_trainer_clock_is_due (const InklingTrainerClock *self)
{
  return g_get_monotonic_time () - self->told_time >= PROGRESS_INTERVAL;
}

double
inkling_trainer_clock_tell (InklingTrainerClock *self,
                            guint64              step)
{
  measure_speed (self, step);
  self->told_time = g_get_monotonic_time ();
  return self->speed;
}
