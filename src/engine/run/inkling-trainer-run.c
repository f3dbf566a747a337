/* inkling-trainer-run.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-trainer-run-private.h"

#include <inttypes.h>
#include <math.h>
#include <sys/resource.h>
#include <glib/gi18n-lib.h>

#include "inkling-ending.h"
#include "inkling-error.h"
#include "inkling-model-folder.h"
#include "inkling-trainer-snapshot.h"

/* Added to the niceness of the worker and its team: the window comes first. */
#define WORKER_NICENESS 10

/* For the steps to come, after one that took so many microseconds. */
static void
choose_n_active (InklingTrainerRun *self,
                 gint64             time)
{
  guint n_active = inkling_trainer_pace_add_step (&self->pace,
                                                  time / (double) G_TIME_SPAN_SECOND);

  nn_team_set_n_active (self->team, n_active);
}

static NnStatus
take_step (InklingTrainerRun *self)
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

  if (status != NN_OK)
    return status;
  choose_n_active (self, g_get_monotonic_time () - start);
  if (asked)
    self->loss = row.loss;
  return inkling_trainer_run_do_what_is_due (self, &row);
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

/* Once, when the first recipe needs them. */
static NnStatus
write_mix (InklingTrainerRun *self,
           const NnRecipe    *recipe)
{
  if (recipe->mix <= 0.0 || self->mixed != NULL)
    return NN_OK;
  return inkling_dataset_make_mix (self->team, &self->mixed);
}

/* What the program writes itself. */
static NnStatus
write_own_digits (InklingTrainerRun *self)
{
  NnTrainingData *data = &self->plan.data;
  NnStatus        status = write_mix (self, &self->plan.recipe);

  if (status == NN_OK && self->plan.recipe.strangers > 0.0)
    status = inkling_dataset_make_strangers (self->team, &self->strangers);
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
                         self->from->averages,
                         plan->recipe.momentum > 0.0 ? self->from->velocity : NULL);
  inkling_trainer_pace_init (&self->pace, plan->n_threads);
  inkling_trainer_clock_start (&self->clock, plan->first_step);
  self->end = inkling_trainer_run_find_end (self);
  inkling_trainer_run_tell_progress (self);
  return NN_OK;
}

static NnStatus
change_team (InklingTrainerRun *self,
             guint              n_threads)
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
change_recipe (InklingTrainerRun *self,
               const NnRecipe    *recipe)
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
  inkling_trainer_mark_changes (self->history, step, &self->plan.recipe, recipe);
  self->plan.recipe = *recipe;
  self->saved_step = G_MAXUINT64; /* a checkpoint of this step has the former recipe */
  inkling_trainer_news_box_add_change (self->box, step, recipe);
  inkling_trainer_run_tell_progress (self);
  return NN_OK;
}

static NnStatus
follow_orders (InklingTrainerRun *self)
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
    self->end = inkling_trainer_run_find_end (self);
  return status;
}

/* Whether another step is to be taken. */
static gboolean
goes_on (InklingTrainerRun *self)
{
  return self->end == INKLING_TRAINER_END_PAUSED && !g_atomic_int_get (&self->stopping) &&
         !inkling_ending_has_begun ();
}

static NnStatus
train (InklingTrainerRun *self)
{
  NnStatus status = prepare (self);

  while (status == NN_OK && goes_on (self))
    {
      status = take_step (self);
      if (status == NN_OK)
        status = follow_orders (self);
    }
  return status == NN_OK ? inkling_trainer_run_save_checkpoint (self) : status;
}

/* What the run has come to. */
static NnStatus
hand_over_model (InklingTrainerRun *self)
{
  InklingModel *model;

  model = inkling_trainer_run_snapshot (self);
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

/* The last good checkpoint of this session, or the one it went on from if that is of this
 * folder. */
static InklingModel *
load_last_checkpoint (InklingTrainerRun *self)
{
  g_autoptr (InklingModel) model = NULL;

  if (self->saved_path != NULL)
    return inkling_model_load (self->saved_path, NULL);
  if (self->folder != NULL && self->from != NULL)
    model = inkling_model_folder_load_newest (self->folder, NULL, NULL, NULL);
  if (model == NULL || model->step != self->from->step || model->seed != self->from->seed)
    return NULL;
  return g_steal_pointer (&model);
}

/* It says that the run broke down after it, to be told whenever it is opened. */
static void
mark_broken (InklingTrainerRun *self)
{
  g_autoptr (InklingModel) model = load_last_checkpoint (self);

  if (model == NULL)
    return;
  model->end = INKLING_TRAINER_END_BROKEN;
  inkling_model_save (model, model->path, NULL);
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
    inkling_trainer_run_tell_progress (self);
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

static double
get_last_loss (const InklingHistory *history)
{
  const InklingReport *report = inkling_history_last_report (history);

  return report != NULL ? report->loss : NAN;
}

/* Whether there is something to keep before the first step. */
static gboolean
has_news (const InklingTrainerPlan *plan)
{
  return plan->from == NULL || !nn_recipe_equal (&plan->from->recipe, &plan->recipe);
}

static InklingTrainerRun *
run_new (const InklingTrainerPlan *plan,
         InklingTrainerNewsBox    *box)
{
  InklingTrainerRun *self = g_new0 (InklingTrainerRun, 1);

  self->plan = *plan;
  self->plan.dataset_name = self->dataset_name = g_strdup (plan->dataset_name);
  self->plan.dataset_digest = self->dataset_digest = g_strdup (plan->dataset_digest);
  self->plan.dataset_place = self->dataset_place = g_strdup (plan->dataset_place);
  self->plan.folder = self->folder = g_strdup (plan->folder);
  self->plan.checkpoints = NULL;
  if (plan->checkpoints != NULL)
    self->saver = inkling_saver_new (plan->checkpoints, plan->keep, inkling_trainer_run_saved_cb,
                                     self);
  if (plan->from != NULL)
    self->from = inkling_model_ref (plan->from);
  self->history = inkling_trainer_plan_make_history (plan);
  self->loss = get_last_loss (self->history);
  /* A run that is resumed and stopped at once has nothing new to keep. */
  self->saved_step = has_news (plan) ? G_MAXUINT64 : plan->first_step;
  self->orders = inkling_trainer_orders_box_new ();
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
inkling_trainer_run_change (InklingTrainerRun          *self,
                            const InklingTrainerOrders *orders)
{
  inkling_trainer_orders_box_put (self->orders, orders);
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
  g_free (self->dataset_place);
  g_free (self->folder);
  g_free (self->saved_path);
  inkling_trainer_news_box_unref (self->box);
  inkling_trainer_orders_box_free (self->orders);
  g_free (self);
}
