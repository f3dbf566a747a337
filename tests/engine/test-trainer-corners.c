/* test-trainer-corners.c: recipes as files and command lines may have them, as far as two steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "inkling-error.h"
#include "inkling-recipe.h"
#include "nn-training.h"

#include "trainer-fixture.h"

#define N_SEEDS      300
#define PURPOSE      1001
#define ENOUGH_BYTES 100000000 /* larger networks take too long here */

/* For any field; those of the table and its default are added. */
static const char *const texts[] = {
  "0", "1", "-1", "2", "3", "0.5", "1e-300", "1e300", "1e400", "-0", "0.0", "nan", "-nan", "inf",
  "infinity", "0x10", "", " 1", "1 ", "1,2", "none", "cosine", "staircase", "1,1,1,1", "1,1,1,1,1",
  "4096,4096", "16384,16384,16384,16384", "18446744073709551615", "18446744073709551616", "½",
};

/* A text for the field: an end of its range, the middle of it, or any other. */
static char *
draw_text (const NnRecipeField *field,
           guint64              seed,
           guint64              index)
{
  gsize choice = noise_uniform (seed, PURPOSE, 2 * index) * (G_N_ELEMENTS (texts) + 15);
  char  buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (choice < G_N_ELEMENTS (texts))
    return g_strdup (texts[choice]);
  if (field->type == NN_FIELD_REAL)
    return g_strdup (g_ascii_dtostr (buffer, sizeof buffer,
                                     choice % 3 == 0 ? field->minimum :
                                     choice % 3 == 1 ? field->maximum
                                                     : 0.5 * (field->minimum + field->maximum)));
  return g_strdup_printf ("%.0f", choice % 3 == 0 ? field->minimum :
                                  choice % 3 == 1 ? field->maximum : field->minimum + 1);
}

/* Sets some fields to texts; those that are refused keep their values, and the reason is said. */
static void
draw_recipe (NnRecipe *recipe,
             guint64   seed)
{
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      g_autofree char   *text = draw_text (&nn_recipe_fields[i], seed, i);
      g_autoptr (GError) error = NULL;

      if (noise_uniform (seed, PURPOSE, 2 * i + 1) < 0.6)
        continue;
      if (!inkling_recipe_set_text (recipe, &nn_recipe_fields[i], text, &error))
        {
          g_assert_error (error, INKLING_ERROR, INKLING_ERROR_RECIPE);
          g_assert_nonnull (strstr (error->message, nn_recipe_fields[i].name));
        }
    }
  g_assert_cmpint (nn_recipe_check (recipe, NULL), ==, NN_OK);
}

/* Two steps, or a sentence that says why not: before the run, or at its end. */
static void
test_two_steps_or_a_sentence (Fixture       *fixture,
                              gconstpointer  data)
{
  guint n_trained = 0;

  for (guint64 seed = 0; seed < N_SEEDS; seed++)
    {
      NnRecipe              recipe = plain_recipe;
      InklingTrainerOptions options = { .steps = 2, .n_threads = 1 + seed % 2 };
      g_autoptr (GError)    error = NULL;
      guint64               n_bytes;

      draw_recipe (&recipe, seed);
      recipe.mix = recipe.strangers = 0; /* would be written for each run: they are tried below */
      nn_training_measure (&recipe, 1, &n_bytes);
      if (n_bytes > ENOUGH_BYTES)
        continue;
      g_clear_error (&fixture->error);
      if (!inkling_trainer_start (fixture->trainer, fixture->dataset, NULL, &recipe, seed, &options,
                                  &error))
        {
          g_assert_nonnull (error);
          continue;
        }
      wait_until_idle (fixture);
      if (inkling_trainer_get_end (fixture->trainer) == INKLING_TRAINER_END_BROKEN)
        g_assert_nonnull (fixture->error);
      else
        g_assert_cmpuint (inkling_trainer_get_progress (fixture->trainer)->step, ==, 2);
      n_trained++;
    }
  g_assert_cmpuint (n_trained, >, N_SEEDS / 4);
}

/* Shares of small batches that round to nothing, or to all. */
static void
test_smallest_batches (Fixture       *fixture,
                       gconstpointer  data)
{
  static const struct { double mix, strangers; } shares[] = { { 0, 0.5 }, { 1, 0.5 } };

  for (gsize i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      NnRecipe recipe = plain_recipe;

      recipe.batch = 1;
      recipe.mix = shares[i].mix;
      recipe.strangers = shares[i].strangers;
      train (fixture, NULL, &recipe, 2, 2);
      g_assert_no_error (fixture->error);
      g_assert_cmpuint (inkling_trainer_get_progress (fixture->trainer)->step, ==, 2);
      g_assert_cmpuint (inkling_trainer_get_progress (fixture->trainer)->steps_per_epoch, >, 0);
    }
}

/* What would take all the memory, or minutes a step, is refused before the first step. */
static void
test_giants_are_refused (Fixture       *fixture,
                         gconstpointer  data)
{
  static const struct { const char *hidden; const char *batch; } giants[] = {
    { "16384,16384,16384,16384", "16384" },
    { "16384,16384,16384,16384", "440" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (giants); i++)
    {
      NnRecipe           recipe = plain_recipe;
      g_autoptr (GError) error = NULL;

      g_assert_true (inkling_recipe_set_text (&recipe, nn_recipe_field_find ("hidden"),
                                              giants[i].hidden, NULL));
      g_assert_true (inkling_recipe_set_text (&recipe, nn_recipe_field_find ("batch"),
                                              giants[i].batch, NULL));
      g_assert_false (inkling_trainer_check (fixture->dataset, NULL, &recipe, &error));
      g_assert_cmpint (error->domain, ==, INKLING_ERROR);
      g_assert_true (error->code == INKLING_ERROR_RECIPE || error->code == INKLING_ERROR_NO_MEMORY);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/trainer/corners/two-steps-or-a-sentence", Fixture, NULL, set_up,
              test_two_steps_or_a_sentence, tear_down);
  g_test_add ("/trainer/corners/smallest-batches", Fixture, NULL, set_up, test_smallest_batches,
              tear_down);
  g_test_add ("/trainer/corners/giants-are-refused", Fixture, NULL, set_up, test_giants_are_refused,
              tear_down);
  return g_test_run ();
}
