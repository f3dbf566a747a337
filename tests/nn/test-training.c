/* test-training.c: a run against itself: shared, resumed, changed; what it learns and refuses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "training-fixture.h"

static void
assert_same_values (const NnNetwork *a,
                    const NnNetwork *b)
{
  g_assert_cmpmem (a->values, a->n_values * sizeof (float),
                   b->values, b->n_values * sizeof (float));
}

static void
assert_same_run (const NnTraining *a,
                 const NnTraining *b)
{
  assert_same_values (a->weights, b->weights);
  assert_same_values (a->averages, b->averages);
  assert_same_values (a->velocity, b->velocity);
}

static void
train (NnTraining *training,
       size_t      n_steps)
{
  for (size_t i = 0; i < n_steps; i++)
    g_assert_cmpint (nn_training_step (training, NULL), ==, NN_OK);
}

/* Distortion, momentum and the cosine schedule, so that every source of randomness takes part. */
static void
use_everything (NnRecipe *recipe)
{
  const NnRecipe *best = &nn_named_recipe_find ("best")->recipe;

  recipe->schedule = NN_SCHEDULE_COSINE;
  recipe->schedule_steps = 40;
  recipe->momentum = 0.9;
  recipe->learning_rate = 0.02;
  recipe->rotation = best->rotation;
  recipe->scale = best->scale;
  recipe->shift = best->shift;
  recipe->elastic = best->elastic;
  recipe->thickness = best->thickness;
}

static void
test_threads_do_not_matter (gconstpointer data)
{
  Fixture     f;
  NnTraining *alone;

  fixture_init (&f, data);
  use_everything (&f.recipe);
  alone = start (&f, NULL);
  train (alone, 25);
  for (size_t n_threads = 1; n_threads <= 4; n_threads++)
    {
      NnTeam     *team = NULL;
      NnTraining *shared;

      g_assert_cmpint (nn_team_new (n_threads, &team), ==, NN_OK);
      shared = start (&f, team);
      train (shared, 25);
      assert_same_run (alone, shared);
      nn_training_free (shared);
      nn_team_free (team);
    }
  nn_training_free (alone);
  fixture_clear (&f);
}

/* Also when their number changes within a run. */
static void
test_set_team_is_exact (gconstpointer data)
{
  Fixture     f;
  NnTraining *alone, *shared;
  NnTeam     *teams[2] = { NULL, NULL };

  fixture_init (&f, data);
  use_everything (&f.recipe);
  g_assert_cmpint (nn_team_new (2, &teams[0]), ==, NN_OK);
  g_assert_cmpint (nn_team_new (4, &teams[1]), ==, NN_OK);
  alone = start (&f, NULL);
  shared = start (&f, teams[0]);
  train (alone, 30);
  train (shared, 10);
  g_assert_cmpint (nn_training_set_team (shared, teams[1]), ==, NN_OK);
  train (shared, 10);
  g_assert_cmpint (nn_training_set_team (shared, NULL), ==, NN_OK);
  train (shared, 10);
  assert_same_run (alone, shared);
  nn_training_free (alone);
  nn_training_free (shared);
  nn_team_free (teams[0]);
  nn_team_free (teams[1]);
  fixture_clear (&f);
}

/* And when a run lets more or fewer of its team take part, in any order. */
static void
test_active_threads_do_not_matter (gconstpointer data)
{
  Fixture        f;
  NnTraining    *alone, *shared;
  NnTeam        *team = NULL;
  NnRandomStream stream;

  fixture_init (&f, data);
  use_everything (&f.recipe);
  g_assert_cmpint (nn_team_new (4, &team), ==, NN_OK);
  nn_random_stream_init (&stream, 9, NN_PURPOSE_PEN, 0);
  alone = start (&f, NULL);
  shared = start (&f, team);
  train (alone, 40);
  for (int step = 0; step < 40; step++)
    {
      nn_team_set_n_active (team, 1 + nn_random_stream_choice (&stream, 4));
      train (shared, 1);
    }
  assert_same_run (alone, shared);
  nn_training_free (alone);
  nn_training_free (shared);
  nn_team_free (team);
  fixture_clear (&f);
}

