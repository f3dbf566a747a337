/* inkling-cli-train-options.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli-train-options.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-messages.h"
#include "inkling-cli-options.h"
#include "inkling-dataset.h"
#include "inkling-error.h"
#include "inkling-checkpoints.h"
#include "inkling-settings.h"
#include "inkling-recipe.h"
#include "nn-team.h"

#define MAX_STEPS    1000000000
#define MAX_KEEP     100000
#define DEFAULT_SEED 1

static GArray *
make_entries (InklingCliTrainOptions *self)
{
  const GOptionEntry own[] = {
    { "dataset", 0, 0, G_OPTION_ARG_FILENAME, &self->dataset,
      N_("mnist, builtin, a folder of IDX files or an .npz archive"), "D" },
    { "models", 0, 0, G_OPTION_ARG_FILENAME, &self->models,
      N_("Folder the checkpoints are kept in"), "DIR" },
    { "steps", 0, 0, G_OPTION_ARG_STRING, &self->steps_text,
      N_("Steps to train, on top of those already done"), "N" },
    { "fresh", 0, 0, G_OPTION_ARG_NONE, &self->fresh,
      N_("Begin at step 0; older checkpoints are moved into a subfolder"), NULL },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &self->seed_text,
      N_("What all random numbers follow from"), "N" },
    { "threads", 0, 0, G_OPTION_ARG_STRING, &self->threads_text,
      N_("Threads to compute with; the result does not depend on it"), "N" },
    { "save-every", 0, 0, G_OPTION_ARG_STRING, &self->save_every_text,
      N_("Steps between two checkpoints"), "N" },
    { "keep", 0, 0, G_OPTION_ARG_STRING, &self->keep_text,
      N_("Checkpoints to keep, besides the best"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json,
      N_("Print one JSON object a line"), NULL },
  };
  GArray *entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  g_array_append_vals (entries, own, G_N_ELEMENTS (own));
  inkling_cli_recipe_init (&self->fields, entries);
  return entries;
}

static gboolean
parse_counts (InklingCliTrainOptions *self)
{
  const InklingCliCount counts[] = {
    { "steps", self->steps_text, 1, MAX_STEPS, &self->steps },
    { "seed", self->seed_text, 0, G_MAXUINT64, &self->seed },
    { "threads", self->threads_text, 1, NN_MAX_THREADS, &self->n_threads },
    { "save-every", self->save_every_text, 1, MAX_STEPS, &self->save_every },
    { "keep", self->keep_text, 1, MAX_KEEP, &self->keep },
  };

  return inkling_cli_parse_counts (counts, G_N_ELEMENTS (counts));
}

static char *
make_summary (void)
{
  GString *summary = g_string_new (_("Trains a network, going on from the newest checkpoint in the "
                                     "folder of models.\n"
                                     "Ctrl+C saves a checkpoint and ends, which is no failure; "
                                     "pressed twice it ends at once, with exit code 130."));

  g_string_append_printf (summary, "\n\n%s", _("Recipes:"));
  for (gsize i = 0; i < nn_n_named_recipes; i++)
    g_string_append_printf (summary, "\n  %-8s %s", nn_named_recipes[i].name,
                            _(nn_named_recipes[i].description));
  return g_string_free (summary, FALSE);
}

static gboolean
adopt_look (InklingCliTrainOptions *self,
            InklingDigitLook        look)
{
  char *which;

  if (look == INKLING_LOOK_USUAL)
    return TRUE;
  if (self->dataset == NULL)
    return inkling_cli_refuse (_("--transposed and --inverted go with --dataset"));
  which = inkling_cli_name_dataset (self->dataset, look);
  g_free (self->dataset);
  self->dataset = which;
  return which != NULL;
}

gboolean
inkling_cli_train_options_parse (InklingCliTrainOptions  *self,
                                 int                      argc,
                                 char                   **argv)
{
  g_autoptr (GArray) entries = make_entries (self);
  g_autofree char   *summary = make_summary ();
  InklingDigitLook   look;

  if (!inkling_cli_parse_with_look (&argc, &argv, NULL, summary,
                                    (const GOptionEntry *) (void *) entries->data, &look))
    return FALSE;
  if (argc > 1)
    return inkling_cli_refuse (_("“%s” is not expected here"), argv[1]);
  if (!adopt_look (self, look))
    return FALSE;
  if (self->models == NULL)
    self->models = inkling_settings_get_default_models_folder ();
  self->seed = DEFAULT_SEED;
  return parse_counts (self) && inkling_cli_recipe_parse (&self->fields, &self->recipe);
}

void
inkling_cli_train_options_clear (InklingCliTrainOptions *self)
{
  g_clear_pointer (&self->dataset, g_free);
  g_clear_pointer (&self->models, g_free);
  g_clear_pointer (&self->steps_text, g_free);
  g_clear_pointer (&self->seed_text, g_free);
  g_clear_pointer (&self->threads_text, g_free);
  g_clear_pointer (&self->save_every_text, g_free);
  g_clear_pointer (&self->keep_text, g_free);
  inkling_cli_recipe_clear (&self->fields);
}

static gboolean
adopt_recipe (InklingCliTrainOptions  *self,
              const NnRecipe          *older,
              GError                 **error)
{
  NnRecipe wanted = self->fields.name != NULL ? self->recipe : *older;

  if (!inkling_cli_recipe_apply (&self->fields, &wanted, error))
    return FALSE;
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      const NnRecipeField *field = &nn_recipe_fields[i];
      g_autofree char     *was = inkling_recipe_get_text (older, field);
      g_autofree char     *is = inkling_recipe_get_text (&wanted, field);

      if (strcmp (was, is) == 0)
        continue;
      if (!field->live)
        return inkling_error_set (error, INKLING_ERROR_RECIPE,
                                  _("%s: the run to resume has %s, not %s, and this cannot change "
                                    "within a run; --fresh begins a new one"),
                                  field->name, was, is);
      g_printerr (_("inkling-cli: %s changes from %s to %s\n"), field->name, was, is);
    }
  self->recipe = wanted;
  return TRUE;
}

/* The data set goes with the run, unless another is asked for. Older files do not say where a
 * folder lies. */
