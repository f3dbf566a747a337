/* test-trainer-changes.c: a run that is changed while it goes on, and when it stops by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-error.h"

#include <math.h>

#include "trainer-fixture.h"

static const InklingStopConditions no_stop;

typedef struct
{
  const char *name;
  NnRecipe    before;  /* added to the plain recipe; 0: as it is */
  NnRecipe    after;
} Change;

static const Change changes[] = {
  { "rate", { .momentum = 0.5 }, { .learning_rate = 0.03 } },
  { "distortion", { .momentum = 0.9 }, { .rotation = 10, .elastic = 1, .shift = 1 } },
  { "momentum", { .momentum = 0 }, { .momentum = 0.8, .l2 = 0.01, .ema = 0.5 } },
  { "mix", { .mix = 0 }, { .mix = 0.5 } },
};

static void
add_to_recipe (NnRecipe       *recipe,
               const NnRecipe *values)
{
  double       *fields[] = { &recipe->learning_rate, &recipe->momentum, &recipe->l2, &recipe->ema,
                             &recipe->rotation, &recipe->elastic, &recipe->shift, &recipe->mix };
  const double  others[] = { values->learning_rate, values->momentum, values->l2, values->ema,
                             values->rotation, values->elastic, values->shift, values->mix };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (others[i] > 0.0)
      *fields[i] = others[i];
}

static void
turn_until_step (Fixture *fixture,
                 guint64  step)
{
  while (inkling_trainer_get_progress (fixture->trainer)->step < step)
    g_main_context_iteration (NULL, TRUE);
}

static void
change (Fixture        *fixture,
        const NnRecipe *recipe,
        guint           n_threads)
{
  g_autoptr (GError) error = NULL;

  inkling_trainer_change (fixture->trainer, recipe, &no_stop, n_threads, &error);
  g_assert_no_error (error);
}

static const InklingHistoryMark *
wait_for_mark (Fixture *fixture)
{
  const InklingHistory *history = inkling_trainer_get_history (fixture->trainer);

  while (history->marks->len == 0)
    g_main_context_iteration (NULL, TRUE);
  return g_ptr_array_index (history->marks, 0);
}

static void
pause_and_wait (Fixture *fixture)
{
  inkling_trainer_pause (fixture->trainer);
  wait_until_idle (fixture);
}

/* Changed at whatever step the worker was at, together with the number of threads; the same file,
 * marks included, comes from a run that was stopped there and resumed with the new recipe. */
static void
test_exact (Fixture       *fixture,
            gconstpointer  data)
{
  const Change            *test = data;
  NnRecipe                 before = plain_recipe;
  NnRecipe                 after;
  g_autoptr (InklingModel) halfway = NULL;
  g_autoptr (GBytes)       changed = NULL;
  g_autoptr (GBytes)       resumed = NULL;
  guint64                  at, end;

  add_to_recipe (&before, &test->before);
  after = before;
  add_to_recipe (&after, &test->after);
  start (fixture, NULL, &before, NEVER, 1);
  turn_until_step (fixture, 30);
  change (fixture, &after, 2);
  at = (guint64) wait_for_mark (fixture)->step;
  g_assert_true (nn_recipe_equal (inkling_trainer_get_recipe (fixture->trainer), &after));
  turn_until_step (fixture, at + 30);
  pause_and_wait (fixture);
  end = inkling_trainer_get_progress (fixture->trainer)->step;
  changed = read_checkpoint (fixture, end);
  forget_models (fixture);

  train (fixture, NULL, &before, at, 2);
  halfway = load_newest (fixture);
  g_assert_cmpuint (halfway->step, ==, at);
  train (fixture, halfway, &after, end - at, 1);
  resumed = read_checkpoint (fixture, end);
  g_assert_true (g_bytes_equal (changed, resumed));
}

/* The file has the new recipe and says what was changed, from what, to what. */
static void
test_recorded (Fixture       *fixture,
               gconstpointer  data)
{
  NnRecipe                  after = plain_recipe;
  g_autoptr (InklingModel)  model = NULL;
  const InklingHistoryMark *mark;

  after.l2 = 0.001;
  start (fixture, NULL, &plain_recipe, NEVER, 1);
  turn_until_step (fixture, 5);
  change (fixture, &after, 1);
  mark = wait_for_mark (fixture);
  g_assert_cmpint (mark->kind, ==, INKLING_HISTORY_MARK_CHANGED);
  g_assert_cmpstr (mark->name, ==, "l2");
  g_assert_cmpstr (mark->old_value, ==, "0.0001");
  g_assert_cmpstr (mark->new_value, ==, "0.001");
  pause_and_wait (fixture);

  model = load_newest (fixture);
  g_assert_true (nn_recipe_equal (&model->recipe, &after));
  g_assert_cmpuint (model->history->marks->len, ==, 1);
}

static void
assert_refused (Fixture        *fixture,
                const NnRecipe *recipe)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (inkling_trainer_change (fixture->trainer, recipe, &no_stop, 1, &error));
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_RECIPE);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  NnRecipe changed = plain_recipe;

  start (fixture, NULL, &plain_recipe, NEVER, 1);
  changed.batch = 10;
  assert_refused (fixture, &changed);
  changed = plain_recipe;
  changed.learning_rate = NAN;
  assert_refused (fixture, &changed);
  pause_and_wait (fixture);
  g_assert_cmpuint (inkling_trainer_get_history (fixture->trainer)->marks->len, ==, 0);
}