static void
test_resume_is_exact (gconstpointer data)
{
  Fixture     f;
  NnTraining *whole, *first, *second;

  fixture_init (&f, data);
  use_everything (&f.recipe);
  whole = start (&f, NULL);
  train (whole, 23);
  first = start (&f, NULL);
  train (first, 9);
  second = start (&f, NULL);
  nn_training_restore (second, first->step, first->weights, first->averages, first->velocity);
  train (second, 14);
  g_assert_cmpuint (second->step, ==, 23);
  assert_same_run (whole, second);
  nn_training_free (whole);
  nn_training_free (first);
  nn_training_free (second);
  fixture_clear (&f);
}

/* Whatever is changed between two steps, the run goes on as one restored with the new recipe. */
static void
assert_changes_as_if_resumed (NnTraining     *running,
                              const NnRecipe *changed)
{
  NnTraining *resumed = NULL;

  g_assert_cmpint (nn_training_new (changed, running->seed, &running->data, NULL, &resumed),
                   ==, NN_OK);
  nn_training_restore (resumed, running->step, running->weights, running->averages,
                       changed->momentum > 0 ? running->velocity : NULL);
  g_assert_cmpint (nn_training_set_recipe (running, changed), ==, NN_OK);
  g_assert_cmpuint (running->steps_per_epoch, ==, resumed->steps_per_epoch);
  train (running, 9);
  train (resumed, 9);
  assert_same_run (running, resumed);
  nn_training_free (resumed);
}

static void
test_set_recipe_is_exact (gconstpointer data)
{
  Fixture        f;
  NnDigits      *mixed;
  NnTrainingData sets;
  NnTraining    *training = NULL;
  NnRecipe       changed;

  fixture_init (&f, data);
  mixed = nn_digits_new (f.images, f.labels, N_IMAGES);
  sets = (NnTrainingData) { f.digits, N_VALIDATION, mixed, NULL };
  use_everything (&f.recipe);
  g_assert_cmpint (nn_training_new (&f.recipe, 7, &sets, NULL, &training), ==, NN_OK);
  train (training, 8);

  changed = f.recipe;
  changed.learning_rate *= 0.5;
  changed.rotation = 5;
  changed.mix = 0.4;
  changed.ema = 0.5;
  assert_changes_as_if_resumed (training, &changed);
  changed.momentum = 0.0;
  assert_changes_as_if_resumed (training, &changed);
  changed.momentum = 0.8;
  changed.mix = 0.0;
  assert_changes_as_if_resumed (training, &changed);

  nn_training_free (training);
  nn_digits_free (mixed);
  fixture_clear (&f);
}

static void
test_set_recipe_refuses (void)
{
  Fixture     f;
  NnTraining *training;
  NnRecipe    changed;

  fixture_init (&f, &shapes[2]);
  training = start (&f, NULL);
  changed = f.recipe;
  changed.batch++;
  g_assert_cmpint (nn_training_set_recipe (training, &changed), ==, NN_BAD_RECIPE);
  changed = f.recipe;
  changed.hidden[0]++;
  g_assert_cmpint (nn_training_set_recipe (training, &changed), ==, NN_BAD_RECIPE);
  changed = f.recipe;
  changed.mix = 0.5;
  g_assert_cmpint (nn_training_set_recipe (training, &changed), ==, NN_BAD_RECIPE);
  changed = f.recipe;
  changed.l2 = NAN;
  g_assert_cmpint (nn_training_set_recipe (training, &changed), ==, NN_BAD_RECIPE);
  g_assert_true (nn_recipe_equal (&training->recipe, &f.recipe));
  nn_training_free (training);
  fixture_clear (&f);
}

static void
test_learns (void)
{
  Fixture     f;
  NnTraining *training;
  double      first, last;

  fixture_init (&f, &shapes[3]);
  f.recipe.l2 = 1e-4;
  training = start (&f, NULL);
  g_assert_cmpint (nn_training_step (training, &first), ==, NN_OK);
  train (training, 200);
  g_assert_cmpint (nn_training_step (training, &last), ==, NN_OK);
  g_assert_cmpfloat (last, <, 0.5 * first);
  nn_training_free (training);
  fixture_clear (&f);
}

