/* test-recipe.c: recipes as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-recipe.h"

#include <math.h>
#include <string.h>

#include "comma-locale.h"
#include "inkling-error.h"
#include "nn-random.h"

#define SEED      3
#define PURPOSE   1000
#define N_NUMBERS 10000

static const NnRecipe *
get_course (void)
{
  return &nn_named_recipe_find ("course")->recipe;
}

static char *
get_text (const NnRecipe *recipe,
          const char     *field)
{
  return inkling_recipe_get_text (recipe, nn_recipe_field_find (field));
}

static void
set_text (NnRecipe   *recipe,
          const char *field,
          const char *text)
{
  g_autoptr (GError) error = NULL;
  gboolean           set = inkling_recipe_set_text (recipe, nn_recipe_field_find (field), text,
                                                    &error);

  g_assert_no_error (error);
  g_assert_true (set);
}

static void
assert_text (const char *field,
             const char *given,
             const char *wanted)
{
  NnRecipe         recipe = *get_course ();
  g_autofree char *text = NULL;

  set_text (&recipe, field, given);
  text = get_text (&recipe, field);
  g_assert_cmpstr (text, ==, wanted);
}

/* All fields of a recipe, written and read into an empty one. */
static void
assert_survives (const NnRecipe *recipe)
{
  NnRecipe back = { 0 };

  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      g_autofree char *text = inkling_recipe_get_text (recipe, &nn_recipe_fields[i]);

      set_text (&back, nn_recipe_fields[i].name, text);
    }
  g_assert_true (nn_recipe_equal (&back, recipe));
}

static void
test_named (void)
{
  for (gsize i = 0; i < nn_n_named_recipes; i++)
    {
      const NnNamedRecipe *named = &nn_named_recipes[i];

      assert_survives (&named->recipe);
      g_assert_cmpstr (inkling_recipe_get_name (&named->recipe), ==, named->name);
    }
}

static void
test_changed_has_no_name (void)
{
  NnRecipe recipe = *get_course ();

  recipe.learning_rate = nextafter (recipe.learning_rate, 1.0);
  g_assert_null (inkling_recipe_get_name (&recipe));
}

/* Any number of a field's range comes back to the last bit. */
static void
test_real_exact (void)
{
  NnRecipe recipe = *get_course ();

  for (guint64 i = 0; i < N_NUMBERS; i++)
    {
      guint32 numbers[4];
      guint64 mantissa;

      nn_random_block (SEED, PURPOSE, i, numbers);
      mantissa = (guint64) numbers[0] << 21 ^ numbers[1];
      recipe.learning_rate = ldexp (mantissa, -40 - (int) (numbers[2] % 400));
      assert_survives (&recipe);
    }
}

static void
test_short (void)
{
  assert_text ("learning_rate", "0.1", "0.1");
  assert_text ("learning_rate", "1e-4", "0.0001");
  assert_text ("learning_rate", ".5", "0.5");
  assert_text ("rotation", "1e1", "10");
  assert_text ("learning_rate", "100000", "100000");
  assert_text ("batch", "200", "200");
  assert_text ("schedule", "cosine", "cosine");
  assert_text ("hidden", "none", "none");
  assert_text ("hidden", "300, 100", "300,100");
  assert_text ("hidden", "1,2,3,16384", "1,2,3,16384");
}

/* Files go from country to country. */
static void
test_decimal_comma (void)
{
  char *locale = comma_locale_enter ();

  assert_text ("learning_rate", "0.25", "0.25");
  comma_locale_leave (locale);
}

typedef struct
{
  const char *field;
  const char *text;
  const char *hint; /* part of the message, besides field and text */
} Refusal;

static const Refusal refusals[] = {
  { "batch", "0", "a whole number from 1 to 16384" },
  { "batch", "16385", "16384" },
  { "batch", "", "whole number" },
  { "batch", "12.5", "whole number" },
  { "batch", " 12", "whole number" },
  { "batch", "99999999999999999999", "whole number" },
  { "steps", "1000000001", "1000000000" },
  { "learning_rate", "0,1", "with a point" },
  { "learning_rate", "", "a number" },
  { "learning_rate", "nan", "a number" },
  { "learning_rate", "inf", "a number" },
  { "learning_rate", "1e999", "1000000" },
  { "learning_rate", "0x1p3", "a number" },
  { "learning_rate", " 1", "a number" },
  { "learning_rate", "-0.1", "from 0" },
  { "learning_rate", "1-", "a number" },
  { "decay", "1.01", "from 0 to 1" },
  { "momentum", "1", "0.9999" },
  { "schedule", "linear", "“staircase” or “cosine”" },
  { "schedule", "", "staircase" },
  { "hidden", "", "none" },
  { "hidden", "0", "from 1 to 16384" },
  { "hidden", "16385", "16384" },
  { "hidden", "300,", "300,100" },
  { "hidden", ",", "none" },
  { "hidden", "1,2,3,4,5", "up to 4" },
  { "hidden", "None", "none" },
};

static void
test_refusals (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      const Refusal     *refusal = &refusals[i];
      g_autoptr (GError) error = NULL;
      NnRecipe           recipe = *get_course ();

      g_assert_false (inkling_recipe_set_text (&recipe, nn_recipe_field_find (refusal->field),
                                               refusal->text, &error));
      g_assert_error (error, INKLING_ERROR, INKLING_ERROR_RECIPE);
      g_assert_nonnull (strstr (error->message, refusal->field));
      g_assert_nonnull (strstr (error->message, refusal->text));
      g_assert_nonnull (strstr (error->message, refusal->hint));
      g_assert_true (nn_recipe_equal (&recipe, get_course ()));
    }
}

/* Every status has words of its own. */
/* A recipe with a few other values is still that recipe, changed. */
static void
test_nearest (void)
{
  for (gsize i = 0; i < nn_n_named_recipes; i++)
    {
      const NnNamedRecipe *named = &nn_named_recipes[i];
      NnRecipe             recipe = named->recipe;

      g_assert_cmpuint (inkling_recipe_count_differences (&recipe, &named->recipe), ==, 0);
      set_text (&recipe, "learning_rate", "0.321");
      set_text (&recipe, "hidden", "300,100");
      g_assert_cmpuint (inkling_recipe_count_differences (&recipe, &named->recipe), ==, 2);
      g_assert_true (inkling_recipe_find_nearest (&recipe, NULL) == named);
      g_assert_true (inkling_recipe_find_nearest (&recipe, &nn_named_recipes[0]) == named);
    }
}

static void
test_status_messages (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (NnStatus status = NN_NO_MEMORY; status <= NN_PICTURE_TOO_LARGE; status++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (inkling_error_from_status (&error, status, "file"));
      g_assert_true (g_str_has_prefix (error->message, "file: "));
      g_assert_cmpint (error->code, !=, INKLING_ERROR_FAILED);
      g_assert_true (g_hash_table_add (seen, (gpointer) inkling_status_get_message (status)));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe-text/named", test_named);
  g_test_add_func ("/recipe-text/changed-has-no-name", test_changed_has_no_name);
  g_test_add_func ("/recipe-text/nearest", test_nearest);
  g_test_add_func ("/recipe-text/real-exact", test_real_exact);
  g_test_add_func ("/recipe-text/short", test_short);
  g_test_add_func ("/recipe-text/decimal-comma", test_decimal_comma);
  g_test_add_func ("/recipe-text/refusals", test_refusals);
  g_test_add_func ("/error/status-messages", test_status_messages);
  return g_test_run ();
}
