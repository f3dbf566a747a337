/* inkling-session-runs.c: how a run is begun, gone on with, changed and put back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-session-private.h"

#include <glib/gi18n.h>

#include "inkling-recipe.h"
#include "inkling-run-preparation.h"
#include "inkling-settings.h"

/* A rate that made a run diverge is too high by more than a little. */
#define RESCUE_FACTOR 0.1

static void
preparation_failed (InklingSession *self,
                    const GError   *error)
{
  g_clear_object (&self->preparation);
  g_clear_pointer (&self->checkpoints, inkling_checkpoints_unref);
  inkling_session_notify_state (self);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    inkling_session_emit_failed (self, _("Training Could Not Start"), error->message);
}

static InklingStopConditions
get_stop_conditions (void)
{
  GSettings *settings = inkling_settings_get_default ();

  if (settings == NULL)
    return (InklingStopConditions) { 0 };

  return (InklingStopConditions) {
    .accuracy = g_settings_get_double (settings, INKLING_SETTINGS_STOP_ACCURACY) / 100.0,
    .minutes = g_settings_get_double (settings, INKLING_SETTINGS_STOP_MINUTES),
    .patience = (guint64) g_settings_get_double (settings, INKLING_SETTINGS_STOP_PATIENCE),
  };
}

static gboolean
start_trainer (InklingSession  *self,
               GError         **error)
{
  guint64 step = self->fresh ? 0 : self->model->step;
  InklingTrainerOptions options = {
    /* A run ends at the next multiple of its recipe's steps, however often it was paused before. */
    .steps = self->wanted_steps > 0 ? self->wanted_steps
                                    : self->recipe.steps - step % self->recipe.steps,
    .n_threads = inkling_settings_get_uint (INKLING_SETTINGS_THREADS),
    .keep = inkling_settings_get_uint (INKLING_SETTINGS_CHECKPOINTS_KEPT),
    .checkpoints = self->checkpoints,
    .mark_resumed = step > 0 && self->wanted_steps == 0,
    .keep_seconds = TRUE,
    .stop = get_stop_conditions (),
  };

  return inkling_trainer_start (self->trainer, self->dataset, self->fresh ? NULL : self->model,
                                &self->recipe, self->seed, &options, error);
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
  inkling_session_set_folder (self, inkling_checkpoints_get_folder (self->checkpoints));
  g_clear_pointer (&self->checkpoints, inkling_checkpoints_unref);
  self->saved_step = 0;
  self->broken = FALSE;
  self->failing = FALSE;
  self->ready_made = FALSE;
  self->owns_folder = TRUE;
  if (self->fresh)
    inkling_session_emit_replaced (self);
  inkling_session_notify_state (self);

  /* Paused too late to call the run off: the older checkpoints are already set aside. */
  if (cancelled)
    inkling_trainer_pause (self->trainer);
}

static void
tell_moved (InklingSession *self,
            gboolean        moved)
{
  if (moved)
    inkling_session_emit_message (self, _("The earlier run was set aside and is kept in the model "
                                          "folder"), NULL);
}

static void
tell_trouble (InklingSession    *self,
              InklingRunTrouble  trouble,
              const GError      *error)
{
  g_clear_object (&self->preparation);
  inkling_session_notify_state (self);
  inkling_session_emit_homeless (self, trouble == INKLING_RUN_TROUBLE_IN_USE, error->message);
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

  if (self->preparation == NULL)
    return;

  if (dataset == NULL && trouble != INKLING_RUN_TROUBLE_NONE)
    {
      tell_trouble (self, trouble, error);
      return;
    }
  if (dataset == NULL)
    {
      preparation_failed (self, error);
      return;
    }

  g_set_object (&self->dataset, dataset);
  self->checkpoints = g_steal_pointer (&checkpoints);
  tell_moved (self, moved);
  begin_run (self);
}

static void
begin_preparation (InklingSession *self)
{
  g_cancellable_cancel (self->restoration);
  g_clear_object (&self->restoration);
  g_clear_pointer (&self->divergence, g_free);
  self->preparation = g_cancellable_new ();
}

