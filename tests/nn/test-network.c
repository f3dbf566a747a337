/* test-network.c: parameters, prediction and evaluation against plain loops
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-evaluation.h"
#include "nn-layers.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "nn-random.h"
#include "reference.h"

#define N_IMAGES 230

static const char *hidden_texts[] = { "none", "500", "9", "65,33", "20,16,12" };
static const NnRecipe shapes[] = {
  { .n_hidden = 0 },
  { .n_hidden = 1, .hidden = { 500 } },
  { .n_hidden = 1, .hidden = { 9 } },
  { .n_hidden = 2, .hidden = { 65, 33 } },
  { .n_hidden = 3, .hidden = { 20, 16, 12 } },
};

static NnNetwork *
make_network (const NnRecipe *shape)
{
  NnRecipe   recipe = *shape;
  NnNetwork *network = nn_network_new (shape);

  recipe.initial_deviation = 0.1;
  recipe.initial_bias = 0.01;
  nn_network_initialize (network, &recipe, 11);
  return network;
}

static uint8_t *
make_images (void)
{
  uint8_t       *images = g_new0 (uint8_t, N_IMAGES * NN_IMAGE_PIXELS);
  NnRandomStream stream;

  nn_random_stream_init (&stream, 3, NN_PURPOSE_PEN, 0);
  for (size_t i = 0; i < N_IMAGES * NN_IMAGE_PIXELS; i++)
    if (nn_random_stream_uniform (&stream, 0, 1) < 0.2f)
      images[i] = (uint8_t) nn_random_stream_choice (&stream, 256);
  return images;
}

/* Saved in PyTorch's orientation and read back, nothing changes; the bytes in between are
 * transposed. */
static void
test_parameters_round_trip (gconstpointer data)
{
  NnNetwork *network = make_network (data);
  NnNetwork *copy = nn_network_new (data);

  for (size_t p = 0; p < network->n_parameters; p++)
    {
      const NnParameter *parameter = &network->parameters[p];
      g_autofree float  *values = g_new (float, parameter->n_inputs * parameter->n_outputs);

      nn_network_get_outputs (network, parameter, 0, parameter->n_outputs, values);
      nn_network_set_outputs (copy, parameter, 0, parameter->n_outputs, values);
      g_assert_cmpfloat (values[parameter->n_inputs - 1], ==,
                         network->values[parameter->offset
                                         + (parameter->n_inputs - 1) * parameter->stride]);
    }
  g_assert_cmpmem (network->values, network->n_values * sizeof (float),
                   copy->values, copy->n_values * sizeof (float));
  nn_network_free (network);
  nn_network_free (copy);
}

static void
test_predict_is_reference (gconstpointer data)
{
  NnNetwork          *network = make_network (data);
  Reference          *reference = reference_new_from (network);
  g_autofree uint8_t *images = make_images ();
  g_autofree uint8_t *labels = g_new0 (uint8_t, N_IMAGES);
  g_autofree double  *expected = g_new (double, N_IMAGES * NN_N_CLASSES);

  reference_loss (reference, images, labels, N_IMAGES, 0, expected, NULL);
  for (size_t i = 0; i < N_IMAGES; i++)
    {
      float  probabilities[NN_N_CLASSES];
      double sum = 0.0;

      nn_network_predict (network, images + i * NN_IMAGE_PIXELS, probabilities);
      for (size_t c = 0; c < NN_N_CLASSES; c++)
        {
          g_assert_cmpfloat (fabs (probabilities[c] - expected[i * NN_N_CLASSES + c]), <, 1e-5);
          sum += probabilities[c];
        }
      g_assert_cmpfloat (fabs (sum - 1.0), <, 1e-6);
    }
  reference_free (reference);
  nn_network_free (network);
}

