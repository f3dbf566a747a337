/* test-session.c: what happens to a run and its checkpoints, without a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>
#include <signal.h>
#include <sys/resource.h>
#include <glib/gstdio.h>

#include "../model/tiny-dataset.h"
#include "inkling-model-folder.h"
#include "inkling-session.h"

#define N_TRAINING 240
#define N_TEST     60
#define RUN_STEPS  40

#define N_STEPS_OF_MANY_CHECKPOINTS 3000

typedef struct
{
  char           *folder;   /* owned; for checkpoints */
  char           *digits;   /* owned; a folder of IDX files */
  InklingSession *session;  /* owned */
  guint           n_messages;
  guint           n_failures;
  guint           n_replaced;
  guint           n_ended;
} Fixture;

static void
count_cb (guint *counter)
{
  (*counter)++;
}

static void
make_session (Fixture *fixture)
{
  const struct { const char *signal; guint *counter; } counters[] = {
    { "message", &fixture->n_messages },
    { "failed", &fixture->n_failures },
    { "replaced", &fixture->n_replaced },
    { "ended", &fixture->n_ended },
  };

  g_clear_object (&fixture->session);
  fixture->session = inkling_session_new (fixture->folder);
  for (gsize i = 0; i < G_N_ELEMENTS (counters); i++)
    {
      *counters[i].counter = 0;
      g_signal_connect_swapped (fixture->session, counters[i].signal, G_CALLBACK (count_cb),
                                counters[i].counter);
    }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("inkling-session-XXXXXX", NULL);
  fixture->digits = g_dir_make_tmp ("inkling-digits-XXXXXX", NULL);
  tiny_dataset_write (fixture->digits, N_TRAINING, N_TEST);
  make_session (fixture);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_cmpuint (fixture->n_failures, ==, 0);
  g_clear_object (&fixture->session);
  remove_tree (fixture->folder);
  remove_tree (fixture->digits);
  g_free (fixture->folder);
  g_free (fixture->digits);
}

static NnRecipe
make_recipe (void)
{
  NnRecipe recipe = nn_named_recipes[0].recipe;

  recipe.hidden[0] = 8;
  recipe.batch = 20;
  recipe.steps = RUN_STEPS;
  recipe.report_every = 10;
  recipe.evaluate_every = 20;

  return recipe;
}

static void
wait_until_idle (Fixture *fixture)
{
  while (inkling_session_get_state (fixture->session) != INKLING_SESSION_IDLE)
    g_main_context_iteration (NULL, TRUE);
}

static void
train (Fixture *fixture)
{
  const NnRecipe recipe = make_recipe ();

  inkling_session_start (fixture->session, fixture->digits, &recipe, 1);
  g_assert_cmpint (inkling_session_get_state (fixture->session), ==, INKLING_SESSION_PREPARING);
  wait_until_idle (fixture);
}

static guint64
get_step (Fixture *fixture)
{
  return inkling_session_get_model (fixture->session)->step;
}

static guint
get_n_reports (Fixture *fixture)
{
  return inkling_session_get_history (fixture->session)->reports->len;
}

