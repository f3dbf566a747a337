/* inkling-trainer-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-trainer-run.h"

#include <inttypes.h>
#include <math.h>
#include <sys/resource.h>
#include <glib/gi18n-lib.h>

#include "inkling-error.h"
#include "inkling-saver.h"
#include "nn-evaluation.h"
#include "nn-pen.h"
#include "nn-team.h"

/* Added to the niceness of the worker and its team: the window comes first. */
#define WORKER_NICENESS   10
/* Pictures of what is no digit, when a recipe asks for some. */
#define N_STRANGERS       20000
/* Between reports of the loss the step is told this often at least. */
#define PROGRESS_INTERVAL (100 * G_TIME_SPAN_MILLISECOND)
/* The steps a second are measured over no less than this. */
#define SPEED_INTERVAL    (500 * G_TIME_SPAN_MILLISECOND)

struct _InklingTrainerRun
{
  /* Immutable while the worker runs */
  InklingTrainerPlan     plan;           /* data.mixed and .strangers are the worker's */
  char                  *dataset_name;   /* owned */
  char                  *dataset_digest; /* owned */
  InklingModel          *from;           /* owned, may be NULL */
  InklingSaver          *saver;          /* owned, NULL: nothing is saved */
  InklingTrainerNewsBox *box;            /* owned, has its own mutex */

  /* Owner only */
  GThread               *thread;         /* owned until joined */

  /* Atomic */
  int                    stopping;

  /* Worker only */
  NnTeam                *team;           /* owned */
  NnDigits              *mixed;          /* owned, NULL: none */
  NnDigits              *strangers;      /* likewise */
  NnTraining            *training;       /* owned */
  InklingHistory        *history;        /* owned: as the checkpoints have it */
  gint64                 start_time;     /* monotonic, microseconds */
  gint64                 progress_time;  /* of the latest progress */
  gint64                 speed_time;     /* where the measured speed begins … */
  guint64                speed_step;     /* … and at which step */
  double                 speed;          /* steps a second */
  guint64                saved_step;     /* of the last checkpoint begun; G_MAXUINT64: none */
};

/* From the saver's thread. */
static void
saved_cb (guint64       step,
          const char   *path,
          const GError *error,
          gpointer      user_data)
{
  InklingTrainerRun *self = user_data;

  if (error != NULL)
    inkling_trainer_news_box_add_error (self->box, g_error_copy (error));
  else
    inkling_trainer_news_box_add_checkpoint (self->box, step, path);
}

static double
get_seconds (InklingTrainerRun *self)
{
  return (g_get_monotonic_time () - self->start_time) / (double) G_TIME_SPAN_SECOND;
}

static void
measure_speed (InklingTrainerRun *self)
{
  gint64 time = g_get_monotonic_time () - self->speed_time;

  /* Until the first interval is over, the best there is. */
  if (time < SPEED_INTERVAL && self->speed_step != self->plan.first_step)
    return;
  if (time > 0)
    self->speed = (self->training->step - self->speed_step) * (double) G_TIME_SPAN_SECOND / time;
  if (time >= SPEED_INTERVAL)
    {
      self->speed_time += time;
      self->speed_step = self->training->step;
    }
}

static void
tell_progress (InklingTrainerRun *self)
{
  const InklingReport *report = inkling_history_last_report (self->history);
  InklingProgress      progress = {
    .step = self->training->step,
    .first_step = self->plan.first_step,
    .last_step = self->plan.last_step,
    .steps_per_epoch = self->training->steps_per_epoch,
    .loss = report != NULL ? report->loss : NAN,
    .learning_rate = nn_training_get_learning_rate (self->training),
    .seconds = get_seconds (self),
  };

  measure_speed (self);
  progress.steps_per_second = self->speed;
  self->progress_time = g_get_monotonic_time ();
  inkling_trainer_news_box_set_progress (self->box, &progress);
}

/* The network as it stands: everything to go on with, or the averages alone, which read digits. */
static InklingModel *
take_snapshot (InklingTrainerRun *self,
               gboolean           complete)
{
  NnTraining              *training = self->training;
  g_autoptr (InklingModel) model = inkling_model_new ();
  gboolean                 copied;

  model->recipe = training->recipe;
  model->seed = training->seed;
  model->step = training->step;
  model->dataset_name = g_strdup (self->dataset_name);
  model->dataset_digest = g_strdup (self->dataset_digest);
  model->averages = nn_network_copy (training->averages);
  copied = model->averages != NULL;
  if (complete)
    {
      g_clear_pointer (&model->history, inkling_history_free);
      model->history = inkling_history_copy (self->history);
      model->weights = nn_network_copy (training->weights);
      copied = copied && model->weights != NULL;
    }
  if (complete && training->recipe.momentum > 0.0)
    {
      model->velocity = nn_network_copy (training->velocity);
      copied = copied && model->velocity != NULL;
    }
  return copied ? g_steal_pointer (&model) : NULL;
}

