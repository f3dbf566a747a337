/* inkling-session.c: the run at hand, from looking for its last checkpoint to its end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-session.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inkling-error.h"
#include "inkling-run-leg.h"
#include "inkling-run-preparation.h"

/* Figures that change more often cannot be read, and the frames belong to the drawing. */
#define REFRESH_MILLISECONDS 50

/* A rate that made a run diverge is too high by more than a little. */
#define RESCUE_FACTOR 0.1

/* What goes on. */
typedef enum
{
  PHASE_IDLE,
  PHASE_RESTORING,
  PHASE_PREPARING,
  PHASE_RUNNING,
  PHASE_PAUSING,
} Phase;

#define TO(phase) (1u << (phase))

/* What each phase is to others, and which may follow it:
 *   idle       the run at hand stands still, if there is one
 *   restoring  so it does while the newest checkpoint is looked for, until that or another wish
 *   preparing  a run is made ready or put back; refused or called off, nothing has changed
 *   running    the trainer has it
 *   pausing    it was told to stop, and its checkpoint is not yet safe */
static const struct
{
  InklingSessionState state;
  guint               leads_to;
} phases[] = {
  [PHASE_IDLE] = { INKLING_SESSION_IDLE,
                   TO (PHASE_IDLE) | TO (PHASE_RESTORING) | TO (PHASE_PREPARING) },
  [PHASE_RESTORING] = { INKLING_SESSION_IDLE,
                        TO (PHASE_IDLE) | TO (PHASE_RESTORING) | TO (PHASE_PREPARING) },
  [PHASE_PREPARING] = { INKLING_SESSION_PREPARING, TO (PHASE_IDLE) | TO (PHASE_RUNNING) },
  [PHASE_RUNNING] = { INKLING_SESSION_RUNNING, TO (PHASE_PAUSING) | TO (PHASE_IDLE) },
  [PHASE_PAUSING] = { INKLING_SESSION_PAUSING, TO (PHASE_IDLE) },
};

/* What the model at hand is, if there is one. */
typedef enum
{
  MODEL_GUEST,      /* a run, to which none of the checkpoints in its folder belong */
  MODEL_RESIDENT,   /* a run, to which those do, so that it adds to them */
  MODEL_READY_MADE, /* it came with the program: it draws, but is no run */
} ModelKind;

struct _InklingSession
{
  GObject          parent_instance;

  Phase            phase;        /* moved by move() */
  GCancellable    *waiting;      /* owned: for what the phase waits; only restoring and preparing */
  InklingTrainer  *trainer;      /* owned */
  char            *home;         /* owned; where new runs go */
  InklingDataset  *dataset;      /* owned; the one loaded last */

  /* The run at hand */
  InklingModel    *model;        /* owned; NULL before the first */
  ModelKind        kind;
  char            *folder;       /* owned; home, or the run's own in there */
  gboolean         broken;       /* it broke down after the step it stands at */
  char            *divergence;   /* owned: why the trainer's did, not yet told; or NULL */
  gboolean         failing;      /* its last checkpoint could not be saved, which has been told */
  guint64          saved_step;
  InklingProgress  progress;
  guint            refresh_id;

  /* What was wanted of it last */
  InklingRunLeg    leg;
  char            *which;        /* owned; the data set */
};

G_DEFINE_FINAL_TYPE (InklingSession, inkling_session, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_MODEL,
  N_PROPS
};