static gboolean
has_checkpoint (Fixture    *fixture,
                const char *run,
                guint64     step)
{
  g_autofree char *path =
    g_strdup_printf ("%s/%s/mnist_model-%" G_GUINT64_FORMAT INKLING_MODEL_SUFFIX,
                     fixture->folder, run, step);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_runs_to_its_end (Fixture       *fixture,
                      gconstpointer  data)
{
  const InklingProgress *progress = inkling_session_get_progress (fixture->session);

  g_assert_false (inkling_session_has_run (fixture->session));
  train (fixture);

  g_assert_cmpuint (fixture->n_ended, ==, 1);
  g_assert_cmpuint (fixture->n_messages, ==, 0);
  g_assert_true (inkling_session_has_run (fixture->session));
  g_assert_cmpuint (progress->step, ==, RUN_STEPS);
  g_assert_cmpuint (progress->first_step, ==, 0);
  g_assert_cmpuint (progress->last_step, ==, RUN_STEPS);
  g_assert_cmpuint (get_n_reports (fixture), ==, RUN_STEPS / 10);
  g_assert_true (has_checkpoint (fixture, ".", RUN_STEPS));
}

static void
test_new_run_sets_aside (Fixture       *fixture,
                         gconstpointer  data)
{
  train (fixture);
  train (fixture);

  g_assert_cmpuint (fixture->n_messages, ==, 1);
  g_assert_cmpuint (fixture->n_replaced, ==, 2);
  g_assert_true (has_checkpoint (fixture, "run-1", RUN_STEPS));
  g_assert_true (has_checkpoint (fixture, ".", RUN_STEPS));
}

/* The second leg has the folder, the progress bar and the history of the first. */
static void
test_resume_adds (Fixture       *fixture,
                  gconstpointer  data)
{
  train (fixture);
  inkling_session_resume (fixture->session, fixture->digits, NULL);
  wait_until_idle (fixture);

  g_assert_cmpuint (get_step (fixture), ==, 2 * RUN_STEPS);
  g_assert_cmpuint (inkling_session_get_progress (fixture->session)->first_step, ==, RUN_STEPS);
  g_assert_cmpuint (get_n_reports (fixture), ==, RUN_STEPS / 5);
  g_assert_cmpuint (fixture->n_messages, ==, 0);
  g_assert_true (has_checkpoint (fixture, ".", RUN_STEPS));
  g_assert_true (has_checkpoint (fixture, ".", 2 * RUN_STEPS));
}

static void
restore (Fixture *fixture)
{
  make_session (fixture);
  inkling_session_restore (fixture->session);
  while (fixture->n_replaced == 0)
    g_main_context_iteration (NULL, TRUE);
}

/* The broken file is told of, and the run that is found goes on in the same folder. */
static void
test_restores_newest (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *broken = g_build_filename (fixture->folder, "x" INKLING_MODEL_SUFFIX, NULL);

  train (fixture);
  g_assert_true (g_file_set_contents (broken, "no model", -1, NULL));
  restore (fixture);

  g_assert_cmpuint (get_step (fixture), ==, RUN_STEPS);
  g_assert_cmpuint (fixture->n_messages, ==, 1);

  inkling_session_resume (fixture->session, fixture->digits, NULL);
  wait_until_idle (fixture);
  g_assert_cmpuint (get_step (fixture), ==, 2 * RUN_STEPS);
  g_assert_true (has_checkpoint (fixture, ".", RUN_STEPS));
}

/* The model that comes with the program draws, but is no run to resume. */
static void
test_ready_made (Fixture       *fixture,
                 gconstpointer  data)
{
  restore (fixture);
  g_assert_nonnull (inkling_session_get_model (fixture->session));
  g_assert_false (inkling_session_has_run (fixture->session));
  g_assert_cmpuint (inkling_session_get_progress (fixture->session)->step, ==, 0);

  train (fixture);
  g_assert_true (inkling_session_has_run (fixture->session));
}

/* A model from elsewhere does not mix its checkpoints with those of the run that was there. */
static void
test_opened_model_sets_aside (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr (InklingModel) opened = NULL;

  train (fixture);
  opened = inkling_model_ref (inkling_session_get_model (fixture->session));
  inkling_session_open_model (fixture->session, opened);
  inkling_session_resume (fixture->session, fixture->digits, NULL);
  wait_until_idle (fixture);

  g_assert_cmpuint (fixture->n_messages, ==, 1);
  g_assert_true (has_checkpoint (fixture, "run-1", RUN_STEPS));
  g_assert_true (has_checkpoint (fixture, ".", 2 * RUN_STEPS));
}

/* Called off while the data set is being opened: nothing is begun, nothing moved. */
static void
test_calls_off (Fixture       *fixture,
                gconstpointer  data)
{
  const NnRecipe recipe = make_recipe ();

  train (fixture);
  make_session (fixture);
  inkling_session_start (fixture->session, fixture->digits, &recipe, 2);
  inkling_session_pause (fixture->session);
  wait_until_idle (fixture);

  g_assert_null (inkling_session_get_model (fixture->session));
  g_assert_true (has_checkpoint (fixture, ".", RUN_STEPS));
}

/* Its end is the one of the whole run, not as many steps again. */
static void
test_pause_and_resume_end_together (Fixture       *fixture,
                                    gconstpointer  data)
{
  NnRecipe recipe = make_recipe ();

  recipe.steps = 100000;
  inkling_session_start (fixture->session, fixture->digits, &recipe, 1);
  while (inkling_session_get_progress (fixture->session)->step == 0)
    g_main_context_iteration (NULL, TRUE);
  inkling_session_pause (fixture->session);
  wait_until_idle (fixture);

  g_assert_cmpuint (fixture->n_ended, ==, 0);
  g_assert_true (has_checkpoint (fixture, ".", get_step (fixture)));

  inkling_session_resume (fixture->session, fixture->digits, NULL);
  while (inkling_session_get_state (fixture->session) != INKLING_SESSION_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  inkling_session_pause (fixture->session);
  wait_until_idle (fixture);
  g_assert_cmpuint (inkling_session_get_progress (fixture->session)->last_step, ==, 100000);
}

static void
set_file_size_limit (rlim_t size)
{
  struct rlimit limit;

  getrlimit (RLIMIT_FSIZE, &limit);
  limit.rlim_cur = MIN (size, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Where no checkpoint can be saved the first failure and the last one are told. */
static void
test_failures_are_told_once (Fixture       *fixture,
                             gconstpointer  data)
{
  NnRecipe recipe = make_recipe ();

  signal (SIGXFSZ, SIG_IGN);
  set_file_size_limit (1000);
  recipe.steps = N_STEPS_OF_MANY_CHECKPOINTS;
  recipe.evaluate_every = N_STEPS_OF_MANY_CHECKPOINTS;
  inkling_session_start (fixture->session, fixture->digits, &recipe, 1);
  wait_until_idle (fixture);
  set_file_size_limit (RLIM_INFINITY);

  g_assert_cmpuint (get_step (fixture), ==, N_STEPS_OF_MANY_CHECKPOINTS);
  g_assert_cmpuint (fixture->n_failures, >=, 1);
  g_assert_cmpuint (fixture->n_failures, <=, 2);
  fixture->n_failures = 0;
}

/* A folder that cannot be listed is named, and not taken for an empty one: no run begins in it. */
static void
test_folder_cannot_be_listed (Fixture       *fixture,
                              gconstpointer  data)
{
  remove_tree (fixture->folder);
  g_assert_true (g_file_set_contents (fixture->folder, "", 0, NULL));
  restore (fixture);
  g_assert_cmpuint (fixture->n_messages, ==, 1);

  train (fixture);
  g_assert_cmpuint (fixture->n_failures, ==, 1);
  g_assert_false (inkling_session_has_run (fixture->session));
  fixture->n_failures = 0;
}

static void
step_once (Fixture *fixture)
{
  const NnRecipe recipe = make_recipe ();

  inkling_session_step (fixture->session, fixture->digits, &recipe, 1);
  wait_until_idle (fixture);
}

/* Steps one by one are the run's own: same bits, no end told, no marks. */
static void
test_single_steps (Fixture       *fixture,
                   gconstpointer  data)
{
  const InklingProgress *progress = inkling_session_get_progress (fixture->session);

  step_once (fixture);
  g_assert_cmpuint (get_step (fixture), ==, 1);
  g_assert_true (isfinite (progress->loss));
  step_once (fixture);
  g_assert_cmpuint (get_step (fixture), ==, 2);
  g_assert_cmpuint (progress->last_step, ==, RUN_STEPS);
  g_assert_cmpuint (fixture->n_ended, ==, 0);
  g_assert_cmpuint (inkling_session_get_history (fixture->session)->marks->len, ==, 0);
  g_assert_true (has_checkpoint (fixture, ".", 2));
}

static InklingModel *
get_model (Fixture *fixture)
{
  return inkling_session_get_model (fixture->session);
}

/* Back at the start the run is the same again, and the one that was is kept. */
static void
test_rewinds (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (InklingModel) first = NULL;
  gsize n_bytes;

  g_assert_false (inkling_session_can_rewind (fixture->session));
  train (fixture);
  first = inkling_model_ref (get_model (fixture));
  n_bytes = first->weights->n_values * sizeof (float);

  inkling_session_rewind (fixture->session);
  wait_until_idle (fixture);
  g_assert_cmpuint (get_step (fixture), ==, 0);
  g_assert_cmpuint (get_n_reports (fixture), ==, 0);
  g_assert_true (inkling_session_has_run (fixture->session));
  g_assert_false (inkling_session_can_rewind (fixture->session));
  g_assert_cmpuint (fixture->n_messages, ==, 1);
  g_assert_true (has_checkpoint (fixture, "run-1", RUN_STEPS));
  g_assert_false (has_checkpoint (fixture, ".", RUN_STEPS));

  step_once (fixture);
  inkling_session_resume (fixture->session, fixture->digits, NULL);
  wait_until_idle (fixture);
  g_assert_cmpuint (get_step (fixture), ==, RUN_STEPS);
  g_assert_cmpmem (get_model (fixture)->weights->values, n_bytes, first->weights->values, n_bytes);
}

/* A change at resumption is stored and marked; so is one while it goes on. */
static void
test_changes (Fixture       *fixture,
              gconstpointer  data)
{
  NnRecipe recipe = make_recipe ();
  const InklingHistory *history;
  g_autoptr (GError) error = NULL;

  train (fixture);
  recipe.steps = 100000;
  recipe.l2 = 0.01;
  recipe.batch = 7; /* not live: the run keeps its own */
  inkling_session_resume (fixture->session, fixture->digits, &recipe);
  while (inkling_session_get_progress (fixture->session)->step <= RUN_STEPS)
    g_main_context_iteration (NULL, TRUE);
  recipe.rotation = 10;
  g_assert_true (inkling_session_change (fixture->session, &recipe, &error));
  g_assert_no_error (error);
  history = inkling_session_get_history (fixture->session);
  while (history->marks->len < 4)
    g_main_context_iteration (NULL, TRUE);
  inkling_session_pause (fixture->session);
  wait_until_idle (fixture);

  g_assert_cmpfloat (get_model (fixture)->recipe.rotation, ==, 10.0);
  g_assert_cmpfloat (get_model (fixture)->recipe.l2, ==, 0.01);
  g_assert_cmpuint (get_model (fixture)->recipe.batch, ==, make_recipe ().batch);
}

static void
wait_for_divergence (Fixture *fixture,
                     guint   *n_diverged)
{
  while (*n_diverged == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (inkling_session_get_state (fixture->session), ==, INKLING_SESSION_IDLE);
}

/* The last good checkpoint is at hand when it is told, and one call goes on from it. */
static void
test_diverges (Fixture       *fixture,
               gconstpointer  data)
{
  NnRecipe recipe = make_recipe ();
  guint n_diverged = 0;

  g_signal_connect_swapped (fixture->session, "diverged", G_CALLBACK (count_cb), &n_diverged);
  train (fixture);
  recipe.learning_rate = 1e6;
  inkling_session_resume (fixture->session, fixture->digits, &recipe);
  wait_for_divergence (fixture, &n_diverged);
  g_assert_cmpuint (fixture->n_failures, ==, 0);
  g_assert_cmpuint (get_step (fixture), >=, RUN_STEPS);
  g_assert_cmpfloat (inkling_session_get_rescue_rate (fixture->session), <=, 1.1e5);

  recipe.learning_rate = 0.01;
  inkling_session_resume (fixture->session, fixture->digits, &recipe);
  wait_until_idle (fixture);
  g_assert_cmpuint (get_step (fixture), ==, 2 * RUN_STEPS);
}

/* Without a checkpoint to go back to the run begins again. */
static void
test_rescues (Fixture       *fixture,
              gconstpointer  data)
{
  NnRecipe recipe = make_recipe ();
  guint n_diverged = 0;

  g_signal_connect_swapped (fixture->session, "diverged", G_CALLBACK (count_cb), &n_diverged);
  recipe.learning_rate = 1e6;
  inkling_session_start (fixture->session, fixture->digits, &recipe, 1);
  wait_for_divergence (fixture, &n_diverged);
  g_assert_false (inkling_session_has_run (fixture->session));
  for (int i = 0; i < 8 && !inkling_session_has_run (fixture->session); i++)
    {
      n_diverged = 0;
      inkling_session_rescue (fixture->session, fixture->digits);
      wait_until_idle (fixture);
      while (!inkling_session_has_run (fixture->session) && n_diverged == 0)
        g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpuint (get_step (fixture), ==, RUN_STEPS);
  g_assert_cmpfloat (get_model (fixture)->recipe.learning_rate, <, 1e6);
}

/* What cannot start leaves the run that is there where it is. */
static void
test_refused_moves_nothing (Fixture       *fixture,
                            gconstpointer  data)
{
  NnRecipe recipe = make_recipe ();

  train (fixture);
  recipe.batch = 10000;
  inkling_session_start (fixture->session, fixture->digits, &recipe, 1);
  wait_until_idle (fixture);
  g_assert_cmpuint (fixture->n_failures, ==, 1);
  g_assert_true (has_checkpoint (fixture, ".", RUN_STEPS));
  g_assert_false (has_checkpoint (fixture, "run-1", RUN_STEPS));
  fixture->n_failures = 0;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/session/runs-to-its-end", test_runs_to_its_end);
  ADD ("/session/new-run-sets-aside", test_new_run_sets_aside);
  ADD ("/session/resume-adds", test_resume_adds);
  ADD ("/session/restores-newest", test_restores_newest);
  ADD ("/session/ready-made", test_ready_made);
  ADD ("/session/opened-model-sets-aside", test_opened_model_sets_aside);
  ADD ("/session/calls-off", test_calls_off);
  ADD ("/session/pause-and-resume-end-together", test_pause_and_resume_end_together);
  ADD ("/session/failures-are-told-once", test_failures_are_told_once);
  ADD ("/session/folder-cannot-be-listed", test_folder_cannot_be_listed);
  ADD ("/session/single-steps", test_single_steps);
  ADD ("/session/rewinds", test_rewinds);
  ADD ("/session/changes", test_changes);
  ADD ("/session/diverges", test_diverges);
  ADD ("/session/rescues", test_rescues);
  ADD ("/session/refused-moves-nothing", test_refused_moves_nothing);
#undef ADD

  return g_test_run ();
}
