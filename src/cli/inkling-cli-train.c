/* inkling-cli-train.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli.h"

#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "inkling-cli-options.h"
#include "inkling-cli-output.h"
#include "inkling-cli-progress.h"
#include "inkling-cli-report.h"
#include "inkling-error.h"
#include "inkling-model-folder.h"
#include "inkling-trainer.h"
#include "nn-evaluation.h"

#define MAX_STEPS    1000000000
#define MAX_KEEP     100000
#define ABORTED_CODE 130 /* 128 + SIGINT, as shells have it */

typedef struct
{
  /* The command line, owned where it is a string */
  char            *dataset;
  char            *models;
  char            *recipe_name;
  char            *steps_text;
  char            *seed_text;
  char            *threads_text;
  char            *save_every_text;
  char            *keep_text;
  gboolean         fresh;
  gboolean         json;
  InklingCliRecipe fields;
  guint64          steps;
  guint64          seed;
  guint64          n_threads;
  guint64          save_every;
  guint64          keep;

  /* The run */
  NnRecipe           recipe;
  InklingModel      *from;      /* owned, NULL: a new run */
  InklingDataset    *digits;    /* owned */
  InklingTrainer    *trainer;   /* owned */
  GMainLoop         *loop;      /* owned */
  InklingCliProgress bar;
  gboolean           stopping;  /* Ctrl+C was pressed */
  gboolean           diverged;
  gboolean           save_failed; /* and nothing was saved since */
} Train;

static void
train_clear (Train *train)
{
  g_free (train->dataset);
  g_free (train->models);
  g_free (train->recipe_name);
  g_free (train->steps_text);
  g_free (train->seed_text);
  g_free (train->threads_text);
  g_free (train->save_every_text);
  g_free (train->keep_text);
  inkling_cli_recipe_clear (&train->fields);
  g_clear_pointer (&train->from, inkling_model_unref);
  g_clear_object (&train->trainer);
  g_clear_object (&train->digits);
  g_clear_pointer (&train->loop, g_main_loop_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Train, train_clear)

/* The command line */

static GArray *
make_entries (Train *train)
{
  const GOptionEntry own[] = {
    { "dataset", 0, 0, G_OPTION_ARG_STRING, &train->dataset,
      N_("mnist, builtin or a folder of IDX files"), "D" },
    { "models", 0, 0, G_OPTION_ARG_FILENAME, &train->models,
      N_("Folder the checkpoints are kept in"), "DIR" },
    { "recipe", 0, 0, G_OPTION_ARG_STRING, &train->recipe_name,
      N_("Hyper-parameters to begin with: course, fast or best"), "R" },
    { "steps", 0, 0, G_OPTION_ARG_STRING, &train->steps_text,
      N_("Steps to train, on top of those already done"), "N" },
    { "fresh", 0, 0, G_OPTION_ARG_NONE, &train->fresh,
      N_("Begin at step 0; older checkpoints are moved into a subfolder"), NULL },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &train->seed_text,
      N_("What all random numbers follow from"), "N" },
    { "threads", 0, 0, G_OPTION_ARG_STRING, &train->threads_text,
      N_("Threads to compute with"), "N" },
    { "save-every", 0, 0, G_OPTION_ARG_STRING, &train->save_every_text,
      N_("Steps between two checkpoints"), "N" },
    { "keep", 0, 0, G_OPTION_ARG_STRING, &train->keep_text,
      N_("Checkpoints to keep, besides the best"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &train->json,
      N_("Print one JSON object a line"), NULL },
  };
  GArray *entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  g_array_append_vals (entries, own, G_N_ELEMENTS (own));
  inkling_cli_recipe_init (&train->fields, entries);
  return entries;
}

static gboolean
parse_counts (Train *train)
{
  train->keep = 0;
  return inkling_cli_parse_count ("steps", train->steps_text, 1, MAX_STEPS, &train->steps) &&
         inkling_cli_parse_count ("seed", train->seed_text, 0, G_MAXINT64, &train->seed) &&
         inkling_cli_parse_count ("threads", train->threads_text, 1, NN_MAX_THREADS,
                                  &train->n_threads) &&
         inkling_cli_parse_count ("save-every", train->save_every_text, 1, MAX_STEPS,
                                  &train->save_every) &&
         inkling_cli_parse_count ("keep", train->keep_text, 1, MAX_KEEP, &train->keep);
}

static gboolean
parse_recipe (Train *train)
{
  const NnNamedRecipe *named = &nn_named_recipes[0];

  if (train->recipe_name != NULL)
    named = nn_named_recipe_find (train->recipe_name);
  if (named == NULL)
    return inkling_cli_refuse (_("there is no recipe “%s”; choose course, fast or best"),
                               train->recipe_name);
  train->recipe = named->recipe;
  return inkling_cli_recipe_apply (&train->fields, &train->recipe);
}

static gboolean
parse_command_line (Train  *train,
                    int     argc,
                    char  **argv)
{
  g_autoptr (GArray) entries = make_entries (train);

  if (!inkling_cli_parse (&argc, &argv, NULL,
                          _("Trains a network, going on from the newest checkpoint in the folder "
                            "of models.\n"
                            "Ctrl+C saves a checkpoint and ends; pressed twice it ends at once."),
                          (const GOptionEntry *) (void *) entries->data))
    return FALSE;
  if (argc > 1)
    return inkling_cli_refuse (_("“%s” is not expected here"), argv[1]);
  if (train->models == NULL)
    train->models = inkling_model_folder_get_default ();
  return parse_counts (train) && parse_recipe (train);
}

/* What to go on from */

/* Takes the older run's recipe; what the command line changes must be changeable in the middle of a
 * run. */
static gboolean
adopt_recipe (Train   *train,
              GError **error)
{
  NnRecipe wanted = train->recipe_name != NULL ? train->recipe : train->from->recipe;

  if (!inkling_cli_recipe_apply (&train->fields, &wanted))
    return inkling_error_set (error, INKLING_ERROR_RECIPE, _("the recipe cannot be used"));
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      const NnRecipeField *field = &nn_recipe_fields[i];
      g_autofree char     *was = inkling_recipe_get_text (&train->from->recipe, field);
      g_autofree char     *is = inkling_recipe_get_text (&wanted, field);

      if (strcmp (was, is) == 0)
        continue;
      if (!field->live)
        return inkling_error_set (error, INKLING_ERROR_RECIPE,
                                  _("%s: the run to resume has %s, not %s, and this cannot change "
                                    "within a run; --fresh begins a new one"),
                                  field->name, was, is);
      g_printerr (_("inkling-cli: %s changes from %s to %s\n"), field->name, was, is);
    }
  train->recipe = wanted;
  return TRUE;
}

