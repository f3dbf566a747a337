/* inkling-cli-options.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli-options.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-error.h"
#include "inkling-model-folder.h"
#include "inkling-recipe.h"

#define BUNDLED    "bundled"
#define MIX_PREFIX "builtin="

gboolean
inkling_cli_refuse (const char *format,
                    ...)
{
  va_list          arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("inkling-cli: %s\n", message);
  return FALSE;
}

gboolean
inkling_cli_parse (int                 *argc,
                   char              ***argv,
                   const char          *arguments,
                   const char          *summary,
                   const GOptionEntry  *entries)
{
  g_autoptr (GOptionContext) context = g_option_context_new (arguments);
  g_autoptr (GError)         error = NULL;
  g_autofree char           *name = g_strconcat ("inkling-cli ", (*argv)[0], NULL);

  g_set_prgname (name);
  g_option_context_set_summary (context, summary);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    return inkling_cli_refuse (_("%s; “%s --help” explains the options"), error->message, name);
  /* GLib leaves "--" in place when something follows it. */
  if (*argc > 1 && strcmp ((*argv)[1], "--") == 0)
    {
      memmove (&(*argv)[1], &(*argv)[2], (gsize) (*argc - 1) * sizeof (char *));
      (*argc)--;
    }
  return TRUE;
}

gboolean
inkling_cli_parse_count (const char *name,
                         const char *text,
                         guint64     minimum,
                         guint64     maximum,
                         guint64    *value)
{
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, minimum, maximum, value, NULL))
    return inkling_cli_refuse (_("--%s takes a whole number from %" G_GUINT64_FORMAT " to %"
                                 G_GUINT64_FORMAT ", not “%s”"),
                               name, minimum, maximum, text);
  return TRUE;
}

static gboolean
is_own_option (const NnRecipeField *field)
{
  return strcmp (field->name, "steps") == 0;
}

void
inkling_cli_recipe_init (InklingCliRecipe *self,
                         GArray           *entries)
{
  self->texts = g_new0 (char *, nn_recipe_n_fields + 1);
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      GOptionEntry     entry = { NULL };
      g_autofree char *name = g_strdelimit (g_strdup (nn_recipe_fields[i].name), "_", '-');

      if (is_own_option (&nn_recipe_fields[i]))
        continue;
      entry.long_name = g_intern_string (name);
      entry.arg = G_OPTION_ARG_STRING;
      entry.arg_data = &self->texts[i];
      entry.description = N_("Hyper-parameter of the recipe");
      entry.arg_description = "X";
      g_array_append_val (entries, entry);
    }
}

void
inkling_cli_recipe_clear (InklingCliRecipe *self)
{
  for (gsize i = 0; self->texts != NULL && i < nn_recipe_n_fields; i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->texts, g_free);
}

gboolean
inkling_cli_recipe_given (const InklingCliRecipe *self)
{
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    if (self->texts[i] != NULL)
      return TRUE;
  return FALSE;
}

/* "--mix builtin=0.3" names what is mixed in, as yet always the built-in writer. */
static const char *
get_value (const NnRecipeField *field,
           const char          *text)
{
  if (strcmp (field->name, "mix") == 0 && g_str_has_prefix (text, MIX_PREFIX))
    return text + strlen (MIX_PREFIX);
  return text;
}

gboolean
inkling_cli_recipe_apply (const InklingCliRecipe *self,
                          NnRecipe               *recipe)
{
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      g_autoptr (GError) error = NULL;

      if (self->texts[i] != NULL &&
          !inkling_recipe_set_text (recipe, &nn_recipe_fields[i],
                                    get_value (&nn_recipe_fields[i], self->texts[i]), &error))
        return inkling_cli_refuse ("%s", error->message);
    }
  return TRUE;
}

void
inkling_cli_report_skipped (const char   *path,
                            const GError *error,
                            gpointer      user_data)
{
  g_printerr (_("inkling-cli: skipped: %s\n"), error->message);
}

gboolean
inkling_cli_names_model (const char *argument)
{
  return strcmp (argument, BUNDLED) == 0 || g_str_has_suffix (argument, INKLING_MODEL_SUFFIX);
}

InklingModel *
inkling_cli_open_model (const char  *which,
                        GError     **error)
{
  g_autofree char   *folder = NULL;
  g_autoptr (GError) none = NULL;
  InklingModel      *model;

  if (which != NULL && strcmp (which, BUNDLED) != 0)
    return inkling_model_load (which, error);
  if (which != NULL)
    return inkling_model_load_bundled (error);

  folder = inkling_model_folder_get_default ();
  model = inkling_model_folder_load_newest (folder, inkling_cli_report_skipped, NULL, &none);
  if (model == NULL && g_error_matches (none, INKLING_ERROR, INKLING_ERROR_NO_MODEL))
    return inkling_model_load_bundled (error);
  if (model == NULL)
    g_propagate_error (error, g_steal_pointer (&none));
  return model;
}
