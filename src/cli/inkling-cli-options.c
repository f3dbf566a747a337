/* inkling-cli-options.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli-options.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-messages.h"
#include "inkling-contents.h"
#include "inkling-error.h"
#include "inkling-checkpoints.h"
#include "inkling-model-file.h"
#include "inkling-settings.h"

#define BUNDLED "bundled"

/* GLib leaves the "--" that ends the options where it stood. */
static void
drop_separator (int   *argc,
                char **argv)
{
  for (int i = 1; i < *argc; i++)
    if (strcmp (argv[i], "--") == 0)
      {
        memmove (&argv[i], &argv[i + 1], (gsize) (*argc - i) * sizeof (char *));
        (*argc)--;
        return;
      }
}

/* An empty name, as of a shell's unset variable, would stand for the current folder. */
static gboolean
check_names (int                  argc,
             char               **argv,
             const GOptionEntry  *entries)
{
  for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++)
    {
      char **value = entry->arg_data;

      if (entry->arg == G_OPTION_ARG_FILENAME && g_strcmp0 (*value, "") == 0)
        return inkling_cli_refuse (_("--%s takes a name, which is empty here"), entry->long_name);
    }
  for (int i = 1; i < argc; i++)
    if (*argv[i] == '\0')
      return inkling_cli_refuse (_("an argument is empty where a name is expected"));
  return TRUE;
}

/* The entries of looks, or NULL, are parsed, too. */
static gboolean
parse (int                 *argc,
       char              ***argv,
       const char          *arguments,
       const char          *summary,
       const GOptionEntry  *entries,
       const GOptionEntry  *looks)
{
  g_autoptr (GOptionContext) context = g_option_context_new (arguments);
  g_autoptr (GError)         error = NULL;
  g_autofree char           *name = g_strconcat ("inkling-cli ", (*argv)[0], NULL);

  g_set_prgname (name);
  g_option_context_set_summary (context, summary);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (looks != NULL)
    g_option_context_add_main_entries (context, looks, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    return inkling_cli_refuse (_("%s; “%s --help” explains the options"), error->message, name);
  drop_separator (argc, *argv);
  return check_names (*argc, *argv, entries);
}

gboolean
inkling_cli_parse (int                 *argc,
                   char              ***argv,
                   const char          *arguments,
                   const char          *summary,
                   const GOptionEntry  *entries)
{
  return parse (argc, argv, arguments, summary, entries, NULL);
}

gboolean
inkling_cli_parse_with_look (int                 *argc,
                             char              ***argv,
                             const char          *arguments,
                             const char          *summary,
                             const GOptionEntry  *entries,
                             InklingDigitLook    *look)
{
  gboolean           transposed = FALSE;
  gboolean           inverted = FALSE;
  const GOptionEntry looks[] = {
    { "transposed", 0, 0, G_OPTION_ARG_NONE, &transposed,
      N_("Rows and columns of the pictures are exchanged: turn them"), NULL },
    { "inverted", 0, 0, G_OPTION_ARG_NONE, &inverted,
      N_("The pictures are dark on white: invert them"), NULL },
    { NULL },
  };

  if (!parse (argc, argv, arguments, summary, entries, looks))
    return FALSE;
  *look = (transposed ? INKLING_LOOK_TRANSPOSED : 0) | (inverted ? INKLING_LOOK_INVERTED : 0);
  return TRUE;
}

char *
inkling_cli_name_dataset (const char       *which,
                          InklingDigitLook  look)
{
  if (which == NULL)
    which = inkling_dataset_get_default_name ();
  if (look == INKLING_LOOK_USUAL)
    return g_strdup (which);
  if (inkling_known_dataset_find (which) == NULL)
    return inkling_digit_look_join (which, look);
  inkling_cli_refuse (_("--transposed and --inverted go with a folder or file of your own; the "
                        "pictures of %s are as they should be"), which);
  return NULL;
}

void
inkling_cli_report_look (InklingDataset *dataset)
{
  const char      *which = inkling_dataset_get_which (dataset);
  InklingDigitLook seems = inkling_dataset_get_seems (dataset);

  if (seems & INKLING_LOOK_TRANSPOSED)
    inkling_cli_refuse (_("%s: rows and columns of the pictures seem to be exchanged, so that "
                          "hardly any can be read; --transposed turns them"), which);
  if (seems & INKLING_LOOK_INVERTED)
    inkling_cli_refuse (_("%s: the pictures seem to be dark on white, so that hardly any can be "
                          "read; --inverted inverts them"), which);
}

gboolean
inkling_cli_parse_counts (const InklingCliCount *counts,
                          gsize                  n_counts)
{
  for (gsize i = 0; i < n_counts; i++)
    {
      const InklingCliCount *count = &counts[i];

      if (count->text != NULL &&
          !g_ascii_string_to_unsigned (count->text, 10, count->minimum, count->maximum,
                                       count->value, NULL))
        return inkling_cli_refuse (_("--%s takes a whole number from %" PRIu64 " to %" PRIu64
                                     ", not “%s”"),
                                   count->name, count->minimum, count->maximum, count->text);
    }
  return TRUE;
}

gboolean
inkling_cli_names_model (const char *argument)
{
  InklingContents contents = inkling_contents_of_file (argument);

  if (strcmp (argument, BUNDLED) == 0 || contents == INKLING_CONTENTS_MODEL)
    return TRUE;
  return (contents == INKLING_CONTENTS_UNKNOWN || contents == INKLING_CONTENTS_EMPTY) &&
         g_str_has_suffix (argument, INKLING_MODEL_SUFFIX);
}

/* A file that is something else is called what it is, rather than a damaged model. */
static gboolean
check_contents (const char  *path,
                GError     **error)
{
  InklingContents contents = inkling_contents_of_file (path);

  if (contents != INKLING_CONTENTS_PICTURE && contents != INKLING_CONTENTS_INK &&
      (contents != INKLING_CONTENTS_DATASET || g_file_test (path, G_FILE_TEST_IS_DIR)))
    return TRUE;
  return inkling_error_set (error, INKLING_ERROR_MODEL_FILE, _("%s: %s; a model is wanted here"),
                            path, inkling_contents_describe (contents));
}

InklingModel *
inkling_cli_open_model (const char  *which,
                        GError     **error)
{
  g_autofree char   *folder = NULL;
  g_autoptr (GError) none = NULL;
  InklingModel      *model;

  if (which != NULL && strcmp (which, BUNDLED) != 0)
    return check_contents (which, error) ? inkling_model_file_load (which, error) : NULL;
  if (which != NULL)
    return inkling_model_file_load_bundled (error);

  folder = inkling_settings_get_default_models_folder ();
  model = inkling_checkpoints_load_newest (folder, inkling_cli_report_skipped, NULL, &none);
  if (model == NULL && g_error_matches (none, INKLING_ERROR, INKLING_ERROR_NO_MODEL))
    return inkling_model_file_load_bundled (error);
  if (model == NULL)
    g_propagate_error (error, g_steal_pointer (&none));
  return model;
}