static gboolean
adopt_older_run (Train   *train,
                 GError **error)
{
  if (train->seed_text != NULL && train->seed != train->from->seed)
    return inkling_error_set (error, INKLING_ERROR_RECIPE,
                              _("seed: the run to resume has %" G_GUINT64_FORMAT ", not %"
                                G_GUINT64_FORMAT "; --fresh begins a new one"),
                              train->from->seed, train->seed);
  /* The data set goes with the run, unless another is asked for. */
  if (train->dataset == NULL && train->from->dataset_name != NULL &&
      (strcmp (train->from->dataset_name, "mnist") == 0 ||
       strcmp (train->from->dataset_name, "builtin") == 0))
    train->dataset = g_strdup (train->from->dataset_name);
  return adopt_recipe (train, error);
}

static gboolean
find_older_run (Train   *train,
                GError **error)
{
  g_autoptr (GError) none = NULL;

  if (train->fresh)
    return TRUE;
  train->from = inkling_model_folder_load_newest (train->models, inkling_cli_report_skipped, NULL,
                                                  &none);
  if (train->from != NULL)
    return adopt_older_run (train, error);
  if (g_error_matches (none, INKLING_ERROR, INKLING_ERROR_NO_MODEL))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&none));
  return FALSE;
}

/* Reports */

/* The loss that belongs to an evaluation: of its step, or the last before it. */
static InklingReport
find_report (const InklingHistory *history,
             gint64                step)
{
  InklingReport found = { .loss = NAN, .learning_rate = NAN };

  for (guint i = history->reports->len; i > 0; i--)
    {
      const InklingReport *report = &g_array_index (history->reports, InklingReport, i - 1);

      if (report->step <= step)
        return *report;
    }
  return found;
}

static void
evaluated_cb (Train  *train,
              guint   index,
              double  seconds)
{
  const InklingHistory          *history = inkling_trainer_get_history (train->trainer);
  const InklingEvaluationReport *evaluation = &g_array_index (history->evaluations,
                                                              InklingEvaluationReport, index);
  InklingReport                  report = find_report (history, evaluation->step);

  inkling_cli_progress_clear (&train->bar);
  inkling_cli_report_progress (train->json, &report, evaluation, seconds);
}

static void
checkpoint_cb (Train      *train,
               guint64     step,
               const char *path)
{
  inkling_cli_progress_clear (&train->bar);
  inkling_cli_report_checkpoint (train->json, step, path);
  train->save_failed = FALSE;
}

static void
failed_cb (Train        *train,
           const GError *error)
{
  inkling_cli_progress_clear (&train->bar);
  g_printerr ("inkling-cli: %s\n", error->message);
  if (g_error_matches (error, INKLING_ERROR, INKLING_ERROR_NOT_FINITE))
    train->diverged = TRUE;
  else
    train->save_failed = TRUE;
}

