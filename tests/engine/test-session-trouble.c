/* test-session-trouble.c: runs that break down, and folders and disks that fail them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <signal.h>
#include <sys/resource.h>

#include "session-fixture.h"

#define N_STEPS_OF_MANY_CHECKPOINTS 3000

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
  recipe.steps = N_STEPS_OF_MANY_CHECKPOINTS;
  recipe.evaluate_every = N_STEPS_OF_MANY_CHECKPOINTS;
  inkling_session_start (fixture->session, fixture->digits, &recipe, 1);
  while (inkling_session_get_state (fixture->session) == INKLING_SESSION_PREPARING)
    g_main_context_iteration (NULL, TRUE);
  set_file_size_limit (1000);
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
  tiny_remove_folder (fixture->folder);
  g_assert_true (g_file_set_contents (fixture->folder, "", 0, NULL));
  restore (fixture);
  g_assert_cmpuint (fixture->n_messages, ==, 1);

  train (fixture);
  g_assert_cmpuint (fixture->n_homeless, ==, 1);
  g_assert_false (inkling_session_has_run (fixture->session));
  g_remove (fixture->folder);
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

typedef struct
{
  Fixture *fixture;
  guint    n_reports; /* told of the run at hand */
} Reader;

static void
read_history_cb (Reader *reader)
{
  g_assert_cmpuint (get_n_reports (reader->fixture), >=, reader->n_reports);
  reader->n_reports = get_n_reports (reader->fixture);
}

static void
forget_history_cb (Reader *reader)
{
  reader->n_reports = 0;
}

