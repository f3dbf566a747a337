/* test-trainer.c: what the trainer owes its owner, whatever the owner does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-error.h"

#include <math.h>
#include <signal.h>
#include <sys/resource.h>

#include "trainer-fixture.h"

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
  /* What had gathered, and what may come one by one where everything is slow: the last report and
   * evaluation, the checkpoint whose file was waited for, the end; of 28 reports, 8 evaluations and
   * 10 checkpoints. */
  g_assert_cmpuint (fixture->n_progress, <=, 6);
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

/* The second run's reports are its own. */
static void
test_superseded (Fixture       *fixture,
                 gconstpointer  data)
{
  start (fixture, NULL, &plain_recipe, NEVER, 1);
  stop (fixture);
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
  g_assert_false (inkling_trainer_get_broken (fixture->trainer));

  fixture->n_checkpoints = 0;
  while (fixture->n_checkpoints == 0)
    g_main_context_iteration (NULL, TRUE);
  stop (fixture);
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
  g_assert_true (inkling_trainer_get_broken (fixture->trainer));
  g_test_message ("%s", fixture->error->message);
  g_assert_nonnull (strstr (fixture->error->message, "learning rate"));
  newest = load_newest (fixture);
  g_assert_true (nn_network_is_finite (newest->weights));
  g_assert_true (nn_network_is_finite (newest->averages));
}

/* Half of each batch is mixed in, so that an epoch takes twice as many; the same before the worker
 * has begun as after it. */
static void
test_mix (Fixture       *fixture,
          gconstpointer  data)
{
  const InklingProgress *progress = inkling_trainer_get_progress (fixture->trainer);
  gsize                  n_validation = inkling_dataset_get_n_validation (fixture->dataset);
  gsize                  n_images = N_TRAINING - n_validation;
  NnRecipe               recipe = plain_recipe;

  recipe.mix = 0.5;
  recipe.batch = N_TRAINING;
  start (fixture, NULL, &recipe, 1, 2);
  g_assert_cmpuint (progress->steps_per_epoch, ==, n_images / (N_TRAINING / 2));
  wait_until_idle (fixture);
  g_assert_cmpuint (progress->step, ==, 1);
  g_assert_cmpuint (progress->steps_per_epoch, ==, n_images / (N_TRAINING / 2));
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
  ADD ("coalesced", test_coalesced);
  ADD ("own-context", test_own_context);
  ADD ("progress", test_progress);
  ADD ("pause", test_pause);
  ADD ("superseded", test_superseded);
  ADD ("finalized-while-running", test_finalized_while_running);
  ADD ("unref-in-handler", test_unref_in_handler);
  ADD ("best-is-saved", test_best_is_saved);
  ADD ("disk-full", test_disk_full);
  ADD ("no-folder", test_no_folder);
  ADD ("diverged", test_diverged);
  ADD ("mix", test_mix);
  ADD ("refused/started-twice", test_started_twice);
  ADD ("refused/other-dataset", test_other_dataset);
  ADD ("refused/unfit", test_refused);

  return g_test_run ();
}