enum
{
  REPLACED,
  PROGRESS,
  ENDED,
  MESSAGE,
  FAILED,
  DIVERGED,
  HOMELESS,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Calls off what the former phase was waiting for. Whoever moves tells of it when all is as the new
 * phase says. */
static void
move (InklingSession *self,
      Phase           phase)
{
  g_assert (phases[self->phase].leads_to & TO (phase));

  g_cancellable_cancel (self->waiting);
  g_clear_object (&self->waiting);
  if (phase == PHASE_RESTORING || phase == PHASE_PREPARING)
    self->waiting = g_cancellable_new ();
  self->phase = phase;
}

static void
notify_state (InklingSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* value may be in what it replaces. */
static void
replace_string (char       **string,
                const char  *value)
{
  g_autofree char *former = *string;

  *string = g_strdup (value);
}

static void
set_model (InklingSession *self,
           InklingModel   *model)
{
  if (self->model == model)
    return;

  g_clear_pointer (&self->model, inkling_model_unref);
  self->model = inkling_model_ref (model);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

/* model, which is not being trained, becomes what is at hand. */
static void
adopt (InklingSession *self,
       InklingModel   *model,
       ModelKind       kind)
{
  g_assert (phases[self->phase].state == INKLING_SESSION_IDLE);

  self->kind = kind;
  self->broken = FALSE;
  set_model (self, model);
  if (kind == MODEL_READY_MADE)
    self->progress = (InklingProgress) { .loss = NAN };
  else
    self->progress = inkling_run_leg_model_progress (model);
  g_signal_emit (self, signals[REPLACED], 0);
}

static void
tell_divergence (InklingSession *self)
{
  g_autofree char *reason = g_steal_pointer (&self->divergence);

  if (reason != NULL)
    g_signal_emit (self, signals[DIVERGED], 0, reason);
}

/* One broken file is named at once, more are in the details. */
static void
report_skipped (InklingSession *self,
                GStrv           skipped)
{
  guint n_skipped = g_strv_length (skipped);
  g_autofree char *details = g_strjoinv ("\n", skipped);
  g_autofree char *text = NULL;

  if (n_skipped == 0)
    return;

  if (n_skipped == 1)
    /* Translators: %s names the file and says what is wrong with it */
    text = g_strdup_printf (_("Passed over %s"), skipped[0]);
  else
    text = g_strdup_printf (ngettext ("Passed over %u model file that cannot be read",
                                      "Passed over %u model files that cannot be read",
                                      n_skipped),
                            n_skipped);
  g_signal_emit (self, signals[MESSAGE], 0, text, details);
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InklingSession) self = user_data;
  g_auto (GStrv) skipped = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (InklingModel) model = inkling_run_load_newest_finish (result, &skipped, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_assert (self->phase == PHASE_RESTORING);
  move (self, PHASE_IDLE);
  report_skipped (self, skipped);
  if (model != NULL)
    adopt (self, model, model->path == NULL ? MODEL_READY_MADE : MODEL_RESIDENT);
  tell_divergence (self);
}

/* The newest checkpoint in the folder of the run at hand becomes that run. */
static void
restore_run (InklingSession *self)
{
  move (self, PHASE_RESTORING);
  inkling_run_load_newest_async (self->folder, self->waiting, restored_cb, g_object_ref (self));
}

/* Nothing has changed. */
static void
preparation_failed (InklingSession    *self,
                    InklingRunTrouble  trouble,
                    const GError      *error)
{
  move (self, PHASE_IDLE);
  notify_state (self);

  if (trouble != INKLING_RUN_TROUBLE_NONE)
    g_signal_emit (self, signals[HOMELESS], 0, trouble == INKLING_RUN_TROUBLE_IN_USE,
                   error->message);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, _("Training Could Not Start"), error->message);
}

static void
begin_run (InklingSession     *self,
           InklingCheckpoints *checkpoints)
{
  gboolean cancelled = g_cancellable_is_cancelled (self->waiting);
  g_autoptr (GError) error = NULL;

  if (!inkling_run_leg_start (&self->leg, self->trainer, self->dataset, self->model, checkpoints,
                              &error))
    {
      preparation_failed (self, INKLING_RUN_TROUBLE_NONE, error);
      return;
    }

  move (self, PHASE_RUNNING);
  replace_string (&self->folder, inkling_checkpoints_get_folder (checkpoints));
  self->kind = MODEL_RESIDENT;
  self->saved_step = 0;
  self->broken = FALSE;
  self->failing = FALSE;
  if (self->leg.fresh)
    g_signal_emit (self, signals[REPLACED], 0);
  notify_state (self);

  /* Paused too late to call the run off: the older checkpoints are already set aside. */
  if (cancelled)
    inkling_session_pause (self);
}

static void
tell_moved (InklingSession *self,
            gboolean        moved)
{
  if (moved)
    g_signal_emit (self, signals[MESSAGE], 0,
                   _("The earlier run was set aside and is kept in the model folder"), NULL);
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InklingSession)     self = user_data;
  g_autoptr (InklingCheckpoints) checkpoints = NULL;
  g_autoptr (GError)             error = NULL;
  InklingRunTrouble              trouble;
  gboolean                       moved;
  g_autoptr (InklingDataset)     dataset = inkling_run_prepare_finish (result, &checkpoints, &moved,
                                                                       &trouble, &error);

  g_assert (self->phase == PHASE_PREPARING);
  if (dataset == NULL)
    {
      preparation_failed (self, trouble, error);
      return;
    }

  g_set_object (&self->dataset, dataset);
  tell_moved (self, moved);
  begin_run (self, checkpoints);
}

/* Only the run that the folder's checkpoints belong to may add to them. */
static void
prepare_run (InklingSession *self,
             const char     *which,
             gboolean        apart)
{
  InklingModel *from = self->leg.fresh ? NULL : self->model;
  gboolean adds = !self->leg.fresh && self->kind == MODEL_RESIDENT && !apart;
  InklingRunPlace place = apart ? INKLING_RUN_APART : adds ? INKLING_RUN_ADDS
                                                           : INKLING_RUN_REPLACES;

  replace_string (&self->which, which);
  g_clear_pointer (&self->divergence, g_free);
  move (self, PHASE_PREPARING);
  inkling_run_prepare_async (self->which, self->dataset, from, &self->leg.recipe,
                             adds ? self->folder : self->home, place,
                             self->waiting, prepared_cb, g_object_ref (self));
  notify_state (self);
}

static void
rewound_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (InklingSession) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean moved;
  g_autoptr (InklingModel) model = inkling_run_rewind_finish (result, &moved, &error);