static gboolean
adopt_dataset (InklingCliTrainOptions  *self,
               const InklingModel      *older,
               GError                 **error)
{
  const InklingKnownDataset *known = inkling_dataset_find_source (older->dataset_digest,
                                                                  older->dataset_name,
                                                                  older->dataset_place);

  if (self->dataset != NULL)
    return TRUE;
  if (known == NULL && older->dataset_place == NULL)
    return inkling_error_set (error, INKLING_ERROR_DATASET,
                              _("the run to resume learnt from a folder called “%s”, and its file "
                                "does not say where that lies; name it with --dataset, or begin a "
                                "new run with --fresh"),
                              older->dataset_name);
  self->own_dataset = TRUE;
  self->dataset = g_strdup (known != NULL ? known->name : older->dataset_place);
  return TRUE;
}

static gboolean
adopt_run (InklingCliTrainOptions  *self,
           const InklingModel      *older,
           GError                 **error)
{
  if (self->seed_text != NULL && self->seed != older->seed)
    return inkling_error_set (error, INKLING_ERROR_RECIPE,
                              _("--seed: the run to resume has %" PRIu64 ", not %" PRIu64
                                "; --fresh begins a new one"),
                              older->seed, self->seed);
  return adopt_dataset (self, older, error) && adopt_recipe (self, &older->recipe, error);
}

gboolean
inkling_cli_train_options_find_run (InklingCliTrainOptions  *self,
                                    InklingModel           **from,
                                    GError                 **error)
{
  g_autoptr (GError) none = NULL;

  *from = NULL;
  if (self->fresh)
    return TRUE;
  *from = inkling_checkpoints_load_newest (self->models, inkling_cli_report_skipped, NULL, &none);
  if (*from != NULL)
    return adopt_run (self, *from, error);
  if (g_error_matches (none, INKLING_ERROR, INKLING_ERROR_NO_MODEL))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&none));
  return FALSE;
}
