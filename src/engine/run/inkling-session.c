/* inkling-session.c: the run at hand, from looking for its last checkpoint to its end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-session-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inkling-error.h"

/* Figures that change more often cannot be read, and the frames belong to the drawing. */
#define REFRESH_MILLISECONDS 50

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

void
inkling_session_notify_state (InklingSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
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

/* However often a run was paused, it ends at a multiple of its recipe's steps. */
static guint64
count_finished_runs (const NnRecipe *recipe,
                     guint64         step)
{
  return step == 0 ? 0 : (step - 1) / MAX (recipe->steps, 1);
}

/* Where the run of a model that is not being trained stands. */
static void
take_progress_of_model (InklingSession *self)
{
  const InklingReport *report = inkling_history_last_report (self->model->history);
  guint64 run_steps = MAX (self->model->recipe.steps, 1);
  guint64 n_finished = count_finished_runs (&self->model->recipe, self->model->step);

  self->progress = (InklingProgress) {
    .step = self->model->step,
    .first_step = n_finished * run_steps,
    .last_step = (n_finished + 1) * run_steps,
    .loss = report == NULL ? NAN : report->loss,
    .learning_rate = report == NULL ? NAN : report->learning_rate,
  };
}

void
inkling_session_emit_message (InklingSession *self,
                              const char     *text,
                              const char     *details)
{
  g_signal_emit (self, signals[MESSAGE], 0, text, details);
}

void
inkling_session_emit_failed (InklingSession *self,
                             const char     *heading,
                             const char     *reason)
{
  g_signal_emit (self, signals[FAILED], 0, heading, reason);
}

void
inkling_session_emit_homeless (InklingSession *self,
                               gboolean        in_use,
                               const char     *reason)
{
  g_signal_emit (self, signals[HOMELESS], 0, in_use, reason);
}

void
inkling_session_emit_replaced (InklingSession *self)
{
  g_signal_emit (self, signals[REPLACED], 0);
}

void
inkling_session_set_folder (InklingSession *self,
                            const char     *folder)
{
  char *copy = g_strdup (folder);

  g_free (self->folder);
  self->folder = copy;
}

void
inkling_session_adopt (InklingSession *self,
                       InklingModel   *model,
                       gboolean        owns_folder)
{
  self->ready_made = FALSE;
  self->broken = FALSE;
  self->owns_folder = owns_folder;
  set_model (self, model);
  take_progress_of_model (self);
  g_signal_emit (self, signals[REPLACED], 0);
}

void
inkling_session_adopt_ready_made (InklingSession *self,
                                  InklingModel   *model)
{
  self->ready_made = TRUE;
  self->owns_folder = FALSE;
  set_model (self, model);
  self->progress = (InklingProgress) { .loss = NAN };
  g_signal_emit (self, signals[REPLACED], 0);
}

static void
refresh (InklingSession *self)
{
  InklingModel *model = inkling_trainer_get_model (self->trainer);
  const NnRecipe *recipe = inkling_trainer_get_recipe (self->trainer);

  self->progress = *inkling_trainer_get_progress (self->trainer);
  if (self->wanted_steps > 0)
    self->progress.last_step = (count_finished_runs (recipe, self->progress.step) + 1)
                               * recipe->steps;
  self->progress.first_step = self->progress.last_step
                              - MIN (recipe->steps, self->progress.last_step);
  if (model != NULL)
    set_model (self, model);
}

static gboolean
refresh_cb (gpointer user_data)
{
  InklingSession *self = user_data;

  self->refresh_id = 0;
  refresh (self);
  g_signal_emit (self, signals[PROGRESS], 0);

  return G_SOURCE_REMOVE;
}

static void
progress_cb (InklingSession *self)
{
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
  gboolean goes_on = inkling_session_get_state (self) == INKLING_SESSION_RUNNING
                     && !inkling_trainer_get_broken (self->trainer);

  if (goes_on && self->failing)
    return;

  /* Told when the last good checkpoint, which is offered along with it, is found. */
  if (g_error_matches (error, INKLING_ERROR, INKLING_ERROR_NOT_FINITE)
      && inkling_trainer_get_broken (self->trainer))
    {
      g_free (self->divergence);
      self->divergence = g_strdup (error->message);
      return;
    }

  self->failing = TRUE;
  g_signal_emit (self, signals[FAILED], 0,
                 _("Something Went Wrong While Training"), error->message);
}

void
inkling_session_tell_divergence (InklingSession *self)
{
  g_autofree char *reason = g_steal_pointer (&self->divergence);

  if (reason != NULL)
    g_signal_emit (self, signals[DIVERGED], 0, reason);
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
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  refresh (self);
  self->progress.steps_per_second = 0.0; /* nothing is left to wait for */
  g_signal_emit (self, signals[PROGRESS], 0);
  if (ended_by_itself (self))
    g_signal_emit (self, signals[ENDED], 0);

  /* A run that diverged leaves no weights to go on with; its last checkpoint does, or what it went
   * on from. */
  if (!inkling_session_has_run (self))
    inkling_session_restore_run (self);
  else if (inkling_trainer_get_broken (self->trainer))
    {
      inkling_session_adopt (self, self->model, self->owns_folder);
      self->broken = TRUE;
      g_signal_emit (self, signals[PROGRESS], 0);
      inkling_session_tell_divergence (self);
    }
}

static void
inkling_session_dispose (GObject *object)
{
  InklingSession *self = INKLING_SESSION (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_cancellable_cancel (self->restoration);
  g_clear_object (&self->restoration);
  g_cancellable_cancel (self->preparation);
  g_clear_object (&self->preparation);
  g_clear_object (&self->trainer);
  g_clear_pointer (&self->checkpoints, inkling_checkpoints_unref);
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
  signals[DIVERGED] = g_signal_new ("diverged", INKLING_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[HOMELESS] = g_signal_new ("homeless", INKLING_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE,
                                    2, G_TYPE_BOOLEAN, G_TYPE_STRING);
}

static void
connect_trainer (InklingSession *self)
{
  const struct { const char *signal; GCallback callback; } handlers[] = {
    { "notify::state", G_CALLBACK (inkling_session_notify_state) },
    { "progress", G_CALLBACK (progress_cb) },
    { "checkpoint", G_CALLBACK (checkpoint_cb) },
    { "failed", G_CALLBACK (failed_cb) },
    { "finished", G_CALLBACK (finished_cb) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->trainer, handlers[i].signal, handlers[i].callback, self,
                             G_CONNECT_SWAPPED);
}

static void
inkling_session_init (InklingSession *self)
{
  self->progress.loss = NAN;
  self->trainer = inkling_trainer_new ();
  connect_trainer (self);
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
  g_free (self->home);
  self->home = g_strdup (folder);
  self->owns_folder = FALSE;
}

void
inkling_session_open_model (InklingSession *self,
                            InklingModel   *model)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);

  g_cancellable_cancel (self->restoration);
  g_clear_object (&self->restoration);
  inkling_session_adopt (self, model, FALSE);
}

void
inkling_session_pause (InklingSession *self)
{
  g_return_if_fail (INKLING_IS_SESSION (self));

  if (self->preparation != NULL)
    g_cancellable_cancel (self->preparation);
  else if (inkling_trainer_get_running (self->trainer))
    inkling_trainer_pause (self->trainer);
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

  if (self->preparation != NULL)
    return INKLING_SESSION_PREPARING;

  switch (inkling_trainer_get_state (self->trainer))
    {
    case INKLING_TRAINER_RUNNING:
      return INKLING_SESSION_RUNNING;
    case INKLING_TRAINER_PAUSING:
      return INKLING_SESSION_PAUSING;
    case INKLING_TRAINER_IDLE:
      break;
    }

  return INKLING_SESSION_IDLE;
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

  return self->model != NULL && self->model->weights != NULL && !self->ready_made;
}

const InklingProgress *
inkling_session_get_progress (InklingSession *self)
{
  g_return_val_if_fail (INKLING_IS_SESSION (self), NULL);

  return &self->progress;
}

const InklingHistory *
inkling_session_get_history (InklingSession *self)
{
  g_return_val_if_fail (INKLING_IS_SESSION (self), NULL);

  /* The averages of a run that broke down have none; the trainer has it. */
  if (inkling_trainer_get_state (self->trainer) != INKLING_TRAINER_IDLE
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

InklingTrainerEnd
inkling_session_get_end (InklingSession *self)
{
  g_return_val_if_fail (INKLING_IS_SESSION (self), INKLING_TRAINER_END_PAUSED);

  if (self->broken)
    return INKLING_TRAINER_END_BROKEN;

  return self->model == NULL ? INKLING_TRAINER_END_PAUSED : inkling_model_get_end (self->model);
}
