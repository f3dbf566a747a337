/* test-trainer.c: a run is the same however often it stops, and says everything it owes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-error.h"
#include "inkling-model-folder.h"
#include "inkling-trainer.h"

#include <math.h>
#include <signal.h>
#include <sys/resource.h>

#include "tiny-dataset.h"

#define N_TRAINING 480
#define N_TEST     60
#define NEVER      1000000 /* steps, far more than a test waits for */

static const NnRecipe plain_recipe = {
  .n_hidden = 1, .hidden = { 16 },
  .initial_deviation = 0.1, .initial_bias = 0.01,
  .batch = 20, .learning_rate = 0.1,
  .schedule = NN_SCHEDULE_STAIRCASE, .decay = 0.99, .schedule_steps = 80,
  .l2 = 1e-4, .ema = 0.99, .elastic_sigma = 4.0,
  .steps = 100, .report_every = 7, .evaluate_every = 25,
};

typedef struct
{
  InklingDataset *dataset;        /* owned */
  char           *data_folder;    /* owned */
  char           *folder;         /* owned: for models */
  InklingTrainer *trainer;        /* owned */

  guint           n_progress;
  guint           n_evaluated;
  guint           n_checkpoints;
  guint           n_failed;
  guint           n_finished;
  guint           n_states;
  GError         *error;          /* owned: of the last failure */
  guint64         checkpoint_step;
} Fixture;

static void
progress_cb (InklingTrainer *trainer,
             Fixture        *fixture)
{
  fixture->n_progress++;
}

/* Rows come one by one, none left out, and are there when they are told. */
static void
evaluated_cb (InklingTrainer *trainer,
              guint           index,
              double          seconds,
              Fixture        *fixture)
{
  const InklingHistory *history = inkling_trainer_get_history (trainer);

  g_assert_cmpuint (index, <, history->evaluations->len);
  g_assert_cmpfloat (seconds, >=, 0.0);
  fixture->n_evaluated++;
}

static void
checkpoint_cb (InklingTrainer *trainer,
               guint64         step,
               const char     *path,
               Fixture        *fixture)
{
  g_assert_nonnull (path);
  fixture->checkpoint_step = step;
  fixture->n_checkpoints++;
}

static void
failed_cb (InklingTrainer *trainer,
           GError         *error,
           Fixture        *fixture)
{
  g_clear_error (&fixture->error);
  fixture->error = g_error_copy (error);
  fixture->n_failed++;
}

static void
finished_cb (InklingTrainer *trainer,
             Fixture        *fixture)
{
  g_assert_cmpint (inkling_trainer_get_state (trainer), ==, INKLING_TRAINER_IDLE);
  fixture->n_finished++;
}

static void
state_cb (InklingTrainer *trainer,
          GParamSpec     *pspec,
          Fixture        *fixture)
{
  fixture->n_states++;
}

static void
watch (Fixture *fixture)
{
  g_signal_connect (fixture->trainer, "progress", G_CALLBACK (progress_cb), fixture);
  g_signal_connect (fixture->trainer, "evaluated", G_CALLBACK (evaluated_cb), fixture);
  g_signal_connect (fixture->trainer, "checkpoint", G_CALLBACK (checkpoint_cb), fixture);
  g_signal_connect (fixture->trainer, "failed", G_CALLBACK (failed_cb), fixture);
  g_signal_connect (fixture->trainer, "finished", G_CALLBACK (finished_cb), fixture);
  g_signal_connect (fixture->trainer, "notify::state", G_CALLBACK (state_cb), fixture);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->data_folder = tiny_make_folder ();
  fixture->folder = tiny_make_folder ();
  tiny_dataset_write (fixture->data_folder, N_TRAINING, N_TEST);
  fixture->dataset = inkling_dataset_load (fixture->data_folder, NULL, &error);
  g_assert_no_error (error);
  fixture->trainer = inkling_trainer_new ();
  watch (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->trainer);
  g_clear_object (&fixture->dataset);
  g_clear_error (&fixture->error);
  tiny_remove_folder (fixture->data_folder);
  tiny_remove_folder (fixture->folder);
  g_free (fixture->data_folder);
  g_free (fixture->folder);
}