  g_assert (self->phase == PHASE_PREPARING);
  if (model == NULL)
    {
      preparation_failed (self, INKLING_RUN_TROUBLE_NONE, error);
      return;
    }

  move (self, PHASE_IDLE);
  adopt (self, model, self->kind);
  tell_moved (self, moved);
  notify_state (self);
}

static void
refresh (InklingSession *self)
{
  InklingModel *model = inkling_trainer_get_model (self->trainer);

  self->progress = inkling_run_leg_get_progress (&self->leg, self->trainer);
  if (model != NULL)
    set_model (self, model);
}

static gboolean
refresh_cb (gpointer user_data)
{
  InklingSession *self = user_data;

  g_assert (INKLING_IS_SESSION (self));

  self->refresh_id = 0;
  refresh (self);
  g_signal_emit (self, signals[PROGRESS], 0);

  return G_SOURCE_REMOVE;
}

static void
progress_cb (InklingSession *self)
{
  g_assert (INKLING_IS_SESSION (self));

  if (self->refresh_id == 0)
    self->refresh_id = g_timeout_add (REFRESH_MILLISECONDS, refresh_cb, self);
}

static void
checkpoint_cb (InklingSession *self,
               guint64         step)
{
  self->saved_step = step;
  self->failing = FALSE;
}

/* On a full disk every checkpoint fails; while the run goes on, the first is enough to tell of. */
static void
failed_cb (InklingSession *self,
           GError         *error)
{
  gboolean goes_on = self->phase == PHASE_RUNNING
                     && !inkling_trainer_get_broken (self->trainer);

  if (goes_on && self->failing)
    return;

  /* Told when the last good checkpoint, which is offered along with it, is found. */
  if (g_error_matches (error, INKLING_ERROR, INKLING_ERROR_NOT_FINITE)
      && inkling_trainer_get_broken (self->trainer))
    {
      replace_string (&self->divergence, error->message);
      return;
    }

  self->failing = TRUE;
  g_signal_emit (self, signals[FAILED], 0,
                 _("Something Went Wrong While Training"), error->message);
}

static gboolean
ended_by_itself (InklingSession *self)
{
  InklingTrainerEnd end = inkling_trainer_get_end (self->trainer);

  if (end == INKLING_TRAINER_END_STEPS)
    return self->progress.step >= self->progress.last_step;

  return end != INKLING_TRAINER_END_PAUSED && end != INKLING_TRAINER_END_BROKEN;
}

static void
finished_cb (InklingSession *self)
{
  g_assert (self->phase == PHASE_RUNNING || self->phase == PHASE_PAUSING);

  move (self, PHASE_IDLE);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  refresh (self);
  self->progress.steps_per_second = 0.0; /* nothing is left to wait for */
  g_signal_emit (self, signals[PROGRESS], 0);
  if (ended_by_itself (self))
    g_signal_emit (self, signals[ENDED], 0);

  /* A run that diverged leaves no weights to go on with; its last checkpoint does, or what it went
   * on from. */
  if (!inkling_session_has_run (self))
    restore_run (self);
  else if (inkling_trainer_get_broken (self->trainer))
    {
      adopt (self, self->model, self->kind);
      self->broken = TRUE;
      g_signal_emit (self, signals[PROGRESS], 0);
      tell_divergence (self);
    }
  notify_state (self);
}

