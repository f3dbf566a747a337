/* inkling-trainer-run-private.h: what the files of a training run share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-saver.h"
#include "inkling-trainer-clock.h"
#include "inkling-trainer-pace.h"
#include "inkling-trainer-run.h"
#include "nn-team.h"

G_BEGIN_DECLS

struct _InklingTrainerRun
{
  /* Immutable while the worker runs */
  InklingTrainerPlan     plan;           /* data.mixed and .strangers are the worker's */
  char                  *dataset_name;   /* owned */
  char                  *dataset_digest; /* owned */
  char                  *dataset_place;  /* owned, may be NULL */
  char                  *folder;         /* owned, NULL: nothing is saved */
  InklingModel          *from;           /* owned, may be NULL */
  InklingSaver          *saver;          /* owned, NULL: nothing is saved */
  InklingTrainerNewsBox *box;            /* owned, has its own mutex */
  InklingTrainerOrdersBox *orders;       /* owned, has its own mutex */

  /* Owner only */
  GThread               *thread;         /* owned until joined */

  /* Atomic */
  int                    stopping;

  /* Worker only */
  NnTeam                *team;           /* owned */
  InklingTrainerPace     pace;           /* how many of them take part */
  NnDigits              *mixed;          /* owned, NULL: none */
  NnDigits              *strangers;      /* likewise */
  NnTraining            *training;       /* owned */
  InklingHistory        *history;        /* owned: as the checkpoints have it */
  double                 loss;           /* of the latest step it was asked for, or NAN */
  InklingTrainerClock    clock;
  InklingTrainerEnd      end;            /* PAUSED until there is another reason */
  guint64                saved_step;     /* of the last checkpoint begun; G_MAXUINT64: none */

  /* The saver's, and the worker's once that has nothing to do */
  char                  *saved_path;     /* owned: of the last checkpoint that is safe; NULL: none */
};

/* Of the worker's thread, but for saved_cb, which is of the saver's. */

void     inkling_trainer_run_saved_cb        (guint64              step,
                                              const char          *path,
                                              const GError        *error,
                                              gpointer             user_data);
void     inkling_trainer_run_tell_progress   (InklingTrainerRun   *self);

/* What the run has come to, or NULL if memory ran out. */
InklingModel *inkling_trainer_run_snapshot   (InklingTrainerRun   *self);

/* Begins to save that, unless it was done. */
NnStatus inkling_trainer_run_save_checkpoint (InklingTrainerRun   *self);

/* Why the run ends at the step it is at; PAUSED: it does not, as far as its conditions say. */
InklingTrainerEnd inkling_trainer_run_find_end (InklingTrainerRun *self);

/* Everything that is due after a step, at multiples only: nothing depends on where a run began.
 * Sets end, which the checkpoint of that step says, too. */
NnStatus inkling_trainer_run_do_what_is_due  (InklingTrainerRun   *self,
                                              const InklingReport *row);

G_END_DECLS