static void
start (Fixture        *fixture,
       InklingModel   *from,
       const NnRecipe *recipe,
       guint64         steps,
       guint           n_threads)
{
  InklingTrainerOptions options = {
    .steps = steps, .n_threads = n_threads, .save_every = 20, .folder = fixture->folder,
  };
  g_autoptr (GError)    error = NULL;

  inkling_trainer_start (fixture->trainer, fixture->dataset, from, recipe, 3, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (inkling_trainer_get_state (fixture->trainer), ==, INKLING_TRAINER_RUNNING);
}

static void
wait_until_idle (Fixture *fixture)
{
  while (inkling_trainer_get_running (fixture->trainer))
    g_main_context_iteration (NULL, TRUE);
}

static void
train (Fixture        *fixture,
       InklingModel   *from,
       const NnRecipe *recipe,
       guint64         steps,
       guint           n_threads)
{
  start (fixture, from, recipe, steps, n_threads);
  wait_until_idle (fixture);
}

static InklingModel *
load_newest (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  InklingModel      *model = inkling_model_folder_load_newest (fixture->folder, NULL, NULL, &error);

  g_assert_no_error (error);
  return model;
}

static char *
get_path (Fixture *fixture,
          guint64  step)
{
  return g_strdup_printf ("%s/mnist_model-%" G_GUINT64_FORMAT INKLING_MODEL_SUFFIX,
                          fixture->folder, step);
}

static GBytes *
read_checkpoint (Fixture *fixture,
                 guint64  step)
{
  g_autofree char   *path = get_path (fixture, step);
  g_autoptr (GError) error = NULL;
  char              *content;
  gsize              length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, length);
}

static void
forget_models (Fixture *fixture)
{
  tiny_remove_folder (fixture->folder);
}

/* Exactness */

typedef struct
{
  const char *name;
  guint64     first;  /* steps before the stop */
  guint64     second; /* and after it */
  NnRecipe    changes;
} Exactness;

static const Exactness exactness[] = {
  { "plain", 600, 400 },
  { "momentum", 63, 37, { .momentum = 0.9 } },
  { "cosine", 63, 37, { .schedule = NN_SCHEDULE_COSINE, .momentum = 0.5 } },
  { "distorted", 33, 27, { .rotation = 10, .scale = 0.1, .shear = 0.1, .shift = 1,
                           .elastic = 1, .thickness = 0.3, .momentum = 0.9 } },
  { "deep", 63, 37, { .n_hidden = 2, .hidden = { 24, 12 } } },
  { "linear", 63, 37, { .n_hidden = G_MAXUINT64 } },
};

static NnRecipe
changed_recipe (const NnRecipe *changes)
{
  NnRecipe recipe = plain_recipe;

  recipe.momentum = changes->momentum;
  recipe.schedule = changes->schedule;
  recipe.rotation = changes->rotation;
  recipe.scale = changes->scale;
  recipe.shear = changes->shear;
  recipe.shift = changes->shift;
  recipe.elastic = changes->elastic;
  recipe.thickness = changes->thickness;
  if (changes->n_hidden > 0)
    {
      recipe.n_hidden = changes->n_hidden == G_MAXUINT64 ? 0 : changes->n_hidden;
      memcpy (recipe.hidden, changes->hidden, sizeof recipe.hidden);
    }
  return recipe;
}

/* n + m steps in one go, and n, a stop, m on another number of threads: the same file. */
static void
test_exact (Fixture       *fixture,
            gconstpointer  data)
{
  const Exactness         *test = data;
  guint64                  total = test->first + test->second;
  NnRecipe                 recipe = changed_recipe (&test->changes);
  g_autoptr (InklingModel) halfway = NULL;
  g_autoptr (GBytes)       at_once = NULL;
  g_autoptr (GBytes)       resumed = NULL;

  train (fixture, NULL, &recipe, total, 1);
  at_once = read_checkpoint (fixture, total);
  forget_models (fixture);

  train (fixture, NULL, &recipe, test->first, 2);
  halfway = load_newest (fixture);
  g_assert_cmpuint (halfway->step, ==, test->first);
  train (fixture, halfway, NULL, test->second, 1);
  resumed = read_checkpoint (fixture, total);
  g_assert_true (g_bytes_equal (at_once, resumed));
  g_assert_cmpuint (fixture->n_failed, ==, 0);
}

