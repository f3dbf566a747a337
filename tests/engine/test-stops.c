/* test-stops.c: a run stops where it would have stopped if it had never been paused, and its file
 * says why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-file.h"
#include "trainer-fixture.h"

#define SECOND   G_TIME_SPAN_SECOND
#define MINUTES  2.0
#define PATIENCE 100

/* A clock of the test's own: each look at it takes a second. */
static int now; /* atomic; seconds */

gint64
g_get_monotonic_time (void)
{
  return (g_atomic_int_add (&now, 1) + 1) * SECOND;
}

/* One leg of a run: until it stops by itself, but not beyond steps. */
static void
train_leg (Fixture                     *fixture,
           InklingModel                *from,
           const NnRecipe              *recipe,
           guint64                      steps,
           const InklingStopConditions *stop)
{
  InklingTrainerOptions options = {
    .steps = steps, .n_threads = 1, .save_every = 20, .keep = 1, .folder = fixture->folder,
    .stop = *stop,
  };
  g_autoptr (GError)    error = NULL;

  inkling_trainer_start (fixture->trainer, fixture->dataset, from, recipe, 3, &options, &error);
  g_assert_no_error (error);
  wait_until_idle (fixture);
}

/* The same in legs that end at odd moments, each of which begins with the file of the last. */
static void
train_in_legs (Fixture                     *fixture,
               const NnRecipe              *recipe,
               const InklingStopConditions *stop)
{
  static const guint64     legs[] = { 1, 23, 1, 1, 15, 9, 27, 33, 14, 1, NEVER };
  g_autoptr (InklingModel) model = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (legs); i++)
    {
      train_leg (fixture, model, recipe, legs[i], stop);
      if (inkling_trainer_get_end (fixture->trainer) != INKLING_TRAINER_END_STEPS)
        break;
      g_clear_pointer (&model, inkling_model_unref);
      model = load_newest (fixture);
    }
}

static guint64
get_step (Fixture *fixture)
{
  return inkling_trainer_get_progress (fixture->trainer)->step;
}

typedef struct
{
  const char            *name;
  InklingStopConditions  stop;
  double                 learning_rate;
  InklingTrainerEnd      end;
} Stop;

static const Stop stops[] = {
  { "accuracy", { .accuracy = 0.5 }, 0.01, INKLING_TRAINER_END_ACCURACY },
  { "patience", { .patience = PATIENCE }, 0.0, INKLING_TRAINER_END_PATIENCE },
};

/* At the same step for the same reason, with the same file. */
static void
test_exact (Fixture       *fixture,
            gconstpointer  data)
{
  const Stop        *test = data;
  NnRecipe           recipe = plain_recipe;
  g_autoptr (GBytes) at_once = NULL;
  g_autoptr (GBytes) in_legs = NULL;
  guint64            step;

  recipe.learning_rate = test->learning_rate;
  train_leg (fixture, NULL, &recipe, NEVER, &test->stop);
  g_assert_cmpint (inkling_trainer_get_end (fixture->trainer), ==, test->end);
  step = get_step (fixture);
  at_once = read_checkpoint (fixture, step);
  forget_models (fixture);

  train_in_legs (fixture, &recipe, &test->stop);
  g_assert_cmpint (inkling_trainer_get_end (fixture->trainer), ==, test->end);
  g_assert_cmpuint (get_step (fixture), ==, step);
  in_legs = read_checkpoint (fixture, step);
  g_assert_true (g_bytes_equal (at_once, in_legs));
}

static void
assert_newest (Fixture           *fixture,
               guint64            step,
               InklingTrainerEnd  end)
{
  g_autoptr (InklingModel) model = load_newest (fixture);

  g_assert_cmpuint (model->step, ==, step);
  g_assert_cmpint (inkling_model_get_end (model), ==, end);
}

static void
go_on (Fixture                     *fixture,
       guint64                      steps,
       const InklingStopConditions *stop)
{
  g_autoptr (InklingModel) model = load_newest (fixture);

  train_leg (fixture, model, NULL, steps, stop);
}

/* Whoever resumes what was stopped for want of improvement wants it to be patient again, from there
 * on and over the next pause. */
static void
test_patience_anew (Fixture       *fixture,
                    gconstpointer  data)
{
  const InklingStopConditions stop = { .patience = PATIENCE };
  const guint64               first = plain_recipe.evaluate_every + PATIENCE;
  NnRecipe                    recipe = plain_recipe;

  recipe.learning_rate = 0.0;
  train_leg (fixture, NULL, &recipe, NEVER, &stop);
  assert_newest (fixture, first, INKLING_TRAINER_END_PATIENCE);
  go_on (fixture, 33, &stop);
  assert_newest (fixture, first + 33, INKLING_TRAINER_END_PAUSED);
  go_on (fixture, NEVER, &stop);
  assert_newest (fixture, first + PATIENCE, INKLING_TRAINER_END_PATIENCE);
}

