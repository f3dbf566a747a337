/* test-parameters.c: the hyper-parameters as they are chosen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "parameters-fixture.h"

/* The way back is for one value or for all. */
static void
test_marks_changes (Fixture       *fixture,
                    gconstpointer  data)
{
  set_text (fixture, "learning_rate", "0.5");
  set_text (fixture, "mix", "0.25");
  set_text (fixture, "mix", "0.25");
  g_assert_cmpuint (fixture->n_changes, ==, 2);
  g_assert_cmpuint (inkling_parameters_count_changed (fixture->parameters), ==, 2);
  g_assert_true (is_changed (fixture, "mix"));
  g_assert_false (is_changed (fixture, "batch"));
  g_assert_cmpfloat (inkling_parameters_get_recipe (fixture->parameters)->mix, ==, 0.25);

  inkling_parameters_reset (fixture->parameters, nn_recipe_field_find ("mix"));
  g_assert_false (is_changed (fixture, "mix"));
  g_assert_true (is_changed (fixture, "learning_rate"));
  inkling_parameters_reset (fixture->parameters, NULL);
  g_assert_cmpuint (inkling_parameters_count_changed (fixture->parameters), ==, 0);
}

static void
test_presets (Fixture       *fixture,
              gconstpointer  data)
{
  for (gsize i = 0; i < nn_n_named_recipes; i++)
    {
      set_text (fixture, "l2", "0.125");
      inkling_parameters_choose_preset (fixture->parameters, &nn_named_recipes[i]);
      /* The one that is chosen already stays as it was changed. */
      g_assert_cmpuint (inkling_parameters_count_changed (fixture->parameters), ==, i == 0);
      g_assert_true (inkling_parameters_get_preset (fixture->parameters) == &nn_named_recipes[i]);
    }

  /* Another choice is no loss: what was changed is there again. */
  inkling_parameters_choose_preset (fixture->parameters, &nn_named_recipes[0]);
  g_assert_cmpuint (inkling_parameters_count_changed (fixture->parameters), ==, 1);
  g_assert_true (is_changed (fixture, "l2"));
}

/* What is no value is refused with a reason, and the value stays. */
static void
test_refuses (Fixture       *fixture,
              gconstpointer  data)
{
  const char *const wrong[][2] = {
    { "learning_rate", "fast" }, { "learning_rate", "-1" }, { "batch", "0" }, { "mix", "1.5" },
    { "hidden", "500,,300" }, { "schedule", "stairs" }, { "rotation", "nan" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const NnRecipeField *field = nn_recipe_field_find (wrong[i][0]);
      g_autoptr (GError) error = NULL;

      g_assert_false (inkling_parameters_set_text (fixture->parameters, field, wrong[i][1],
                                                   &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
    }
  g_assert_cmpuint (fixture->n_changes, ==, 0);
}

/* While a run goes on the way back is open for what may change within it. */
static void
test_running (Fixture       *fixture,
              gconstpointer  data)
{
  set_text (fixture, "batch", "50");
  set_text (fixture, "rotation", "5");
  inkling_parameters_set_running (fixture->parameters, TRUE);
  inkling_parameters_reset (fixture->parameters, NULL);
  g_assert_true (is_changed (fixture, "batch"));
  g_assert_false (is_changed (fixture, "rotation"));
}

/* What acts on the run at hand, and what is meant for a new one. */
static void
test_fits_run (Fixture       *fixture,
               gconstpointer  data)
{
  const NnRecipe *run = &nn_named_recipes[1].recipe;

  g_assert_false (inkling_parameters_fit_run (fixture->parameters, run));
  inkling_parameters_show_run (fixture->parameters, run);
  g_assert_true (inkling_parameters_fit_run (fixture->parameters, run));
  set_text (fixture, "rotation", "5");
  g_assert_true (inkling_parameters_fit_run (fixture->parameters, run));
  set_text (fixture, "hidden", "16");
  g_assert_false (inkling_parameters_fit_run (fixture->parameters, run));
}

/* A run is of the recipe that it differs least from. */
static void
test_shows_nearest (Fixture       *fixture,
                    gconstpointer  data)
{
  NnRecipe run = nn_named_recipes[1].recipe;

  run.learning_rate *= 2.0;
  inkling_parameters_show_run (fixture->parameters, &run);
  g_assert_true (inkling_parameters_get_preset (fixture->parameters) == &nn_named_recipes[1]);
  g_assert_cmpuint (inkling_parameters_count_changed (fixture->parameters), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/parameters/marks-changes", test_marks_changes);
  ADD ("/parameters/presets", test_presets);
  ADD ("/parameters/refuses", test_refuses);
  ADD ("/parameters/running", test_running);
  ADD ("/parameters/fits-run", test_fits_run);
  ADD ("/parameters/shows-nearest", test_shows_nearest);
#undef ADD

  return g_test_run ();
}
