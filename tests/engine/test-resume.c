/* test-resume.c: a run is the same, bit for bit, however often it stops
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "trainer-fixture.h"

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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (exactness); i++)
    {
      g_autofree char *path = g_strconcat ("/resume/exact/", exactness[i].name, NULL);

      g_test_add (path, Fixture, &exactness[i], set_up, test_exact, tear_down);
    }
  g_test_add ("/resume/paused", Fixture, NULL, set_up, test_exact_paused, tear_down);
  g_test_add ("/resume/history", Fixture, NULL, set_up, test_history, tear_down);

  return g_test_run ();
}