/* Wherever Pause happens to catch the run. */
static void
test_exact_paused (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (InklingModel) model = NULL;
  g_autoptr (GBytes)       at_once = NULL;
  g_autoptr (GBytes)       paused = NULL;

  train (fixture, NULL, &plain_recipe, 400, 1);
  at_once = read_checkpoint (fixture, 400);
  forget_models (fixture);

  while (model == NULL || model->step < 400)
    {
      guint64 step = model != NULL ? model->step : 0;

      start (fixture, model, &plain_recipe, 400 - step, 2);
      fixture->n_progress = 0;
      while (inkling_trainer_get_running (fixture->trainer))
        {
          g_main_context_iteration (NULL, TRUE);
          if (inkling_trainer_get_progress (fixture->trainer)->step > step)
            inkling_trainer_pause (fixture->trainer);
        }
      g_clear_pointer (&model, inkling_model_unref);
      model = load_newest (fixture);
      g_assert_cmpuint (model->step, >, step);
    }
  paused = read_checkpoint (fixture, 400);
  g_assert_true (g_bytes_equal (at_once, paused));
}

static void
test_history (Fixture       *fixture,
              gconstpointer  data)
{
  const InklingHistory    *history;
  g_autoptr (InklingModel) model = NULL;

  train (fixture, NULL, &plain_recipe, 60, 1);
  model = load_newest (fixture);
  train (fixture, model, NULL, 40, 1);

  history = inkling_trainer_get_history (fixture->trainer);
  g_assert_cmpuint (history->reports->len, ==, 100 / 7);
  for (guint i = 0; i < history->reports->len; i++)
    g_assert_cmpint (g_array_index (history->reports, InklingReport, i).step, ==, 7 * (i + 1));
  g_assert_cmpuint (history->evaluations->len, ==, 4);
  g_assert_cmpuint (fixture->n_evaluated, ==, 4);
  g_assert_cmpint (inkling_history_last_evaluation (history)->step, ==, 100);
  g_assert_cmpfloat (inkling_history_last_evaluation (history)->test_accuracy, >, 0.5);
}

/* Delivery */

/* A main loop that does not turn while the worker works gets everything afterwards, at once. */
static void
test_coalesced (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *last = get_path (fixture, 200);

  start (fixture, NULL, &plain_recipe, 200, 1);
  while (!g_file_test (last, G_FILE_TEST_EXISTS))
    g_thread_yield ();
  g_assert_cmpuint (fixture->n_progress, ==, 0);
  wait_until_idle (fixture);

  g_assert_cmpuint (fixture->n_progress, >=, 1);
  /* What had gathered, then the checkpoint whose file was waited for, then the end. */
  g_assert_cmpuint (fixture->n_progress, <=, 3);
  g_assert_cmpuint (fixture->n_evaluated, ==, 200 / 25);
  g_assert_cmpuint (fixture->n_checkpoints, >=, 200 / 20);
  g_assert_cmpuint (fixture->n_finished, ==, 1);
  g_assert_cmpuint (fixture->checkpoint_step, ==, 200);
  g_assert_cmpuint (inkling_trainer_get_history (fixture->trainer)->reports->len, ==, 200 / 7);
}

/* The reports go to the thread that started the run, if it has a context of its own. */
static void
test_own_context (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  start (fixture, NULL, &plain_recipe, 50, 1);
  while (inkling_trainer_get_running (fixture->trainer))
    {
      g_assert_false (g_main_context_pending (NULL));
      g_main_context_iteration (context, TRUE);
    }
  g_main_context_pop_thread_default (context);
  g_assert_cmpuint (fixture->n_finished, ==, 1);
  g_assert_cmpuint (fixture->n_evaluated, ==, 2);
}

