/* inkling-trainer-plan.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-trainer-plan.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "inkling-budget.h"
#include "inkling-error.h"
#include "inkling-recipe.h"
#include "nn-team.h"

#define DEFAULT_SAVE_EVERY 1000
#define DEFAULT_KEEP       5

/* Those to learn from. */
static gsize
count_images (InklingDataset *dataset)
{
  return inkling_dataset_get_training (dataset)->n_images
         - inkling_dataset_get_n_validation (dataset);
}

static guint64
get_steps_per_epoch (const NnRecipe *recipe,
                     InklingDataset *dataset)
{
  return nn_supply_steps_per_epoch (recipe, count_images (dataset),
                                    recipe->mix > 0.0 ? INKLING_MIX_N_IMAGES : 0);
}

static gboolean
check_same_dataset (InklingModel    *from,
                    InklingDataset  *dataset,
                    GError         **error)
{
  const char *digest = inkling_dataset_get_digest (dataset);

  if (from->dataset_digest == NULL || strcmp (from->dataset_digest, digest) == 0)
    return TRUE;
  g_set_error (error, INKLING_ERROR, INKLING_ERROR_DATASET,
               _("This model learnt from the data set “%s” (SHA-256 %.12s…) and cannot go on with "
                 "“%s” (SHA-256 %.12s…); choose that data set, or begin a new run"),
               from->dataset_name != NULL ? from->dataset_name : "", from->dataset_digest,
               inkling_dataset_get_name (dataset), digest);
  return FALSE;
}

/* Whether the run can go on from a model with this recipe. */
static gboolean
check_from (InklingModel    *from,
            const NnRecipe  *recipe,
            InklingDataset  *dataset,
            GError         **error)
{
  if (from->weights == NULL || from->averages == NULL)
    {
      g_set_error_literal (error, INKLING_ERROR, INKLING_ERROR_FAILED,
                           from->foreign
                             ? _("This model can read digits but not learn on: another program "
                                 "wrote it, and nothing is known of its run")
                             : _("This model can read digits but not learn on: it holds the "
                                 "averages alone"));
      return FALSE;
    }
  if (!nn_recipe_same_shape (recipe, &from->recipe))
    {
      g_set_error_literal (error, INKLING_ERROR, INKLING_ERROR_RECIPE,
                           _("The recipe asks for other hidden layers than the model has; begin a "
                             "new run"));
      return FALSE;
    }
  return check_same_dataset (from, dataset, error);
}

/* What the stop conditions have counted goes on, but for a count that has stopped the run: whoever
 * resumes it all the same wants it to count anew. */
static void
adopt_counters (InklingTrainerPlan *plan,
                const InklingModel *from)
{
  plan->keep_seconds = plan->keep_seconds || from->seconds > 0.0;
  if (from->end != INKLING_TRAINER_END_TIME)
    plan->seconds_before = from->seconds;
  plan->patience_since = from->end == INKLING_TRAINER_END_PATIENCE ? from->step
                                                                   : from->patience_since;
}

guint
inkling_trainer_plan_choose_n_threads (guint wanted)
{
  return MIN (wanted > 0 ? wanted : g_get_num_processors (), NN_MAX_THREADS);
}

gboolean
inkling_trainer_plan_check_recipe (const NnRecipe  *recipe,
                                   InklingDataset  *dataset,
                                   GError         **error)
{
  const NnRecipeField *field = NULL;
  NnStatus             status = nn_recipe_check (recipe, &field);
  guint64              n_bytes;

  if (status != NN_OK)
    return inkling_error_from_status (error, status, field != NULL ? field->name : NULL);
  status = nn_training_measure (recipe, 1, &n_bytes);
  if (status != NN_OK)
    return inkling_error_from_status (error, status, NULL);
  if (inkling_dataset_get_n_validation (dataset) == 0 || count_images (dataset) == 0)
    return inkling_error_from_status (error, NN_NO_IMAGES, inkling_dataset_get_name (dataset));
  if (get_steps_per_epoch (recipe, dataset) == 0)
    return inkling_error_from_status (error, NN_BATCH_TOO_LARGE,
                                      inkling_dataset_get_name (dataset));
  return TRUE;
}

