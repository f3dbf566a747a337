/* inkling-cli-recipe.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli-recipe.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-messages.h"
#include "inkling-recipe.h"

#define MIX_PREFIX "builtin="

typedef struct
{
  const char *field;
  const char *description;
  const char *value; /* how it is called in --help */
} Help;

static const Help help_texts[] = {
  { "hidden", N_("Widths of the hidden layers, such as 500 or 300,100, or none"), "N,…" },
  { "initial_deviation", N_("Spread of the first weights; 0 fits it to each layer"), "X" },
  { "initial_bias", N_("The first biases"), "X" },
  { "batch", N_("Pictures a step"), "N" },
  { "learning_rate", N_("How far a step goes"), "X" },
  { "schedule", N_("How the learning rate falls: staircase or cosine"), "S" },
  { "decay", N_("Staircase: factor of the learning rate, once an epoch"), "X" },
  { "schedule_steps", N_("Cosine: steps until the learning rate is 0"), "N" },
  { "momentum", N_("Share of the last step that goes on"), "X" },
  { "l2", N_("Pull of the weights towards 0"), "X" },
  { "ema", N_("How slowly the moving averages follow the weights"), "X" },
  { "rotation", N_("Distortion: degrees turned at most"), "X" },
  { "scale", N_("Distortion: share grown or shrunk at most"), "X" },
  { "shear", N_("Distortion: slant at most"), "X" },
  { "shift", N_("Distortion: pixels moved at most"), "X" },
  { "elastic", N_("Distortion: pixels bent on average"), "X" },
  { "elastic_sigma", N_("Distortion: pixels over which bending is smooth"), "X" },
  { "thickness", N_("Distortion: pixels the pen grows or shrinks at most"), "X" },
  { "mix", N_("Share of each batch the program writes itself, 0 to 1"), "[builtin=]X" },
  { "strangers", N_("Share of each batch that is no digit, to learn when to be unsure"), "X" },
  { "report_every", N_("Steps between two values of the loss"), "N" },
  { "evaluate_every", N_("Steps between two measurements of the accuracy"), "N" },
};

static const Help *
find_help (const NnRecipeField *field)
{
  static const Help none = { NULL, NULL, "X" };

  for (gsize i = 0; i < G_N_ELEMENTS (help_texts); i++)
    if (strcmp (help_texts[i].field, field->name) == 0)
      return &help_texts[i];
  return &none;
}

static const char *
get_option_name (const NnRecipeField *field)
{
  g_autofree char *name = g_strdelimit (g_strdup (field->name), "_", '-');

  return g_intern_string (name);
}

void
inkling_cli_recipe_init (InklingCliRecipe *self,
                         GArray           *entries)
{
  const GOptionEntry named = {
    "recipe", 0, 0, G_OPTION_ARG_STRING, &self->name,
    N_("Hyper-parameters to begin with"), "R",
  };

  g_array_append_val (entries, named);
  self->texts = g_new0 (char *, nn_recipe_n_fields + 1);
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      const Help   *help = find_help (&nn_recipe_fields[i]);
      GOptionEntry  entry = {
        .long_name = get_option_name (&nn_recipe_fields[i]),
        .arg = G_OPTION_ARG_STRING,
        .arg_data = &self->texts[i],
        .description = help->description,
        .arg_description = help->value,
      };

      if (strcmp (nn_recipe_fields[i].name, "steps") != 0)
        g_array_append_val (entries, entry);
    }
}

void
inkling_cli_recipe_clear (InklingCliRecipe *self)
{
  for (gsize i = 0; self->texts != NULL && i < nn_recipe_n_fields; i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->texts, g_free);
  g_clear_pointer (&self->name, g_free);
}

/* The field is named in an error as it was on the command line. "--mix builtin=0.3" names what is
 * mixed in, as yet always the built-in writer. */
static gboolean
apply_text (NnRecipe             *recipe,
            const NnRecipeField  *field,
            const char           *text,
            GError              **error)
{
  g_autofree char *option = g_strconcat ("--", get_option_name (field), NULL);
  NnRecipeField    named = *field;

  if (strcmp (field->name, "mix") == 0 && g_str_has_prefix (text, MIX_PREFIX))
    text += strlen (MIX_PREFIX);
  named.name = option;
  return inkling_recipe_set_text (recipe, &named, text, error);
}

gboolean
inkling_cli_recipe_apply (const InklingCliRecipe  *self,
                          NnRecipe                *recipe,
                          GError                 **error)
{
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    if (self->texts[i] != NULL &&
        !apply_text (recipe, &nn_recipe_fields[i], self->texts[i], error))
      return FALSE;
  return TRUE;
}

gboolean
inkling_cli_recipe_parse (const InklingCliRecipe *self,
                          NnRecipe               *recipe)
{
  const NnNamedRecipe *named = &nn_named_recipes[0];
  g_autoptr (GString)  names = g_string_new (nn_named_recipes[0].name);
  g_autoptr (GError)   error = NULL;

  for (gsize i = 1; i < nn_n_named_recipes; i++)
    g_string_append_printf (names, ", %s", nn_named_recipes[i].name);
  if (self->name != NULL)
    named = nn_named_recipe_find (self->name);
  if (named == NULL)
    return inkling_cli_refuse (_("--recipe: there is no recipe “%s”; choose one of: %s"),
                               self->name, names->str);
  *recipe = named->recipe;
  return inkling_cli_recipe_apply (self, recipe, &error) ||
         inkling_cli_refuse ("%s", error->message);
}