static void
check_confusion (const NnEvaluation *evaluation,
                 const uint8_t      *labels,
                 size_t              first)
{
  size_t n_of_label[NN_N_CLASSES] = { 0 };
  size_t n_correct = 0;

  for (size_t i = 0; i < evaluation->n_images; i++)
    n_of_label[labels[first + i]]++;
  for (size_t label = 0; label < NN_N_CLASSES; label++)
    {
      size_t sum = 0;

      for (size_t answer = 0; answer < NN_N_CLASSES; answer++)
        sum += evaluation->confusion[label][answer];
      g_assert_cmpuint (sum, ==, n_of_label[label]);
      n_correct += evaluation->confusion[label][label];
    }
  g_assert_cmpuint (n_correct, ==, evaluation->n_correct);
}

static void
test_evaluation_is_reference (gconstpointer data)
{
  enum { FIRST = 7, N = N_IMAGES - FIRST };
  NnNetwork          *network = make_network (data);
  Reference          *reference = reference_new_from (network);
  g_autofree uint8_t *images = make_images ();
  g_autofree uint8_t *labels = g_new0 (uint8_t, N_IMAGES);
  NnDigits           *digits;
  NnEvaluation        alone, shared;
  NnTeam             *team = NULL;
  double              loss;

  for (size_t i = 0; i < N_IMAGES; i++)
    labels[i] = (uint8_t) (i * 7 % 10);
  digits = nn_digits_new (images, labels, N_IMAGES);
  g_assert_cmpint (nn_evaluate (network, digits, FIRST, N, NULL, NULL, &alone), ==, NN_OK);
  loss = reference_loss (reference, images + FIRST * NN_IMAGE_PIXELS, labels + FIRST, N, 0,
                         NULL, NULL);
  g_assert_cmpfloat (fabs (alone.loss - loss), <, 1e-5 * loss);
  check_confusion (&alone, labels, FIRST);

  g_assert_cmpint (nn_team_new (3, &team), ==, NN_OK);
  g_assert_cmpint (nn_evaluate (network, digits, FIRST, N, team, NULL, &shared), ==, NN_OK);
  g_assert_cmpmem (&alone, sizeof alone, &shared, sizeof shared);
  g_assert_cmpint (nn_evaluate (network, digits, 0, 0, team, NULL, &shared), ==, NN_NO_IMAGES);

  nn_team_free (team);
  nn_digits_free (digits);
  reference_free (reference);
  nn_network_free (network);
}

static void
test_softmax_survives_extremes (void)
{
  NnRecipe   shape = { .n_hidden = 0 };
  NnNetwork *network = nn_network_new (&shape);
  uint8_t    image[NN_IMAGE_PIXELS] = { 0 };
  float      probabilities[NN_N_CLASSES];

  for (size_t c = 0; c < NN_N_CLASSES; c++)
    network->values[network->parameters[1].offset + c] = c == 3 ? 1e30f : -1e30f;
  nn_network_predict (network, image, probabilities);
  for (size_t c = 0; c < NN_N_CLASSES; c++)
    g_assert_cmpfloat (probabilities[c], ==, c == 3 ? 1.0f : 0.0f);
  nn_network_free (network);
}

static void
test_sum_of_squares_leaves_biases_out (void)
{
  NnRecipe   shape = { .n_hidden = 1, .hidden = { 5 } };
  NnNetwork *network = nn_network_new (&shape);

  for (size_t p = 0; p < network->n_parameters; p++)
    network->values[network->parameters[p].offset] = 3.0f;
  g_assert_cmpfloat (nn_network_sum_of_squares (network), ==, 18.0);
  nn_network_free (network);
}

static void
test_digits_keep_every_pixel (void)
{
  g_autofree uint8_t *images = make_images ();
  g_autofree uint8_t *labels = g_new0 (uint8_t, N_IMAGES);
  NnDigits           *digits = nn_digits_new (images, labels, N_IMAGES);

  for (size_t i = 0; i < N_IMAGES; i++)
    {
      uint8_t image[NN_IMAGE_PIXELS];

      nn_digits_get_image (digits, i, image);
      g_assert_cmpmem (image, sizeof image, images + i * NN_IMAGE_PIXELS, NN_IMAGE_PIXELS);
    }
  nn_digits_free (digits);
}

