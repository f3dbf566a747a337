/* test-corners.c: every pair of hyper-parameters at the ends of what they may be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <malloc.h>
#include <math.h>

#include "nn-evaluation.h"
#include "training-fixture.h"

#define N_MIXED     30
#define N_STRANGERS 20
#define N_STEPS     2

/* What a training may take here; the program asks how much is free. */
#define ENOUGH_BYTES 600000000

/* In place of the values of the table, which would be networks of a gigabyte. */
static const Shape networks[] = {
  { "none", 0, { 0 } },
  { "1", 1, { 1 } },
  { "1,1,1,1", 4, { 1, 1, 1, 1 } },
  { "1,4096", 2, { 1, 4096 } },
  { "16384 four times", NN_MAX_HIDDEN, { NN_MAX_HIDDEN_WIDTH, NN_MAX_HIDDEN_WIDTH,
                                         NN_MAX_HIDDEN_WIDTH, NN_MAX_HIDDEN_WIDTH } },
};

#define N_VALUES 5 /* of a field; as many as there are networks */
G_STATIC_ASSERT (G_N_ELEMENTS (networks) == N_VALUES);

typedef struct
{
  uint8_t       *images;
  NnDigits      *sets[3];
  NnTrainingData data;
  NnRecipe       recipe;
} Corners;

static NnDigits *
make_set (const uint8_t *images,
          const uint8_t *labels,
          size_t         n_images)
{
  NnDigits *digits = nn_digits_new (images, labels, n_images);

  g_assert_nonnull (digits);
  return digits;
}

static void
corners_init (Corners *self)
{
  uint8_t labels[N_IMAGES];
  uint8_t no_digit[N_STRANGERS];

  self->images = make_images (5, labels);
  memset (no_digit, NN_NO_DIGIT, sizeof no_digit);
  self->sets[0] = make_set (self->images, labels, 60);
  self->sets[1] = make_set (self->images, labels, N_MIXED);
  self->sets[2] = make_set (self->images, no_digit, N_STRANGERS);
  self->data = (NnTrainingData) { self->sets[0], 5, self->sets[1], self->sets[2] };
  self->recipe = nn_named_recipe_find ("best")->recipe;
  self->recipe.n_hidden = 1;
  self->recipe.hidden[0] = 9;
  self->recipe.batch = 4;
}

static void
corners_clear (Corners *self)
{
  for (size_t i = 0; i < G_N_ELEMENTS (self->sets); i++)
    nn_digits_free (self->sets[i]);
  g_free (self->images);
}

/* Value number v of the field: its least and its greatest, those just inside, and the middle. */
static void
set_value (NnRecipe            *recipe,
           const NnRecipeField *field,
           size_t               v)
{
  const double reals[N_VALUES] = {
    field->minimum, field->maximum, nextafter (field->minimum, field->maximum),
    nextafter (field->maximum, field->minimum), 0.5 * (field->minimum + field->maximum),
  };
  const uint64_t counts[N_VALUES] = {
    (uint64_t) field->minimum, (uint64_t) field->maximum, (uint64_t) field->minimum + 1,
    (uint64_t) field->maximum - 1, (uint64_t) (0.5 * (field->minimum + field->maximum)),
  };
  char *place = (char *) recipe + field->offset;

  switch (field->type)
    {
    case NN_FIELD_HIDDEN:
      recipe->n_hidden = networks[v].n_hidden;
      memcpy (recipe->hidden, networks[v].hidden, sizeof recipe->hidden);
      break;
    case NN_FIELD_REAL:
      memcpy (place, &reals[v], sizeof reals[v]);
      break;
    case NN_FIELD_COUNT:
    case NN_FIELD_SCHEDULE:
      memcpy (place, &counts[v], sizeof counts[v]);
      break;
    }
}

