/* test-run-words.c: what is said of a run that nobody trains
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../engine/session-fixture.h"
#include "inkling-run-words.h"
#include "inkling-settings.h"

static void
assert_says (Fixture           *fixture,
             InklingTrainerEnd  end,
             const char        *reason)
{
  g_autofree char *text = inkling_run_words_describe (fixture->session, "stripes");

  g_assert_cmpint (inkling_session_get_end (fixture->session), ==, end);
  g_assert_nonnull (strstr (text, reason));
}

/* Also to whoever comes later. */
static void
assert_says_twice (Fixture           *fixture,
                   InklingTrainerEnd  end,
                   const char        *reason)
{
  assert_says (fixture, end, reason);
  restore (fixture);
  assert_says (fixture, end, reason);
}

static void
set_stop (const char *key,
          double      value)
{
  g_settings_set_double (inkling_settings_get_default (), key, value);
}

static void
test_says_why (Fixture       *fixture,
               gconstpointer  data)
{
  NnRecipe recipe = make_recipe ();
  guint n_diverged = 0;

  step_once (fixture);
  assert_says_twice (fixture, INKLING_TRAINER_END_PAUSED, "paused");

  train (fixture);
  assert_says_twice (fixture, INKLING_TRAINER_END_STEPS, "finished");

  recipe.steps = 1000;
  set_stop (INKLING_SETTINGS_STOP_ACCURACY, 1.0);
  inkling_session_resume (fixture->session, fixture->digits, &recipe);
  wait_until_idle (fixture);
  set_stop (INKLING_SETTINGS_STOP_ACCURACY, 0.0);
  assert_says_twice (fixture, INKLING_TRAINER_END_ACCURACY, "accuracy");

  recipe.learning_rate = 0.0;
  set_stop (INKLING_SETTINGS_STOP_PATIENCE, 20.0);
  inkling_session_resume (fixture->session, fixture->digits, &recipe);
  wait_until_idle (fixture);
  set_stop (INKLING_SETTINGS_STOP_PATIENCE, 0.0);
  assert_says_twice (fixture, INKLING_TRAINER_END_PATIENCE, "not improved");

  set_stop (INKLING_SETTINGS_STOP_MINUTES, 1e-6);
  inkling_session_resume (fixture->session, fixture->digits, &recipe);
  wait_until_idle (fixture);
  assert_says (fixture, INKLING_TRAINER_END_TIME, "time");
  set_stop (INKLING_SETTINGS_STOP_MINUTES, 0.0);

  g_signal_connect_swapped (fixture->session, "diverged", G_CALLBACK (count_cb), &n_diverged);
  recipe.learning_rate = 1e6;
  inkling_session_resume (fixture->session, fixture->digits, &recipe);
  while (n_diverged == 0)
    g_main_context_iteration (NULL, TRUE);
  assert_says_twice (fixture, INKLING_TRAINER_END_BROKEN, "broke down");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/session/says-why", Fixture, NULL, set_up, test_says_why, tear_down);

  return g_test_run ();
}
