/* fuzz-recipe.c: a recipe as a file's metadata has it, and its first two steps
 *
 * Lines "name value". What the reader accepts either trains or is refused with a status; wide
 * networks and large batches are left out, since they are slow and no other code.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "inkling-recipe.h"
#include "nn-training.h"

#define N_IMAGES   40
#define N_STEPS    2
#define MAX_WIDTH  64
#define MAX_BATCH  64

static NnDigits *
make_digits (void)
{
  uint8_t   images[N_IMAGES * NN_IMAGE_PIXELS] = { 0 };
  uint8_t   labels[N_IMAGES];
  NnDigits *digits;

  for (size_t i = 0; i < N_IMAGES; i++)
    {
      labels[i] = i % NN_N_CLASSES;
      for (size_t pixel = i; pixel < NN_IMAGE_PIXELS; pixel += 7 + i % 5)
        images[i * NN_IMAGE_PIXELS + pixel] = (uint8_t) (pixel * 31 + i);
    }
  digits = nn_digits_new (images, labels, N_IMAGES);
  g_assert_nonnull (digits);
  return digits;
}

static gboolean
is_small (const NnRecipe *recipe)
{
  for (uint64_t i = 0; i < recipe->n_hidden; i++)
    if (recipe->hidden[i] > MAX_WIDTH)
      return FALSE;
  return recipe->batch <= MAX_BATCH;
}

static void
take_steps (const NnRecipe *recipe)
{
  static NnDigits *digits;
  NnTrainingData   data;
  NnTraining      *training = NULL;
  double           loss;

  if (digits == NULL)
    digits = make_digits ();
  data = (NnTrainingData) { digits, N_IMAGES / 8, digits, digits };
  if (nn_training_new (recipe, 1, &data, NULL, &training) == NN_OK)
    for (int i = 0; i < N_STEPS && nn_training_step (training, &loss) == NN_OK; i++)
      nn_training_get_learning_rate (training);
  nn_training_free (training);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  NnRecipe recipe = nn_named_recipes[0].recipe;

  while (size > 0)
    {
      g_autofree char      *line = fuzz_take_line (&data, &size);
      char                 *value = strchr (line, ' ');
      g_autoptr (GError)    error = NULL;
      const NnRecipeField  *field;

      if (value == NULL || !g_utf8_validate (line, -1, NULL))
        continue;
      *value++ = '\0';
      field = nn_recipe_field_find (line);
      if (field != NULL && !inkling_recipe_set_text (&recipe, field, value, &error))
        g_assert_nonnull (error);
    }
  g_assert_cmpint (nn_recipe_check (&recipe, NULL), ==, NN_OK);
  if (is_small (&recipe))
    take_steps (&recipe);
  return 0;
}
