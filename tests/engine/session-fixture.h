/* session-fixture.h: a session with a folder for its checkpoints, and what it said
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib/gstdio.h>

#include "inkling-model-file.h"
#include "inkling-session.h"
#include "tiny-dataset.h"

#define N_TRAINING 240
#define N_TEST     60
#define RUN_STEPS  40

typedef struct
{
  char           *folder;   /* owned; for checkpoints */
  char           *digits;   /* owned; a folder of IDX files */
  InklingSession *session;  /* owned */
  guint           n_messages;
  guint           n_failures;
  guint           n_replaced;
  guint           n_ended;
  guint           n_homeless;
} Fixture;

static inline void
count_cb (guint *counter)
{
  (*counter)++;
}

static inline void
make_session (Fixture *fixture)
{
  const struct { const char *signal; guint *counter; } counters[] = {
    { "message", &fixture->n_messages },
    { "failed", &fixture->n_failures },
    { "replaced", &fixture->n_replaced },
    { "ended", &fixture->n_ended },
    { "homeless", &fixture->n_homeless },
  };

  g_clear_object (&fixture->session);
  fixture->session = inkling_session_new (fixture->folder);
  for (gsize i = 0; i < G_N_ELEMENTS (counters); i++)
    {
      *counters[i].counter = 0;
      g_signal_connect_swapped (fixture->session, counters[i].signal, G_CALLBACK (count_cb),
                                counters[i].counter);
    }
}

static inline void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = tiny_make_folder ();
  fixture->digits = tiny_make_folder ();
  tiny_dataset_write (fixture->digits, N_TRAINING, N_TEST);
  make_session (fixture);
}

static inline void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_cmpuint (fixture->n_failures, ==, 0);
  g_clear_object (&fixture->session);
  tiny_remove_folder (fixture->folder);
  tiny_remove_folder (fixture->digits);
  g_free (fixture->folder);
  g_free (fixture->digits);
}

static inline NnRecipe
make_recipe (void)
{
  NnRecipe recipe = nn_named_recipes[0].recipe;

  recipe.hidden[0] = 8;
  recipe.batch = 20;
  recipe.steps = RUN_STEPS;
  recipe.report_every = 10;
  recipe.evaluate_every = 20;

  return recipe;
}

static inline void
wait_until_idle (Fixture *fixture)
{
  while (inkling_session_get_state (fixture->session) != INKLING_SESSION_IDLE)
    g_main_context_iteration (NULL, TRUE);
}

static inline void
train (Fixture *fixture)
{
  const NnRecipe recipe = make_recipe ();

  inkling_session_start (fixture->session, fixture->digits, &recipe, 1);
  g_assert_cmpint (inkling_session_get_state (fixture->session), ==, INKLING_SESSION_PREPARING);
  wait_until_idle (fixture);
}

static inline guint64
get_step (Fixture *fixture)
{
  return inkling_session_get_model (fixture->session)->step;
}

static inline guint
get_n_reports (Fixture *fixture)
{
  return inkling_session_get_history (fixture->session)->reports->len;
}

static inline gboolean
has_checkpoint (Fixture    *fixture,
                const char *run,
                guint64     step)
{
  g_autofree char *path =
    g_strdup_printf ("%s/%s/mnist_model-%" G_GUINT64_FORMAT INKLING_MODEL_SUFFIX,
                     fixture->folder, run, step);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static inline void
restore (Fixture *fixture)
{
  make_session (fixture);
  inkling_session_restore (fixture->session);
  while (fixture->n_replaced == 0)
    g_main_context_iteration (NULL, TRUE);
}

static inline void
step_once (Fixture *fixture)
{
  const NnRecipe recipe = make_recipe ();

  inkling_session_step (fixture->session, fixture->digits, &recipe, 1);
  wait_until_idle (fixture);
}

static inline InklingModel *
get_model (Fixture *fixture)
{
  return inkling_session_get_model (fixture->session);
}
