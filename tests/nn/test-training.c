/* test-training.c: one step against plain loops, finite differences and itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-training.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "nn-random.h"
#include "reference.h"

#define N_IMAGES     260
#define N_VALIDATION 20

typedef struct
{
  const char *name;
  size_t      n_hidden;
  uint64_t    hidden[NN_MAX_HIDDEN];
  uint64_t    batch;
} Shape;

/* One of each kind: no, narrow, uneven, several and wide hidden layers; odd batches. */
static const Shape shapes[] = {
  { "none", 0, { 0 }, 30 },
  { "500", 1, { 500 }, 40 },
  { "7", 1, { 7 }, 33 },
  { "130", 1, { 130 }, 64 },
  { "70,33", 2, { 70, 33 }, 26 },
  { "20,16,12", 3, { 20, 16, 12 }, 25 },
  { "40,30,20,10", 4, { 40, 30, 20, 10 }, 51 },
};

/* Pictures of random blots, a fifth of the pixels inked, whose class shows in where the ink
 * lies. */
static uint8_t *
make_images (uint64_t  seed,
             uint8_t  *labels)
{
  uint8_t       *images = g_new0 (uint8_t, N_IMAGES * NN_IMAGE_PIXELS);
  NnRandomStream stream;

  nn_random_stream_init (&stream, seed, NN_PURPOSE_PEN, 0);
  for (size_t i = 0; i < N_IMAGES; i++)
    {
      labels[i] = (uint8_t) nn_random_stream_choice (&stream, NN_NO_DIGIT + 1);
      for (size_t p = 0; p < NN_IMAGE_PIXELS; p++)
        {
          float share = p / 79 == labels[i] ? 0.6f : 0.15f;

          if (nn_random_stream_uniform (&stream, 0, 1) < share)
            images[i * NN_IMAGE_PIXELS + p] = 1 + nn_random_stream_choice (&stream, 255);
        }
    }
  return images;
}

typedef struct
{
  uint8_t   labels[N_IMAGES];
  uint8_t  *images;
  NnDigits *digits;
  NnRecipe  recipe;
} Fixture;

static void
fixture_init (Fixture     *f,
              const Shape *shape)
{
  f->images = make_images (5, f->labels);
  f->digits = nn_digits_new (f->images, f->labels, N_IMAGES);
  f->recipe = nn_named_recipe_find ("course")->recipe;
  f->recipe.n_hidden = shape->n_hidden;
  memcpy (f->recipe.hidden, shape->hidden, sizeof f->recipe.hidden);
  f->recipe.batch = shape->batch;
  f->recipe.l2 = 0.01;
}

static void
fixture_clear (Fixture *f)
{
  nn_digits_free (f->digits);
  g_free (f->images);
}

static NnTraining *
start (Fixture *f,
       NnTeam  *team)
{
  NnTrainingData data = { f->digits, N_VALIDATION, NULL };
  NnTraining    *training = NULL;

  g_assert_cmpint (nn_training_new (&f->recipe, 7, &data, team, &training), ==, NN_OK);
  return training;
}

/* The pictures of the first batch, by the documented order alone. */
static void
first_batch (Fixture *f,
             uint8_t *images,
             uint8_t *labels)
{
  uint32_t order[N_IMAGES - N_VALIDATION];

  nn_random_permutation (7, NN_PURPOSE_ORDER, 0, order, N_IMAGES - N_VALIDATION);
  for (size_t b = 0; b < f->recipe.batch; b++)
    {
      size_t image = N_VALIDATION + order[b];

      memcpy (images + b * NN_IMAGE_PIXELS, f->images + image * NN_IMAGE_PIXELS, NN_IMAGE_PIXELS);
      labels[b] = f->labels[image];
    }
}

static double
largest_difference (const float  *values,
                    const double *expected,
                    size_t        n)
{
  double largest = 0.0;

  for (size_t i = 0; i < n; i++)
    largest = MAX (largest, fabs (values[i] - expected[i]));
  return largest;
}

