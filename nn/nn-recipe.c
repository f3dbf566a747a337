/* nn-recipe.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-recipe.h"

#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846

/* Marks a text that the floors above translate. */
#define N_(text) text

#define COUNT(field, minimum, maximum, live) \
  { #field, NN_FIELD_COUNT, offsetof (NnRecipe, field), minimum, maximum, live, false }
#define REAL(field, minimum, maximum, live) \
  { #field, NN_FIELD_REAL, offsetof (NnRecipe, field), minimum, maximum, live, false }

const NnRecipeField nn_recipe_fields[] = {
  { "hidden", NN_FIELD_HIDDEN, offsetof (NnRecipe, hidden), 1, NN_MAX_HIDDEN_WIDTH, false, false },
  REAL (initial_deviation, 0, 10, false),
  REAL (initial_bias, -10, 10, false),
  COUNT (batch, 1, NN_MAX_BATCH, false),
  REAL (learning_rate, 0, 1e6, true),
  { "schedule", NN_FIELD_SCHEDULE, offsetof (NnRecipe, schedule), 0, 1, true, false },
  REAL (decay, 0, 1, true),
  COUNT (schedule_steps, 1, 1e9, true),
  REAL (momentum, 0, 0.9999, true),
  REAL (l2, 0, 1, true),
  REAL (ema, 0, 0.999999, true),
  REAL (rotation, 0, 180, true),
  REAL (scale, 0, 0.5, true),
  REAL (shear, 0, 1, true),
  REAL (shift, 0, 14, true),
  REAL (elastic, 0, 10, true),
  REAL (elastic_sigma, 2.5, 14, true),
  REAL (thickness, 0, 1, true),
  REAL (mix, 0, 1, true),
  { "strangers", NN_FIELD_REAL, offsetof (NnRecipe, strangers), 0, 0.5, false, true },
  COUNT (steps, 1, 1e9, true),
  COUNT (report_every, 1, 1e6, false),
  COUNT (evaluate_every, 1, 1e6, false),
};
const size_t nn_recipe_n_fields = sizeof nn_recipe_fields / sizeof *nn_recipe_fields;

/* recipe.md's values; the other recipes say only where they differ. */
#define COURSE                          \
  .n_hidden = 1,                        \
  .hidden = { 500 },                    \
  .initial_deviation = 0.1,             \
  .initial_bias = 0.01,                 \
  .batch = 200,                         \
  .learning_rate = 0.1,                 \
  .schedule = NN_SCHEDULE_STAIRCASE,    \
  .decay = 0.99,                        \
  .schedule_steps = 50000,              \
  .l2 = 1e-4,                           \
  .ema = 0.99,                          \
  .elastic_sigma = 4.0,                 \
  .steps = 50000,                       \
  .report_every = 100,                  \
  .evaluate_every = 1000

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
const NnNamedRecipe nn_named_recipes[] = {
  { "course",
    /* xgettext:no-c-format */
    N_("The course program: plain gradient descent, 50,000 steps; reads 98.0 % of MNIST’s test "
       "digits."),
    { COURSE } },
  { "fast",
    /* xgettext:no-c-format */
    N_("Small batches and a high learning rate: 98.3 % of MNIST’s test digits in 5,000 steps."),
    { COURSE, .learning_rate = 0.8, .batch = 100, .ema = 0.999, .steps = 5000 } },
  { "best",
    /* xgettext:no-c-format */
    N_("Every digit a little different each time it is seen: 99.4 % of MNIST’s test digits, and by "
       "far the best reader of others."),
    { COURSE,
      .initial_deviation = 0.05,
      .learning_rate = 0.2, .schedule = NN_SCHEDULE_COSINE, .schedule_steps = 150000,
      .momentum = 0.9, .l2 = 1e-5, .ema = 0.999,
      .rotation = 10, .scale = 0.1, .shear = 0.15, .shift = 0.8, .elastic = 1.1, .thickness = 0.3,
      .steps = 150000 } },
};
#pragma GCC diagnostic pop
const size_t nn_n_named_recipes = sizeof nn_named_recipes / sizeof *nn_named_recipes;

const NnNamedRecipe *
nn_named_recipe_find (const char *name)
{
  for (size_t i = 0; i < nn_n_named_recipes; i++)
    if (strcmp (nn_named_recipes[i].name, name) == 0)
      return &nn_named_recipes[i];
  return NULL;
}

const NnRecipeField *
nn_recipe_field_find (const char *name)
{
  for (size_t i = 0; i < nn_recipe_n_fields; i++)
    if (strcmp (nn_recipe_fields[i].name, name) == 0)
      return &nn_recipe_fields[i];
  return NULL;
}

static bool
hidden_is_valid (const NnRecipe      *recipe,
                 const NnRecipeField *field)
{
  if (recipe->n_hidden > NN_MAX_HIDDEN)
    return false;
  for (uint64_t i = 0; i < recipe->n_hidden; i++)
    if (recipe->hidden[i] < field->minimum || recipe->hidden[i] > field->maximum)
      return false;
  return true;
}

static bool
field_is_valid (const NnRecipe      *recipe,
                const NnRecipeField *field)
{
  const char *place = (const char *) recipe + field->offset;
  uint64_t    count;
  double      real;

  switch (field->type)
    {
    case NN_FIELD_HIDDEN:
      return hidden_is_valid (recipe, field);
    case NN_FIELD_COUNT:
    case NN_FIELD_SCHEDULE:
      memcpy (&count, place, sizeof count);
      return (double) count >= field->minimum && (double) count <= field->maximum;
    case NN_FIELD_REAL:
      memcpy (&real, place, sizeof real);
      return real >= field->minimum && real <= field->maximum; /* false for NaN */
    }
  return false;
}

NnStatus
nn_recipe_check (const NnRecipe       *recipe,
                 const NnRecipeField **field)
{
  for (size_t i = 0; i < nn_recipe_n_fields; i++)
    if (!field_is_valid (recipe, &nn_recipe_fields[i]))
      {
        if (field != NULL)
          *field = &nn_recipe_fields[i];
        return NN_BAD_RECIPE;
      }
  return NN_OK;
}

bool
nn_recipe_same_shape (const NnRecipe *a,
                      const NnRecipe *b)
{
  return a->n_hidden == b->n_hidden &&
         memcmp (a->hidden, b->hidden, a->n_hidden * sizeof a->hidden[0]) == 0;
}

/* Whether the values are the same, besides those of the shape; live ones only if live is true. */
static bool
same_values (const NnRecipe *a,
             const NnRecipe *b,
             bool            live)
{
  for (size_t i = 0; i < nn_recipe_n_fields; i++)
    {
      const NnRecipeField *field = &nn_recipe_fields[i];

      if (field->type != NN_FIELD_HIDDEN && (live || !field->live) &&
          memcmp ((const char *) a + field->offset, (const char *) b + field->offset,
                  sizeof (uint64_t)) != 0)
        return false;
    }
  return true;
}

bool
nn_recipe_equal (const NnRecipe *a,
                 const NnRecipe *b)
{
  return nn_recipe_same_shape (a, b) && same_values (a, b, true);
}

bool
nn_recipe_same_run (const NnRecipe *a,
                    const NnRecipe *b)
{
  return nn_recipe_same_shape (a, b) && same_values (a, b, false);
}

bool
nn_recipe_distorts (const NnRecipe *recipe)
{
  return recipe->rotation > 0 || recipe->scale > 0 || recipe->shear > 0 ||
         recipe->shift > 0 || recipe->elastic > 0 || recipe->thickness > 0;
}

double
nn_recipe_learning_rate (const NnRecipe *recipe,
                         uint64_t        step,
                         uint64_t        steps_per_epoch)
{
  double part;

  if (recipe->schedule == NN_SCHEDULE_STAIRCASE)
    return recipe->learning_rate * pow (recipe->decay, (double) (step / steps_per_epoch));

  if (step > recipe->schedule_steps)
    step = recipe->schedule_steps;
  part = (double) step / (double) recipe->schedule_steps;
  return recipe->learning_rate * 0.5 * (1.0 + cos (PI * part));
}

double
nn_recipe_average_decay (const NnRecipe *recipe,
                         uint64_t        step)
{
  double warm_up = (1.0 + (double) step) / (10.0 + (double) step);

  return warm_up < recipe->ema ? warm_up : recipe->ema;
}
