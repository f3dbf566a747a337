/* fuzz-arguments.c: what a shell may pass to inkling-cli, an argument a line
 *
 * Commands that only read run whole, in a folder of their own; of train, which would take minutes,
 * the options alone. What begins with “--help” ends the program by design and is left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "inkling-cli-train-options.h"
#include "inkling-cli.h"

#define MAX_ARGUMENTS 12

typedef struct
{
  const char     *name;
  InklingCliFunc  func;
} Command;

static int
parse_train (int    argc,
             char **argv)
{
  g_auto (InklingCliTrainOptions) options = { 0 };

  return inkling_cli_train_options_parse (&options, argc, argv) ? INKLING_CLI_DONE
                                                                : INKLING_CLI_USAGE;
}

static const Command commands[] = {
  { "train", parse_train },
  { "info", inkling_cli_info },
  { "predict", inkling_cli_predict },
  { "export", inkling_cli_export },
};

/* Into nothing, but for what the fuzzer itself says on stderr. */
static void
settle (void)
{
  static gboolean settled;
  int             nothing;

  if (settled)
    return;
  settled = TRUE;
  nothing = open ("/dev/null", O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (dup2 (nothing, STDOUT_FILENO), ==, STDOUT_FILENO);
  close (nothing);
  g_set_printerr_handler ((GPrintFunc) strlen);
  g_assert_cmpint (chdir (fuzz_get_folder ()), ==, 0);
  g_setenv ("XDG_DATA_HOME", fuzz_get_folder (), TRUE);
}

static gboolean
is_help (const char *argument)
{
  return g_str_has_prefix (argument, "--help") || (argument[0] == '-' && argument[1] != '-' &&
                                                   strpbrk (argument, "h?") != NULL);
}

static gboolean
leads_out (const char *argument)
{
  return strchr (argument, '/') != NULL || strstr (argument, "..") != NULL;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const Command         *command = &commands[fuzz_take_byte (&data, &size)
                                             % G_N_ELEMENTS (commands)];
  g_autoptr (GPtrArray)  owned = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray)  arguments = g_ptr_array_new ();
  int                    code;

  settle ();
  g_ptr_array_add (owned, g_strdup (command->name));
  while (size > 0 && owned->len < MAX_ARGUMENTS)
    {
      char *argument = fuzz_take_line (&data, &size);

      g_ptr_array_add (owned, argument);
      if (is_help (argument) || leads_out (argument))
        return 0;
    }
  for (guint i = 0; i < owned->len; i++)
    g_ptr_array_add (arguments, g_ptr_array_index (owned, i));
  g_ptr_array_add (arguments, NULL);
  code = command->func ((int) owned->len, (char **) arguments->pdata);
  g_assert_true (code == INKLING_CLI_DONE || code == INKLING_CLI_FAILED
                 || code == INKLING_CLI_USAGE);
  return 0;
}
