/* inkling-parameters.c: the hyper-parameters as they are being chosen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-parameters.h"

#include "inkling-recipe.h"

struct _InklingParameters
{
  GObject              parent_instance;

  const NnNamedRecipe *preset;   /* in nn_named_recipes */
  NnRecipe             recipe;
  gboolean             anew;     /* a preset was chosen since a run was shown */
  gboolean             running;
  NnRecipe            *left;     /* owned; the values each of nn_named_recipes was left with */
};

G_DEFINE_FINAL_TYPE (InklingParameters, inkling_parameters, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
inkling_parameters_finalize (GObject *object)
{
  g_free (INKLING_PARAMETERS (object)->left);

  G_OBJECT_CLASS (inkling_parameters_parent_class)->finalize (object);
}

static void
inkling_parameters_class_init (InklingParametersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = inkling_parameters_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inkling_parameters_init (InklingParameters *self)
{
  self->preset = &nn_named_recipes[0];
  self->recipe = self->preset->recipe;
  self->left = g_new (NnRecipe, nn_n_named_recipes);
  for (gsize i = 0; i < nn_n_named_recipes; i++)
    self->left[i] = nn_named_recipes[i].recipe;
}

InklingParameters *
inkling_parameters_new (void)
{
  return g_object_new (INKLING_TYPE_PARAMETERS, NULL);
}

const NnRecipe *
inkling_parameters_get_recipe (InklingParameters *self)
{
  return &self->recipe;
}

const NnNamedRecipe *
inkling_parameters_get_preset (InklingParameters *self)
{
  return self->preset;
}

void
inkling_parameters_choose_preset (InklingParameters   *self,
                                  const NnNamedRecipe *preset)
{
  g_return_if_fail (INKLING_IS_PARAMETERS (self));

  if (self->preset == preset)
    return;

  self->left[self->preset - nn_named_recipes] = self->recipe;
  self->preset = preset;
  self->recipe = self->left[preset - nn_named_recipes];
  self->anew = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
inkling_parameters_show_run (InklingParameters *self,
                             const NnRecipe    *recipe)
{
  g_return_if_fail (INKLING_IS_PARAMETERS (self));

  self->anew = FALSE;
  self->recipe = *recipe;
  self->preset = inkling_recipe_find_nearest (recipe, self->preset);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
inkling_parameters_fit_run (InklingParameters *self,
                            const NnRecipe    *recipe)
{
  return !self->anew && nn_recipe_same_run (&self->recipe, recipe);
}

gboolean
inkling_parameters_set_text (InklingParameters    *self,
                             const NnRecipeField  *field,
                             const char           *text,
                             GError              **error)
{
  NnRecipe changed = self->recipe;

  g_return_val_if_fail (INKLING_IS_PARAMETERS (self), FALSE);

  if (!inkling_recipe_set_text (&changed, field, text, error))
    return FALSE;
  if (nn_recipe_equal (&changed, &self->recipe))
    return TRUE;

  self->recipe = changed;
  g_signal_emit (self, signals[CHANGED], 0);

  return TRUE;
}

gboolean
inkling_parameters_is_changed (InklingParameters   *self,
                               const NnRecipeField *field)
{
  g_autofree char *is = inkling_recipe_get_text (&self->recipe, field);
  g_autofree char *was = inkling_recipe_get_text (&self->preset->recipe, field);

  return !g_str_equal (is, was);
}

guint
inkling_parameters_count_changed (InklingParameters *self)
{
  return inkling_recipe_count_differences (&self->recipe, &self->preset->recipe);
}

/* field: NULL for all that may change now */
static void
take_values (InklingParameters   *self,
             const NnRecipe      *recipe,
             const NnRecipeField *field)
{
  NnRecipe before = self->recipe;

  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      const NnRecipeField *each = &nn_recipe_fields[i];
      g_autofree char *text = inkling_recipe_get_text (recipe, each);

      if ((field == NULL || field == each) && inkling_parameters_may_change (self, each))
        inkling_recipe_set_text (&self->recipe, each, text, NULL);
    }

  if (!nn_recipe_equal (&before, &self->recipe))
    g_signal_emit (self, signals[CHANGED], 0);
}

void
inkling_parameters_reset (InklingParameters   *self,
                          const NnRecipeField *field)
{
  g_return_if_fail (INKLING_IS_PARAMETERS (self));

  take_values (self, &self->preset->recipe, field);
}

void
inkling_parameters_restore (InklingParameters *self,
                            const NnRecipe    *recipe)
{
  g_return_if_fail (INKLING_IS_PARAMETERS (self));

  take_values (self, recipe, NULL);
}

void
inkling_parameters_set_running (InklingParameters *self,
                                gboolean           running)
{
  g_return_if_fail (INKLING_IS_PARAMETERS (self));

  if (self->running == running)
    return;

  self->running = running;
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
inkling_parameters_may_change (InklingParameters   *self,
                               const NnRecipeField *field)
{
  return field->live || !self->running;
}
