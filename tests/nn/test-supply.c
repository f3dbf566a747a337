/* test-supply.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-supply.h"

#include <glib.h>
#include <string.h>

#define N_IMAGES     100
#define N_VALIDATION 20
#define BATCH        16

/* Picture i inks pixel i alone, and all have one label: a sample tells where it came from. */
static NnDigits *
make_set (uint8_t label)
{
  g_autofree uint8_t *images = g_new0 (uint8_t, N_IMAGES * NN_IMAGE_PIXELS);
  uint8_t             labels[N_IMAGES];

  memset (labels, label, sizeof labels);
  for (size_t i = 0; i < N_IMAGES; i++)
    images[i * NN_IMAGE_PIXELS + i] = 255;
  return nn_digits_new (images, labels, N_IMAGES);
}

typedef struct
{
  NnDigits *sets[3]; /* training: label 0, mixed: 1, strangers */
  NnRecipe  recipe;
  NnSupply  supply;
  NnBatch  *batch;
} Fixture;

static NnStatus
fixture_init (Fixture *f,
              double   mix,
              double   strangers)
{
  NnTrainingData data;

  *f = (Fixture) { .sets = { make_set (0), make_set (1), make_set (NN_NO_DIGIT) } };
  data = (NnTrainingData) { f->sets[0], N_VALIDATION, f->sets[1], f->sets[2] };
  f->recipe = nn_named_recipe_find ("course")->recipe;
  f->recipe.batch = BATCH;
  f->recipe.mix = mix;
  f->recipe.strangers = strangers;
  g_assert_cmpint (nn_batch_new (BATCH, &f->batch), ==, NN_OK);
  return nn_supply_init (&f->supply, &f->recipe, 3, &data);
}

static void
fixture_clear (Fixture *f)
{
  nn_supply_clear (&f->supply);
  nn_batch_free (f->batch);
  for (size_t i = 0; i < G_N_ELEMENTS (f->sets); i++)
    nn_digits_free (f->sets[i]);
}

static void
gather (Fixture  *f,
        uint64_t  step)
{
  nn_supply_prepare (&f->supply, step);
  for (size_t sample = 0; sample < BATCH; sample++)
    nn_supply_gather (&f->supply, step, sample, f->batch);
}

static void
test_batch_has_its_shares (void)
{
  Fixture f;

  g_assert_cmpint (fixture_init (&f, 0.25, 0.25), ==, NN_OK);
  g_assert_cmpuint (nn_supply_steps_per_epoch (&f.recipe, N_IMAGES - N_VALIDATION, N_IMAGES), ==,
                    (N_IMAGES - N_VALIDATION) / (BATCH - 3 - 4));
  for (uint64_t step = 0; step < 30; step++)
    {
      size_t counts[NN_NO_DIGIT + 1] = { 0 };

      gather (&f, step);
      for (size_t sample = 0; sample < BATCH; sample++)
        counts[f.batch->labels[sample]]++;
      g_assert_cmpuint (counts[0], ==, BATCH - 3 - 4);
      g_assert_cmpuint (counts[1], ==, 3);
      g_assert_cmpuint (counts[NN_NO_DIGIT], ==, 4);
    }
  fixture_clear (&f);
}

static void
test_an_epoch_shows_each_once (void)
{
  Fixture f;

  g_assert_cmpint (fixture_init (&f, 0, 0), ==, NN_OK);
  for (uint64_t epoch = 0; epoch < 3; epoch++)
    {
      uint64_t n_steps = nn_supply_steps_per_epoch (&f.recipe, N_IMAGES - N_VALIDATION, 0);
      bool     seen[N_IMAGES] = { false };

      g_assert_cmpuint (n_steps, ==, (N_IMAGES - N_VALIDATION) / BATCH);
      for (uint64_t step = epoch * n_steps; step < (epoch + 1) * n_steps; step++)
        {
          gather (&f, step);
          for (size_t sample = 0; sample < BATCH; sample++)
            {
              size_t image = f.batch->sample_pixels[f.batch->sample_starts[sample]];

              g_assert_cmpuint (image, >=, N_VALIDATION);
              g_assert_false (seen[image]);
              seen[image] = true;
            }
        }
    }
  fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/supply/batch-has-its-shares", test_batch_has_its_shares);
  g_test_add_func ("/supply/an-epoch-shows-each-once", test_an_epoch_shows_each_once);
  return g_test_run ();
}
