/* training-fixture.h: small data sets and recipes of every shape to train with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <string.h>

#include "nn-random.h"
#include "nn-training.h"

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
static inline uint8_t *
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

static inline void
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

static inline void
fixture_clear (Fixture *f)
{
  nn_digits_free (f->digits);
  g_free (f->images);
}

static inline NnTraining *
start (Fixture *f,
       NnTeam  *team)
{
  NnTrainingData data = { f->digits, N_VALIDATION, NULL };
  NnTraining    *training = NULL;

  g_assert_cmpint (nn_training_new (&f->recipe, 7, &data, team, &training), ==, NN_OK);
  return training;
}

static inline void
add_for_shapes (const char    *path,
                GTestDataFunc  func)
{
  for (size_t s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%s", path, shapes[s].name);

      g_test_add_data_func (name, &shapes[s], func);
    }
}
