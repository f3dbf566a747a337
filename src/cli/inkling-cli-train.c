/* inkling-cli-train.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-messages.h"
#include "inkling-cli-options.h"
#include "inkling-cli-progress.h"
#include "inkling-cli-report.h"
#include "inkling-cli-train-options.h"
#include "inkling-ending.h"
#include "inkling-error.h"
#include "inkling-notice.h"
#include "inkling-trainer.h"
#include "nn-evaluation.h"

typedef struct
{
  InklingCliTrainOptions  options;
  InklingCheckpoints     *checkpoints;       /* owned: where the checkpoints go */
  InklingModel           *from;        /* owned, NULL: a new run */
  InklingDataset         *digits;      /* owned */
  InklingTrainer         *trainer;     /* owned */
  GMainLoop              *loop;        /* owned */
  char                   *saved;       /* owned: the last file that is safe, NULL: none yet */
  InklingCliProgress      bar;
  gboolean                save_failed; /* and nothing was saved since */
} Train;

static void
train_clear (Train *train)
{
  inkling_notice_set_listener (inkling_cli_report_notice, NULL);
  g_clear_object (&train->trainer);
  g_clear_object (&train->digits);
  g_clear_pointer (&train->checkpoints, inkling_checkpoints_unref);
  g_clear_pointer (&train->from, inkling_model_unref);
  g_clear_pointer (&train->loop, g_main_loop_unref);
  g_clear_pointer (&train->saved, g_free);
  inkling_cli_train_options_clear (&train->options);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Train, train_clear)

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
  inkling_cli_report_progress (train->options.json, &report, evaluation, seconds);
}

static void
checkpoint_cb (Train      *train,
               guint64     step,
               const char *path)
{
  inkling_cli_progress_clear (&train->bar);
  inkling_cli_report_checkpoint (train->options.json, step, path);
  train->save_failed = FALSE;
  g_free (train->saved);
  train->saved = g_strdup (path);
}

/* A run that is broken is asked for at its end. */
static void
failed_cb (Train        *train,
           const GError *error)
{
  inkling_cli_progress_clear (&train->bar);
  inkling_cli_fail (error);
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

static void
notice_cb (const char *text,
           gpointer    user_data)
{
  Train *train = user_data;

  inkling_cli_progress_clear (&train->bar);
  inkling_cli_report_notice (text, NULL);
}

/* A run that was being prepared until now is saved before its first step. */
static void
ending_cb (gpointer user_data)
{
  Train *train = user_data;

  inkling_trainer_pause (train->trainer);
  inkling_cli_progress_clear (&train->bar);
  g_printerr ("%s\n", _("Saving a checkpoint; press Ctrl+C again to end without it"));
}

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
  inkling_cli_report_progress (train->options.json, &report, &end, progress->seconds);
  return end;
}

static gboolean
start (Train   *train,
       GError **error)
{
  const InklingCliTrainOptions *wanted = &train->options;
  InklingTrainerOptions         options = {
    .steps = wanted->steps,
    .n_threads = (guint) wanted->n_threads,
    .save_every = wanted->save_every,
    .keep = (guint) wanted->keep,
    .checkpoints = train->checkpoints,
  };

  return inkling_trainer_start (train->trainer, train->digits, train->from, &wanted->recipe,
                                wanted->seed, &options, error);
}

/* Before anything is looked for: what another program is writing there is not to be gone on
 * with. */
static gboolean
take_folder (Train   *train,
             GError **error)
{
  train->checkpoints = inkling_checkpoints_open (train->options.models, error);
  if (train->checkpoints != NULL)
    return TRUE;
  if (g_error_matches (*error, INKLING_ERROR, INKLING_ERROR_FOLDER_IN_USE))
    {
      g_autofree char *who = g_strdup ((*error)->message);

      g_clear_error (error);
      inkling_error_set (error, INKLING_ERROR_FOLDER_IN_USE,
                         _("%s; with --models this run can have a folder of its own"), who);
    }
  return FALSE;
}

/* A folder may have been moved since the run learnt from it. */
static InklingDataset *
load_digits (Train   *train,
             GError **error)
{
  const char     *which = train->options.dataset;
  InklingDataset *digits;

  if (which == NULL)
    which = inkling_dataset_get_default_name ();
  digits = inkling_dataset_load (which, NULL, error);
  if (digits == NULL && train->options.own_dataset)
    g_prefix_error (error, "%s: ", _("the run to resume needs its data set again, which --dataset "
                                     "names if it lies elsewhere now"));
  return digits;
}

static gboolean
prepare (Train   *train,
         GError **error)
{
  if (!take_folder (train, error) ||
      !inkling_cli_train_options_find_run (&train->options, &train->from, error))
    return FALSE;
  train->digits = load_digits (train, error);
  if (train->digits != NULL)
    inkling_cli_report_look (train->digits);
  return train->digits != NULL &&
         inkling_trainer_check (train->digits, train->from, &train->options.recipe, error) &&
         inkling_checkpoints_check_room (train->checkpoints, &train->options.recipe, error) &&
         (!train->options.fresh || inkling_checkpoints_set_aside (train->checkpoints, NULL, error));
}

/* The exit code. */
static int
run (Train *train)
{
  InklingEvaluationReport end;

  inkling_cli_report_start (train->options.json, train->from,
                            inkling_dataset_get_name (train->digits));
  g_main_loop_run (train->loop);
  /* Who hears that the run is done may begin the next one at once. */
  g_clear_pointer (&train->checkpoints, inkling_checkpoints_unref);
  inkling_cli_progress_clear (&train->bar);

  if (inkling_trainer_get_broken (train->trainer))
    return INKLING_CLI_FAILED;
  end = measure_end (train);
  inkling_cli_report_done (train->options.json, inkling_trainer_get_progress (train->trainer), &end,
                           train->saved);
  return train->save_failed ? INKLING_CLI_FAILED : INKLING_CLI_DONE;
}

int
inkling_cli_train (int    argc,
                   char **argv)
{
  g_auto (Train)     train = { .saved = NULL };
  g_autoptr (GError) error = NULL;

  if (!inkling_cli_train_options_parse (&train.options, argc, argv))
    return INKLING_CLI_USAGE;

  inkling_ending_watch (ending_cb, &train);
  inkling_cli_progress_init (&train.bar);
  inkling_notice_set_listener (notice_cb, &train);
  train.loop = g_main_loop_new (NULL, FALSE);
  train.trainer = inkling_trainer_new ();
  g_signal_connect_swapped (train.trainer, "evaluated", G_CALLBACK (evaluated_cb), &train);
  g_signal_connect_swapped (train.trainer, "checkpoint", G_CALLBACK (checkpoint_cb), &train);
  g_signal_connect_swapped (train.trainer, "failed", G_CALLBACK (failed_cb), &train);
  g_signal_connect_swapped (train.trainer, "progress", G_CALLBACK (progress_cb), &train);
  g_signal_connect_swapped (train.trainer, "finished", G_CALLBACK (g_main_loop_quit), train.loop);
  if (!prepare (&train, &error) || !start (&train, &error))
    return inkling_cli_fail (error);
  return run (&train);
}
