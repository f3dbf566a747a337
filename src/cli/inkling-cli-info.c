/* inkling-cli-info.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli.h"

#include <inttypes.h>
#include <math.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-json.h"
#include "inkling-cli-messages.h"
#include "inkling-cli-options.h"
#include "inkling-recipe.h"

static double
get_best_accuracy (const InklingModel *model)
{
  const InklingEvaluationReport *best = inkling_history_best_evaluation (model->history);

  return best != NULL ? best->validation_accuracy : NAN;
}

static void
add_recipe (InklingCliJson *line,
            const NnRecipe *recipe)
{
  inkling_cli_json_open_object (line, "recipe");
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      const NnRecipeField *field = &nn_recipe_fields[i];
      gconstpointer        place = (const char *) recipe + field->offset;
      g_autofree char     *text = inkling_recipe_get_text (recipe, field);

      switch (field->type)
        {
        case NN_FIELD_COUNT:
          inkling_cli_json_add_count (line, field->name, *(const guint64 *) place);
          break;
        case NN_FIELD_REAL:
          inkling_cli_json_add_number (line, field->name, *(const double *) place);
          break;
        case NN_FIELD_SCHEDULE:
        case NN_FIELD_HIDDEN:
          inkling_cli_json_add_string (line, field->name, text);
          break;
        }
    }
  inkling_cli_json_close_object (line);
}

/* What nobody knows of another program's file is null. */
static void
add_run (InklingCliJson     *line,
         const InklingModel *model)
{
  const char *const names[] = { "global_step", "seed", "recipe" };

  if (!model->foreign)
    {
      inkling_cli_json_add_count (line, "global_step", model->step);
      inkling_cli_json_add_count (line, "seed", model->seed);
      add_recipe (line, &model->recipe);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    inkling_cli_json_add_number (line, names[i], NAN);
}

static const char *
get_path (const InklingModel *model)
{
  return model->path != NULL ? model->path : "bundled";
}

static void
print_json (const InklingModel *model)
{
  InklingCliJson *line = inkling_cli_json_begin ();

  inkling_cli_json_add_string (line, "path", get_path (model));
  add_run (line, model);
  inkling_cli_json_open_array (line, "layers");
  for (gsize i = 0; i <= model->averages->n_layers; i++)
    inkling_cli_json_add_count (line, NULL, model->averages->sizes[i]);
  inkling_cli_json_close_array (line);
  inkling_cli_json_add_number (line, "best_accuracy", get_best_accuracy (model));
  inkling_cli_json_print (line);
}

static void
print_run (const InklingModel *model)
{
  const char      *name = inkling_recipe_get_name (&model->recipe);
  g_autofree char *dataset = NULL;
  double           best = get_best_accuracy (model);

  dataset = inkling_cli_make_printable (model->dataset_name != NULL ? model->dataset_name : "?");
  g_print (_("step           %" PRIu64 "\n"), model->step);
  g_print (_("seed           %" PRIu64 "\n"), model->seed);
  g_print (_("data set       %s\n"), dataset);
  if (isfinite (best))
    g_print (_("best accuracy  %.2f %% of the validation digits\n"), 100.0 * best);
  g_print (_("recipe         %s\n"), name != NULL ? name : _("changed by hand"));
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      g_autofree char *text = inkling_recipe_get_text (&model->recipe, &nn_recipe_fields[i]);

      g_print ("  %-18s %s\n", nn_recipe_fields[i].name, text);
    }
}

static void
print_text (const InklingModel *model)
{
  g_autofree char    *path = inkling_cli_make_printable (get_path (model));
  g_autoptr (GString) sizes = g_string_new (NULL);

  g_print ("%s\n", path);
  if (!model->foreign)
    {
      print_run (model);
      return;
    }
  for (gsize i = 0; i <= model->averages->n_layers; i++)
    g_string_append_printf (sizes, "%s%zu", i > 0 ? ", " : "", model->averages->sizes[i]);
  g_print (_("layers         %s\n"), sizes->str);
  g_print ("%s\n", _("It was written by another program and can read digits, but not be resumed.\n"
                     "Taken for granted are ReLU between its layers, and ink as 1 on paper as 0."));
}

int
inkling_cli_info (int    argc,
                  char **argv)
{
  gboolean                 json = FALSE;
  g_autoptr (InklingModel) model = NULL;
  g_autoptr (GError)       error = NULL;
  const GOptionEntry       entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object"), NULL },
    { NULL },
  };

  if (!inkling_cli_parse (&argc, &argv, _("[MODEL]"), _("Shows what a model file holds."), entries))
    return INKLING_CLI_USAGE;
  if (argc > 2)
    {
      inkling_cli_refuse (_("“%s” is not expected here"), argv[2]);
      return INKLING_CLI_USAGE;
    }
  model = inkling_cli_open_model (argc > 1 ? argv[1] : NULL, &error);
  if (model == NULL)
    return inkling_cli_fail (error);
  if (json)
    print_json (model);
  else
    print_text (model);
  return INKLING_CLI_DONE;
}