static NnStatus
save_checkpoint (InklingTrainerRun *self)
{
  const InklingEvaluationReport *best = inkling_history_best_evaluation (self->history);
  g_autoptr (InklingModel)       model = NULL;

  if (self->saver == NULL || self->saved_step == self->training->step)
    return NN_OK;
  if (!nn_network_is_finite (self->training->weights) ||
      !nn_network_is_finite (self->training->averages))
    return NN_WEIGHT_NOT_FINITE;
  model = take_snapshot (self, TRUE);
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
    inkling_trainer_news_box_set_model (self->box, take_snapshot (self, FALSE));
  tell_progress (self);
}

static NnStatus
evaluate_averages (InklingTrainerRun       *self,
                   InklingEvaluationReport *row)
{
  const InklingTrainerPlan *plan = &self->plan;
  NnEvaluation              validation;
  NnEvaluation              test;
  NnStatus                  status;

  status = nn_evaluate (self->training->averages, plan->data.training, 0, plan->data.n_validation,
                        self->team, NULL, &validation);
  if (status == NN_OK)
    status = nn_evaluate (self->training->averages, plan->test, 0, plan->test->n_images,
                          self->team, NULL, &test);
  if (status == NN_OK)
    *row = (InklingEvaluationReport) {
      .step = self->training->step,
      .validation_accuracy = nn_evaluation_get_accuracy (&validation),
      .validation_loss = validation.loss,
      .test_accuracy = nn_evaluation_get_accuracy (&test),
    };
  return status;
}

/* Measures the averages; *best_yet: no earlier measurement of the run was as good. */
static NnStatus
evaluate (InklingTrainerRun *self,
          gboolean          *best_yet)
{
  InklingTimedEvaluation evaluation;
  NnStatus               status = evaluate_averages (self, &evaluation.row);

  if (status != NN_OK)
    return status;
  if (!isfinite (evaluation.row.validation_loss))
    return NN_LOSS_NOT_FINITE;
  evaluation.seconds = get_seconds (self);
  inkling_history_add_evaluation (self->history, &evaluation.row);
  *best_yet = inkling_history_best_evaluation (self->history)->step == evaluation.row.step;
  inkling_trainer_news_box_add_evaluation (self->box, &evaluation);
  return NN_OK;
}

/* Everything that is due after a step, at multiples only: nothing depends on where a run began. */
static NnStatus
do_what_is_due (InklingTrainerRun   *self,
                const InklingReport *row)
{
  guint64  step = self->training->step;
  gboolean best_yet = FALSE;
  NnStatus status = NN_OK;

  if (step % self->plan.recipe.report_every == 0)
    report_loss (self, row);
  else if (g_get_monotonic_time () - self->progress_time >= PROGRESS_INTERVAL)
    tell_progress (self);
  if (step % self->plan.recipe.evaluate_every == 0)
    status = evaluate (self, &best_yet);
  if (status == NN_OK && (step % self->plan.save_every == 0 || best_yet))
    status = save_checkpoint (self);
  return status;
}

