/* inkling-trainer-worker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-trainer-worker.h"

#include <inttypes.h>
#include <math.h>
#include <sys/resource.h>
#include <glib/gi18n-lib.h>

#include "inkling-ending.h"
#include "inkling-error.h"
#include "inkling-model-file.h"
#include "inkling-saver.h"
#include "inkling-trainer-clock.h"
#include "inkling-trainer-pace.h"
#include "nn-evaluation.h"
#include "nn-team.h"

/* Added to the niceness of the worker and its team: the window comes first. */
#define WORKER_NICENESS 10

struct _InklingTrainerWorker
{
  /* Immutable */
  InklingSaver            *saver;      /* owned, NULL: nothing is saved */
  InklingTrainerNewsBox   *box;        /* owned, has its own mutex */
  InklingTrainerOrdersBox *orders;     /* owned, has its own mutex */

  /* Owner only */
  GThread                 *thread;     /* owned until joined */

  /* Atomic */
  int                      stopping;

  /* Worker only, once it runs */
  InklingTrainerPlan       plan;       /* owns from; orders change how the run goes on and ends */
  NnTeam                  *team;       /* owned */
  InklingTrainerPace       pace;       /* how many of them take part */
  NnDigits                *mixed;      /* owned, NULL: none */
  NnDigits                *strangers;  /* likewise */
  NnTraining              *training;   /* owned */
  InklingHistory          *history;    /* owned: as the checkpoints have it */
  double                   loss;       /* of the latest step it was asked for, or NAN */
  InklingTrainerClock      clock;
  InklingTrainerEnd        end;        /* PAUSED until there is another reason */
  guint64                  saved_step; /* of the last checkpoint begun; G_MAXUINT64: none */

  /* The saver's thread's, and the worker's once that has been waited for */
  char                    *saved_path; /* owned: of the last checkpoint that is safe; NULL: none */
};

/* In the saver's thread. */
static void
saved_cb (guint64       step,
          const char   *path,
          const GError *error,
          gpointer      user_data)
{
  InklingTrainerWorker *self = user_data;

  g_assert ((path == NULL) == (error != NULL));

  if (error != NULL)
    {
      inkling_trainer_news_box_add_error (self->box, g_error_copy (error));
      return;
    }
  g_free (self->saved_path);
  self->saved_path = g_strdup (path);
  inkling_trainer_news_box_add_checkpoint (self->box, step, path);
}

static void
tell_progress (InklingTrainerWorker *self)
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

/* What reads digits. NULL if memory ran out. */
static InklingModel *
copy_averages (InklingTrainerWorker *self)
{
  const NnTraining        *training = self->training;
  g_autoptr (InklingModel) model = inkling_model_new ();

  model->recipe = training->recipe;
  model->seed = training->seed;
  model->step = training->step;
  model->dataset_name = g_strdup (self->plan.dataset_name);
  model->dataset_digest = g_strdup (self->plan.dataset_digest);
  model->dataset_place = g_strdup (self->plan.dataset_place);
  g_strlcpy (model->run, self->plan.run, sizeof model->run);
  model->averages = nn_network_copy (training->averages);
  return model->averages != NULL ? g_steal_pointer (&model) : NULL;
}

/* Everything to go on with. NULL if memory ran out. */
static InklingModel *
copy_run (InklingTrainerWorker *self)
{
  g_autoptr (InklingModel) model = copy_averages (self);
  gboolean                 has_velocity = self->training->recipe.momentum > 0.0;

  if (model == NULL)
    return NULL;
  g_clear_pointer (&model->history, inkling_history_free);
  model->history = inkling_history_copy (self->history);
  model->end = self->end == INKLING_TRAINER_END_STEPS ? INKLING_TRAINER_END_PAUSED : self->end;
  model->patience_since = self->plan.patience_since;
  if (self->plan.keep_seconds)
    model->seconds = self->plan.seconds_before + inkling_trainer_clock_get_seconds (&self->clock);
  model->weights = nn_network_copy (self->training->weights);
  if (has_velocity)
    model->velocity = nn_network_copy (self->training->velocity);
  if (model->weights == NULL || (has_velocity && model->velocity == NULL))
    return NULL;
  return g_steal_pointer (&model);
}

