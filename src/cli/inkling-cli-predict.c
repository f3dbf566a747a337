/* inkling-cli-predict.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli.h"

#include <glib/gi18n-lib.h>

#include "inkling-cli-json.h"
#include "inkling-cli-messages.h"
#include "inkling-cli-options.h"
#include "inkling-contents.h"
#include "inkling-error.h"
#include "inkling-ink-file.h"
#include "inkling-picture.h"
#include "inkling-reading.h"

typedef struct
{
  const InklingModel *model;
  gboolean            json;
  gboolean            any_failed;
} Predict;

static void
print_answer (const Predict *predict,
              const char    *name,
              const guint8   image[NN_IMAGE_PIXELS])
{
  float           probabilities[NN_N_CLASSES];
  InklingReading  reading;
  InklingCliJson *line;

  nn_network_predict (predict->model->averages, image, probabilities);
  reading = inkling_reading_new (probabilities);
  if (!predict->json)
    {
      g_autofree char *printable = inkling_cli_make_printable (name);

      g_print (reading.unsure ? _("%s: not sure, perhaps %d (%.1f %%)\n") : _("%s: %d (%.1f %%)\n"),
               printable, reading.digit, 100.0 * reading.probability);
      return;
    }
  line = inkling_cli_json_begin ();
  inkling_cli_json_add_string (line, "file", name);
  inkling_cli_json_add_count (line, "digit", (guint64) reading.digit);
  inkling_cli_json_add_boolean (line, "unsure", reading.unsure);
  inkling_cli_json_add_floats (line, "probabilities", probabilities, NN_N_CLASSES);
  inkling_cli_json_print (line);
}

static void
report_failure (Predict      *predict,
                const GError *error)
{
  inkling_cli_fail (error);
  predict->any_failed = TRUE;
}

static void
predict_picture (Predict    *predict,
                 const char *path)
{
  g_autoptr (GError) error = NULL;
  guint8             image[NN_IMAGE_PIXELS];

  if (inkling_picture_load (path, image, &error))
    print_answer (predict, path, image);
  else
    report_failure (predict, error);
}

/* Every drawing of an ink file, named by its place in it. */
static void
predict_ink_file (Predict    *predict,
                  const char *path)
{
  g_autoptr (GError) error = NULL;
  NnDigits          *digits = inkling_ink_file_load (path, FALSE, &error);

  if (digits == NULL)
    {
      report_failure (predict, error);
      return;
    }
  for (gsize i = 0; i < digits->n_images; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s:%zu", path, i + 1);
      guint8           image[NN_IMAGE_PIXELS];

      nn_digits_get_image (digits, i, image);
      print_answer (predict, name, image);
    }
  nn_digits_free (digits);
}

/* What its contents are not known for is a picture or an ink file as its name says, whose reader
 * tells what is wrong with it. */
static void
predict_file (Predict    *predict,
              const char *path)
{
  InklingContents    contents = inkling_contents_of_file (path);
  g_autoptr (GError) error = NULL;

  if (contents == INKLING_CONTENTS_INK ||
      (contents == INKLING_CONTENTS_UNKNOWN && g_str_has_suffix (path, INKLING_INK_SUFFIX)))
    predict_ink_file (predict, path);
  else if (contents == INKLING_CONTENTS_MODEL)
    {
      inkling_error_set (&error, INKLING_ERROR_PICTURE,
                         _("%s: this is a model; name one model, before the pictures"), path);
      report_failure (predict, error);
    }
  else if (contents == INKLING_CONTENTS_DATASET && !g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      inkling_error_set (&error, INKLING_ERROR_PICTURE,
                         _("%s: this is a data set, or a part of one; “inkling-cli evaluate” reads "
                           "it"), path);
      report_failure (predict, error);
    }
  else
    predict_picture (predict, path);
}

int
inkling_cli_predict (int    argc,
                     char **argv)
{
  Predict                  predict = { NULL };
  g_autoptr (InklingModel) model = NULL;
  g_autoptr (GError)       error = NULL;
  int                      first = 1;
  const GOptionEntry       entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &predict.json, N_("Print one JSON object a line"), NULL },
    { NULL },
  };

  if (!inkling_cli_parse (&argc, &argv, _("[MODEL] FILE…"),
                          _("Reads the digit in each picture (PNG, JPEG, GIF, BMP, TIFF, WebP), or "
                            "in each drawing of an ink file."),
                          entries))
    return INKLING_CLI_USAGE;
  if (argc > 1 && inkling_cli_names_model (argv[1]))
    first = 2;
  if (argc <= first)
    {
      inkling_cli_refuse (_("name at least one picture"));
      return INKLING_CLI_USAGE;
    }
  model = inkling_cli_open_model (first == 2 ? argv[1] : NULL, &error);
  if (model == NULL)
    return inkling_cli_fail (error);

  predict.model = model;
  for (int i = first; i < argc; i++)
    predict_file (&predict, argv[i]);
  return predict.any_failed ? INKLING_CLI_FAILED : INKLING_CLI_DONE;
}
