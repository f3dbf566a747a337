/* inkling-trainer-pace.h: how many threads a run's steps are shared among
 *
 * With other programs on the processors a step waits for the thread that is off its processor, and
 * fewer threads may be faster. As their number does not change the result, the run tries, from time
 * to time, fewer or more than it uses, in turn with those it uses, and keeps what was faster.
 *
 * Private to what times steps: knows no clock and no team.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint  n_threads;  /* there are */
  guint  n_used;     /* between two trials */
  guint  n_tried;    /* by the trial, the former or the next one */
  guint  turn;       /* of the trial: odd turns with n_tried; 0: there is none */
  guint  n_steps;    /* in this turn */
  double elapsed;    /* in this turn, seconds */
  double spent;      /* on the latest trial, seconds */
  double pause;      /* from it until the next one, as many times as that */
  guint  counts[2];  /* of the trial's steps with n_used and n_tried … */
  double seconds[2]; /* … and how long they took */
} InklingTrainerPace;

/* Begins with all n_threads. */
void  inkling_trainer_pace_init     (InklingTrainerPace *self,
                                     guint               n_threads);

/* A step took so many seconds with the threads last asked for; returns how many the next one is to
 * be shared among. */
guint inkling_trainer_pace_add_step (InklingTrainerPace *self,
                                     double              seconds);

/* How many it has settled for. */
guint inkling_trainer_pace_get_n_used (const InklingTrainerPace *self);

G_END_DECLS