static void
inkling_session_dispose (GObject *object)
{
  InklingSession *self = INKLING_SESSION (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_cancellable_cancel (self->waiting);
  g_clear_object (&self->waiting);
  g_clear_object (&self->trainer);
  g_clear_object (&self->dataset);
  g_clear_pointer (&self->model, inkling_model_unref);

  G_OBJECT_CLASS (inkling_session_parent_class)->dispose (object);
}

static void
inkling_session_finalize (GObject *object)
{
  InklingSession *self = INKLING_SESSION (object);

  g_free (self->divergence);
  g_free (self->which);
  g_free (self->folder);
  g_free (self->home);

  G_OBJECT_CLASS (inkling_session_parent_class)->finalize (object);
}

static void
inkling_session_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  InklingSession *self = INKLING_SESSION (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, inkling_session_get_state (self));
      break;
    case PROP_MODEL:
      g_value_set_boxed (value, self->model);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static guint
add_signal (const char *name,
            guint       n_strings)
{
  return g_signal_new (name, INKLING_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_strings, G_TYPE_STRING, G_TYPE_STRING);
}

static void
inkling_session_class_init (InklingSessionClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = inkling_session_dispose;
  object_class->finalize = inkling_session_finalize;
  object_class->get_property = inkling_session_get_property;

  properties[PROP_STATE] =
    g_param_spec_int ("state", NULL, NULL, INKLING_SESSION_IDLE, INKLING_SESSION_PAUSING,
                      INKLING_SESSION_IDLE, flags);
  properties[PROP_MODEL] = g_param_spec_boxed ("model", NULL, NULL, INKLING_TYPE_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REPLACED] = add_signal ("replaced", 0);
  signals[PROGRESS] = add_signal ("progress", 0);
  signals[ENDED] = add_signal ("ended", 0);
  signals[MESSAGE] = add_signal ("message", 2);
  signals[FAILED] = add_signal ("failed", 2);
  signals[DIVERGED] = add_signal ("diverged", 1);
  signals[HOMELESS] = g_signal_new ("homeless", INKLING_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE,
                                    2, G_TYPE_BOOLEAN, G_TYPE_STRING);
}

static void
inkling_session_init (InklingSession *self)
{
  const struct { const char *signal; GCallback callback; } handlers[] = {
    { "progress", G_CALLBACK (progress_cb) },
    { "checkpoint", G_CALLBACK (checkpoint_cb) },
    { "failed", G_CALLBACK (failed_cb) },
    { "finished", G_CALLBACK (finished_cb) },
  };

  self->progress.loss = NAN;
  self->trainer = inkling_trainer_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->trainer, handlers[i].signal, handlers[i].callback, self,
                             G_CONNECT_SWAPPED);
}

InklingSession *
inkling_session_new (const char *folder)
{
  InklingSession *self = g_object_new (INKLING_TYPE_SESSION, NULL);

  self->folder = g_strdup (folder);
  self->home = g_strdup (folder);

  return self;
}

void
inkling_session_set_home (InklingSession *self,
                          const char     *folder)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (folder != NULL);

  if (g_str_equal (self->home, folder))
    return;
  replace_string (&self->home, folder);
  if (self->kind == MODEL_RESIDENT)
    self->kind = MODEL_GUEST;
}

void
inkling_session_retry (InklingSession *self,
                       gboolean        apart)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);
  g_return_if_fail (self->which != NULL);
  g_return_if_fail (self->leg.fresh || inkling_session_has_run (self));

  prepare_run (self, self->which, apart);
}

void
inkling_session_restore (InklingSession *self)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);

  replace_string (&self->folder, self->home);
  restore_run (self);
}

void
inkling_session_open_model (InklingSession *self,
                            InklingModel   *model)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);

  move (self, PHASE_IDLE);
  adopt (self, model, MODEL_GUEST);
}

void
inkling_session_start (InklingSession *self,
                       const char     *which,
                       const NnRecipe *recipe,
                       guint64         seed)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);

  self->leg = inkling_run_leg_of_new_run (recipe, seed, 0);
  prepare_run (self, which, FALSE);
}

void
inkling_session_resume (InklingSession *self,
                        const char     *which,
                        const NnRecipe *recipe)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);
  g_return_if_fail (inkling_session_has_run (self));

  self->leg = inkling_run_leg_of_model (self->model, recipe, 0);
  prepare_run (self, which, FALSE);
}

void
inkling_session_step (InklingSession *self,
                      const char     *which,
                      const NnRecipe *recipe,
                      guint64         seed)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);

  self->leg = inkling_session_has_run (self) ? inkling_run_leg_of_model (self->model, recipe, 1)
                                             : inkling_run_leg_of_new_run (recipe, seed, 1);
  prepare_run (self, which, FALSE);
}