static void
progress_cb (Train *train)
{
  const InklingHistory          *history = inkling_trainer_get_history (train->trainer);
  const InklingEvaluationReport *evaluation = inkling_history_last_evaluation (history);

  inkling_cli_progress_draw (&train->bar, inkling_trainer_get_progress (train->trainer),
                             evaluation != NULL ? evaluation->validation_accuracy : NAN);
}

static gboolean
interrupted_cb (gpointer user_data)
{
  Train *train = user_data;

  if (train->stopping)
    _exit (ABORTED_CODE);
  train->stopping = TRUE;
  inkling_cli_progress_clear (&train->bar);
  g_printerr ("%s\n", _("Saving a checkpoint; press Ctrl+C again to end without it"));
  inkling_trainer_pause (train->trainer);
  return G_SOURCE_CONTINUE;
}

/* The end */

static double
measure (Train          *train,
         const NnDigits *digits,
         gsize           n_images)
{
  InklingModel *model = inkling_trainer_get_model (train->trainer);
  NnEvaluation  evaluation = { 0 };

  if (nn_evaluate (model->averages, digits, 0, n_images, NULL, NULL, &evaluation) != NN_OK)
    return NAN;
  return nn_evaluation_get_accuracy (&evaluation);
}

/* The accuracies at the last step, measured now if the run did not end where it measures anyway. */
static InklingEvaluationReport
measure_end (Train *train)
{
  const InklingHistory          *history = inkling_trainer_get_history (train->trainer);
  const InklingEvaluationReport *last = inkling_history_last_evaluation (history);
  const InklingProgress         *progress = inkling_trainer_get_progress (train->trainer);
  InklingEvaluationReport        end = { .step = (gint64) progress->step };
  const NnDigits                *test = inkling_dataset_get_test (train->digits);
  InklingReport                  report = find_report (history, end.step);

  if (last != NULL && last->step == end.step)
    return *last;
  end.validation_accuracy = measure (train, inkling_dataset_get_training (train->digits),
                                     inkling_dataset_get_n_validation (train->digits));
  end.test_accuracy = measure (train, test, test->n_images);
  inkling_cli_report_progress (train->json, &report, &end, progress->seconds);
  return end;
}

static gboolean
start (Train   *train,
       GError **error)
{
  InklingTrainerOptions options = {
    .steps = train->steps,
    .n_threads = (guint) train->n_threads,
    .save_every = train->save_every,
    .keep = (guint) train->keep,
    .folder = train->models,
  };

  if (!find_older_run (train, error))
    return FALSE;
  train->digits = inkling_dataset_load (train->dataset != NULL ? train->dataset
                                        : inkling_dataset_get_default_name (), NULL, error);
  if (train->digits == NULL)
    return FALSE;
  if (train->fresh && !inkling_model_folder_set_aside (train->models, error))
    return FALSE;
  return inkling_trainer_start (train->trainer, train->digits, train->from, &train->recipe,
                                train->seed, &options, error);
}

int
inkling_cli_train (int    argc,
                   char **argv)
{
  g_auto (Train)          train = { .seed = 1 };
  g_autoptr (GError)      error = NULL;
  InklingEvaluationReport end;

  if (!parse_command_line (&train, argc, argv))
    return INKLING_CLI_USAGE;

  inkling_cli_progress_init (&train.bar);
  train.loop = g_main_loop_new (NULL, FALSE);
  train.trainer = inkling_trainer_new ();
  g_signal_connect_swapped (train.trainer, "evaluated", G_CALLBACK (evaluated_cb), &train);
  g_signal_connect_swapped (train.trainer, "checkpoint", G_CALLBACK (checkpoint_cb), &train);
  g_signal_connect_swapped (train.trainer, "failed", G_CALLBACK (failed_cb), &train);
  g_signal_connect_swapped (train.trainer, "progress", G_CALLBACK (progress_cb), &train);
  g_signal_connect_swapped (train.trainer, "finished", G_CALLBACK (g_main_loop_quit), train.loop);
  if (!start (&train, &error))
    return inkling_cli_fail (error);

  inkling_cli_report_start (train.json, train.from, inkling_dataset_get_name (train.digits));
  g_unix_signal_add (SIGINT, interrupted_cb, &train);
  g_unix_signal_add (SIGTERM, interrupted_cb, &train);
  g_main_loop_run (train.loop);
  inkling_cli_progress_clear (&train.bar);

  if (train.diverged)
    return INKLING_CLI_FAILED;
  end = measure_end (&train);
  inkling_cli_report_done (train.json, inkling_trainer_get_progress (train.trainer), &end);
  return train.save_failed ? INKLING_CLI_FAILED : INKLING_CLI_DONE;
}