/* Before the system hands out what it does not have, and ends the program that uses it. */
static gboolean
check_memory (const NnRecipe  *recipe,
              guint            n_threads,
              GError         **error)
{
  g_autofree char *hidden = inkling_recipe_get_text (recipe, nn_recipe_field_find ("hidden"));
  g_autofree char *size = NULL;
  InklingBudget    budget = inkling_budget_begin (hidden, 0, NULL);
  NnNetwork        shape = { 0 };
  guint64          n_bytes = 0;

  nn_training_measure (recipe, n_threads, &n_bytes);
  nn_network_set_shape (&shape, recipe);
  n_bytes += 3 * sizeof (float) * (guint64) shape.n_values; /* a model that is being saved */
  if (inkling_budget_allows_memory (&budget, n_bytes, NULL))
    return TRUE;
  size = g_format_size (n_bytes);
  return inkling_error_set (error, INKLING_ERROR_NO_MEMORY,
                            /* Translators: the hidden layers (“500,300”), then a size. */
                            _("there is not enough memory: training with the hidden layers %s "
                              "needs %s; choose fewer hidden units or a smaller batch"),
                            hidden, size);
}

gboolean
inkling_trainer_plan_make (InklingTrainerPlan           *plan,
                           InklingDataset               *dataset,
                           InklingModel                 *from,
                           const NnRecipe               *recipe,
                           guint64                       seed,
                           const InklingTrainerOptions  *options,
                           GError                      **error)
{
  static const InklingTrainerOptions defaults;
  guint64                            first_step = from != NULL ? from->step : 0;
  guint64                            steps;
  guint                              n_threads;

  if (options == NULL)
    options = &defaults;
  if (recipe == NULL)
    recipe = &from->recipe;
  n_threads = inkling_trainer_plan_choose_n_threads (options->n_threads);
  if (!inkling_trainer_plan_check_recipe (recipe, dataset, error)
      || (from != NULL && !check_from (from, recipe, dataset, error))
      || !check_memory (recipe, n_threads, error))
    return FALSE;

  steps = options->steps > 0 ? options->steps : recipe->steps;
  *plan = (InklingTrainerPlan) {
    .data = { inkling_dataset_get_training (dataset), inkling_dataset_get_n_validation (dataset) },
    .test = inkling_dataset_get_test (dataset),
    .dataset_name = inkling_dataset_get_name (dataset),
    .dataset_digest = inkling_dataset_get_digest (dataset),
    .dataset_place = inkling_dataset_get_place (dataset),
    .from = from,
    .recipe = *recipe,
    .seed = from != NULL ? from->seed : seed,
    .steps_per_epoch = get_steps_per_epoch (recipe, dataset),
    .first_step = first_step,
    .last_step = first_step + MIN (steps, INKLING_MODEL_MAX_STEP - first_step),
    .n_threads = n_threads,
    .save_every = options->save_every > 0 ? options->save_every : DEFAULT_SAVE_EVERY,
    .keep = options->keep > 0 ? options->keep : DEFAULT_KEEP,
    .checkpoints = options->checkpoints,
    .mark_resumed = options->mark_resumed,
    .keep_seconds = options->keep_seconds || options->stop.minutes > 0.0,
    .stop = options->stop,
  };
  if (from != NULL)
    {
      adopt_counters (plan, from);
      inkling_model_get_run (from, plan->run);
    }
  else
    inkling_model_make_run (recipe, seed, plan->dataset_digest, plan->run);
  return TRUE;
}

void
inkling_trainer_plan_mark_changes (InklingHistory *history,
                                   guint64         step,
                                   const NnRecipe *before,
                                   const NnRecipe *after)
{
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      const NnRecipeField *field = &nn_recipe_fields[i];
      g_autofree char     *old_value = inkling_recipe_get_text (before, field);
      g_autofree char     *new_value = inkling_recipe_get_text (after, field);
      InklingHistoryMark   mark = {
        .step = (gint64) step,
        .kind = INKLING_HISTORY_MARK_CHANGED,
        .name = (char *) field->name,
        .old_value = old_value,
        .new_value = new_value,
      };

      if (!g_str_equal (old_value, new_value))
        inkling_history_add_mark (history, &mark);
    }
}

InklingHistory *
inkling_trainer_plan_make_history (const InklingTrainerPlan *plan)
{
  const InklingHistoryMark resumed = {
    .step = (gint64) plan->first_step, .kind = INKLING_HISTORY_MARK_RESUMED,
  };
  InklingHistory          *history;

  if (plan->from == NULL)
    return inkling_history_new ();
  history = inkling_history_copy (plan->from->history);
  if (plan->mark_resumed)
    inkling_history_add_mark (history, &resumed);
  inkling_trainer_plan_mark_changes (history, plan->first_step, &plan->from->recipe,
                                     &plan->recipe);
  return history;
}

guint64
inkling_trainer_plan_get_end (const NnRecipe *recipe,
                              guint64         step)
{
  guint64 steps = MAX (recipe->steps, 1);

  return MIN ((step / steps + 1) * steps, INKLING_MODEL_MAX_STEP);
}