/* The minutes of all sessions count, and no pause between them. */
static void
test_minutes (Fixture       *fixture,
              gconstpointer  data)
{
  const InklingStopConditions stop = { .minutes = MINUTES };
  g_autoptr (InklingModel)    first = NULL;
  g_autoptr (InklingModel)    last = NULL;
  double                      seconds;

  train_leg (fixture, NULL, &plain_recipe, 5, &stop);
  first = load_newest (fixture);
  g_assert_cmpint (inkling_model_get_end (first), ==, INKLING_TRAINER_END_PAUSED);
  g_assert_cmpfloat (first->seconds, >, 0.0);
  g_assert_cmpfloat (first->seconds, <, 60 * MINUTES);
  g_atomic_int_add (&now, 1000);

  train_leg (fixture, first, NULL, NEVER, &stop);
  seconds = inkling_trainer_get_progress (fixture->trainer)->seconds;
  last = load_newest (fixture);
  g_assert_cmpint (inkling_model_get_end (last), ==, INKLING_TRAINER_END_TIME);
  g_assert_cmpfloat (last->seconds, >=, 60 * MINUTES);
  g_assert_cmpfloat (seconds, <, 60 * MINUTES);

  /* And anew after they were over. */
  train_leg (fixture, last, NULL, NEVER, &stop);
  g_assert_cmpfloat (inkling_trainer_get_progress (fixture->trainer)->seconds, >=, 60 * MINUTES);
}

/* What is counted in one session is not lost by another that does not ask for it. */
static void
test_minutes_are_kept (Fixture       *fixture,
                       gconstpointer  data)
{
  const InklingStopConditions stop = { .minutes = 100 * MINUTES };
  const InklingStopConditions none = { 0 };
  g_autoptr (InklingModel)    first = NULL;
  g_autoptr (InklingModel)    second = NULL;

  train_leg (fixture, NULL, &plain_recipe, 5, &stop);
  first = load_newest (fixture);
  train_leg (fixture, first, NULL, 5, &none);
  second = load_newest (fixture);
  g_assert_cmpfloat (second->seconds, >, first->seconds);
}

/* Without such a condition a file does not depend on the clock. */
static void
test_no_clock (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (InklingModel) model = NULL;

  train (fixture, NULL, &plain_recipe, 20, 1);
  model = load_newest (fixture);
  g_assert_cmpfloat (model->seconds, ==, 0.0);
}

/* The last good checkpoint says it, also the one that the run was resumed from; and is no worse. */
static void
test_broken (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (InklingModel) model = NULL;
  NnRecipe                 recipe = plain_recipe;

  train (fixture, NULL, &plain_recipe, 20, 1);
  assert_newest (fixture, 20, INKLING_TRAINER_END_PAUSED);
  model = load_newest (fixture);
  recipe.learning_rate = 1e6;
  train (fixture, model, &recipe, NEVER, 1);
  g_assert_true (inkling_trainer_get_broken (fixture->trainer));
  g_clear_pointer (&model, inkling_model_unref);
  model = load_newest (fixture);
  g_assert_cmpint (inkling_model_get_end (model), ==, INKLING_TRAINER_END_BROKEN);

  train (fixture, model, &plain_recipe, 7, 1);
  assert_newest (fixture, model->step + 7, INKLING_TRAINER_END_PAUSED);
}

/* The best score is one of the whole run, and what was saved then is kept by later sessions. */
static void
test_best_is_kept (Fixture       *fixture,
                   gconstpointer  data)
{
  const InklingStopConditions none = { 0 };
  NnRecipe                    recipe = plain_recipe;
  g_autofree char            *best = get_path (fixture, recipe.evaluate_every);

  recipe.learning_rate = 0.0; /* nothing is better than the first measurement */
  train_leg (fixture, NULL, &recipe, 33, &none);
  for (int i = 0; i < 4; i++)
    {
      go_on (fixture, 47, &none);
      g_assert_true (g_file_test (best, G_FILE_TEST_EXISTS));
    }
}

/* A folder of the user's is known by its place, a data set with a name by that. */
static void
test_place (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char         *small = g_build_filename (fixture->folder, "small", NULL);
  g_autoptr (InklingModel) model = NULL;
  g_autoptr (InklingModel) given = NULL;
  g_autoptr (GError)       error = NULL;

  train (fixture, NULL, &plain_recipe, 7, 1);
  model = load_newest (fixture);
  g_assert_cmpstr (model->dataset_place, ==, fixture->data_folder);

  /* What is made to be given away does not tell where things lie here. */
  g_assert_true (inkling_model_file_save_small (model, small, &error));
  g_assert_no_error (error);
  given = inkling_model_file_load (small, &error);
  g_assert_no_error (error);
  g_assert_null (given->dataset_place);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      g_autofree char *path = g_strconcat ("/stops/exact/", stops[i].name, NULL);

      g_test_add (path, Fixture, &stops[i], set_up, test_exact, tear_down);
    }
#define ADD(name, func) g_test_add ("/stops/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("patience-anew", test_patience_anew);
  ADD ("minutes", test_minutes);
  ADD ("minutes-are-kept", test_minutes_are_kept);
  ADD ("no-clock", test_no_clock);
  ADD ("broken", test_broken);
  ADD ("best-is-kept", test_best_is_kept);
  ADD ("place", test_place);
#undef ADD

  return g_test_run ();
}