static NnStatus
take_step (InklingTrainerRun *self)
{
  guint64       step = self->training->step + 1;
  gboolean      reported = step % self->plan.recipe.report_every == 0;
  InklingReport row = {
    .step = step,
    .learning_rate = nn_training_get_learning_rate (self->training),
  };
  NnStatus      status = nn_training_step (self->training, reported ? &row.loss : NULL);

  return status == NN_OK ? do_what_is_due (self, &row) : status;
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

/* What the program writes itself. */
static NnStatus
write_own_digits (InklingTrainerRun *self)
{
  NnTrainingData *data = &self->plan.data;
  NnStatus        status = NN_OK;

  if (self->plan.recipe.mix > 0.0)
    status = inkling_dataset_make_mix (self->team, &self->mixed);
  if (status == NN_OK && self->plan.recipe.strangers > 0.0)
    status = nn_pen_make_strangers (INKLING_BUILTIN_SEED, 0, N_STRANGERS, self->team,
                                    &self->strangers);
  data->mixed = self->mixed;
  data->strangers = self->strangers;
  return status;
}

static NnStatus
prepare (InklingTrainerRun *self)
{
  InklingTrainerPlan *plan = &self->plan;
  NnStatus            status = nn_team_new (plan->n_threads, &self->team);

  if (status == NN_OK)
    status = write_own_digits (self);
  if (status == NN_OK)
    status = nn_training_new (&plan->recipe, plan->seed, &plan->data, self->team, &self->training);
  if (status != NN_OK)
    return status;
  if (self->from != NULL)
    nn_training_restore (self->training, self->from->step, self->from->weights,
                         self->from->averages, self->from->velocity);
  self->start_time = self->speed_time = g_get_monotonic_time ();
  self->speed_step = plan->first_step;
  tell_progress (self);
  return NN_OK;
}

static NnStatus
train (InklingTrainerRun *self)
{
  NnStatus status = prepare (self);

  while (status == NN_OK &&
         self->training->step < self->plan.last_step && !g_atomic_int_get (&self->stopping))
    status = take_step (self);
  /* A run that was resumed and stopped at once has nothing new to keep. */
  if (status == NN_OK && (self->from == NULL || self->training->step > self->from->step))
    status = save_checkpoint (self);
  return status;
}

/* What the run has come to. */
static NnStatus
hand_over_model (InklingTrainerRun *self)
{
  InklingModel *model = take_snapshot (self, TRUE);

  if (model == NULL)
    return NN_NO_MEMORY;
  inkling_trainer_news_box_set_model (self->box, model);
  return NN_OK;
}

static void
tell_failure (InklingTrainerRun *self,
              NnStatus           status)
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

static gpointer
run_worker (gpointer data)
{
  InklingTrainerRun *self = data;
  NnStatus           status;

  lower_priority ();
  status = train (self);
  if (status == NN_OK)
    status = hand_over_model (self);
  if (status != NN_OK)
    tell_failure (self, status);
  if (self->training != NULL)
    tell_progress (self);
  if (self->saver != NULL)
    inkling_saver_wait (self->saver);

  g_clear_pointer (&self->training, nn_training_free);
  g_clear_pointer (&self->team, nn_team_free);
  g_clear_pointer (&self->mixed, nn_digits_free);
  g_clear_pointer (&self->strangers, nn_digits_free);
  inkling_trainer_news_box_finish (self->box);
  return NULL;
}

static InklingTrainerRun *
run_new (const InklingTrainerPlan *plan,
         InklingTrainerNewsBox    *box)
{
  InklingTrainerRun *self = g_new0 (InklingTrainerRun, 1);

  self->plan = *plan;
  self->plan.dataset_name = self->dataset_name = g_strdup (plan->dataset_name);
  self->plan.dataset_digest = self->dataset_digest = g_strdup (plan->dataset_digest);
  self->plan.folder = NULL;
  if (plan->folder != NULL)
    self->saver = inkling_saver_new (plan->folder, plan->keep, saved_cb, self);
  if (plan->from != NULL)
    self->from = inkling_model_ref (plan->from);
  self->history = plan->from != NULL ? inkling_history_copy (plan->from->history)
                                     : inkling_history_new ();
  self->saved_step = G_MAXUINT64;
  self->box = inkling_trainer_news_box_ref (box);
  return self;
}

InklingTrainerRun *
inkling_trainer_run_start (const InklingTrainerPlan  *plan,
                           InklingTrainerNewsBox     *box,
                           GError                   **error)
{
  InklingTrainerRun *self = run_new (plan, box);

  self->thread = g_thread_try_new ("training", run_worker, self, error);
  if (self->thread == NULL)
    g_clear_pointer (&self, inkling_trainer_run_free);
  return self;
}

void
inkling_trainer_run_stop (InklingTrainerRun *self)
{
  g_atomic_int_set (&self->stopping, TRUE);
}

void
inkling_trainer_run_join (InklingTrainerRun *self)
{
  g_clear_pointer (&self->thread, g_thread_join);
}

void
inkling_trainer_run_free (InklingTrainerRun *self)
{
  inkling_trainer_run_join (self);
  inkling_saver_free (self->saver);
  inkling_history_free (self->history);
  g_clear_pointer (&self->from, inkling_model_unref);
  g_free (self->dataset_name);
  g_free (self->dataset_digest);
  inkling_trainer_news_box_unref (self->box);
  g_free (self);
}