static void
test_progress (Fixture       *fixture,
               gconstpointer  data)
{
  const InklingProgress *progress = inkling_trainer_get_progress (fixture->trainer);
  InklingModel          *model;

  g_assert_true (isnan (progress->loss));
  train (fixture, NULL, &plain_recipe, 77, 1);
  g_assert_cmpuint (progress->step, ==, 77);
  g_assert_cmpuint (progress->first_step, ==, 0);
  g_assert_cmpuint (progress->last_step, ==, 77);
  g_assert_cmpuint (progress->steps_per_epoch, ==, (N_TRAINING - N_TRAINING / 12) / 20);
  g_assert_true (isfinite (progress->loss));
  g_assert_cmpfloat (progress->steps_per_second, >, 0.0);
  g_assert_cmpfloat (progress->seconds, >, 0.0);

  model = inkling_trainer_get_model (fixture->trainer);
  g_assert_cmpuint (model->step, ==, 77);
  g_assert_nonnull (model->weights);
  g_assert_nonnull (model->averages);
  g_assert_null (model->velocity);
  g_assert_cmpuint (model->seed, ==, 3);
  g_assert_cmpstr (model->dataset_digest, ==, inkling_dataset_get_digest (fixture->dataset));
  g_assert_cmpuint (model->history->reports->len, ==, 77 / 7);
}

/* Pausing and ending */

static void
test_pause (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (InklingModel) model = NULL;

  start (fixture, NULL, &plain_recipe, NEVER, 1);
  while (fixture->n_progress < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (inkling_trainer_get_model (fixture->trainer)->weights);
  inkling_trainer_pause (fixture->trainer);
  g_assert_cmpint (inkling_trainer_get_state (fixture->trainer), ==, INKLING_TRAINER_PAUSING);
  inkling_trainer_pause (fixture->trainer);
  wait_until_idle (fixture);

  g_assert_cmpuint (fixture->n_states, ==, 3);
  g_assert_cmpuint (fixture->n_finished, ==, 1);
  model = load_newest (fixture);
  g_assert_cmpuint (model->step, ==, inkling_trainer_get_progress (fixture->trainer)->step);
  g_assert_cmpuint (model->step, ==, fixture->checkpoint_step);
  g_assert_cmpuint (model->step, <, NEVER);
}

static void
test_stop_and_wait (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (InklingModel) model = NULL;

  start (fixture, NULL, &plain_recipe, NEVER, 2);
  inkling_trainer_stop_and_wait (fixture->trainer);
  g_assert_cmpint (inkling_trainer_get_state (fixture->trainer), ==, INKLING_TRAINER_IDLE);
  g_assert_cmpuint (fixture->n_finished, ==, 1);
  model = load_newest (fixture);
  g_assert_cmpuint (model->step, ==, fixture->checkpoint_step);

  /* What was still on its way is dropped. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_finished, ==, 1);
  g_assert_cmpuint (fixture->n_progress, ==, 1);
  inkling_trainer_stop_and_wait (fixture->trainer);
  inkling_trainer_pause (fixture->trainer);
  g_assert_cmpuint (fixture->n_states, ==, 3);
}

/* The second run's reports are its own, though the first one's note is still in the main loop. */
static void
test_superseded (Fixture       *fixture,
                 gconstpointer  data)
{
  start (fixture, NULL, &plain_recipe, NEVER, 1);
  inkling_trainer_stop_and_wait (fixture->trainer);
  fixture->n_evaluated = 0;
  fixture->n_finished = 0;

  train (fixture, NULL, &plain_recipe, 50, 1);
  g_assert_cmpuint (fixture->n_evaluated, ==, 2);
  g_assert_cmpuint (fixture->n_finished, ==, 1);
  g_assert_cmpuint (inkling_trainer_get_history (fixture->trainer)->evaluations->len, ==, 2);
}

static void
test_finalized_while_running (Fixture       *fixture,
                              gconstpointer  data)
{
  InklingTrainer          *trainer = fixture->trainer;
  g_autoptr (InklingModel) model = NULL;

  g_object_add_weak_pointer (G_OBJECT (trainer), (gpointer *) &trainer);
  start (fixture, NULL, &plain_recipe, NEVER, 1);
  while (fixture->n_progress < 1)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&fixture->trainer);
  g_assert_null (trainer);
  fixture->n_progress = 0;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_progress, ==, 0);
  model = load_newest (fixture);
  g_assert_nonnull (model);
}

