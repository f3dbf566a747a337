/* inkling-trainer-options.h: what a run is told besides its recipe, and how far it says it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-checkpoints.h"

G_BEGIN_DECLS

/* When a run stops before its last step; 0: not for that reason. Looked at where the accuracy is
 * measured, every recipe.evaluate_every steps; the time after every step. Time and patience that
 * have stopped a run are counted anew when it is resumed all the same. */
typedef struct
{
  double  accuracy;         /* 0 … 1, of the validation digits */
  double  minutes;          /* trained, pauses not counted */
  guint64 patience;         /* steps without a better accuracy, however often it was paused */
} InklingStopConditions;

/* What a run is told besides its recipe. */
typedef struct
{
  guint64             steps;        /* more steps to train; 0: recipe.steps */
  guint               n_threads;    /* 0: as many as the machine has processors */
  guint64             save_every;   /* steps between checkpoints; 0: 1,000 */
  guint               keep;         /* checkpoints kept besides the best; 0: 5 */
  const char         *folder;       /* where checkpoints go; NULL: nowhere, or … */
  InklingCheckpoints *checkpoints;  /* … there: held, by the run itself from start to end */
  gboolean            mark_resumed; /* leave a mark in the history of a run that goes on */
  gboolean            keep_seconds; /* in the checkpoints, which then depend on the clock; done
                                       anyway if from has them or minutes are counted */
  InklingStopConditions stop;
} InklingTrainerOptions;

typedef struct
{
  guint64 step;             /* updates done */
  guint64 first_step;       /* where this run began or resumed */
  guint64 last_step;        /* where it will stop by itself */
  guint64 steps_per_epoch;
  gsize   batch;            /* samples a step */
  double  loss;             /* of the last report; NAN before the first */
  double  learning_rate;
  double  steps_per_second; /* of late */
  double  seconds;          /* trained since start or resume */
} InklingProgress;

G_END_DECLS