static void
assert_two_steps (NnTraining *training,
                  const char *what)
{
  NnStatus     status = NN_OK;
  NnEvaluation evaluation;

  g_assert_cmpuint (training->steps_per_epoch, >, 0);
  for (uint64_t i = 0; i < N_STEPS && status == NN_OK; i++)
    {
      double loss = NAN;

      status = nn_training_step (training, &loss);
      if (status == NN_OK)
        {
          g_assert_cmpuint (training->step, ==, i + 1);
          g_assert_true (isfinite (nn_training_get_learning_rate (training)));
        }
    }
  if (status != NN_OK && status != NN_LOSS_NOT_FINITE)
    g_error ("%s: status %d", what, status);
  if (status == NN_OK)
    g_assert_cmpint (nn_evaluate (training->averages, training->data.training, 0, 5, NULL, NULL,
                                  &evaluation), ==, NN_OK);
}

/* Two steps, or one of the statuses that have a sentence; which one must be plain beforehand. */
static void
try_recipe (Corners        *self,
            const NnRecipe *recipe,
            const char     *what)
{
  NnTraining *training = NULL;
  uint64_t    n_bytes = 0;
  size_t      n_strangers = MIN ((size_t) lround (recipe->strangers * (double) recipe->batch),
                                 recipe->batch - 1);
  size_t      n_mixed = (size_t) lround (recipe->mix * (double) (recipe->batch - n_strangers));
  bool        fits = n_strangers <= N_STRANGERS && n_mixed <= N_MIXED
                     && recipe->batch - n_strangers - n_mixed <= 55;
  NnStatus    status;

  g_assert_cmpint (nn_recipe_check (recipe, NULL), ==, NN_OK);
  status = nn_training_measure (recipe, 1, &n_bytes);
  if (status == NN_OK && n_bytes > ENOUGH_BYTES)
    return;
  if (status == NN_OK)
    status = fits ? NN_OK : NN_BATCH_TOO_LARGE;
  if (nn_training_new (recipe, 7, &self->data, NULL, &training) != status)
    g_error ("%s: not the status %d", what, status);
  if (status == NN_OK)
    assert_two_steps (training, what);
  nn_training_free (training);
}

static void
test_every_pair (gconstpointer data)
{
  const NnRecipeField *a = data;
  Corners              self;

  corners_init (&self);
  for (const NnRecipeField *b = a; b < nn_recipe_fields + nn_recipe_n_fields; b++)
    for (size_t i = 0; i < N_VALUES * N_VALUES; i++)
      {
        NnRecipe         recipe = self.recipe;
        g_autofree char *what = g_strdup_printf ("%s, value %zu, and %s, value %zu", a->name,
                                                 i / N_VALUES, b->name, i % N_VALUES);

        if ((a->type == NN_FIELD_SCHEDULE && i / N_VALUES > 1)
            || (b->type == NN_FIELD_SCHEDULE && i % N_VALUES > 1))
          continue;
        set_value (&recipe, a, i / N_VALUES);
        set_value (&recipe, b, i % N_VALUES);
        try_recipe (&self, &recipe, what);
      }
  corners_clear (&self);
}

/* All fields at random among their corners; what one seed finds, it finds again. */
static void
test_many_at_once (void)
{
  Corners self;

  corners_init (&self);
  for (uint64_t seed = 0; seed < 300; seed++)
    {
      NnRecipe         recipe = self.recipe;
      NnRandomStream   stream;
      g_autofree char *what = g_strdup_printf ("seed %" G_GUINT64_FORMAT, seed);

      nn_random_stream_init (&stream, seed, NN_PURPOSE_PEN, 0);
      for (size_t f = 0; f < nn_recipe_n_fields; f++)
        {
          const NnRecipeField *field = &nn_recipe_fields[f];
          bool                 is_schedule = field->type == NN_FIELD_SCHEDULE;

          if (nn_random_stream_choice (&stream, 3) > 0)
            set_value (&recipe, field,
                       nn_random_stream_choice (&stream, is_schedule ? 2 : N_VALUES));
        }
      try_recipe (&self, &recipe, what);
    }
  corners_clear (&self);
}