void
inkling_session_rewind (InklingSession *self)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_can_rewind (self));

  g_clear_pointer (&self->divergence, g_free);
  move (self, PHASE_PREPARING);
  inkling_run_rewind_async (self->model, self->kind == MODEL_RESIDENT ? self->folder : NULL,
                            self->waiting, rewound_cb, g_object_ref (self));
  notify_state (self);
}

gboolean
inkling_session_can_rewind (InklingSession *self)
{
  g_return_val_if_fail (INKLING_IS_SESSION (self), FALSE);

  return inkling_session_get_state (self) == INKLING_SESSION_IDLE
         && inkling_session_has_run (self) && self->model->step > 0;
}

gboolean
inkling_session_can_rescue (InklingSession *self)
{
  g_return_val_if_fail (INKLING_IS_SESSION (self), FALSE);

  return inkling_session_has_run (self)
         && (!self->leg.fresh || inkling_trainer_get_model (self->trainer) != NULL);
}

void
inkling_session_rescue (InklingSession *self,
                        const char     *which)
{
  NnRecipe recipe = *inkling_trainer_get_recipe (self->trainer);

  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);

  recipe.learning_rate = inkling_session_get_rescue_rate (self);
  self->leg = inkling_session_can_rescue (self)
                ? inkling_run_leg_of_model (self->model, &recipe, 0)
                : inkling_run_leg_of_new_run (&recipe, self->leg.seed, 0);
  prepare_run (self, which, FALSE);
}

double
inkling_session_get_rescue_rate (InklingSession *self)
{
  return RESCUE_FACTOR * inkling_trainer_get_recipe (self->trainer)->learning_rate;
}

gboolean
inkling_session_change (InklingSession  *self,
                        const NnRecipe  *recipe,
                        GError         **error)
{
  g_return_val_if_fail (INKLING_IS_SESSION (self), FALSE);
  g_return_val_if_fail (inkling_session_get_state (self) == INKLING_SESSION_RUNNING, FALSE);

  return inkling_run_leg_change (self->trainer, recipe, error);
}

void
inkling_session_pause (InklingSession *self)
{
  g_return_if_fail (INKLING_IS_SESSION (self));

  if (self->phase == PHASE_PREPARING)
    g_cancellable_cancel (self->waiting);
  else if (self->phase == PHASE_RUNNING)
    {
      inkling_trainer_pause (self->trainer);
      move (self, PHASE_PAUSING);
      notify_state (self);
    }
}

void
inkling_session_pause_at_once (InklingSession *self)
{
  g_return_if_fail (INKLING_IS_SESSION (self));

  inkling_session_pause (self);
  inkling_trainer_wait (self->trainer);
}

InklingSessionState
inkling_session_get_state (InklingSession *self)
{
  g_return_val_if_fail (INKLING_IS_SESSION (self), INKLING_SESSION_IDLE);

  return phases[self->phase].state;
}

InklingModel *
inkling_session_get_model (InklingSession *self)
{
  g_return_val_if_fail (INKLING_IS_SESSION (self), NULL);

  return self->model;
}

gboolean
inkling_session_has_run (InklingSession *self)
{
  g_return_val_if_fail (INKLING_IS_SESSION (self), FALSE);

  return self->model != NULL && self->model->weights != NULL && self->kind != MODEL_READY_MADE;
}

const InklingProgress *
inkling_session_get_progress (InklingSession *self)
{
  g_return_val_if_fail (INKLING_IS_SESSION (self), NULL);

  return &self->progress;
}

InklingTrainerEnd
inkling_session_get_end (InklingSession *self)
{
  g_return_val_if_fail (INKLING_IS_SESSION (self), INKLING_TRAINER_END_PAUSED);

  if (self->broken)
    return INKLING_TRAINER_END_BROKEN;

  return self->model == NULL ? INKLING_TRAINER_END_PAUSED : inkling_model_get_end (self->model);
}

const InklingHistory *
inkling_session_get_history (InklingSession *self)
{
  g_return_val_if_fail (INKLING_IS_SESSION (self), NULL);

  /* The averages of a run that broke down have none; the trainer has it. */
  if (self->phase == PHASE_RUNNING || self->phase == PHASE_PAUSING
      || (self->model != NULL && self->model->weights == NULL
          && self->model == inkling_trainer_get_model (self->trainer)))
    return inkling_trainer_get_history (self->trainer);

  return self->model == NULL ? NULL : self->model->history;
}

guint64
inkling_session_get_saved_step (InklingSession *self)
{
  g_return_val_if_fail (INKLING_IS_SESSION (self), 0);

  return self->saved_step;
}