static void
test_divergence_is_noticed (void)
{
  Fixture     f;
  NnTraining *training;
  NnStatus    status = NN_OK;
  uint64_t    step = 0;

  fixture_init (&f, &shapes[4]);
  f.recipe.learning_rate = 1e6;
  training = start (&f, NULL);
  for (int i = 0; i < 100 && status == NN_OK; i++)
    {
      step = training->step;
      status = nn_training_step (training, NULL);
    }
  g_assert_cmpint (status, ==, NN_LOSS_NOT_FINITE);
  g_assert_cmpuint (training->step, ==, step);
  nn_training_free (training);
  fixture_clear (&f);
}

/* One NaN among the weights must not be rectified away. */
static void
test_nan_weight_is_noticed (void)
{
  for (size_t s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      Fixture     f;
      NnTraining *training;

      fixture_init (&f, &shapes[s]);
      training = start (&f, NULL);
      training->weights->values[0] = NAN;
      training->weights->values[400 * training->weights->parameters[0].stride] = NAN;
      g_assert_false (nn_network_is_finite (training->weights));
      g_assert_cmpint (nn_training_step (training, NULL), ==, NN_LOSS_NOT_FINITE);
      nn_training_free (training);
      fixture_clear (&f);
    }
}

static void
test_refuses (void)
{
  Fixture        f;
  NnTraining    *training = NULL;
  NnTrainingData data;

  fixture_init (&f, &shapes[1]);
  data = (NnTrainingData) { f.digits, N_VALIDATION, NULL };
  f.recipe.batch = N_IMAGES;
  g_assert_cmpint (nn_training_new (&f.recipe, 7, &data, NULL, &training), ==, NN_BATCH_TOO_LARGE);
  f.recipe.batch = 0;
  g_assert_cmpint (nn_training_new (&f.recipe, 7, &data, NULL, &training), ==, NN_BAD_RECIPE);
  f.recipe.batch = 10;
  data.n_validation = N_IMAGES;
  g_assert_cmpint (nn_training_new (&f.recipe, 7, &data, NULL, &training), ==, NN_NO_IMAGES);
  g_assert_null (training);
  fixture_clear (&f);
}

/* Each epoch shows every picture at most once, and no kept-aside one. */
static void
test_mix_takes_its_share (void)
{
  Fixture        f;
  NnTraining    *training = NULL;
  NnTrainingData data;
  uint8_t        ones[N_IMAGES];
  NnDigits      *mixed;
  double         loss_plain, loss_mixed;

  fixture_init (&f, &shapes[1]);
  memset (ones, 1, sizeof ones);
  mixed = nn_digits_new (f.images, ones, N_IMAGES);
  data = (NnTrainingData) { f.digits, N_VALIDATION, mixed };
  f.recipe.mix = 1.0;
  g_assert_cmpint (nn_training_new (&f.recipe, 7, &data, NULL, &training), ==, NN_OK);
  g_assert_cmpuint (training->steps_per_epoch, ==, N_IMAGES / f.recipe.batch);
  train (training, 60);
  g_assert_cmpint (nn_training_step (training, &loss_mixed), ==, NN_OK);
  nn_training_free (training);

  training = start (&f, NULL);
  train (training, 60);
  g_assert_cmpint (nn_training_step (training, &loss_plain), ==, NN_OK);
  /* All labels of the mixed set are the same: far easier to learn. */
  g_assert_cmpfloat (loss_mixed, <, loss_plain);
  nn_training_free (training);
  nn_digits_free (mixed);
  fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_for_shapes ("/training/threads-do-not-matter", test_threads_do_not_matter);
  add_for_shapes ("/training/set-team-is-exact", test_set_team_is_exact);
  add_for_shapes ("/training/active-threads-do-not-matter", test_active_threads_do_not_matter);
  add_for_shapes ("/training/resume-is-exact", test_resume_is_exact);
  add_for_shapes ("/training/set-recipe-is-exact", test_set_recipe_is_exact);
  g_test_add_func ("/training/set-recipe-refuses", test_set_recipe_refuses);
  g_test_add_func ("/training/learns", test_learns);
  g_test_add_func ("/training/divergence-is-noticed", test_divergence_is_noticed);
  g_test_add_func ("/training/nan-weight-is-noticed", test_nan_weight_is_noticed);
  g_test_add_func ("/training/refuses", test_refuses);
  g_test_add_func ("/training/mix-takes-its-share", test_mix_takes_its_share);
  return g_test_run ();
}
