/* test-session.c: what happens to a run and its checkpoints, without a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "inkling-model-file.h"
#include "session-fixture.h"

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

/* Opening by hand what would be gone on with anyway changes nothing. */
static void
test_opened_newest_goes_on (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autofree char *name = g_strdup_printf ("mnist_model-%d.safetensors", RUN_STEPS);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (InklingModel) newest = NULL;

  train (fixture);
  newest = inkling_model_file_load (path, NULL);
  g_assert_nonnull (newest);
  inkling_session_open_model (fixture->session, newest);
  inkling_session_resume (fixture->session, fixture->digits, NULL);
  wait_until_idle (fixture);

  g_assert_cmpuint (fixture->n_messages, ==, 0);
  g_assert_true (has_checkpoint (fixture, ".", RUN_STEPS));
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

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/session/runs-to-its-end", test_runs_to_its_end);
  ADD ("/session/new-run-sets-aside", test_new_run_sets_aside);
  ADD ("/session/resume-adds", test_resume_adds);
  ADD ("/session/restores-newest", test_restores_newest);
  ADD ("/session/ready-made", test_ready_made);
  ADD ("/session/opened-model-sets-aside", test_opened_model_sets_aside);
  ADD ("/session/opened-newest-goes-on", test_opened_newest_goes_on);
  ADD ("/session/calls-off", test_calls_off);
  ADD ("/session/pause-and-resume-end-together", test_pause_and_resume_end_together);
  ADD ("/session/single-steps", test_single_steps);
  ADD ("/session/rewinds", test_rewinds);
  ADD ("/session/changes", test_changes);
#undef ADD

  return g_test_run ();
}
