/* test-training-step.c: one step against plain loops and finite differences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "reference.h"
#include "training-fixture.h"

/* The pictures of the first batch, by the documented order alone. */
static void
first_batch (Fixture *f,
             uint8_t *images,
             uint8_t *labels)
{
  uint32_t order[N_IMAGES - N_VALIDATION];

  nn_random_permutation (7, NN_PURPOSE_ORDER, 0, order, N_IMAGES - N_VALIDATION);
  for (size_t b = 0; b < f->recipe.batch; b++)
    {
      size_t image = N_VALIDATION + order[b];

      memcpy (images + b * NN_IMAGE_PIXELS, f->images + image * NN_IMAGE_PIXELS, NN_IMAGE_PIXELS);
      labels[b] = f->labels[image];
    }
}

static double
largest_difference (const float  *values,
                    const double *expected,
                    size_t        n)
{
  double largest = 0.0;

  for (size_t i = 0; i < n; i++)
    largest = MAX (largest, fabs (values[i] - expected[i]));
  return largest;
}

/* w − rate · gradient and d · a + (1 − d) · w, the reference's way, for every parameter. */
static void
check_update (const NnTraining *training,
              const Reference  *before,
              const Reference  *gradient,
              double            rate)
{
  double d = MIN (training->recipe.ema, 1.0 / 10.0);

  for (size_t p = 0; p < training->weights->n_parameters; p++)
    {
      const NnParameter *parameter = &training->weights->parameters[p];
      size_t             n = parameter->n_inputs * parameter->n_outputs;
      const double      *old = parameter->is_weight ? before->weights[p / 2]
                                                    : before->biases[p / 2];
      const double      *g = parameter->is_weight ? gradient->weights[p / 2]
                                                  : gradient->biases[p / 2];
      g_autofree float  *values = g_new (float, n);
      g_autofree double *expected = g_new (double, n);

      for (size_t i = 0; i < n; i++)
        expected[i] = old[i] - rate * g[i];
      nn_network_get_outputs (training->weights, parameter, 0, parameter->n_outputs, values);
      g_assert_cmpfloat (largest_difference (values, expected, n), <, 2e-6);
      for (size_t i = 0; i < n; i++)
        expected[i] = d * old[i] + (1.0 - d) * expected[i];
      nn_network_get_outputs (training->averages, parameter, 0, parameter->n_outputs, values);
      g_assert_cmpfloat (largest_difference (values, expected, n), <, 2e-6);
    }
}

static void
test_step_is_reference (gconstpointer data)
{
  Fixture             f;
  NnTraining         *training;
  Reference          *before;
  Reference          *gradient;
  g_autofree uint8_t *images = NULL;
  g_autofree uint8_t *labels = NULL;
  double              loss = 0.0;
  double              expected;

  fixture_init (&f, data);
  training = start (&f, NULL);
  images = g_new (uint8_t, f.recipe.batch * NN_IMAGE_PIXELS);
  labels = g_new (uint8_t, f.recipe.batch);
  first_batch (&f, images, labels);
  before = reference_new_from (training->weights);
  gradient = reference_new_from (training->weights);
  expected = reference_loss (before, images, labels, f.recipe.batch, f.recipe.l2, NULL, gradient);

  g_assert_cmpint (nn_training_step (training, &loss), ==, NN_OK);
  g_assert_cmpfloat (fabs (loss - expected), <, 1e-5 * expected);
  check_update (training, before, gradient, f.recipe.learning_rate);

  reference_free (before);
  reference_free (gradient);
  nn_training_free (training);
  fixture_clear (&f);
}

/* The reference's own gradient against central differences, at places spread over all
 * parameters. */
static void
check_differences (Reference     *network,
                   double        *values,
                   const double  *gradient,
                   size_t         n,
                   const uint8_t *images,
                   const uint8_t *labels,
                   size_t         n_images)
{
  const double h = 1e-5;
  size_t       n_nonzero = 0;

  for (size_t i = 0; i < n; i += MAX (n / 13, 1))
    {
      double kept = values[i];
      double above, below;

      values[i] = kept + h;
      above = reference_loss (network, images, labels, n_images, 0.01, NULL, NULL);
      values[i] = kept - h;
      below = reference_loss (network, images, labels, n_images, 0.01, NULL, NULL);
      values[i] = kept;
      g_assert_cmpfloat (fabs ((above - below) / (2 * h) - gradient[i]), <, 1e-6);
      n_nonzero += fabs (gradient[i]) > 1e-7;
    }
  g_assert_cmpuint (n_nonzero, >, 0);
}

static void
test_gradient_is_differences (gconstpointer data)
{
  Fixture     f;
  NnTraining *training;
  Reference  *network;
  Reference  *gradient;
  const size_t n = 6;

  fixture_init (&f, data);
  training = start (&f, NULL);
  network = reference_new_from (training->weights);
  gradient = reference_new_from (training->weights);
  reference_loss (network, f.images, f.labels, n, 0.01, NULL, gradient);
  for (size_t l = 0; l < network->n_layers; l++)
    {
      check_differences (network, network->weights[l], gradient->weights[l],
                         network->sizes[l] * network->sizes[l + 1], f.images, f.labels, n);
      check_differences (network, network->biases[l], gradient->biases[l],
                         network->sizes[l + 1], f.images, f.labels, n);
    }
  reference_free (network);
  reference_free (gradient);
  nn_training_free (training);
  fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_for_shapes ("/training-step/step-is-reference", test_step_is_reference);
  add_for_shapes ("/training-step/gradient-is-differences", test_gradient_is_differences);
  return g_test_run ();
}
