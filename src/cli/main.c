/* main.c: inkling-cli, the engine without a display
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-config.h"

#include <locale.h>
#include <signal.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli.h"

typedef struct
{
  const char     *name;
  InklingCliFunc  func;
  const char     *description;
} Command;

static const Command commands[] = {
  { "train", inkling_cli_train, N_("Train a network, going on from the newest checkpoint") },
  { "evaluate", inkling_cli_evaluate, N_("Measure how well a model reads a data set") },
  { "predict", inkling_cli_predict, N_("Read the digit in pictures or drawings") },
  { "info", inkling_cli_info, N_("Show what a model file holds") },
  { "bench", inkling_cli_bench, N_("Time a training step and a prediction") },
};

static void
print_help (void)
{
  g_print ("%s\n  inkling-cli %s\n\n%s\n", _("Usage:"), _("COMMAND [OPTION…]"), _("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-10s %s\n", commands[i].name, _(commands[i].description));
  g_print ("\n%s\n", _("“inkling-cli COMMAND --help” explains a command's options."));
}

static const Command *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

int
main (int   argc,
      char *argv[])
{
  const Command *command;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, INKLING_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* A reader that goes away (“| head”) must not end a run before its checkpoint is saved. */
  signal (SIGPIPE, SIG_IGN);

  if (argc < 2)
    {
      print_help ();
      return INKLING_CLI_USAGE;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0 ||
      strcmp (argv[1], "help") == 0)
    {
      print_help ();
      return INKLING_CLI_DONE;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      g_print ("inkling-cli %s\n", INKLING_VERSION);
      return INKLING_CLI_DONE;
    }
  command = find_command (argv[1]);
  if (command == NULL)
    {
      g_printerr (_("inkling-cli: there is no command “%s”; “inkling-cli --help” lists them\n"),
                  argv[1]);
      return INKLING_CLI_USAGE;
    }
  return command->func (argc - 1, argv + 1);
}