/* A small batch never consists of strangers alone. */
static void
test_a_batch_has_a_digit (void)
{
  Corners self;

  corners_init (&self);
  for (self.recipe.batch = 1; self.recipe.batch <= 4; self.recipe.batch++)
    for (self.recipe.strangers = 0; self.recipe.strangers <= 0.5; self.recipe.strangers += 0.125)
      for (self.recipe.mix = 0; self.recipe.mix <= 1; self.recipe.mix += 0.25)
        {
          g_assert_cmpuint (nn_supply_steps_per_epoch (&self.recipe, 50, N_MIXED), >, 0);
          g_assert_cmpuint (nn_supply_steps_per_epoch (&self.recipe, 50, 0), >, 0);
          try_recipe (&self, &self.recipe, "small batch");
        }
  corners_clear (&self);
}

/* What is asked for beforehand is what is then taken. */
static void
test_memory_is_foreseen (void)
{
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the sanitizer counts otherwise");
#else
  static const uint64_t batches[] = { 1, 16, 50 };
  Corners               self;

  corners_init (&self);
  self.recipe.mix = self.recipe.strangers = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (networks); i++)
    for (size_t b = 0; b < G_N_ELEMENTS (batches); b++)
      {
        NnTraining      *training = NULL;
        uint64_t         n_bytes;
        struct mallinfo2 before, after;
        double           taken;

        self.recipe.n_hidden = networks[i].n_hidden;
        memcpy (self.recipe.hidden, networks[i].hidden, sizeof self.recipe.hidden);
        self.recipe.batch = batches[b];
        g_assert_cmpint (nn_training_measure (&self.recipe, 1, &n_bytes), ==, NN_OK);
        if (n_bytes > ENOUGH_BYTES)
          continue;
        before = mallinfo2 ();
        g_assert_cmpint (nn_training_new (&self.recipe, 7, &self.data, NULL, &training), ==, NN_OK);
        after = mallinfo2 ();
        taken = (double) (after.uordblks + after.hblkhd) - (double) (before.uordblks
                                                                     + before.hblkhd);
        g_assert_cmpfloat (taken, >, 0.8 * (double) n_bytes);
        g_assert_cmpfloat (taken, <, 1.2 * (double) n_bytes + 100000);
        nn_training_free (training);
      }
  corners_clear (&self);
#endif
}

/* Refused before anything is taken for it. */
static void
test_endless_step_is_refused (void)
{
  Corners     self;
  NnTraining *training = NULL;
  uint64_t    n_bytes;

  corners_init (&self);
  set_value (&self.recipe, nn_recipe_field_find ("hidden"), N_VALUES - 1);
  self.recipe.batch = NN_MAX_BATCH;
  g_assert_cmpint (nn_training_measure (&self.recipe, 2, &n_bytes), ==, NN_STEP_TOO_LARGE);
  g_assert_cmpint (nn_training_new (&self.recipe, 7, &self.data, NULL, &training),
                   ==, NN_STEP_TOO_LARGE);
  g_assert_null (training);
  corners_clear (&self);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (size_t f = 0; f < nn_recipe_n_fields; f++)
    {
      g_autofree char *name = g_strconcat ("/corners/pairs/", nn_recipe_fields[f].name, NULL);

      g_test_add_data_func (name, &nn_recipe_fields[f], test_every_pair);
    }
  g_test_add_func ("/corners/many-at-once", test_many_at_once);
  g_test_add_func ("/corners/a-batch-has-a-digit", test_a_batch_has_a_digit);
  g_test_add_func ("/corners/memory-is-foreseen", test_memory_is_foreseen);
  g_test_add_func ("/corners/endless-step-is-refused", test_endless_step_is_refused);
  return g_test_run ();
}
