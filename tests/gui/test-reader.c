/* test-reader.c: small networks answer at once, large ones from a worker thread, the newest last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-reader.h"

#define DEADLINE_SECONDS 120
#define N_REQUESTS       5

/* Widths of networks that answer at once, and later. */
#define SMALL 16
#define LARGE 1100

typedef struct
{
  InklingReader *reader;
  guint          n_answers;
  int            digit;     /* of the latest answer */
} Fixture;

static void
read_cb (InklingReader *reader,
         gpointer       data,
         Fixture       *fixture)
{
  const float *probabilities = data;

  fixture->n_answers++;
  fixture->digit = 0;
  for (int digit = 1; digit < NN_N_CLASSES; digit++)
    if (probabilities[digit] > probabilities[fixture->digit])
      fixture->digit = digit;
}

static gboolean
too_late_cb (gpointer data)
{
  g_error ("Nothing happened in time");

  return G_SOURCE_REMOVE;
}

static void
wait_for_answers (Fixture *fixture,
                  guint    n_answers)
{
  guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, too_late_cb, NULL);

  while (fixture->n_answers < n_answers)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (deadline);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->reader = inkling_reader_new ();
  g_signal_connect (fixture->reader, "read", G_CALLBACK (read_cb), fixture);
}

/* The worker lets the reader go when it has answered. */
static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  InklingReader *reader = fixture->reader;
  guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, too_late_cb, NULL);

  g_object_add_weak_pointer (G_OBJECT (reader), (gpointer *) &reader);
  g_object_unref (fixture->reader);
  while (reader != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

/* Two hidden layers of that width; its answer is always digit. */
static InklingModel *
make_model (int     digit,
            guint64 width)
{
  InklingModel *model = inkling_model_new ();
  float biases[NN_N_CLASSES] = { 0 };

  biases[digit] = 5;
  model->recipe = nn_named_recipes[0].recipe;
  model->recipe.n_hidden = 2;
  model->recipe.hidden[0] = model->recipe.hidden[1] = width;
  model->averages = nn_network_new (&model->recipe);
  g_assert_nonnull (model->averages);
  nn_network_set_outputs (model->averages,
                          &model->averages->parameters[model->averages->n_parameters - 1],
                          0, NN_N_CLASSES, biases);

  return model;
}

static void
ask (Fixture *fixture,
     int      digit,
     guint64  width)
{
  g_autoptr (InklingModel) model = make_model (digit, width);
  guint8 image[NN_IMAGE_PIXELS] = { 0 };

  inkling_reader_read (fixture->reader, model, image);
}

static void
test_small (Fixture       *fixture,
            gconstpointer  data)
{
  ask (fixture, 3, SMALL);
  g_assert_cmpuint (fixture->n_answers, ==, 1);
  g_assert_cmpint (fixture->digit, ==, 3);
}

static void
test_large (Fixture       *fixture,
            gconstpointer  data)
{
  ask (fixture, 4, LARGE);
  g_assert_cmpuint (fixture->n_answers, ==, 0);
  wait_for_answers (fixture, 1);
  g_assert_cmpint (fixture->digit, ==, 4);
}

/* All are asked before the worker's first answer can arrive: that and the newest's arrive. */
static void
test_newest_wins (Fixture       *fixture,
                  gconstpointer  data)
{
  for (int i = 0; i < N_REQUESTS; i++)
    ask (fixture, i, LARGE);
  wait_for_answers (fixture, 2);
  g_assert_cmpint (fixture->digit, ==, N_REQUESTS - 1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_answers, ==, 2);
}

static void
test_forget (Fixture       *fixture,
             gconstpointer  data)
{
  ask (fixture, 1, LARGE);
  ask (fixture, 2, LARGE);
  inkling_reader_forget (fixture->reader);
  ask (fixture, 3, LARGE);
  wait_for_answers (fixture, 1);
  g_assert_cmpint (fixture->digit, ==, 3);
}

/* A late answer of a large network does not replace what a small one said since. */
static void
test_smaller_model (Fixture       *fixture,
                    gconstpointer  data)
{
  ask (fixture, 1, LARGE);
  ask (fixture, 2, SMALL);
  ask (fixture, 3, LARGE);
  wait_for_answers (fixture, 2);
  g_assert_cmpint (fixture->digit, ==, 3);
}

typedef struct
{
  const char *name;
  void     (* run) (Fixture *, gconstpointer);
} Case;

static const Case cases[] = {
  { "/reader/small", test_small },
  { "/reader/large", test_large },
  { "/reader/newest-wins", test_newest_wins },
  { "/reader/forget", test_forget },
  { "/reader/smaller-model", test_smaller_model },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].name, Fixture, NULL, set_up, cases[i].run, tear_down);

  return g_test_run ();
}
