/* test-recipe.c: the tables, and the schedules' published values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-recipe.h"

#include <glib.h>
#include <math.h>
#include <string.h>

static NnRecipe
course (void)
{
  return nn_named_recipe_find ("course")->recipe;
}

static void
test_named_recipes_are_valid (void)
{
  g_assert_cmpstr (nn_named_recipes[0].name, ==, "course");
  for (size_t i = 0; i < nn_n_named_recipes; i++)
    {
      g_assert_cmpint (nn_recipe_check (&nn_named_recipes[i].recipe, NULL), ==, NN_OK);
      g_assert_true (nn_named_recipe_find (nn_named_recipes[i].name) == &nn_named_recipes[i]);
    }
  g_assert_null (nn_named_recipe_find ("nobody's"));
}

static void
test_course_is_the_course (void)
{
  NnRecipe recipe = course ();

  g_assert_cmpuint (recipe.n_hidden, ==, 1);
  g_assert_cmpuint (recipe.hidden[0], ==, 500);
  g_assert_cmpuint (recipe.batch, ==, 200);
  g_assert_cmpfloat (recipe.l2, ==, 1e-4);
  g_assert_cmpuint (recipe.steps, ==, 50000);
  g_assert_false (nn_recipe_distorts (&recipe));
  g_assert_true (nn_recipe_distorts (&nn_named_recipe_find ("best")->recipe));
}

/* 0.1 · 0.99^floor (step / 275) */
static void
test_staircase (void)
{
  NnRecipe recipe = course ();

  g_assert_cmpfloat (nn_recipe_learning_rate (&recipe, 0, 275), ==, 0.1);
  g_assert_cmpfloat (nn_recipe_learning_rate (&recipe, 274, 275), ==, 0.1);
  g_assert_cmpfloat_with_epsilon (nn_recipe_learning_rate (&recipe, 275, 275), 0.099, 1e-12);
  g_assert_cmpfloat_with_epsilon (nn_recipe_learning_rate (&recipe, 2750, 275),
                                  0.0904382075008804, 1e-12);
}

static void
test_cosine (void)
{
  NnRecipe recipe = course ();

  recipe.schedule = NN_SCHEDULE_COSINE;
  recipe.schedule_steps = 1000;
  g_assert_cmpfloat (nn_recipe_learning_rate (&recipe, 0, 275), ==, 0.1);
  g_assert_cmpfloat_with_epsilon (nn_recipe_learning_rate (&recipe, 500, 275), 0.05, 1e-12);
  g_assert_cmpfloat_with_epsilon (nn_recipe_learning_rate (&recipe, 1000, 275), 0.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (nn_recipe_learning_rate (&recipe, 5000, 275), 0.0, 1e-12);
}

static void
test_average_warms_up (void)
{
  NnRecipe recipe = course ();

  g_assert_cmpfloat_with_epsilon (nn_recipe_average_decay (&recipe, 0), 0.1, 1e-12);
  g_assert_cmpfloat_with_epsilon (nn_recipe_average_decay (&recipe, 8), 0.5, 1e-12);
  g_assert_cmpfloat (nn_recipe_average_decay (&recipe, 100000), ==, 0.99);
}

/* Each field of the table, set beyond either end or to NaN, is the one that is named. */
static void
test_each_field_is_checked (void)
{
  for (size_t i = 0; i < nn_recipe_n_fields; i++)
    {
      const NnRecipeField *field = &nn_recipe_fields[i];
      const NnRecipeField *culprit = NULL;
      NnRecipe             recipe = course ();
      char                *place = (char *) &recipe + field->offset;
      double               nan = NAN, above = field->maximum * 2 + 1;
      uint64_t             many = (uint64_t) field->maximum + 1;

      g_assert_true (nn_recipe_field_find (field->name) == field);
      memcpy (place, field->type == NN_FIELD_REAL ? (void *) &above : (void *) &many, 8);
      g_assert_cmpint (nn_recipe_check (&recipe, &culprit), ==, NN_BAD_RECIPE);
      g_assert_cmpstr (culprit->name, ==, field->name);
      if (field->type == NN_FIELD_REAL)
        {
          memcpy (place, &nan, 8);
          g_assert_cmpint (nn_recipe_check (&recipe, NULL), ==, NN_BAD_RECIPE);
        }
    }
}

static void
test_equal_looks_at_each_field (void)
{
  NnRecipe a = course ();

  g_assert_true (nn_recipe_equal (&a, &a));
  for (size_t i = 0; i < nn_recipe_n_fields; i++)
    {
      NnRecipe b = a;

      ((char *) &b)[nn_recipe_fields[i].offset] ^= 1;
      g_assert_false (nn_recipe_equal (&a, &b));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe/named-recipes-are-valid", test_named_recipes_are_valid);
  g_test_add_func ("/recipe/course-is-the-course", test_course_is_the_course);
  g_test_add_func ("/recipe/staircase", test_staircase);
  g_test_add_func ("/recipe/cosine", test_cosine);
  g_test_add_func ("/recipe/average-warms-up", test_average_warms_up);
  g_test_add_func ("/recipe/each-field-is-checked", test_each_field_is_checked);
  g_test_add_func ("/recipe/equal-looks-at-each-field", test_equal_looks_at_each_field);
  return g_test_run ();
}
