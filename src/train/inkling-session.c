/* inkling-session.c: the run at hand, from looking for its last checkpoint to its end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-session.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inkling-run-tasks.h"
#include "inkling-settings.h"

/* Figures that change more often cannot be read, and the frames belong to the drawing. */
#define REFRESH_MILLISECONDS 50

struct _InklingSession
{
  GObject          parent_instance;

  char            *folder;      /* owned */
  InklingTrainer  *trainer;     /* owned */
  InklingDataset  *dataset;     /* owned; the one loaded last */
  InklingModel    *model;       /* owned */
  GCancellable    *preparation; /* owned; only while a run is being prepared */
  GCancellable    *restoration; /* owned; only while the newest checkpoint is looked for */

  NnRecipe         recipe;      /* of the run begun last, with its seed */
  guint64          seed;
  gboolean         fresh;       /* it is a new one */
  gboolean         ready_made;  /* the model came with the program: it draws, but is no run */
  gboolean         owns_folder; /* the folder's checkpoints belong to the model's run */
  gboolean         failing;     /* the last checkpoint could not be saved, which has been told */

  InklingProgress  progress;
  guint64          saved_step;
  guint            refresh_id;
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
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
notify_state (InklingSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* The end of a run is told by finished_cb, when its model is complete. */
static void
trainer_state_cb (InklingSession *self)
{
  if (inkling_trainer_get_state (self->trainer) != INKLING_TRAINER_IDLE)
    notify_state (self);
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

/* Where the run of a model that is not being trained stands. */
static void
take_progress_of_model (InklingSession *self)
{
  const InklingReport *report = inkling_history_last_report (self->model->history);
  guint64 run_steps = MAX (self->model->recipe.steps, 1);
  guint64 n_finished = self->model->step == 0 ? 0 : (self->model->step - 1) / run_steps;

  self->progress = (InklingProgress) {
    .step = self->model->step,
    .first_step = n_finished * run_steps,
    .last_step = (n_finished + 1) * run_steps,
    .loss = report == NULL ? NAN : report->loss,
    .learning_rate = report == NULL ? NAN : report->learning_rate,
  };
}

static void
adopt_model (InklingSession *self,
             InklingModel   *model,
             gboolean        owns_folder)
{
  self->ready_made = FALSE;
  self->owns_folder = owns_folder;
  set_model (self, model);
  take_progress_of_model (self);
  g_signal_emit (self, signals[REPLACED], 0);
}

static void
adopt_ready_made (InklingSession *self,
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

  self->progress = *inkling_trainer_get_progress (self->trainer);
  self->progress.first_step = self->progress.last_step
                              - MIN (self->recipe.steps, self->progress.last_step);
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

  self->failing = TRUE;
  g_signal_emit (self, signals[FAILED], 0,
                 _("Something Went Wrong While Training"), error->message);
}

static void
finished_cb (InklingSession *self)
{
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  refresh (self);
  self->progress.steps_per_second = 0.0; /* nothing is left to wait for */
  g_signal_emit (self, signals[PROGRESS], 0);
  notify_state (self);

  if (self->progress.step >= self->progress.last_step)
    g_signal_emit (self, signals[ENDED], 0);

  /* A run that diverged leaves no weights to go on with; its last checkpoint does. */
  if (!inkling_session_has_run (self))
    inkling_session_restore (self);
}

static void
preparation_failed (InklingSession *self,
                    const GError   *error)
{
  g_clear_object (&self->preparation);
  notify_state (self);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, _("Training Could Not Start"), error->message);
}

static gboolean
start_trainer (InklingSession  *self,
               GError         **error)
{
  guint64 step = self->fresh ? 0 : self->model->step;
  InklingTrainerOptions options = {
    /* A run ends at the next multiple of its recipe's steps, however often it was paused before. */
    .steps = self->recipe.steps - step % self->recipe.steps,
    .n_threads = inkling_settings_get_uint (INKLING_SETTINGS_THREADS),
    .keep = inkling_settings_get_uint (INKLING_SETTINGS_CHECKPOINTS_KEPT),
    .folder = self->folder,
  };

  return inkling_trainer_start (self->trainer, self->dataset, self->fresh ? NULL : self->model,
                                self->fresh ? &self->recipe : NULL, self->seed, &options, error);
}

static void
begin_run (InklingSession *self)
{
  gboolean cancelled = g_cancellable_is_cancelled (self->preparation);
  g_autoptr (GError) error = NULL;

  if (!start_trainer (self, &error))
    {
      preparation_failed (self, error);
      return;
    }

  g_clear_object (&self->preparation);
  self->saved_step = 0;
  self->failing = FALSE;
  self->ready_made = FALSE;
  self->owns_folder = TRUE;
  if (self->fresh)
    g_signal_emit (self, signals[REPLACED], 0);
  notify_state (self);

  /* Paused too late to call the run off: the older checkpoints are already set aside. */
  if (cancelled)
    inkling_trainer_pause (self->trainer);
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InklingSession) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean moved;
  g_autoptr (InklingDataset) dataset = inkling_run_prepare_finish (result, &moved, &error);

  if (self->preparation == NULL)
    return;

  if (dataset == NULL)
    {
      preparation_failed (self, error);
      return;
    }

  g_set_object (&self->dataset, dataset);
  if (moved)
    g_signal_emit (self, signals[MESSAGE], 0,
                   _("The earlier run was set aside and is kept in the model folder"), NULL);
  begin_run (self);
}

/* Only the run that the folder's checkpoints belong to may add to them. */
static void
prepare_run (InklingSession *self,
             const char     *which)
{
  InklingModel *from = self->fresh ? NULL : self->model;
  gboolean adds = !self->fresh && self->owns_folder;

  g_cancellable_cancel (self->restoration);
  g_clear_object (&self->restoration);
  self->preparation = g_cancellable_new ();
  inkling_run_prepare_async (which, self->dataset, from, adds ? NULL : self->folder,
                             self->preparation, prepared_cb, g_object_ref (self));
  notify_state (self);
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

  g_clear_object (&self->restoration);
  report_skipped (self, skipped);
  if (model != NULL && model->path == NULL)
    adopt_ready_made (self, model);
  else if (model != NULL)
    adopt_model (self, model, TRUE);
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
  g_clear_object (&self->dataset);
  g_clear_pointer (&self->model, inkling_model_unref);

  G_OBJECT_CLASS (inkling_session_parent_class)->dispose (object);
}

static void
inkling_session_finalize (GObject *object)
{
  g_free (INKLING_SESSION (object)->folder);

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
}

static void
connect_trainer (InklingSession *self)
{
  const struct { const char *signal; GCallback callback; } handlers[] = {
    { "notify::state", G_CALLBACK (trainer_state_cb) },
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

  return self;
}

void
inkling_session_restore (InklingSession *self)
{
  g_return_if_fail (INKLING_IS_SESSION (self));

  g_cancellable_cancel (self->restoration);
  g_clear_object (&self->restoration);
  self->restoration = g_cancellable_new ();
  inkling_run_load_newest_async (self->folder, self->restoration, restored_cb, g_object_ref (self));
}

void
inkling_session_open_model (InklingSession *self,
                            InklingModel   *model)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);

  g_cancellable_cancel (self->restoration);
  g_clear_object (&self->restoration);
  adopt_model (self, model, FALSE);
}

void
inkling_session_start (InklingSession *self,
                       const char     *which,
                       const NnRecipe *recipe,
                       guint64         seed)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);

  self->fresh = TRUE;
  self->recipe = *recipe;
  self->seed = seed;
  prepare_run (self, which);
}

void
inkling_session_resume (InklingSession *self,
                        const char     *which)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);
  g_return_if_fail (inkling_session_has_run (self));

  self->fresh = FALSE;
  self->recipe = self->model->recipe;
  self->seed = self->model->seed;
  prepare_run (self, which);
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

  if (inkling_trainer_get_state (self->trainer) != INKLING_TRAINER_IDLE)
    return inkling_trainer_get_history (self->trainer);

  return self->model == NULL ? NULL : self->model->history;
}

guint64
inkling_session_get_saved_step (InklingSession *self)
{
  g_return_val_if_fail (INKLING_IS_SESSION (self), 0);

  return self->saved_step;
}