/* Only the run that the folder's checkpoints belong to may add to them. */
static void
prepare_run (InklingSession *self,
             const char     *which,
             gboolean        apart)
{
  InklingModel *from = self->fresh ? NULL : self->model;
  gboolean adds = !self->fresh && self->owns_folder && !apart;
  InklingRunPlace place = apart ? INKLING_RUN_APART : adds ? INKLING_RUN_ADDS
                                                           : INKLING_RUN_REPLACES;

  if (self->which != which)
    {
      g_free (self->which);
      self->which = g_strdup (which);
    }
  begin_preparation (self);
  inkling_run_prepare_async (which, self->dataset, from, &self->recipe,
                             adds ? self->folder : self->home, place,
                             self->preparation, prepared_cb, g_object_ref (self));
  inkling_session_notify_state (self);
}

static void
start_run (InklingSession *self,
           const char     *which,
           const NnRecipe *recipe,
           guint64         seed,
           guint64         n_steps)
{
  self->fresh = TRUE;
  self->recipe = *recipe;
  self->seed = seed;
  self->wanted_steps = n_steps;
  prepare_run (self, which, FALSE);
}

static void
resume_run (InklingSession *self,
            const char     *which,
            const NnRecipe *recipe,
            guint64         n_steps)
{
  self->fresh = FALSE;
  self->recipe = self->model->recipe;
  if (recipe != NULL)
    inkling_recipe_take_live (&self->recipe, recipe);
  self->seed = self->model->seed;
  self->wanted_steps = n_steps;
  prepare_run (self, which, FALSE);
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

  if (self->preparation == NULL)
    return;

  if (model == NULL)
    {
      preparation_failed (self, error);
      return;
    }

  g_clear_object (&self->preparation);
  inkling_session_adopt (self, model, self->owns_folder);
  tell_moved (self, moved);
  inkling_session_notify_state (self);
}

void
inkling_session_start (InklingSession *self,
                       const char     *which,
                       const NnRecipe *recipe,
                       guint64         seed)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);

  start_run (self, which, recipe, seed, 0);
}

void
inkling_session_resume (InklingSession *self,
                        const char     *which,
                        const NnRecipe *recipe)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);
  g_return_if_fail (inkling_session_has_run (self));

  resume_run (self, which, recipe, 0);
}

void
inkling_session_retry (InklingSession *self,
                       gboolean        apart)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);
  g_return_if_fail (self->which != NULL);
  g_return_if_fail (self->fresh || inkling_session_has_run (self));

  prepare_run (self, self->which, apart);
}

void
inkling_session_step (InklingSession *self,
                      const char     *which,
                      const NnRecipe *recipe,
                      guint64         seed)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);

  if (inkling_session_has_run (self))
    resume_run (self, which, recipe, 1);
  else
    start_run (self, which, recipe, seed, 1);
}

void
inkling_session_rewind (InklingSession *self)
{
  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_can_rewind (self));

  begin_preparation (self);
  inkling_run_rewind_async (self->model, self->owns_folder ? self->folder : NULL,
                            self->preparation, rewound_cb, g_object_ref (self));
  inkling_session_notify_state (self);
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
         && (!self->fresh || inkling_trainer_get_model (self->trainer) != NULL);
}

void
inkling_session_rescue (InklingSession *self,
                        const char     *which)
{
  NnRecipe recipe = *inkling_trainer_get_recipe (self->trainer);

  g_return_if_fail (INKLING_IS_SESSION (self));
  g_return_if_fail (inkling_session_get_state (self) == INKLING_SESSION_IDLE);

  recipe.learning_rate = inkling_session_get_rescue_rate (self);
  if (inkling_session_can_rescue (self))
    resume_run (self, which, &recipe, 0);
  else
    start_run (self, which, &recipe, self->seed, 0);
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
  const InklingStopConditions stop = get_stop_conditions ();
  NnRecipe changed = *inkling_trainer_get_recipe (self->trainer);

  g_return_val_if_fail (INKLING_IS_SESSION (self), FALSE);
  g_return_val_if_fail (inkling_session_get_state (self) == INKLING_SESSION_RUNNING, FALSE);

  inkling_recipe_take_live (&changed, recipe);

  return inkling_trainer_change (self->trainer, &changed, &stop,
                                 inkling_settings_get_uint (INKLING_SETTINGS_THREADS), error);
}