static void
unref_cb (InklingTrainer *trainer,
          Fixture        *fixture)
{
  g_clear_object (&fixture->trainer);
}

static void
test_unref_in_handler (Fixture       *fixture,
                       gconstpointer  data)
{
  start (fixture, NULL, &plain_recipe, NEVER, 1);
  g_signal_connect (fixture->trainer, "progress", G_CALLBACK (unref_cb), fixture);
  while (fixture->trainer != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->n_finished, ==, 0);
}

/* Checkpoints */

/* A new best between two regular checkpoints is saved, too. */
static void
test_best_is_saved (Fixture       *fixture,
                    gconstpointer  data)
{
  const InklingEvaluationReport *best;
  g_autofree char               *path = NULL;

  train (fixture, NULL, &plain_recipe, 300, 1);
  best = inkling_history_best_evaluation (inkling_trainer_get_history (fixture->trainer));
  path = get_path (fixture, best->step);
  g_assert_cmpint (best->step, <, 300);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
set_file_size_limit (rlim_t size)
{
  struct rlimit limit;

  getrlimit (RLIMIT_FSIZE, &limit);
  limit.rlim_cur = MIN (size, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
make_room_cb (InklingTrainer *trainer,
              GError         *error,
              Fixture        *fixture)
{
  set_file_size_limit (RLIM_INFINITY);
}

/* A disk without room costs checkpoints, not the run. */
static void
test_disk_full (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (InklingModel) model = NULL;

  signal (SIGXFSZ, SIG_IGN);
  g_signal_connect (fixture->trainer, "failed", G_CALLBACK (make_room_cb), fixture);
  start (fixture, NULL, &plain_recipe, NEVER, 1);
  set_file_size_limit (1000);
  while (fixture->n_failed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (inkling_trainer_get_state (fixture->trainer), ==, INKLING_TRAINER_RUNNING);
  g_test_message ("%s", fixture->error->message);
  g_assert_nonnull (strstr (fixture->error->message, "mnist_model-"));

  fixture->n_checkpoints = 0;
  while (fixture->n_checkpoints == 0)
    g_main_context_iteration (NULL, TRUE);
  inkling_trainer_stop_and_wait (fixture->trainer);
  model = load_newest (fixture);
  g_assert_cmpuint (model->step, ==, fixture->checkpoint_step);
}

/* Nothing is written when there is no folder, and nothing is wrong with that. */
static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  InklingTrainerOptions options = { .steps = 50 };
  g_autoptr (GError)    error = NULL;

  inkling_trainer_start (fixture->trainer, fixture->dataset, NULL, &plain_recipe, 3, &options,
                         &error);
  g_assert_no_error (error);
  wait_until_idle (fixture);
  g_assert_cmpuint (fixture->n_checkpoints, ==, 0);
  g_assert_cmpuint (fixture->n_failed, ==, 0);
  g_assert_nonnull (inkling_trainer_get_model (fixture->trainer)->weights);
}

static void
test_diverged (Fixture       *fixture,
               gconstpointer  data)
{
  NnRecipe                 wild = plain_recipe;
  g_autoptr (InklingModel) good = NULL;
  g_autoptr (InklingModel) newest = NULL;

  train (fixture, NULL, &plain_recipe, 40, 1);
  good = load_newest (fixture);
  wild.learning_rate = 1e6;
  train (fixture, good, &wild, NEVER, 1);

  g_assert_cmpuint (fixture->n_failed, ==, 1);
  g_assert_cmpuint (fixture->n_finished, ==, 2);
  g_assert_error (fixture->error, INKLING_ERROR, INKLING_ERROR_NOT_FINITE);
  g_test_message ("%s", fixture->error->message);
  g_assert_nonnull (strstr (fixture->error->message, "learning rate"));
  newest = load_newest (fixture);
  g_assert_true (nn_network_is_finite (newest->weights));
  g_assert_true (nn_network_is_finite (newest->averages));
}

/* Refusals */

static void
assert_refused (Fixture        *fixture,
                InklingModel   *from,
                const NnRecipe *recipe,
                InklingError    code,
                const char     *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (inkling_trainer_start (fixture->trainer, fixture->dataset, from, recipe, 3, NULL,
                                         &error));
  g_assert_error (error, INKLING_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_started_twice (Fixture       *fixture,
                    gconstpointer  data)
{
  start (fixture, NULL, &plain_recipe, NEVER, 1);
  assert_refused (fixture, NULL, &plain_recipe, INKLING_ERROR_FAILED, "already");
  g_assert_cmpint (inkling_trainer_get_state (fixture->trainer), ==, INKLING_TRAINER_RUNNING);
}

static void
test_other_dataset (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (InklingModel) model = NULL;
  g_autofree char         *before = g_strdup (inkling_dataset_get_name (fixture->dataset));
  g_autofree char         *other = tiny_make_folder ();

  train (fixture, NULL, &plain_recipe, 20, 1);
  model = load_newest (fixture);
  tiny_dataset_write (other, N_TRAINING + 1, N_TEST);
  g_clear_object (&fixture->dataset);
  fixture->dataset = inkling_dataset_load (other, NULL, NULL);
  assert_refused (fixture, model, NULL, INKLING_ERROR_DATASET, before);
  assert_refused (fixture, model, NULL, INKLING_ERROR_DATASET,
                  inkling_dataset_get_name (fixture->dataset));
  g_assert_cmpint (inkling_trainer_get_state (fixture->trainer), ==, INKLING_TRAINER_IDLE);
  tiny_remove_folder (other);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (InklingModel) model = NULL;
  g_autoptr (InklingModel) averages = inkling_model_new ();
  NnRecipe                 recipe = plain_recipe;

  train (fixture, NULL, &plain_recipe, 20, 1);
  model = load_newest (fixture);

  recipe.hidden[0] = 17;
  assert_refused (fixture, model, &recipe, INKLING_ERROR_RECIPE, "hidden");
  recipe = plain_recipe;
  recipe.batch = N_TRAINING;
  assert_refused (fixture, NULL, &recipe, INKLING_ERROR_RECIPE, "batch");
  recipe = plain_recipe;
  recipe.decay = 2.0;
  assert_refused (fixture, NULL, &recipe, INKLING_ERROR_RECIPE, "decay");

  averages->recipe = plain_recipe;
  averages->averages = nn_network_copy (model->averages);
  assert_refused (fixture, averages, NULL, INKLING_ERROR_FAILED, "averages");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/trainer/" path, Fixture, NULL, set_up, function, tear_down)
  for (gsize i = 0; i < G_N_ELEMENTS (exactness); i++)
    {
      g_autofree char *path = g_strconcat ("/trainer/exact/", exactness[i].name, NULL);

      g_test_add (path, Fixture, &exactness[i], set_up, test_exact, tear_down);
    }
  ADD ("exact/paused", test_exact_paused);
  ADD ("history", test_history);
  ADD ("coalesced", test_coalesced);
  ADD ("own-context", test_own_context);
  ADD ("progress", test_progress);
  ADD ("pause", test_pause);
  ADD ("stop-and-wait", test_stop_and_wait);
  ADD ("superseded", test_superseded);
  ADD ("finalized-while-running", test_finalized_while_running);
  ADD ("unref-in-handler", test_unref_in_handler);
  ADD ("best-is-saved", test_best_is_saved);
  ADD ("disk-full", test_disk_full);
  ADD ("no-folder", test_no_folder);
  ADD ("diverged", test_diverged);
  ADD ("refused/started-twice", test_started_twice);
  ADD ("refused/other-dataset", test_other_dataset);
  ADD ("refused/unfit", test_refused);

  return g_test_run ();
}
