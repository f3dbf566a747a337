/* inkling-run-leg.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-run-leg.h"

#include <math.h>

#include "inkling-recipe.h"
#include "inkling-settings.h"

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

static guint64
count_finished_runs (const NnRecipe *recipe,
                     guint64         step)
{
  return step == 0 ? 0 : (step - 1) / MAX (recipe->steps, 1);
}

InklingRunLeg
inkling_run_leg_of_new_run (const NnRecipe *recipe,
                            guint64         seed,
                            guint64         n_steps)
{
  return (InklingRunLeg) {
    .recipe = *recipe, .seed = seed, .n_steps = n_steps, .fresh = TRUE,
  };
}

InklingRunLeg
inkling_run_leg_of_model (const InklingModel *model,
                          const NnRecipe     *recipe,
                          guint64             n_steps)
{
  InklingRunLeg self = { .recipe = model->recipe, .seed = model->seed, .n_steps = n_steps };

  if (recipe != NULL)
    inkling_recipe_take_live (&self.recipe, recipe);
  return self;
}

gboolean
inkling_run_leg_start (const InklingRunLeg  *self,
                       InklingTrainer       *trainer,
                       InklingDataset       *dataset,
                       InklingModel         *model,
                       InklingCheckpoints   *checkpoints,
                       GError              **error)
{
  guint64               step = self->fresh ? 0 : model->step;
  InklingTrainerOptions options = {
    .steps = self->n_steps > 0 ? self->n_steps : self->recipe.steps - step % self->recipe.steps,
    .n_threads = inkling_settings_get_uint (INKLING_SETTINGS_THREADS),
    .keep = inkling_settings_get_uint (INKLING_SETTINGS_CHECKPOINTS_KEPT),
    .checkpoints = checkpoints,
    .mark_resumed = step > 0 && self->n_steps == 0,
    .keep_seconds = TRUE,
    .stop = get_stop_conditions (),
  };

  return inkling_trainer_start (trainer, dataset, self->fresh ? NULL : model, &self->recipe,
                                self->seed, &options, error);
}

gboolean
inkling_run_leg_change (InklingTrainer  *trainer,
                        const NnRecipe  *recipe,
                        GError         **error)
{
  const InklingStopConditions stop = get_stop_conditions ();
  NnRecipe                    changed = *inkling_trainer_get_recipe (trainer);

  inkling_recipe_take_live (&changed, recipe);

  return inkling_trainer_change (trainer, &changed, &stop,
                                 inkling_settings_get_uint (INKLING_SETTINGS_THREADS), error);
}

InklingProgress
inkling_run_leg_get_progress (const InklingRunLeg *self,
                              InklingTrainer      *trainer)
{
  const NnRecipe  *recipe = inkling_trainer_get_recipe (trainer);
  InklingProgress  progress = *inkling_trainer_get_progress (trainer);

  if (self->n_steps > 0)
    progress.last_step = (count_finished_runs (recipe, progress.step) + 1) * recipe->steps;
  progress.first_step = progress.last_step - MIN (recipe->steps, progress.last_step);

  return progress;
}

InklingProgress
inkling_run_leg_model_progress (const InklingModel *model)
{
  const InklingReport *report = inkling_history_last_report (model->history);
  guint64              run_steps = MAX (model->recipe.steps, 1);
  guint64              n_finished = count_finished_runs (&model->recipe, model->step);

  return (InklingProgress) {
    .step = model->step,
    .first_step = n_finished * run_steps,
    .last_step = (n_finished + 1) * run_steps,
    .loss = report == NULL ? NAN : report->loss,
    .learning_rate = report == NULL ? NAN : report->learning_rate,
  };
}