/* Whoever reads only what is new never finds less than before, until another run is at hand. */
static void
test_history_only_grows (Fixture       *fixture,
                         gconstpointer  data)
{
  Reader reader = { fixture };
  NnRecipe recipe = make_recipe ();
  guint n_diverged = 0;

  g_signal_connect_swapped (fixture->session, "diverged", G_CALLBACK (count_cb), &n_diverged);
  g_signal_connect_swapped (fixture->session, "progress", G_CALLBACK (read_history_cb), &reader);
  g_signal_connect_swapped (fixture->session, "replaced", G_CALLBACK (forget_history_cb), &reader);
  recipe.steps = 100000;
  inkling_session_start (fixture->session, fixture->digits, &recipe, 1);
  while (reader.n_reports == 0)
    g_main_context_iteration (NULL, TRUE);
  recipe.learning_rate = 1e6;
  g_assert_true (inkling_session_change (fixture->session, &recipe, NULL));
  wait_for_divergence (fixture, &n_diverged);
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

/* A new run that breaks down at once has nothing to do with the earlier one, still at hand. */
static void
test_rescues_the_new_run (Fixture       *fixture,
                          gconstpointer  data)
{
  NnRecipe recipe = make_recipe ();
  guint n_diverged = 0;

  g_signal_connect_swapped (fixture->session, "diverged", G_CALLBACK (count_cb), &n_diverged);
  train (fixture);
  g_assert_true (inkling_session_can_rescue (fixture->session));
  recipe.hidden[0] = 9;
  recipe.learning_rate = 1e6;
  inkling_session_start (fixture->session, fixture->digits, &recipe, 1);
  wait_for_divergence (fixture, &n_diverged);
  g_assert_true (inkling_session_has_run (fixture->session));
  g_assert_false (inkling_session_can_rescue (fixture->session));

  n_diverged = 0;
  inkling_session_rescue (fixture->session, fixture->digits);
  while (n_diverged == 0 && get_model (fixture)->recipe.hidden[0] != 9)
    g_main_context_iteration (NULL, TRUE);
  wait_until_idle (fixture);
  g_assert_cmpuint (fixture->n_failures, ==, 0);
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

/* Another program trains there: nothing of it is touched, and the run can have a folder of its own,
 * which it also goes on in. */
static void
test_folder_in_use (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (InklingCheckpoints) others = NULL;

  train (fixture);
  others = inkling_checkpoints_open (fixture->folder, NULL);
  g_assert_nonnull (others);
  train (fixture);
  g_assert_cmpuint (fixture->n_homeless, ==, 1);
  g_assert_true (has_checkpoint (fixture, ".", RUN_STEPS));
  inkling_session_rewind (fixture->session);
  wait_until_idle (fixture);
  g_assert_cmpuint (fixture->n_failures, ==, 1);
  g_assert_true (has_checkpoint (fixture, ".", RUN_STEPS));
  fixture->n_failures = 0;

  train (fixture);
  inkling_session_retry (fixture->session, TRUE);
  wait_until_idle (fixture);
  g_assert_true (has_checkpoint (fixture, "run-1", RUN_STEPS));
  inkling_session_resume (fixture->session, fixture->digits, NULL);
  wait_until_idle (fixture);
  g_assert_cmpuint (fixture->n_homeless, ==, 2);
  g_assert_true (has_checkpoint (fixture, "run-1", 2 * RUN_STEPS));
  g_assert_true (has_checkpoint (fixture, ".", RUN_STEPS));
}

/* A folder that is held while the run goes on, and free as soon as it has ended. */
static void
test_holds_folder (Fixture       *fixture,
                   gconstpointer  data)
{
  NnRecipe                       recipe = make_recipe ();
  g_autoptr (InklingCheckpoints) checkpoints = NULL;

  recipe.steps = 100000;
  inkling_session_start (fixture->session, fixture->digits, &recipe, 1);
  while (inkling_session_get_progress (fixture->session)->step == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (inkling_checkpoints_open (fixture->folder, NULL));
  inkling_session_pause (fixture->session);
  wait_until_idle (fixture);
  checkpoints = inkling_checkpoints_open (fixture->folder, NULL);
  g_assert_nonnull (checkpoints);
}

/* Another program has gone on with the run meanwhile: its checkpoints are kept, out of the way. */
static void
test_gone_on_elsewhere (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (InklingSession) first = NULL;

  train (fixture);
  first = g_steal_pointer (&fixture->session);
  restore (fixture);
  inkling_session_resume (fixture->session, fixture->digits, NULL);
  wait_until_idle (fixture);
  g_assert_cmpuint (fixture->n_messages, ==, 0);
  g_assert_true (has_checkpoint (fixture, ".", 2 * RUN_STEPS));

  inkling_session_resume (first, fixture->digits, NULL);
  while (inkling_session_get_state (first) != INKLING_SESSION_IDLE)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (has_checkpoint (fixture, "run-1", 2 * RUN_STEPS));
  g_assert_true (has_checkpoint (fixture, ".", 2 * RUN_STEPS));
}

/* Told before the first step, and begun where there is room. */
static void
test_another_folder (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *inside = g_build_filename (file, "models", NULL);

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  inkling_session_set_home (fixture->session, inside);
  train (fixture);
  g_assert_cmpuint (fixture->n_homeless, ==, 1);
  g_assert_null (inkling_session_get_model (fixture->session));
  inkling_session_set_home (fixture->session, fixture->folder);
  inkling_session_retry (fixture->session, FALSE);
  wait_until_idle (fixture);
  g_assert_true (has_checkpoint (fixture, ".", RUN_STEPS));
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/session/failures-are-told-once", test_failures_are_told_once);
  ADD ("/session/folder-cannot-be-listed", test_folder_cannot_be_listed);
  ADD ("/session/diverges", test_diverges);
  ADD ("/session/history-only-grows", test_history_only_grows);
  ADD ("/session/rescues", test_rescues);
  ADD ("/session/rescues-the-new-run", test_rescues_the_new_run);
  ADD ("/session/refused-moves-nothing", test_refused_moves_nothing);
  ADD ("/session/folder-in-use", test_folder_in_use);
  ADD ("/session/holds-folder", test_holds_folder);
  ADD ("/session/gone-on-elsewhere", test_gone_on_elsewhere);
  ADD ("/session/another-folder", test_another_folder);
#undef ADD

  return g_test_run ();
}
