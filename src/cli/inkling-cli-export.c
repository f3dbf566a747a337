/* inkling-cli-export.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-messages.h"
#include "inkling-cli-options.h"
#include "inkling-onnx.h"

typedef struct
{
  const char  *name;
  gboolean   (*save) (const InklingModel  *model,
                      const char          *path,
                      GError             **error);
} Format;

static const Format formats[] = {
  { "small", inkling_model_save_small },
  { "onnx", inkling_onnx_save },
};

/* NULL if there is none of that name. */
static const Format *
find_format (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (name != NULL && strcmp (formats[i].name, name) == 0)
      return &formats[i];
  return NULL;
}

static gboolean
parse (int            argc,
       char         **argv,
       const Format **format,
       const char   **model,
       const char   **path)
{
  g_autofree char   *name = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &name,
      N_("small: the averages alone in half precision; onnx: for other engines, 784 values from "
         "0 to 1 in, ten probabilities out"), "F" },
    { NULL },
  };

  if (!inkling_cli_parse (&argc, &argv, _("[MODEL] OUT"),
                          _("Writes a model to another file, which other programs can use."),
                          entries))
    return FALSE;
  *format = find_format (name);
  if (*format == NULL)
    return inkling_cli_refuse (_("--format takes small or onnx, not “%s”"),
                               name != NULL ? name : "");
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
  const Format            *format = NULL;
  const char              *which = NULL;
  const char              *path = NULL;

  if (!parse (argc, argv, &format, &which, &path))
    return INKLING_CLI_USAGE;
  model = inkling_cli_open_model (which, &error);
  if (model == NULL || !format->save (model, path, &error))
    return inkling_cli_fail (error);
  return INKLING_CLI_DONE;
}