/* w − rate · gradient and d · a + (1 − d) · w, the reference's way, for every parameter. */
static void
check_update (const NnTraining *training,
              const Reference  *before,
              const Reference  *gradient,
              double            rate)
{
  double d = MIN (training->recipe.ema, 1.0 / 10.0);

  for (size_t p = 0; p < training->weights->n_parameters; p++)
    {
      const NnParameter *parameter = &training->weights->parameters[p];
      size_t             n = parameter->n_inputs * parameter->n_outputs;
      const double      *old = parameter->is_weight ? before->weights[p / 2]
                                                    : before->biases[p / 2];
      const double      *g = parameter->is_weight ? gradient->weights[p / 2]
                                                  : gradient->biases[p / 2];
      g_autofree float  *values = g_new (float, n);
      g_autofree double *expected = g_new (double, n);

      for (size_t i = 0; i < n; i++)
        expected[i] = old[i] - rate * g[i];
      nn_network_get_parameter (training->weights, parameter, values);
      g_assert_cmpfloat (largest_difference (values, expected, n), <, 2e-6);
      for (size_t i = 0; i < n; i++)
        expected[i] = d * old[i] + (1.0 - d) * expected[i];
      nn_network_get_parameter (training->averages, parameter, values);
      g_assert_cmpfloat (largest_difference (values, expected, n), <, 2e-6);
    }
}

static void
test_step_is_reference (gconstpointer data)
{
  Fixture             f;
  NnTraining         *training;
  Reference          *before;
  Reference          *gradient;
  g_autofree uint8_t *images = NULL;
  g_autofree uint8_t *labels = NULL;
  double              loss = 0.0;
  double              expected;

  fixture_init (&f, data);
  training = start (&f, NULL);
  images = g_new (uint8_t, f.recipe.batch * NN_IMAGE_PIXELS);
  labels = g_new (uint8_t, f.recipe.batch);
  first_batch (&f, images, labels);
  before = reference_new_from (training->weights);
  gradient = reference_new_from (training->weights);
  expected = reference_loss (before, images, labels, f.recipe.batch, f.recipe.l2, NULL, gradient);

  g_assert_cmpint (nn_training_step (training, &loss), ==, NN_OK);
  g_assert_cmpfloat (fabs (loss - expected), <, 1e-5 * expected);
  check_update (training, before, gradient, f.recipe.learning_rate);

  reference_free (before);
  reference_free (gradient);
  nn_training_free (training);
  fixture_clear (&f);
}

/* The reference's own gradient against central differences, at places spread over all
 * parameters. */
static void
check_differences (Reference     *network,
                   double        *values,
                   const double  *gradient,
                   size_t         n,
                   const uint8_t *images,
                   const uint8_t *labels,
                   size_t         n_images)
{
  const double h = 1e-5;
  size_t       n_nonzero = 0;

  for (size_t i = 0; i < n; i += MAX (n / 13, 1))
    {
      double kept = values[i];
      double above, below;

      values[i] = kept + h;
      above = reference_loss (network, images, labels, n_images, 0.01, NULL, NULL);
      values[i] = kept - h;
      below = reference_loss (network, images, labels, n_images, 0.01, NULL, NULL);
      values[i] = kept;
      g_assert_cmpfloat (fabs ((above - below) / (2 * h) - gradient[i]), <, 1e-6);
      n_nonzero += fabs (gradient[i]) > 1e-7;
    }
  g_assert_cmpuint (n_nonzero, >, 0);
}

static void
test_gradient_is_differences (gconstpointer data)
{
  Fixture     f;
  NnTraining *training;
  Reference  *network;
  Reference  *gradient;
  const size_t n = 6;

  fixture_init (&f, data);
  training = start (&f, NULL);
  network = reference_new_from (training->weights);
  gradient = reference_new_from (training->weights);
  reference_loss (network, f.images, f.labels, n, 0.01, NULL, gradient);
  for (size_t l = 0; l < network->n_layers; l++)
    {
      check_differences (network, network->weights[l], gradient->weights[l],
                         network->sizes[l] * network->sizes[l + 1], f.images, f.labels, n);
      check_differences (network, network->biases[l], gradient->biases[l],
                         network->sizes[l + 1], f.images, f.labels, n);
    }
  reference_free (network);
  reference_free (gradient);
  nn_training_free (training);
  fixture_clear (&f);
}

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

static void
add_for_shapes (const char    *path,
                GTestDataFunc  func)
{
  for (size_t s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%s", path, shapes[s].name);

      g_test_add_data_func (name, &shapes[s], func);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_for_shapes ("/training/step-is-reference", test_step_is_reference);
  add_for_shapes ("/training/gradient-is-differences", test_gradient_is_differences);
  add_for_shapes ("/training/threads-do-not-matter", test_threads_do_not_matter);
  add_for_shapes ("/training/set-team-is-exact", test_set_team_is_exact);
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
