/* inkling-cli-export.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-messages.h"
#include "inkling-cli-options.h"

#define FORMAT_SMALL "small"

static gboolean
parse (int          argc,
       char       **argv,
       const char **model,
       const char **path)
{
  g_autofree char   *format = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format,
      N_("small: the averages alone in half precision, enough to read digits"), "F" },
    { NULL },
  };

  if (!inkling_cli_parse (&argc, &argv, _("[MODEL] OUT"),
                          _("Writes a model to another file, which other programs can use."),
                          entries))
    return FALSE;
  if (format == NULL || strcmp (format, FORMAT_SMALL) != 0)
    return inkling_cli_refuse (_("--format takes small, not “%s”"), format != NULL ? format : "");
  if (argc < 2 || argc > 3)
    return inkling_cli_refuse (_("name the file to write"));
  *model = argc == 3 ? argv[1] : NULL;
  *path = argv[argc - 1];
  return TRUE;
}

int
inkling_cli_export (int    argc,
                    char **argv)
{
  g_autoptr (InklingModel) model = NULL;
  g_autoptr (GError)       error = NULL;
  const char              *which = NULL;
  const char              *path = NULL;

  if (!parse (argc, argv, &which, &path))
    return INKLING_CLI_USAGE;
  model = inkling_cli_open_model (which, &error);
  if (model == NULL || !inkling_model_save_small (model, path, &error))
    return inkling_cli_fail (error);
  return INKLING_CLI_DONE;
}
