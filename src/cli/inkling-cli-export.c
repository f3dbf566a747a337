/* inkling-cli-export.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-messages.h"
#include "inkling-cli-options.h"
#include "inkling-cli-output.h"
#include "inkling-model-file.h"
#include "inkling-onnx.h"

typedef struct
{
  const char           *name;
  const InklingCliKind *kind;
  gboolean            (*save) (const InklingModel  *model,
                               const char          *path,
                               GError             **error);
} Format;

static const Format formats[] = {
  { "small", &inkling_cli_kind_model, inkling_model_file_save_small },
  { "onnx", &inkling_cli_kind_onnx, inkling_onnx_save },
};

typedef struct
{
  const Format *format;
  const char   *model; /* borrowed, as given; NULL: the newest */
  const char   *path;  /* borrowed */
  gboolean      force;
} ExportOptions;

/* NULL if there is none of that name. */
static const Format *
find_format (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (name != NULL && strcmp (formats[i].name, name) == 0)
      return &formats[i];
  return NULL;
}

/* Who forgets OUT names a model last. */
static gboolean
check_path (const ExportOptions *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i].kind != self->format->kind &&
        g_str_has_suffix (self->path, formats[i].kind->suffix))
      return inkling_cli_refuse (_("name the file to write: “%s” does not end in %s"), self->path,
                                 self->format->kind->suffix);
  if (self->model == NULL && !self->force && inkling_cli_output_is_model (self->path))
    return inkling_cli_refuse (_("name the file to write: “%s” is a model"), self->path);
  return TRUE;
}

static gboolean
parse (ExportOptions  *self,
       int             argc,
       char          **argv)
{
  g_autofree char   *name = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &name,
      N_("small: the averages alone in half precision; onnx: for other engines, 784 values from "
         "0 to 1 in, ten probabilities out"), "F" },
    { "force", 0, 0, G_OPTION_ARG_NONE, &self->force,
      N_("Replace a model, or a file of another kind"), NULL },
    { NULL },
  };

  if (!inkling_cli_parse (&argc, &argv, _("[MODEL] OUT"),
                          _("Writes a model to another file, which other programs can use."),
                          entries))
    return FALSE;
  self->format = find_format (name);
  if (self->format == NULL)
    return inkling_cli_refuse (_("--format takes small or onnx, not “%s”"),
                               name != NULL ? name : "");
  if (argc < 2 || argc > 3)
    return inkling_cli_refuse (_("name the file to write"));
  self->model = argc == 3 ? argv[1] : NULL;
  self->path = argv[argc - 1];
  return check_path (self);
}

static void
say_written (const InklingModel *model,
             const char         *path)
{
  g_autofree char *from = inkling_cli_make_printable (model->path != NULL ? model->path
                                                                          : _("the bundled model"));
  g_autofree char *to = inkling_cli_make_printable (path);

  /* Translators: 1. the new file, 2. what it was made from */
  g_print (_("Wrote %1$s from %2$s\n"), to, from);
}

int
inkling_cli_export (int    argc,
                    char **argv)
{
  g_autoptr (InklingModel) model = NULL;
  g_autoptr (GError)       error = NULL;
  ExportOptions            options = { NULL };

  if (!parse (&options, argc, argv))
    return INKLING_CLI_USAGE;
  model = inkling_cli_open_model (options.model, &error);
  if (model == NULL ||
      !inkling_cli_output_check (options.path, options.format->kind, model->path, options.force,
                                 &error) ||
      !options.format->save (model, options.path, &error))
    return inkling_cli_fail (error);
  say_written (model, options.path);
  return INKLING_CLI_DONE;
}
