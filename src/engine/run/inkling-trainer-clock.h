/* inkling-trainer-clock.h: how long a run has been going on, and how fast it is of late
 *
 * Private to the trainer's worker. Times are wall-clock and no part of a run's result.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64  start_time;  /* monotonic, microseconds */
  gint64  told_time;   /* of the latest progress */
  gint64  speed_time;  /* where the measured speed begins … */
  guint64 speed_step;  /* … and at which step */
  guint64 first_step;
  double  speed;       /* steps a second */
} InklingTrainerClock;

void     inkling_trainer_clock_start       (InklingTrainerClock       *self,
                                            guint64                    step);
/* Since the start. */
double   inkling_trainer_clock_get_seconds (const InklingTrainerClock *self);
/* Whether the progress is to be told again, reports of the loss aside. */
gboolean inkling_trainer_clock_is_due      (const InklingTrainerClock *self);
/* The progress is told now, at this step; returns the steps a second of late. */
double   inkling_trainer_clock_tell        (InklingTrainerClock       *self,
                                            guint64                    step);

G_END_DECLS
