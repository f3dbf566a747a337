/* inkling-trainer-record.c: what a training run measures, keeps and tells as it goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-trainer-run-private.h"

#include <math.h>

#include "inkling-trainer-snapshot.h"

void
inkling_trainer_run_saved_cb (guint64       step,
                              const char   *path,
                              const GError *error,
                              gpointer      user_data)
{
  InklingTrainerRun *self = user_data;

  if (error != NULL)
    {
      inkling_trainer_news_box_add_error (self->box, g_error_copy (error));
      return;
    }
  g_free (self->saved_path);
  self->saved_path = g_strdup (path);
  inkling_trainer_news_box_add_checkpoint (self->box, step, path);
}

void
inkling_trainer_run_tell_progress (InklingTrainerRun *self)
{
  InklingProgress progress = {
    .step = self->training->step,
    .first_step = self->plan.first_step,
    .last_step = self->plan.last_step,
    .steps_per_epoch = self->training->steps_per_epoch,
    .batch = self->plan.recipe.batch,
    .loss = self->loss,
    .learning_rate = nn_training_get_learning_rate (self->training),
    .seconds = inkling_trainer_clock_get_seconds (&self->clock),
    .steps_per_second = inkling_trainer_clock_tell (&self->clock, self->training->step),
  };

  inkling_trainer_news_box_set_progress (self->box, &progress);
}

InklingModel *
inkling_trainer_run_snapshot (InklingTrainerRun *self)
{
  return inkling_trainer_snapshot_complete (&self->plan, self->training, self->history, self->end,
                                            inkling_trainer_clock_get_seconds (&self->clock));
}

NnStatus
inkling_trainer_run_save_checkpoint (InklingTrainerRun *self)
{
  const InklingEvaluationReport *best = inkling_history_best_evaluation (self->history);
  g_autoptr (InklingModel)       model = NULL;

  if (self->saver == NULL || self->saved_step == self->training->step)
    return NN_OK;
  if (!nn_network_is_finite (self->training->weights) ||
      !nn_network_is_finite (self->training->averages))
    return NN_WEIGHT_NOT_FINITE;
  model = inkling_trainer_run_snapshot (self);
  if (model == NULL)
    return NN_NO_MEMORY;
  self->saved_step = self->training->step;
  inkling_saver_save (self->saver, model, best != NULL ? best->step : 0);
  return NN_OK;
}

static void
report_loss (InklingTrainerRun   *self,
             const InklingReport *row)
{
  inkling_history_add_report (self->history, row);
  inkling_trainer_news_box_add_report (self->box, row);
  /* A model to draw with, once the one before was taken. */
  if (inkling_trainer_news_box_wants_model (self->box))
    inkling_trainer_news_box_set_model (self->box,
                                        inkling_trainer_snapshot_averages (&self->plan,
                                                                           self->training));
  inkling_trainer_run_tell_progress (self);
}

static InklingTrainerEnd
heed_evaluation (InklingTrainerRun             *self,
                 const InklingEvaluationReport *row)
{
  const InklingStopConditions   *stop = &self->plan.stop;
  const InklingEvaluationReport *best = inkling_history_best_evaluation (self->history);
  guint64                        since = MAX ((guint64) best->step, self->plan.patience_since);

  if (stop->accuracy > 0.0 && row->validation_accuracy >= stop->accuracy)
    return INKLING_TRAINER_END_ACCURACY;
  if (stop->patience > 0 && (guint64) row->step - since >= stop->patience)
    return INKLING_TRAINER_END_PATIENCE;
  return INKLING_TRAINER_END_PAUSED;
}

/* An accuracy that was measured before this session has had its say. */
InklingTrainerEnd
inkling_trainer_run_find_end (InklingTrainerRun *self)
{
  const InklingEvaluationReport *row = inkling_history_last_evaluation (self->history);
  guint64                        step = self->training->step;
  double                         minutes = self->plan.stop.minutes;
  double                         seconds = inkling_trainer_clock_get_seconds (&self->clock);
  InklingTrainerEnd              end = INKLING_TRAINER_END_PAUSED;

  if (row != NULL && (guint64) row->step == step && step > self->plan.first_step)
    end = heed_evaluation (self, row);
  if (end == INKLING_TRAINER_END_PAUSED && step >= self->plan.last_step)
    end = INKLING_TRAINER_END_STEPS;
  if (end == INKLING_TRAINER_END_PAUSED && minutes > 0.0 &&
      self->plan.seconds_before + seconds >= 60.0 * minutes)
    end = INKLING_TRAINER_END_TIME;
  return end;
}

/* Measures the averages; *best_yet: no earlier measurement of the run was as good. */
static NnStatus
evaluate (InklingTrainerRun *self,
          gboolean          *best_yet)
{
  InklingTimedEvaluation evaluation;
  NnStatus               status;

  status = inkling_trainer_snapshot_evaluate (&self->plan, self->training, self->team,
                                              &evaluation.row);
  if (status != NN_OK)
    return status;
  if (!isfinite (evaluation.row.validation_loss))
    return NN_LOSS_NOT_FINITE;
  evaluation.seconds = inkling_trainer_clock_get_seconds (&self->clock);
  inkling_history_add_evaluation (self->history, &evaluation.row);
  *best_yet = inkling_history_best_evaluation (self->history)->step == evaluation.row.step;
  inkling_trainer_news_box_add_evaluation (self->box, &evaluation);
  return NN_OK;
}

NnStatus
inkling_trainer_run_do_what_is_due (InklingTrainerRun   *self,
                                    const InklingReport *row)
{
  guint64  step = self->training->step;
  gboolean best_yet = FALSE;
  NnStatus status = NN_OK;

  if (step % self->plan.recipe.report_every == 0)
    report_loss (self, row);
  else if (inkling_trainer_clock_is_due (&self->clock))
    inkling_trainer_run_tell_progress (self);
  if (step % self->plan.recipe.evaluate_every == 0)
    status = evaluate (self, &best_yet);
  if (status != NN_OK)
    return status;
  self->end = inkling_trainer_run_find_end (self);
  if (step % self->plan.save_every == 0 || best_yet || self->end != INKLING_TRAINER_END_PAUSED)
    status = inkling_trainer_run_save_checkpoint (self);
  return status;
}
