/* main.c: inkling-cli, the engine without a display
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-config.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-messages.h"
#include "inkling-cli.h"
#include "inkling-notice.h"

/* The reader of stdout went away (“| head”), which must not end a run before its checkpoint is
 * saved, and is no failure. */
static volatile sig_atomic_t reader_is_gone;

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
  { "export", inkling_cli_export, N_("Write a model in another format") },
  { "dataset", inkling_cli_dataset, N_("Download, list, check or show data sets") },
  { "bench", inkling_cli_bench, N_("Time a training step and a prediction") },
};

/* A shell may start the program without stdin, stdout or stderr ("1>&-"). The next file opened
 * would take the free number, and results would be written into a checkpoint. */
static void
occupy_standard_streams (void)
{
  int number;

  do
    number = open ("/dev/null", O_RDWR);
  while (number >= 0 && number <= STDERR_FILENO);
  if (number >= 0)
    close (number);
}

static void
reader_gone_cb (int signal_number)
{
  reader_is_gone = 1;
}

static void
set_up_language (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, INKLING_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static char *
make_help (void)
{
  GString *help = g_string_new (NULL);

  g_string_append_printf (help, "%s\n  inkling-cli %s\n\n%s\n", _("Usage:"),
                          _("COMMAND [OPTION…]"), _("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (help, "  %-10s %s\n", commands[i].name, _(commands[i].description));
  g_string_append_printf (help, "\n%s\n%s\n",
                          _("“inkling-cli COMMAND --help” explains a command’s options."),
                          _("Exit codes: 0 done, 1 failed, 2 wrong usage."));
  return g_string_free (help, FALSE);
}

static const Command *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

/* A terminal that was closed says so whatever it is asked; a file is none. */
static gboolean
is_closed_terminal (int fd)
{
  return !isatty (fd) && errno == EIO;
}

/* A full disk behind stdout is noticed only now. */
static int
check_output (int code)
{
  gboolean is_written = fflush (stdout) == 0 && !ferror (stdout);

  if (is_written || reader_is_gone || is_closed_terminal (STDOUT_FILENO))
    return code;
  inkling_cli_refuse (_("the results could not be written to the end"));
  return code == INKLING_CLI_DONE ? INKLING_CLI_FAILED : code;
}

static int
run (int    argc,
     char **argv)
{
  g_autofree char *help = make_help ();
  const Command   *command;

  if (argc < 2)
    {
      g_printerr ("%s", help);
      return INKLING_CLI_USAGE;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      g_print ("inkling-cli %s\n", INKLING_VERSION);
      return INKLING_CLI_DONE;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0)
    {
      g_print ("%s", help);
      return INKLING_CLI_DONE;
    }
  command = find_command (argv[1]);
  if (command != NULL)
    return command->func (argc - 1, argv + 1);
  inkling_cli_refuse (_("there is no command “%s”; “inkling-cli --help” lists them"), argv[1]);
  return INKLING_CLI_USAGE;
}

int
main (int   argc,
      char *argv[])
{
  occupy_standard_streams ();
  g_log_writer_default_set_use_stderr (TRUE); /* results alone go to standard output */
  set_up_language ();
  signal (SIGPIPE, reader_gone_cb);
  signal (SIGXFSZ, SIG_IGN); /* a file that may not grow is an error in words */
  inkling_notice_set_listener (inkling_cli_report_notice, NULL);
  return check_output (run (argc, argv));
}
