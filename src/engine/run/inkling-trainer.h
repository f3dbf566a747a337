/* inkling-trainer.h: runs the core on one worker thread and reports to the main loop
 *
 * Used by one thread only, whose main context receives the reports. The worker never sees a
 * GObject; reports are coalesced, at most one idle source is pending. A trainer that is let go
 * while it runs stops the run first and waits for its checkpoint.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-dataset.h"
#include "inkling-model.h"
#include "inkling-trainer-options.h"

G_BEGIN_DECLS

#define INKLING_TYPE_TRAINER (inkling_trainer_get_type ())
G_DECLARE_FINAL_TYPE (InklingTrainer, inkling_trainer, INKLING, TRAINER, GObject)

typedef enum
{
  INKLING_TRAINER_IDLE,
  INKLING_TRAINER_RUNNING,
  INKLING_TRAINER_PAUSING,  /* asked to stop, its checkpoint not yet saved */
} InklingTrainerState;

InklingTrainer *inkling_trainer_new (void);

/* Whether inkling_trainer_start could begin that run, as far as its arguments tell: to be asked
 * before anything is moved out of the run's way. Any thread. */
gboolean inkling_trainer_check (InklingDataset  *dataset,
                                InklingModel    *from,
                                const NnRecipe  *recipe,
                                GError         **error);

/* Begins a new run (from == NULL, with recipe and seed) or goes on with a model: recipe NULL means
 * its own, another must have the same shape, and what it changes is marked in the history; seed is
 * the model's. State must be idle. dataset is kept for the run; its digest must be the one the
 * model learnt from. The signals go to the thread-default main context of the caller. FALSE with
 * error if the run cannot start. */
gboolean inkling_trainer_start (InklingTrainer               *self,
                                InklingDataset               *dataset,
                                InklingModel                 *from,
                                const NnRecipe               *recipe,
                                guint64                       seed,
                                const InklingTrainerOptions  *options,
                                GError                      **error);

/* Lets the run at hand follow another recipe, other stop conditions and threads from its next step
 * on; the history gets a mark for each change. Only live fields may differ, and digits can be mixed
 * in only if the run began or resumed with some. If recipe.steps is another, the run ends at its
 * next multiple. FALSE with INKLING_ERROR_RECIPE, and nothing is changed, if that cannot be; state
 * must be running. */
gboolean inkling_trainer_change (InklingTrainer               *self,
                                 const NnRecipe               *recipe,
                                 const InklingStopConditions  *stop,
                                 guint                         n_threads,
                                 GError                      **error);

/* Asks the worker to stop after the current step, save a checkpoint and end; "finished" follows. */
void inkling_trainer_pause (InklingTrainer *self);

/* Waits until that has happened. The main loop does not turn meanwhile, and is told afterwards. */
void inkling_trainer_wait (InklingTrainer *self);

/* Property "state" (int), notifies. */
InklingTrainerState    inkling_trainer_get_state    (InklingTrainer *self);
/* Whether it is not idle. */
gboolean               inkling_trainer_get_running  (InklingTrainer *self);

/* Of the latest run, as soon as it is known. */
InklingTrainerEnd      inkling_trainer_get_end      (InklingTrainer *self);
/* Whether that is INKLING_TRAINER_END_BROKEN. */
gboolean               inkling_trainer_get_broken   (InklingTrainer *self);
/* What the run at hand, or the latest one, goes by. */
const NnRecipe        *inkling_trainer_get_recipe   (InklingTrainer *self);

/* The following are as of the latest delivery and owned by the trainer. */
const InklingProgress *inkling_trainer_get_progress (InklingTrainer *self);
/* The whole run's, earlier sessions included. */
const InklingHistory  *inkling_trainer_get_history  (InklingTrainer *self);
/* The latest weights: the model a run began from, then averages only (weights NULL), complete after
 * "finished", unless the run is broken. NULL before the first. */
InklingModel          *inkling_trainer_get_model    (InklingTrainer *self);

/* Signals, all in the context of whoever started the run:
 *   "progress" ()
 *       at most one per main loop turn: progress, history and model are new; a delivery's last
 *   "evaluated" (guint index, double seconds)
 *       one per new row of history->evaluations, none left out
 *   "checkpoint" (guint64 step, const char *path)
 *       after a file is safe, none left out
 *   "failed" (GError *error)
 *       a checkpoint could not be saved, training goes on; or it is broken, "finished" follows
 *   "finished" ()
 *       the worker has ended, state is idle again; its notification follows
 */

G_END_DECLS
