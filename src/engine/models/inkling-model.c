/* inkling-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model.h"

#include "inkling-recipe.h"
#include "inkling-sha256.h"

G_DEFINE_BOXED_TYPE (InklingModel, inkling_model, inkling_model_ref, inkling_model_unref)

InklingModel *
inkling_model_new (void)
{
  InklingModel *self = g_new0 (InklingModel, 1);

  self->history = inkling_history_new ();
  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

InklingModel *
inkling_model_ref (InklingModel *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
inkling_model_unref (InklingModel *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->dataset_name);
  g_free (self->dataset_digest);
  g_free (self->dataset_place);
  g_free (self->path);
  nn_network_free (self->weights);
  nn_network_free (self->averages);
  nn_network_free (self->velocity);
  inkling_history_free (self->history);
  g_free (self);
}

InklingTrainerEnd
inkling_model_get_end (const InklingModel *self)
{
  if (self->end == INKLING_TRAINER_END_PAUSED && self->step > 0 &&
      self->step % MAX (self->recipe.steps, 1) == 0)
    return INKLING_TRAINER_END_STEPS;
  return self->end;
}

void
inkling_model_make_run (const NnRecipe *recipe,
                        guint64         seed,
                        const char     *dataset_digest,
                        char            run[INKLING_MODEL_RUN_SIZE])
{
  g_autoptr (GString) text = g_string_new (dataset_digest);
  g_autofree char    *digest = NULL;

  g_string_append_printf (text, "\nseed %" G_GUINT64_FORMAT "\n", seed);
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      g_autofree char *value = inkling_recipe_get_text (recipe, &nn_recipe_fields[i]);

      g_string_append_printf (text, "%s %s\n", nn_recipe_fields[i].name, value);
    }
  digest = inkling_sha256_compute (text->str, text->len);
  g_strlcpy (run, digest, INKLING_MODEL_RUN_SIZE);
}

void
inkling_model_get_run (const InklingModel *self,
                       char                run[INKLING_MODEL_RUN_SIZE])
{
  if (*self->run != '\0')
    g_strlcpy (run, self->run, INKLING_MODEL_RUN_SIZE);
  else
    inkling_model_make_run (&self->recipe, self->seed, self->dataset_digest, run);
}
