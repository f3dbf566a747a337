/* inkling-cli-dataset.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-json.h"
#include "inkling-cli-messages.h"
#include "inkling-cli-options.h"
#include "inkling-dataset.h"

#define COMMAND "dataset"

typedef struct
{
  const char     *name;
  InklingCliFunc  func;
  const char     *description;
} Command;

static int
refuse_argument (const char *argument)
{
  inkling_cli_refuse (_("“%s” is not expected here"), argument);
  return INKLING_CLI_USAGE;
}

static void
print_known_json (const InklingKnownDataset *known,
                  const char                *folder)
{
  InklingCliJson *line = inkling_cli_json_begin ();

  inkling_cli_json_add_string (line, "name", known->name);
  inkling_cli_json_add_boolean (line, "available", known->files == NULL || folder != NULL);
  inkling_cli_json_add_boolean (line, "downloadable", known->mirrors != NULL);
  if (folder != NULL)
    inkling_cli_json_add_string (line, "folder", folder);
  inkling_cli_json_print (line);
}

static void
print_known (const InklingKnownDataset *known,
             const char                *folder)
{
  const char *state = folder;

  if (known->files == NULL)
    state = _("always there");
  else if (folder == NULL)
    state = known->mirrors != NULL ? _("not on this computer; it can be downloaded")
                                   : _("not on this computer");
  g_print ("%-14s %s\n%-14s %s\n", known->name, _(known->description), "", state);
}

static int
list (int    argc,
      char **argv)
{
  gboolean           json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    { NULL },
  };

  if (!inkling_cli_parse (&argc, &argv, NULL, _("Lists the data sets that have a name."), entries))
    return INKLING_CLI_USAGE;
  if (argc > 1)
    return refuse_argument (argv[1]);
  for (gsize i = 0; i < inkling_n_known_datasets; i++)
    {
      const InklingKnownDataset *known = &inkling_known_datasets[i];
      g_autofree char           *folder = NULL;

      if (known->files != NULL)
        folder = inkling_dataset_find (known->name);
      (json ? print_known_json : print_known) (known, folder);
    }
  return INKLING_CLI_DONE;
}

static void
add_look (InklingCliJson   *line,
          const char       *key,
          InklingDigitLook  look)
{
  inkling_cli_json_open_array (line, key);
  if (look & INKLING_LOOK_TRANSPOSED)
    inkling_cli_json_add_string (line, NULL, "transposed");
  if (look & INKLING_LOOK_INVERTED)
    inkling_cli_json_add_string (line, NULL, "inverted");
  inkling_cli_json_close_array (line);
}

static void
print_verified_json (InklingDataset            *dataset,
                     const InklingKnownDataset *known)
{
  InklingCliJson *line = inkling_cli_json_begin ();

  inkling_cli_json_add_string (line, "name", inkling_dataset_get_name (dataset));
  if (known != NULL)
    inkling_cli_json_add_string (line, "known", known->name);
  inkling_cli_json_add_count (line, "training", inkling_dataset_get_training (dataset)->n_images);
  inkling_cli_json_add_count (line, "test", inkling_dataset_get_test (dataset)->n_images);
  inkling_cli_json_add_string (line, "digest", inkling_dataset_get_digest (dataset));
  add_look (line, "mended", inkling_dataset_get_mended (dataset));
  add_look (line, "seems", inkling_dataset_get_seems (dataset));
  inkling_cli_json_print (line);
}

static void
print_verified (InklingDataset            *dataset,
                const InklingKnownDataset *known)
{
  if (known != NULL)
    g_print (_("%s: complete, every byte as published (%s)\n"),
             inkling_dataset_get_which (dataset), _(known->title));
  else
    g_print (_("%s: can be read\n"), inkling_dataset_get_which (dataset));
  g_print (_("training pictures  %zu\n"), inkling_dataset_get_training (dataset)->n_images);
  g_print (_("test pictures      %zu\n"), inkling_dataset_get_test (dataset)->n_images);
  g_print (_("digest             %s\n"), inkling_dataset_get_digest (dataset));
  if (inkling_dataset_get_mended (dataset) & INKLING_LOOK_TRANSPOSED)
    g_print ("%s\n", _("rows and columns of the pictures were exchanged, and have been turned"));
  if (inkling_dataset_get_mended (dataset) & INKLING_LOOK_INVERTED)
    g_print ("%s\n", _("the pictures were dark on white, and have been inverted"));
}

static int
verify (int    argc,
        char **argv)
{
  gboolean                   json = FALSE;
  InklingDigitLook           look;
  const InklingKnownDataset *known;
  g_autofree char           *which = NULL;
  g_autoptr (InklingDataset) dataset = NULL;
  g_autoptr (GError)         error = NULL;
  const GOptionEntry         entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object"), NULL },
    { NULL },
  };

  if (!inkling_cli_parse_with_look (&argc, &argv, _("[DATASET]"),
                                    _("Reads a data set, by name or folder, and says whether it is "
                                      "complete."), entries, &look))
    return INKLING_CLI_USAGE;
  if (argc > 2)
    return refuse_argument (argv[2]);
  which = inkling_cli_name_dataset (argc > 1 ? argv[1] : NULL, look);
  if (which == NULL)
    return INKLING_CLI_USAGE;
  dataset = inkling_dataset_load (which, NULL, &error);
  if (dataset == NULL)
    return inkling_cli_fail (error);
  inkling_cli_report_look (dataset);
  known = inkling_known_dataset_find_by_digest (inkling_dataset_get_digest (dataset));
  (json ? print_verified_json : print_verified) (dataset, known);
  return INKLING_CLI_DONE;
}

static const Command commands[] = {
  { "download", inkling_cli_dataset_download, N_("Download a data set, checked") },
  { "list", list, N_("List the data sets that have a name, and where they are") },
  { "verify", verify, N_("Check that a data set is complete") },
  { "show", inkling_cli_dataset_show, N_("Draw samples of a data set into a PNG file") },
};

static void
append_help (GString *help)
{
  g_string_append_printf (help, "%s\n  inkling-cli " COMMAND " %s\n\n%s\n", _("Usage:"),
                          _("COMMAND [OPTION…]"), _("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (help, "  %-10s %s\n", commands[i].name, _(commands[i].description));
  g_string_append_printf (help, "\n%s\n",
                          _("Each of them explains its options with --help, and prints JSON with "
                            "--json."));
}

int
inkling_cli_dataset (int    argc,
                     char **argv)
{
  g_autoptr (GString) help = g_string_new (NULL);

  append_help (help);
  if (argc < 2)
    {
      g_printerr ("%s", help->str);
      return INKLING_CLI_USAGE;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0)
    {
      g_print ("%s", help->str);
      return INKLING_CLI_DONE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, argv[1]) == 0)
      {
        g_autofree char *name = g_strdup_printf (COMMAND " %s", commands[i].name);

        argv[1] = name;
        return commands[i].func (argc - 1, argv + 1);
      }
  inkling_cli_refuse (_("there is no command “%s”; “inkling-cli dataset --help” lists them"),
                      argv[1]);
  return INKLING_CLI_USAGE;
}
