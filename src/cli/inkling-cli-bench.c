/* inkling-cli-bench.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli.h"

#include <inttypes.h>
#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-json.h"
#include "inkling-cli-messages.h"
#include "inkling-cli-options.h"
#include "inkling-cli-recipe.h"
#include "inkling-dataset.h"
#include "inkling-error.h"
#include "inkling-recipe.h"
#include "inkling-trainer-pace.h"
#include "inkling-trainer.h"
#include "nn-evaluation.h"
#include "nn-ink.h"
#include "nn-pen.h"
#include "nn-training.h"

#define N_BLOCKS          15
#define SECONDS_A_BLOCK   0.1  /* a block is as many steps as take about this long */
#define MAX_STEPS_A_BLOCK 1000
#define N_WARM_UP_STEPS   2    /* memory is touched, the team awake */
#define N_TRIAL_STEPS     3    /* how many steps make a block */
#define SETTLING_SECONDS  2.0  /* the number of threads is chosen meanwhile */
#define N_PREDICTIONS     201
#define MICROSECONDS      1e-6

typedef struct
{
  InklingCliRecipe fields;
  char            *threads_text;
  guint64          n_threads;
  gboolean         json;
} Options;

static void
options_clear (Options *options)
{
  inkling_cli_recipe_clear (&options->fields);
  g_free (options->threads_text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options   *options,
       int        argc,
       char     **argv,
       NnRecipe  *recipe)
{
  const GOptionEntry own[] = {
    { "threads", 0, 0, G_OPTION_ARG_STRING, &options->threads_text,
      N_("Threads to compute with"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print one JSON object"), NULL },
  };
  g_autoptr (GArray) entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));
  InklingCliCount threads = { "threads", NULL, 1, NN_MAX_THREADS, &options->n_threads };

  g_array_append_vals (entries, own, G_N_ELEMENTS (own));
  inkling_cli_recipe_init (&options->fields, entries);
  if (!inkling_cli_parse (&argc, &argv, NULL,
                          _("Times a training step, the prediction of a drawn digit and an "
                            "evaluation; medians."),
                          (const GOptionEntry *) (void *) entries->data))
    return FALSE;
  if (argc > 1)
    return inkling_cli_refuse (_("“%s” is not expected here"), argv[1]);
  threads.text = options->threads_text;
  return inkling_cli_parse_counts (&threads, 1) &&
         inkling_cli_recipe_parse (&options->fields, recipe);
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *values,
        gsize   n_values)
{
  qsort (values, n_values, sizeof *values, compare_doubles);
  return values[n_values / 2];
}

static double
now (void)
{
  return (double) g_get_monotonic_time () * MICROSECONDS;
}

typedef struct
{
  NnTraining         *training; /* owned */
  NnTeam             *team;     /* borrowed */
  InklingTrainerPace  pace;
  gboolean            chooses;  /* how many threads are used, as a run does */
  guint               n_used;   /* for the next step */
} Course;

typedef struct
{
  double step; /* seconds */
  double single_step; /* 0: not measured, a number of threads was asked for */
  double prediction;
  double evaluation;
  guint  n_used; /* threads */
} Result;

/* Takes steps with one thread, or with as many as are used. */
static NnStatus
time_steps (Course   *course,
            gsize     n_steps,
            gboolean  single,
            double   *seconds)
{
  double   start = now ();
  double   before = start;
  NnStatus status = NN_OK;

  for (gsize i = 0; i < n_steps && status == NN_OK; i++)
    {
      double after;

      nn_team_set_n_active (course->team, single ? 1 : course->n_used);
      status = nn_training_step (course->training, NULL);
      after = now ();
      if (!single && course->chooses)
        course->n_used = inkling_trainer_pace_add_step (&course->pace, after - before);
      before = after;
    }
  *seconds = (before - start) / (double) n_steps;
  return status;
}

static NnStatus
settle (Course *course)
{
  double   end = now () + SETTLING_SECONDS;
  double   seconds;
  NnStatus status = NN_OK;

  while (course->chooses && status == NN_OK && now () < end)
    status = time_steps (course, 1, FALSE, &seconds);
  return status;
}

/* The run's own choice of threads in turn with a single one, so that a machine whose speed drifts
 * treats both alike. */
static NnStatus
measure_step (Course *course,
              Result *result)
{
  double   shared[N_BLOCKS];
  double   single[N_BLOCKS];
  double   first = 0.0;
  gsize    n_steps;
  NnStatus status;

  status = time_steps (course, N_WARM_UP_STEPS, FALSE, &first);
  if (status == NN_OK)
    status = time_steps (course, N_TRIAL_STEPS, FALSE, &first);
  n_steps = (gsize) CLAMP (SECONDS_A_BLOCK / first, 1, MAX_STEPS_A_BLOCK);
  if (status == NN_OK)
    status = settle (course);
  for (gsize i = 0; i < N_BLOCKS && status == NN_OK; i++)
    {
      status = time_steps (course, n_steps, FALSE, &shared[i]);
      if (status == NN_OK && course->chooses)
        status = time_steps (course, n_steps, TRUE, &single[i]);
    }
  if (status != NN_OK)
    return status;
  result->step = median (shared, N_BLOCKS);
  result->n_used = course->n_used;
  if (course->chooses)
    {
      result->single_step = median (single, N_BLOCKS);
      result->n_used = inkling_trainer_pace_get_n_used (&course->pace);
    }
  nn_team_set_n_active (course->team, result->n_used);
  return NN_OK;
}

/* From strokes to probabilities, as after each stroke on the canvas. */
static NnStatus
measure_prediction (const NnNetwork *network,
                    double          *prediction)
{
  double   seconds[N_PREDICTIONS];
  NnInk   *ink = nn_ink_new ();
  NnStatus status = ink != NULL ? NN_OK : NN_NO_MEMORY;

  for (guint i = 0; i < N_PREDICTIONS && status == NN_OK; i++)
    {
      float  pen_width;
      guint8 image[NN_IMAGE_PIXELS];
      float  probabilities[NN_N_CLASSES];

      status = nn_pen_write (1, i, i % NN_N_CLASSES, ink, &pen_width);
      seconds[i] = now ();
      if (status == NN_OK)
        status = nn_ink_to_image (ink, image);
      if (status == NN_OK)
        nn_network_predict (network, image, probabilities);
      seconds[i] = now () - seconds[i];
    }
  nn_ink_free (ink);
  if (status == NN_OK)
    *prediction = median (seconds, N_PREDICTIONS);
  return status;
}

/* Of the whole test set. */
static NnStatus
measure_evaluation (const NnNetwork *network,
                    const NnDigits  *test,
                    NnTeam          *team,
                    double          *whole)
{
  double   seconds[N_BLOCKS];
  NnStatus status = NN_OK;

  for (gsize i = 0; i < N_BLOCKS && status == NN_OK; i++)
    {
      double       start = now ();
      NnEvaluation evaluation;

      status = nn_evaluate (network, test, 0, test->n_images, team, NULL, &evaluation);
      seconds[i] = now () - start;
    }
  if (status == NN_OK)
    *whole = median (seconds, N_BLOCKS);
  return status;
}

static void
print_result (const Options  *options,
              const NnRecipe *recipe,
              const Result   *result)
{
  InklingCliJson  *line;
  g_autofree char *hidden = inkling_recipe_get_text (recipe, nn_recipe_field_find ("hidden"));

  if (!options->json)
    {
      g_print (_("%.3f ms a step, %.0f µs a prediction, %.1f ms an evaluation (threads %" PRIu64
                 ", batch %" PRIu64 ", hidden %s)\n"),
               1e3 * result->step, 1e6 * result->prediction, 1e3 * result->evaluation,
               options->n_threads, recipe->batch, hidden);
      if (result->single_step > 0.0)
        g_print (_("%.3f ms a step with one thread\n"), 1e3 * result->single_step);
      if (result->n_used < options->n_threads)
        g_print (_("Other programs keep the processors busy; threads used: %u\n"),
                 result->n_used);
      return;
    }
  line = inkling_cli_json_begin ();
  inkling_cli_json_add_count (line, "threads", options->n_threads);
  inkling_cli_json_add_count (line, "batch", recipe->batch);
  if (recipe->n_hidden == 1)
    inkling_cli_json_add_count (line, "hidden", recipe->hidden[0]);
  else
    inkling_cli_json_add_string (line, "hidden", hidden);
  inkling_cli_json_add_number (line, "milliseconds_per_step", 1e3 * result->step);
  if (result->single_step > 0.0)
    {
      inkling_cli_json_add_number (line, "milliseconds_per_step_with_one_thread",
                                   1e3 * result->single_step);
      inkling_cli_json_add_count (line, "threads_used", result->n_used);
    }
  inkling_cli_json_add_number (line, "predict_microseconds", 1e6 * result->prediction);
  inkling_cli_json_add_number (line, "evaluate_milliseconds", 1e3 * result->evaluation);
  inkling_cli_json_print (line);
}

static NnStatus
measure (const Options        *options,
         const NnRecipe       *recipe,
         const NnTrainingData *data,
         const NnDigits       *test,
         NnTeam               *team,
         Result               *result)
{
  Course   course = {
    .team = team,
    .chooses = options->threads_text == NULL,
    .n_used = options->n_threads,
  };
  NnStatus status = nn_training_new (recipe, 1, data, team, &course.training);

  inkling_trainer_pace_init (&course.pace, options->n_threads);
  if (status == NN_OK)
    status = measure_step (&course, result);
  if (status == NN_OK)
    status = measure_prediction (course.training->averages, &result->prediction);
  if (status == NN_OK)
    status = measure_evaluation (course.training->averages, test, team, &result->evaluation);
  nn_training_free (course.training);
  return status;
}

static gboolean
run (const Options   *options,
     const NnRecipe  *recipe,
     InklingDataset  *dataset,
     GError         **error)
{
  NnTrainingData data = { inkling_dataset_get_training (dataset),
                          inkling_dataset_get_n_validation (dataset) };
  NnTeam        *team = NULL;
  NnDigits      *mix = NULL;
  NnDigits      *strangers = NULL;
  Result         result = { 0 };
  NnStatus       status = nn_team_new (options->n_threads, &team);

  if (status == NN_OK && recipe->mix > 0.0)
    status = inkling_dataset_make_mix (team, &mix);
  if (status == NN_OK && recipe->strangers > 0.0)
    status = inkling_dataset_make_strangers (team, &strangers);
  data.mixed = mix;
  data.strangers = strangers;
  if (status == NN_OK)
    status = measure (options, recipe, &data, inkling_dataset_get_test (dataset), team, &result);
  nn_digits_free (mix);
  nn_digits_free (strangers);
  nn_team_free (team);
  if (status != NN_OK)
    return inkling_error_from_status (error, status, NULL);
  print_result (options, recipe, &result);
  return TRUE;
}

int
inkling_cli_bench (int    argc,
                   char **argv)
{
  g_auto (Options)           options = {
    .n_threads = MIN (g_get_num_processors (), NN_MAX_THREADS),
  };
  NnRecipe                   recipe;
  g_autoptr (InklingDataset) dataset = NULL;
  g_autoptr (GError)         error = NULL;

  if (!parse (&options, argc, argv, &recipe))
    return INKLING_CLI_USAGE;
  dataset = inkling_dataset_load (inkling_dataset_get_default_name (), NULL, &error);
  if (dataset == NULL || !inkling_trainer_check (dataset, NULL, &recipe, &error)
      || !run (&options, &recipe, dataset, &error))
    return inkling_cli_fail (error);
  return INKLING_CLI_DONE;
}