/* Another number of steps moves the end to its next multiple. */
static void
test_steps (Fixture       *fixture,
            gconstpointer  data)
{
  NnRecipe recipe = plain_recipe;
  guint64  at;

  recipe.steps = NEVER;
  start (fixture, NULL, &recipe, 0, 1);
  turn_until_step (fixture, 5);
  recipe.steps = 50;
  change (fixture, &recipe, 1);
  at = (guint64) wait_for_mark (fixture)->step;
  wait_until_idle (fixture);
  g_assert_cmpuint (inkling_trainer_get_progress (fixture->trainer)->step, ==, (at / 50 + 1) * 50);
  g_assert_cmpint (inkling_trainer_get_end (fixture->trainer), ==, INKLING_TRAINER_END_STEPS);
}

typedef struct
{
  const char            *name;
  InklingStopConditions  stop;
  double                 learning_rate;
  InklingTrainerEnd      end;
} Stop;

static const Stop stops[] = {
  { "accuracy", { .accuracy = 0.5 }, 0.1, INKLING_TRAINER_END_ACCURACY },
  { "time", { .minutes = 1e-4 }, 0.1, INKLING_TRAINER_END_TIME },
  { "patience", { .patience = 100 }, 0.0, INKLING_TRAINER_END_PATIENCE },
};

static void
test_stops (Fixture       *fixture,
            gconstpointer  data)
{
  const Stop            *test = data;
  NnRecipe               recipe = plain_recipe;
  InklingTrainerOptions  options = { .steps = NEVER, .n_threads = 1, .stop = test->stop };
  g_autoptr (GError)     error = NULL;
  const InklingProgress *progress = inkling_trainer_get_progress (fixture->trainer);

  recipe.learning_rate = test->learning_rate;
  inkling_trainer_start (fixture->trainer, fixture->dataset, NULL, &recipe, 3, &options, &error);
  g_assert_no_error (error);
  wait_until_idle (fixture);
  g_assert_cmpint (inkling_trainer_get_end (fixture->trainer), ==, test->end);
  g_assert_cmpuint (progress->step, >, 0);
  g_assert_cmpuint (progress->step, <, NEVER);
  if (test->stop.patience > 0)
    g_assert_cmpuint (progress->step, ==, recipe.evaluate_every + test->stop.patience);
}

static void
test_paused_end (Fixture       *fixture,
                 gconstpointer  data)
{
  start (fixture, NULL, &plain_recipe, NEVER, 1);
  pause_and_wait (fixture);
  g_assert_cmpint (inkling_trainer_get_end (fixture->trainer), ==, INKLING_TRAINER_END_PAUSED);
}

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  NnRecipe           recipe = plain_recipe;
  g_autoptr (GError) error = NULL;

  g_assert_true (inkling_trainer_check (fixture->dataset, NULL, &recipe, &error));
  g_assert_no_error (error);
  recipe.batch = 10000;
  g_assert_false (inkling_trainer_check (fixture->dataset, NULL, &recipe, &error));
  g_assert_nonnull (error);
}

/* By the time the state is told, the end is. */
static void
idle_cb (InklingTrainer *trainer,
         GParamSpec     *pspec,
         Fixture        *fixture)
{
  if (inkling_trainer_get_state (trainer) == INKLING_TRAINER_IDLE)
    g_assert_cmpuint (fixture->n_finished, ==, 1);
}

static void
test_finished_comes_first (Fixture       *fixture,
                           gconstpointer  data)
{
  g_signal_connect (fixture->trainer, "notify::state", G_CALLBACK (idle_cb), fixture);
  train (fixture, NULL, &plain_recipe, 10, 1);
  g_assert_cmpuint (fixture->n_states, ==, 2);
}

/* A single step tells its loss, which no report of the history has. */
static void
test_single_step (Fixture       *fixture,
                  gconstpointer  data)
{
  train (fixture, NULL, &plain_recipe, 1, 1);
  g_assert_true (isfinite (inkling_trainer_get_progress (fixture->trainer)->loss));
  g_assert_cmpuint (inkling_trainer_get_history (fixture->trainer)->reports->len, ==, 0);
}

static void
test_marks_resumption (Fixture       *fixture,
                       gconstpointer  data)
{
  InklingTrainerOptions     options = { .steps = 10, .n_threads = 1, .mark_resumed = TRUE };
  g_autoptr (InklingModel)  model = NULL;
  g_autoptr (GError)        error = NULL;
  const InklingHistoryMark *mark;

  train (fixture, NULL, &plain_recipe, 20, 1);
  model = load_newest (fixture);
  inkling_trainer_start (fixture->trainer, fixture->dataset, model, NULL, 0, &options, &error);
  g_assert_no_error (error);
  wait_until_idle (fixture);
  mark = wait_for_mark (fixture);
  g_assert_cmpint (mark->kind, ==, INKLING_HISTORY_MARK_RESUMED);
  g_assert_cmpint (mark->step, ==, 20);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strconcat ("/changes/exact/", changes[i].name, NULL);

      g_test_add (path, Fixture, &changes[i], set_up, test_exact, tear_down);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      g_autofree char *path = g_strconcat ("/changes/stops/", stops[i].name, NULL);

      g_test_add (path, Fixture, &stops[i], set_up, test_stops, tear_down);
    }
#define ADD(name, func) g_test_add ("/changes/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("recorded", test_recorded);
  ADD ("refused", test_refused);
  ADD ("steps", test_steps);
  ADD ("paused-end", test_paused_end);
  ADD ("check", test_check);
  ADD ("finished-comes-first", test_finished_comes_first);
  ADD ("single-step", test_single_step);
  ADD ("marks-resumption", test_marks_resumption);
#undef ADD

  return g_test_run ();
}