static void
add_for_shapes (const char    *path,
                GTestDataFunc  func)
{
  for (size_t s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%s", path, hidden_texts[s]);

      g_test_add_data_func (name, &shapes[s], func);
    }
}

/* A byte of a file may be any label: what is no digit is counted, and is in no row of the table. */
static void
test_any_label_is_evaluated (gconstpointer data)
{
  enum { N = 700 };
  NnNetwork          *network = make_network (data);
  g_autofree uint8_t *images = g_new0 (uint8_t, N * NN_IMAGE_PIXELS);
  g_autofree uint8_t *labels = g_new0 (uint8_t, N);
  NnDigits           *digits;
  NnEvaluation        evaluation;
  size_t              n_labels[NN_N_CLASSES] = { 0 };
  size_t              n_right = 0;

  for (size_t i = 0; i < N; i++)
    {
      labels[i] = (uint8_t) (i % 3 == 0 ? i % 10 : i);
      images[i * NN_IMAGE_PIXELS + i] = 255;
      if (labels[i] < NN_N_CLASSES)
        n_labels[labels[i]]++;
    }
  digits = nn_digits_new (images, labels, N);
  g_assert_cmpint (nn_evaluate (network, digits, 0, N, NULL, NULL, &evaluation), ==, NN_OK);
  g_assert_cmpuint (evaluation.n_images, ==, N);
  g_assert_true (isfinite (evaluation.loss));
  for (size_t label = 0; label < NN_N_CLASSES; label++)
    {
      size_t n_answers = 0;

      for (size_t answer = 0; answer < NN_N_CLASSES; answer++)
        n_answers += evaluation.confusion[label][answer];
      g_assert_cmpuint (n_answers, ==, n_labels[label]);
      n_right += evaluation.confusion[label][label];
    }
  g_assert_cmpuint (evaluation.n_correct, ==, n_right);
  nn_digits_free (digits);
  nn_network_free (network);
}

/* A loss and its gradient, whatever byte is asked about: that of a picture of no digit. */
static void
test_any_label_has_a_loss (void)
{
  const float logits[NN_N_CLASSES] = { 1, -2, 3, 0, 0.5, -1, 2, 0, 0, 1 };
  float       probabilities[NN_N_CLASSES];
  float       no_digit = nn_softmax (logits, NN_NO_DIGIT, probabilities);

  for (unsigned label = NN_NO_DIGIT; label <= UINT8_MAX; label++)
    g_assert_cmpfloat (nn_softmax (logits, (uint8_t) label, probabilities), ==, no_digit);
}

/* A team shares the work; a library's own threads would be in its way, and hang when memory is
 * short. */
static void
test_no_threads_of_a_library (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  guint            n_tasks = 0;

  if (tasks == NULL)
    {
      g_test_skip ("there is no /proc here");
      return;
    }
  while (g_dir_read_name (tasks) != NULL)
    n_tasks++;
  g_assert_cmpuint (n_tasks, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/no-threads-of-a-library", test_no_threads_of_a_library);
  add_for_shapes ("/network/parameters-round-trip", test_parameters_round_trip);
  add_for_shapes ("/network/predict-is-reference", test_predict_is_reference);
  add_for_shapes ("/network/evaluation-is-reference", test_evaluation_is_reference);
  add_for_shapes ("/network/any-label-is-evaluated", test_any_label_is_evaluated);
  g_test_add_func ("/network/any-label-has-a-loss", test_any_label_has_a_loss);
  g_test_add_func ("/network/softmax-survives-extremes", test_softmax_survives_extremes);
  g_test_add_func ("/network/sum-of-squares-leaves-biases-out",
                   test_sum_of_squares_leaves_biases_out);
  g_test_add_func ("/digits/keep-every-pixel", test_digits_keep_every_pixel);
  return g_test_run ();
}