/* Begins to, unless it was done. */
static NnStatus
save_checkpoint (InklingTrainerWorker *self)
{
  const InklingEvaluationReport *best = inkling_history_best_evaluation (self->history);
  g_autoptr (InklingModel)       model = NULL;

  if (self->saver == NULL || self->saved_step == self->training->step)
    return NN_OK;
  if (!nn_network_is_finite (self->training->weights) ||
      !nn_network_is_finite (self->training->averages))
    return NN_WEIGHT_NOT_FINITE;
  model = copy_run (self);
  if (model == NULL)
    return NN_NO_MEMORY;
  self->saved_step = self->training->step;
  inkling_saver_save (self->saver, model, best != NULL ? best->step : 0);
  return NN_OK;
}

static InklingTrainerEnd
heed_evaluation (InklingTrainerWorker          *self,
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

/* Why the run ends at the step it is at; PAUSED: it does not, as far as its conditions say. An
 * accuracy that was measured before this session has had its say. */
static InklingTrainerEnd
find_end (InklingTrainerWorker *self)
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
evaluate (InklingTrainerWorker *self,
          gboolean             *best_yet)
{
  const InklingTrainerPlan *plan = &self->plan;
  const NnNetwork          *averages = self->training->averages;
  InklingTimedEvaluation    evaluation;
  NnEvaluation              validation;
  NnEvaluation              test;
  NnStatus                  status = nn_evaluate (averages, plan->data.training, 0,
                                                  plan->data.n_validation, self->team, NULL,
                                                  &validation);

  if (status == NN_OK)
    status = nn_evaluate (averages, plan->test, 0, plan->test->n_images, self->team, NULL, &test);
  if (status != NN_OK)
    return status;
  if (!isfinite (validation.loss))
    return NN_LOSS_NOT_FINITE;

  evaluation.row = (InklingEvaluationReport) {
    .step = (gint64) self->training->step,
    .validation_accuracy = nn_evaluation_get_accuracy (&validation),
    .validation_loss = validation.loss,
    .test_accuracy = nn_evaluation_get_accuracy (&test),
  };
  evaluation.seconds = inkling_trainer_clock_get_seconds (&self->clock);
  inkling_history_add_evaluation (self->history, &evaluation.row);
  *best_yet = inkling_history_best_evaluation (self->history)->step == evaluation.row.step;
  inkling_trainer_news_box_add_evaluation (self->box, &evaluation);
  return NN_OK;
}

/* Everything that is due after a step, at multiples only: nothing depends on where a run began.
 * The end is set before the checkpoint of that step, which says it, too. */
static NnStatus
do_what_is_due (InklingTrainerWorker *self,
                const InklingReport  *row)
{
  guint64  step = self->training->step;
  gboolean best_yet = FALSE;
  NnStatus status = NN_OK;

  if (step % self->plan.recipe.report_every == 0)
    {
      inkling_history_add_report (self->history, row);
      inkling_trainer_news_box_add_report (self->box, row);
      /* A model to draw with, once the one before was taken. */
      if (inkling_trainer_news_box_wants_model (self->box))
        inkling_trainer_news_box_set_model (self->box, copy_averages (self));
      tell_progress (self);
    }
  else if (inkling_trainer_clock_is_due (&self->clock))
    tell_progress (self);
  if (step % self->plan.recipe.evaluate_every == 0)
    status = evaluate (self, &best_yet);
  if (status != NN_OK)
    return status;
  self->end = find_end (self);
  if (step % self->plan.save_every == 0 || best_yet || self->end != INKLING_TRAINER_END_PAUSED)
    status = save_checkpoint (self);
  return status;
}

static NnStatus
take_step (InklingTrainerWorker *self)
{
  guint64       step = self->training->step + 1;
  gboolean      asked = step % self->plan.recipe.report_every == 0
                        || step == self->plan.last_step;
  InklingReport row = {
    .step = step,
    .learning_rate = nn_training_get_learning_rate (self->training),
  };
  gint64        start = g_get_monotonic_time ();
  NnStatus      status = nn_training_step (self->training, asked ? &row.loss : NULL);
  double        seconds = (g_get_monotonic_time () - start) / (double) G_TIME_SPAN_SECOND;

  if (status != NN_OK)
    return status;
  nn_team_set_n_active (self->team, inkling_trainer_pace_add_step (&self->pace, seconds));
  if (asked)
    self->loss = row.loss;
  return do_what_is_due (self, &row);
}

/* Once, when the first recipe needs them. */
static NnStatus
write_mix (InklingTrainerWorker *self,
           const NnRecipe       *recipe)
{
  if (recipe->mix <= 0.0 || self->mixed != NULL)
    return NN_OK;
  return inkling_dataset_make_mix (self->team, &self->mixed);
}

static NnStatus
prepare (InklingTrainerWorker *self)
{
  const InklingTrainerPlan *plan = &self->plan;
  NnTrainingData            data = plan->data;
  NnStatus                  status = nn_team_new (plan->n_threads, &self->team);

  if (status == NN_OK)
    status = write_mix (self, &plan->recipe);
  if (status == NN_OK && plan->recipe.strangers > 0.0)
    status = inkling_dataset_make_strangers (self->team, &self->strangers);
  data.mixed = self->mixed;
  data.strangers = self->strangers;
  if (status == NN_OK)
    status = nn_training_new (&plan->recipe, plan->seed, &data, self->team, &self->training);
  if (status != NN_OK)
    return status;
  if (plan->from != NULL)
    nn_training_restore (self->training, plan->from->step, plan->from->weights,
                         plan->from->averages,
                         plan->recipe.momentum > 0.0 ? plan->from->velocity : NULL);
  inkling_trainer_pace_init (&self->pace, plan->n_threads);
  inkling_trainer_clock_start (&self->clock, plan->first_step);
  self->end = find_end (self);
  tell_progress (self);
  return NN_OK;
}

static NnStatus
change_team (InklingTrainerWorker *self,
             guint                 n_threads)
{
  NnTeam   *team = NULL;
  NnStatus  status;

  if (n_threads == self->plan.n_threads)
    return NN_OK;
  status = nn_team_new (n_threads, &team);
  if (status == NN_OK)
    status = nn_training_set_team (self->training, team);
  if (status != NN_OK)
    {
      nn_team_free (team);
      return status;
    }
  nn_team_free (self->team);
  self->team = team;
  self->plan.n_threads = n_threads;
  inkling_trainer_pace_init (&self->pace, n_threads);
  return NN_OK;
}

static NnStatus
change_recipe (InklingTrainerWorker *self,
               const NnRecipe       *recipe)
{
  guint64  step = self->training->step;
  NnStatus status;

  if (nn_recipe_equal (recipe, &self->plan.recipe))
    return NN_OK;
  status = write_mix (self, recipe);
  if (status != NN_OK)
    return status;
  nn_training_set_mixed (self->training, self->mixed);
  status = nn_training_set_recipe (self->training, recipe);
  if (status != NN_OK)
    return status;
  if (recipe->steps != self->plan.recipe.steps)
    self->plan.last_step = inkling_trainer_plan_get_end (recipe, step);
  inkling_trainer_plan_mark_changes (self->history, step, &self->plan.recipe, recipe);
  self->plan.recipe = *recipe;
  self->saved_step = G_MAXUINT64; /* a checkpoint of this step has the former recipe */
  inkling_trainer_news_box_add_change (self->box, step, recipe);
  tell_progress (self);
  return NN_OK;
}

static NnStatus
follow_orders (InklingTrainerWorker *self)
{
  InklingTrainerOrders orders;
  NnStatus             status;

  if (!inkling_trainer_orders_box_take (self->orders, &orders))
    return NN_OK;
  self->plan.stop = orders.stop;
  self->plan.keep_seconds = self->plan.keep_seconds || orders.stop.minutes > 0.0;
  status = change_team (self, orders.n_threads);
  if (status == NN_OK)
    status = change_recipe (self, &orders.recipe);
  if (status == NN_OK)
    self->end = find_end (self);
  return status;
}

static NnStatus
train (InklingTrainerWorker *self)
{
  NnStatus status = prepare (self);

  while (status == NN_OK && self->end == INKLING_TRAINER_END_PAUSED
         && !g_atomic_int_get (&self->stopping) && !inkling_ending_has_begun ())
    {
      status = take_step (self);
      if (status == NN_OK)
        status = follow_orders (self);
    }
  return status == NN_OK ? save_checkpoint (self) : status;
}

static void
tell_failure (InklingTrainerWorker *self,
              NnStatus              status)
{
  GError *error = NULL;

  if (status != NN_LOSS_NOT_FINITE && status != NN_WEIGHT_NOT_FINITE)
    inkling_error_from_status (&error, status, NULL);
  else
    g_set_error (&error, INKLING_ERROR, INKLING_ERROR_NOT_FINITE,
                 _("Training broke down at step %" PRIu64 " with the learning rate %g: "
                   "%s. Checkpoints saved before are still good"),
                 self->training->step + 1, nn_training_get_learning_rate (self->training),
                 inkling_status_get_message (status));
  inkling_trainer_news_box_break_off (self->box, error);
}

/* The last good checkpoint of this session, or the one it went on from if that is of this folder,
 * says that the run broke down after it, to be told whenever it is opened. */
static void
mark_broken (InklingTrainerWorker *self)
{
  const InklingTrainerPlan *plan = &self->plan;
  g_autoptr (InklingModel)  model = NULL;

  if (self->saved_path != NULL)
    model = inkling_model_file_load (self->saved_path, NULL);
  else if (plan->checkpoints != NULL && plan->from != NULL)
    {
      model = inkling_checkpoints_load_newest (inkling_checkpoints_get_folder (plan->checkpoints),
                                               NULL, NULL, NULL);
      if (model != NULL && (model->step != plan->from->step || model->seed != plan->from->seed))
        return;
    }
  if (model == NULL)
    return;
  model->end = INKLING_TRAINER_END_BROKEN;
  inkling_model_file_save (model, model->path, NULL);
}

static void
lower_priority (void)
{
#ifdef __linux__
  /* Here niceness belongs to a thread and is inherited by the threads it starts. Training at the
   * usual priority would be no harm, so a refusal is none either. */
  setpriority (PRIO_PROCESS, 0, getpriority (PRIO_PROCESS, 0) + WORKER_NICENESS);
#endif
}

static gpointer
work (gpointer data)
{
  InklingTrainerWorker *self = data;
  InklingModel         *model = NULL;
  NnStatus              status;

  lower_priority ();
  status = train (self);
  if (status == NN_OK)
    {
      model = copy_run (self);
      status = model != NULL ? NN_OK : NN_NO_MEMORY;
    }
  if (status == NN_OK)
    inkling_trainer_news_box_set_model (self->box, model);
  else
    tell_failure (self, status);
  if (self->training != NULL)
    tell_progress (self);
  if (self->saver != NULL)
    inkling_saver_wait (self->saver);
  if (status == NN_LOSS_NOT_FINITE || status == NN_WEIGHT_NOT_FINITE)
    mark_broken (self);

  g_clear_pointer (&self->training, nn_training_free);
  g_clear_pointer (&self->team, nn_team_free);
  g_clear_pointer (&self->mixed, nn_digits_free);
  g_clear_pointer (&self->strangers, nn_digits_free);
  inkling_trainer_news_box_finish (self->box, status == NN_OK ? self->end
                                                              : INKLING_TRAINER_END_BROKEN);
  return NULL;
}

InklingTrainerWorker *
inkling_trainer_worker_start (const InklingTrainerPlan  *plan,
                              InklingTrainerNewsBox     *box,
                              GError                   **error)
{
  InklingTrainerWorker *self = g_new0 (InklingTrainerWorker, 1);
  const InklingReport  *report;
  gboolean              has_news = plan->from == NULL
                                   || !nn_recipe_equal (&plan->from->recipe, &plan->recipe);

  g_assert (box != NULL && plan->last_step >= plan->first_step);

  self->plan = *plan;
  if (plan->from != NULL)
    inkling_model_ref (plan->from);
  if (plan->checkpoints != NULL)
    self->saver = inkling_saver_new (plan->checkpoints, plan->keep, saved_cb, self);
  self->history = inkling_trainer_plan_make_history (plan);
  report = inkling_history_last_report (self->history);
  self->loss = report != NULL ? report->loss : NAN;
  /* A run that is resumed and stopped at once has nothing new to keep. */
  self->saved_step = has_news ? G_MAXUINT64 : plan->first_step;
  self->orders = inkling_trainer_orders_box_new ();
  self->box = inkling_trainer_news_box_ref (box);

  self->thread = g_thread_try_new ("training", work, self, error);
  if (self->thread == NULL)
    g_clear_pointer (&self, inkling_trainer_worker_free);
  return self;
}

void
inkling_trainer_worker_change (InklingTrainerWorker       *self,
                               const InklingTrainerOrders *orders)
{
  inkling_trainer_orders_box_put (self->orders, orders);
}

void
inkling_trainer_worker_stop (InklingTrainerWorker *self)
{
  g_atomic_int_set (&self->stopping, TRUE);
}

void
inkling_trainer_worker_join (InklingTrainerWorker *self)
{
  g_clear_pointer (&self->thread, g_thread_join);
}

void
inkling_trainer_worker_free (InklingTrainerWorker *self)
{
  inkling_trainer_worker_join (self);
  g_assert (self->training == NULL);
  inkling_saver_free (self->saver);
  inkling_history_free (self->history);
  g_clear_pointer (&self->plan.from, inkling_model_unref);
  g_free (self->saved_path);
  inkling_trainer_news_box_unref (self->box);
  inkling_trainer_orders_box_free (self->orders);
  g_free (self);
}
