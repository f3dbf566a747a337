/* test-bundled.c: what the model that comes with the program must be able to do
 *
 * Each figure is said in the output; the floors are a little below what was measured.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>

#include "inkling-dataset.h"
#include "inkling-ink-file.h"
#include "inkling-model-file.h"
#include "inkling-reading.h"
#include "nn-evaluation.h"
#include "nn-ink.h"
#include "nn-pen-hand.h"
#include "nn-pen-shapes.h"
#include "nn-pen-strangers.h"
#include "test-data.h"

#define N_OF_EACH 200
#define SEED      20 /* not the one whose strangers were learnt from */

static InklingModel *
load_bundled (void)
{
  g_autoptr (GError) error = NULL;
  InklingModel      *model = inkling_model_file_load_bundled (&error);

  g_assert_no_error (error);
  return model;
}

static double
share_unsure (const float *probabilities,
              gsize        n_images)
{
  gsize n_unsure = 0;

  for (gsize i = 0; i < n_images; i++)
    n_unsure += inkling_reading_new (probabilities + i * NN_N_CLASSES).unsure;
  return (double) n_unsure / (double) n_images;
}

/* Accuracy, and at most 2 % that it would rather not read. */
static void
check_digits (const NnDigits *digits,
              double          least_accuracy)
{
  g_autoptr (InklingModel) model = load_bundled ();
  g_autofree float        *probabilities = g_new (float, digits->n_images * NN_N_CLASSES);
  NnEvaluation             evaluation;
  double                   accuracy, unsure;

  g_assert_cmpint (nn_evaluate (model->averages, digits, 0, digits->n_images, NULL, probabilities,
                                &evaluation), ==, NN_OK);
  accuracy = nn_evaluation_get_accuracy (&evaluation);
  unsure = share_unsure (probabilities, digits->n_images);
  g_test_message ("%.2f %% read, not sure of %.2f %%", 100 * accuracy, 100 * unsure);
  g_assert_cmpfloat (accuracy, >=, least_accuracy);
  g_assert_cmpfloat (unsure, <=, 0.02);
}

static void
test_mnist (void)
{
  g_autofree char           *path = test_data_find (MNIST);
  g_autoptr (InklingDataset) dataset = NULL;
  g_autoptr (GError)         error = NULL;

  if (path == NULL)
    return;
  dataset = inkling_dataset_load (path, NULL, &error);
  g_assert_no_error (error);
  check_digits (inkling_dataset_get_test (dataset), 0.993);
}

static void
test_pen_digits (void)
{
  g_autofree char   *path = test_data_find (PEN_DIGITS);
  g_autoptr (GError) error = NULL;
  NnDigits          *digits;

  if (path == NULL)
    return;
  digits = inkling_ink_file_load (path, TRUE, &error);
  g_assert_no_error (error);
  check_digits (digits, 0.98);
  nn_digits_free (digits);
}

typedef NnStatus (*Writer) (uint64_t  seed,
                            uint64_t  image,
                            NnInk    *ink,
                            float    *pen_width);

/* Share of N_OF_EACH drawings that are not read, as they would be on the canvas: a letter if shape
 * is not NULL, else what the writer writes. */
static double
share_refused (const InklingModel *model,
               const NnPenShape   *shape,
               Writer              writer)
{
  NnInk *ink = nn_ink_new ();
  guint  n_refused = 0;

  for (guint i = 0; i < N_OF_EACH; i++)
    {
      float    pen_width;
      float    probabilities[NN_N_CLASSES];
      guint8   image[NN_IMAGE_PIXELS];
      NnStatus status = shape != NULL ? nn_pen_write_shape (SEED, i, shape, ink, &pen_width)
                                      : writer (SEED, i, ink, &pen_width);

      g_assert_cmpint (status, ==, NN_OK);
      g_assert_cmpint (nn_ink_to_image (ink, image), ==, NN_OK);
      nn_network_predict (model->averages, image, probabilities);
      n_refused += inkling_reading_new (probabilities).unsure;
    }
  nn_ink_free (ink);
  return (double) n_refused / N_OF_EACH;
}

static void
test_letters_are_refused (void)
{
  g_autoptr (InklingModel) model = load_bundled ();
  double                   sum = 0.0;

  for (gsize i = 0; i < nn_pen_n_letters; i++)
    {
      double share = share_refused (model, &nn_pen_letters[i], NULL);

      g_test_message ("%c: %.0f %% refused", nn_pen_letters[i].symbol, 100 * share);
      sum += share;
    }
  g_test_message ("letters: %.1f %% refused", 100 * sum / (double) nn_pen_n_letters);
  g_assert_cmpfloat (sum / (double) nn_pen_n_letters, >=, 0.48);
}

static const struct
{
  const char *path;
  Writer      writer;
  double      least;
} strangers[] = {
  { "/bundled/refuses/scribbles", nn_pen_write_scribble, 0.73 },
  { "/bundled/refuses/two-digits", nn_pen_write_pair, 0.8 },
  { "/bundled/refuses/all-kinds", nn_pen_write_stranger, 0.7 },
};

static void
test_strangers_are_refused (gconstpointer data)
{
  gsize                    row = GPOINTER_TO_SIZE (data);
  g_autoptr (InklingModel) model = load_bundled ();
  double                   share = share_refused (model, NULL, strangers[row].writer);

  g_test_message ("%.1f %% refused", 100 * share);
  g_assert_cmpfloat (share, >=, strangers[row].least);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bundled/reads/mnist", test_mnist);
  g_test_add_func ("/bundled/reads/pen-digits", test_pen_digits);
  g_test_add_func ("/bundled/refuses/letters", test_letters_are_refused);
  for (gsize i = 0; i < G_N_ELEMENTS (strangers); i++)
    g_test_add_data_func (strangers[i].path, GSIZE_TO_POINTER (i), test_strangers_are_refused);
  return g_test_run ();
}
