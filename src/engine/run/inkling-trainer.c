/* inkling-trainer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-trainer.h"

#include <math.h>
#include <glib/gi18n-lib.h>

#include "inkling-error.h"
#include "inkling-trainer-worker.h"

struct _InklingTrainer
{
  GObject                parent_instance;

  InklingTrainerState    state;
  InklingTrainerWorker  *worker;   /* owned, NULL while idle */
  InklingTrainerNewsBox *box;      /* owned: the worker's; news from another box are too late */
  InklingDataset        *dataset;  /* owned, what worker reads */

  InklingTrainerEnd      end;      /* of the latest run, as far as it is known */
  NnRecipe               recipe;   /* what it goes by, as of the latest delivery */
  InklingProgress        progress; /* of the latest delivery */
  InklingHistory        *history;  /* owned */
  InklingModel          *model;    /* owned, NULL: none yet */
};

G_DEFINE_FINAL_TYPE (InklingTrainer, inkling_trainer, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPERTIES
};

enum
{
  PROGRESS,
  EVALUATED,
  CHECKPOINT,
  FAILED,
  FINISHED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint       signals[N_SIGNALS];

static void
set_state (InklingTrainer      *self,
           InklingTrainerState  state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Drops the run, whose worker has ended or is told to. Its late news find another box, or none. */
static void
drop_run (InklingTrainer *self)
{
  if (self->worker != NULL)
    inkling_trainer_worker_stop (self->worker);
  g_clear_pointer (&self->worker, inkling_trainer_worker_free);
  g_clear_pointer (&self->box, inkling_trainer_news_box_unref);
  g_clear_object (&self->dataset);
}

/* Delivery */

static void
absorb_news (InklingTrainer     *self,
             InklingTrainerNews *news)
{
  g_array_append_vals (self->history->reports, news->reports->data, news->reports->len);
  for (guint i = 0; i < news->evaluations->len; i++)
    inkling_history_add_evaluation (self->history,
                                    &g_array_index (news->evaluations, InklingTimedEvaluation,
                                                    i).row);
  for (guint i = 0; i < news->changes->len; i++)
    {
      const InklingTrainerChange *change = &g_array_index (news->changes, InklingTrainerChange, i);

      inkling_trainer_plan_mark_changes (self->history, change->step, &self->recipe,
                                         &change->recipe);
      self->recipe = change->recipe;
    }
  if (news->end != INKLING_TRAINER_END_PAUSED)
    self->end = news->end;
  if (news->has_progress)
    self->progress = news->progress;
  if (news->model != NULL)
    {
      g_clear_pointer (&self->model, inkling_model_unref);
      self->model = g_steal_pointer (&news->model);
    }
}

/* A handler may stop this run and start another: then the rest belongs to nobody. */
static gboolean
is_current (InklingTrainer        *self,
            InklingTrainerNewsBox *box)
{
  return self->box == box;
}

static void
emit_news (InklingTrainer        *self,
           InklingTrainerNewsBox *box,
           InklingTrainerNews    *news)
{
  guint first = self->history->evaluations->len - news->evaluations->len;

  for (guint i = 0; i < news->evaluations->len && is_current (self, box); i++)
    g_signal_emit (self, signals[EVALUATED], 0, first + i,
                   g_array_index (news->evaluations, InklingTimedEvaluation, i).seconds);
  for (guint i = 0; i < news->checkpoints->len && is_current (self, box); i++)
    {
      InklingSavedCheckpoint *checkpoint = &g_array_index (news->checkpoints,
                                                           InklingSavedCheckpoint, i);

      g_signal_emit (self, signals[CHECKPOINT], 0, checkpoint->step, checkpoint->path);
    }
  for (guint i = 0; i < news->errors->len && is_current (self, box); i++)
    g_signal_emit (self, signals[FAILED], 0, g_ptr_array_index (news->errors, i));
  if (is_current (self, box))
    g_signal_emit (self, signals[PROGRESS], 0);
}

/* Whoever hears that the state is idle finds the end already told. */
static void
finish (InklingTrainer *self)
{
  g_debug ("run ended at step %" G_GUINT64_FORMAT " for reason %d", self->progress.step, self->end);
  drop_run (self);
  g_object_freeze_notify (G_OBJECT (self));
  set_state (self, INKLING_TRAINER_IDLE);
  g_signal_emit (self, signals[FINISHED], 0);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
deliver_news (InklingTrainer *self)
{
  g_autoptr (InklingTrainer)  keep_alive G_GNUC_UNUSED = g_object_ref (self);
  InklingTrainerNewsBox      *box = inkling_trainer_news_box_ref (self->box);
  g_auto (InklingTrainerNews) news = { 0 };

  inkling_trainer_news_box_take (box, &news);
  absorb_news (self, &news);
  emit_news (self, box, &news);
  if (news.finished && is_current (self, box))
    finish (self);
  inkling_trainer_news_box_unref (box);
}

static void
news_cb (InklingTrainerNewsBox *box,
         gpointer               user_data)
{
  g_autoptr (InklingTrainer) self = g_weak_ref_get (user_data);

  if (self != NULL && is_current (self, box))
    deliver_news (self);
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* What can be said before the worker's first news. */
static void
reset_results (InklingTrainer           *self,
               const InklingTrainerPlan *plan)
{
  const InklingReport *report;

  g_clear_pointer (&self->history, inkling_history_free);
  g_clear_pointer (&self->model, inkling_model_unref);
  self->history = inkling_trainer_plan_make_history (plan);
  self->model = plan->from != NULL ? inkling_model_ref (plan->from) : NULL;
  self->end = INKLING_TRAINER_END_PAUSED;
  self->recipe = plan->recipe;
  report = inkling_history_last_report (self->history);
  self->progress = (InklingProgress) {
    .step = plan->first_step,
    .first_step = plan->first_step,
    .last_step = plan->last_step,
    .steps_per_epoch = plan->steps_per_epoch,
    .loss = report != NULL ? report->loss : NAN,
    .learning_rate = nn_recipe_learning_rate (&plan->recipe, plan->first_step,
                                              plan->steps_per_epoch),
  };
}

static void
inkling_trainer_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  InklingTrainer *self = INKLING_TRAINER (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_trainer_dispose (GObject *object)
{
  InklingTrainer *self = INKLING_TRAINER (object);

  drop_run (self);
  self->state = INKLING_TRAINER_IDLE;

  G_OBJECT_CLASS (inkling_trainer_parent_class)->dispose (object);
}

static void
inkling_trainer_finalize (GObject *object)
{
  InklingTrainer *self = INKLING_TRAINER (object);

  g_clear_pointer (&self->history, inkling_history_free);
  g_clear_pointer (&self->model, inkling_model_unref);

  G_OBJECT_CLASS (inkling_trainer_parent_class)->finalize (object);
}

static void
inkling_trainer_class_init (InklingTrainerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = inkling_trainer_get_property;
  object_class->dispose = inkling_trainer_dispose;
  object_class->finalize = inkling_trainer_finalize;

  properties[PROP_STATE] =
    g_param_spec_int ("state", NULL, NULL,
                      INKLING_TRAINER_IDLE, INKLING_TRAINER_PAUSING, INKLING_TRAINER_IDLE,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[PROGRESS] = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EVALUATED] = g_signal_new ("evaluated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE,
                                     2, G_TYPE_UINT, G_TYPE_DOUBLE);
  signals[CHECKPOINT] = g_signal_new ("checkpoint", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                      0, NULL, NULL, NULL, G_TYPE_NONE,
                                      2, G_TYPE_UINT64, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inkling_trainer_init (InklingTrainer *self)
{
  self->history = inkling_history_new ();
  self->progress.loss = NAN;
}

InklingTrainer *
inkling_trainer_new (void)
{
  return g_object_new (INKLING_TYPE_TRAINER, NULL);
}

gboolean
inkling_trainer_check (InklingDataset  *dataset,
                       InklingModel    *from,
                       const NnRecipe  *recipe,
                       GError         **error)
{
  InklingTrainerPlan plan;

  return inkling_trainer_plan_make (&plan, dataset, from, recipe, 0, NULL, error);
}

gboolean
inkling_trainer_start (InklingTrainer               *self,
                       InklingDataset               *dataset,
                       InklingModel                 *from,
                       const NnRecipe               *recipe,
                       guint64                       seed,
                       const InklingTrainerOptions  *options,
                       GError                      **error)
{
  g_autoptr (InklingCheckpoints)  opened = NULL;
  GWeakRef                       *reference;
  InklingTrainerPlan              plan;

  g_return_val_if_fail (INKLING_IS_TRAINER (self), FALSE);
  g_return_val_if_fail (INKLING_IS_DATASET (dataset), FALSE);
  g_return_val_if_fail (from != NULL || recipe != NULL, FALSE);

  if (self->state != INKLING_TRAINER_IDLE)
    {
      g_set_error_literal (error, INKLING_ERROR, INKLING_ERROR_FAILED,
                           _("A training run is already going on"));
      return FALSE;
    }
  if (!inkling_trainer_plan_make (&plan, dataset, from, recipe, seed, options, error))
    return FALSE;
  if (plan.checkpoints == NULL && options != NULL && options->folder != NULL)
    {
      plan.checkpoints = opened = inkling_checkpoints_open (options->folder, error);
      if (opened == NULL)
        return FALSE;
    }

  reference = g_new (GWeakRef, 1);
  g_weak_ref_init (reference, self);
  self->box = inkling_trainer_news_box_new (news_cb, reference, weak_ref_free);
  self->worker = inkling_trainer_worker_start (&plan, self->box, error);
  if (self->worker == NULL)
    {
      drop_run (self);
      return FALSE;
    }
  self->dataset = g_object_ref (dataset);
  reset_results (self, &plan);
  g_debug ("run %s at step %" G_GUINT64_FORMAT ", to step %" G_GUINT64_FORMAT ", seed %"
           G_GUINT64_FORMAT ", %u threads, %s", from != NULL ? "resumed" : "started",
           plan.first_step, plan.last_step, plan.seed, plan.n_threads,
           inkling_dataset_get_name (dataset));
  set_state (self, INKLING_TRAINER_RUNNING);
  return TRUE;
}

gboolean
inkling_trainer_change (InklingTrainer               *self,
                        const NnRecipe               *recipe,
                        const InklingStopConditions  *stop,
                        guint                         n_threads,
                        GError                      **error)
{
  const InklingTrainerOrders orders = {
    .recipe = *recipe,
    .stop = *stop,
    .n_threads = inkling_trainer_plan_choose_n_threads (n_threads),
  };

  g_return_val_if_fail (INKLING_IS_TRAINER (self), FALSE);
  g_return_val_if_fail (self->state == INKLING_TRAINER_RUNNING, FALSE);

  if (!inkling_trainer_plan_check_recipe (recipe, self->dataset, error))
    return FALSE;
  if (!nn_recipe_same_run (recipe, &self->recipe))
    return inkling_error_set (error, INKLING_ERROR_RECIPE,
                              _("That cannot change within a run; begin a new one"));
  inkling_trainer_worker_change (self->worker, &orders);
  return TRUE;
}

void
inkling_trainer_pause (InklingTrainer *self)
{
  g_return_if_fail (INKLING_IS_TRAINER (self));

  if (self->state != INKLING_TRAINER_RUNNING)
    return;
  g_debug ("run is to pause, at step %" G_GUINT64_FORMAT " or soon", self->progress.step);
  inkling_trainer_worker_stop (self->worker);
  set_state (self, INKLING_TRAINER_PAUSING);
}

void
inkling_trainer_wait (InklingTrainer *self)
{
  g_return_if_fail (INKLING_IS_TRAINER (self));

  if (self->worker != NULL)
    inkling_trainer_worker_join (self->worker);
}

InklingTrainerState
inkling_trainer_get_state (InklingTrainer *self)
{
  return self->state;
}

gboolean
inkling_trainer_get_running (InklingTrainer *self)
{
  return self->state != INKLING_TRAINER_IDLE;
}

InklingTrainerEnd
inkling_trainer_get_end (InklingTrainer *self)
{
  return self->end;
}

gboolean
inkling_trainer_get_broken (InklingTrainer *self)
{
  return self->end == INKLING_TRAINER_END_BROKEN;
}

const NnRecipe *
inkling_trainer_get_recipe (InklingTrainer *self)
{
  return &self->recipe;
}

const InklingProgress *
inkling_trainer_get_progress (InklingTrainer *self)
{
  return &self->progress;
}

const InklingHistory *
inkling_trainer_get_history (InklingTrainer *self)
{
  return self->history;
}

InklingModel *
inkling_trainer_get_model (InklingTrainer *self)
{
  return self->model;
}
