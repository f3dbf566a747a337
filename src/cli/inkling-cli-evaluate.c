/* inkling-cli-evaluate.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-json.h"
#include "inkling-cli-messages.h"
#include "inkling-cli-options.h"
#include "inkling-dataset-table.h"
#include "inkling-dataset.h"
#include "inkling-error.h"
#include "inkling-idx-place.h"
#include "inkling-ink-file.h"
#include "inkling-reading.h"
#include "nn-evaluation.h"

typedef struct
{
  char            *dataset;
  char            *weights;
  InklingDigitLook look;
  gboolean         json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->dataset);
  g_free (options->weights);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options      *options,
       int           argc,
       char        **argv,
       const char  **model)
{
  char              *which;
  const GOptionEntry entries[] = {
    { "dataset", 0, 0, G_OPTION_ARG_FILENAME, &options->dataset,
      N_("mnist, builtin, a folder of IDX files, an .npz archive or an ink file *.jsonl"), "D" },
    { "weights", 0, 0, G_OPTION_ARG_STRING, &options->weights,
      N_("average (what reads digits) or raw (what is trained)"), "W" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print one JSON object"), NULL },
    { NULL },
  };

  if (!inkling_cli_parse_with_look (&argc, &argv, _("[MODEL]"),
                                    _("Measures how well a model reads the test digits of a data "
                                      "set."), entries, &options->look))
    return FALSE;
  if (argc > 2)
    return inkling_cli_refuse (_("“%s” is not expected here"), argv[2]);
  if (options->weights != NULL && strcmp (options->weights, "average") != 0 &&
      strcmp (options->weights, "raw") != 0)
    return inkling_cli_refuse (_("--weights takes average or raw, not “%s”"), options->weights);
  *model = argc > 1 ? argv[1] : NULL;
  which = inkling_cli_name_dataset (options->dataset, options->look);
  g_free (options->dataset);
  options->dataset = which;
  return which != NULL;
}

/* How well a model reads, and how often it would rather not say. */
typedef struct
{
  NnEvaluation evaluation;
  gsize        n_unsure;
  const char  *names[NN_N_CLASSES]; /* static; digits have their own */
} Result;

static void
print_json (const Result *result)
{
  const NnEvaluation *evaluation = &result->evaluation;
  InklingCliJson *line = inkling_cli_json_begin ();

  inkling_cli_json_add_count (line, "images", evaluation->n_images);
  inkling_cli_json_add_count (line, "correct", evaluation->n_correct);
  inkling_cli_json_add_number (line, "accuracy", nn_evaluation_get_accuracy (evaluation));
  inkling_cli_json_add_number (line, "loss", evaluation->loss);
  inkling_cli_json_add_count (line, "unsure", result->n_unsure);
  inkling_cli_json_open_array (line, "confusion");
  for (gsize label = 0; label < NN_N_CLASSES; label++)
    {
      inkling_cli_json_open_array (line, NULL);
      for (gsize answer = 0; answer < NN_N_CLASSES; answer++)
        inkling_cli_json_add_count (line, NULL, evaluation->confusion[label][answer]);
      inkling_cli_json_close_array (line);
    }
  inkling_cli_json_close_array (line);
  inkling_cli_json_print (line);
}

static void
print_row (const Result *result,
           gsize         label)
{
  const NnEvaluation *evaluation = &result->evaluation;
  gsize               n_images = 0;

  g_print ("%5zu ", label);
  for (gsize answer = 0; answer < NN_N_CLASSES; answer++)
    {
      g_print ("%6zu", evaluation->confusion[label][answer]);
      n_images += evaluation->confusion[label][answer];
    }
  if (n_images > 0)
    g_print ("  %6.2f %%",
             100.0 * (double) evaluation->confusion[label][label] / (double) n_images);
  if (!g_ascii_isdigit (result->names[label][0]))
    g_print ("  %s", result->names[label]);
  g_print ("\n");
}

static void
print_text (const Result *result)
{
  const NnEvaluation *evaluation = &result->evaluation;

  g_print (_("%zu of %zu digits read, %.2f %%; loss %.4f; not sure of %.2f %%\n\n"),
           evaluation->n_correct, evaluation->n_images,
           100.0 * nn_evaluation_get_accuracy (evaluation), evaluation->loss,
           100.0 * (double) result->n_unsure / (double) evaluation->n_images);
  g_print ("%s\n      ",
           _("Down: what was written. Across: what was read. Last: share read right."));
  for (int answer = 0; answer < NN_N_CLASSES; answer++)
    g_print ("%6d", answer);
  g_print ("\n");
  for (gsize label = 0; label < NN_N_CLASSES; label++)
    print_row (result, label);
}

static gboolean
evaluate_digits (const InklingModel *model,
                 const Options      *options,
                 const NnDigits     *digits,
                 Result             *result,
                 GError            **error)
{
  gboolean          raw = g_strcmp0 (options->weights, "raw") == 0;
  const NnNetwork  *network = raw ? model->weights : model->averages;
  g_autofree float *probabilities = g_try_new (float, digits->n_images * NN_N_CLASSES);
  NnTeam           *team = NULL;
  NnStatus          status = NN_NO_MEMORY;

  if (network == NULL)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("this model holds the averages alone, no raw weights"));
  if (probabilities != NULL)
    status = nn_team_new (MIN (g_get_num_processors (), NN_MAX_THREADS), &team);
  if (status == NN_OK)
    status = nn_evaluate (network, digits, 0, digits->n_images, team, probabilities,
                          &result->evaluation);
  nn_team_free (team);
  for (gsize i = 0; status == NN_OK && i < digits->n_images; i++)
    result->n_unsure += inkling_reading_new (probabilities + i * NN_N_CLASSES).unsure;
  return status == NN_OK || inkling_error_from_status (error, status, NULL);
}

static void
name_classes (Result     *result,
              const char *digest)
{
  for (guint label = 0; label < NN_N_CLASSES; label++)
    result->names[label] = inkling_class_name (digest, label);
}

static gboolean
evaluate (const InklingModel *model,
          const Options      *options,
          Result             *result,
          GError            **error)
{
  const char                *which = options->dataset;
  g_autoptr (InklingDataset) dataset = NULL;
  gboolean                   done;

  name_classes (result, NULL);

  if (inkling_idx_place_is_ink (which))
    {
      NnDigits *digits = inkling_ink_file_load (which, TRUE, error);

      done = digits != NULL && evaluate_digits (model, options, digits, result, error);
      nn_digits_free (digits);
      return done;
    }
  dataset = inkling_dataset_load_test (which, NULL, error);
  if (dataset == NULL)
    return FALSE;
  inkling_cli_report_look (dataset);
  name_classes (result, inkling_dataset_get_digest (dataset));
  return evaluate_digits (model, options, inkling_dataset_get_test (dataset), result, error);
}

int
inkling_cli_evaluate (int    argc,
                      char **argv)
{
  g_auto (Options)         options = { NULL };
  g_autoptr (InklingModel) model = NULL;
  g_autoptr (GError)       error = NULL;
  Result                   result = { 0 };
  const char              *which = NULL;

  if (!parse (&options, argc, argv, &which))
    return INKLING_CLI_USAGE;
  model = inkling_cli_open_model (which, &error);
  if (model == NULL || !evaluate (model, &options, &result, &error))
    return inkling_cli_fail (error);
  if (options.json)
    print_json (&result);
  else
    print_text (&result);
  return INKLING_CLI_DONE;
}
