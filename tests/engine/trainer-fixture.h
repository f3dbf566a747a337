/* trainer-fixture.h: a trainer with a small data set, a folder for its models, and what it said
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-checkpoints.h"
#include "inkling-model-file.h"
#include "inkling-trainer.h"

#include "tiny-dataset.h"

#define N_TRAINING 480
#define N_TEST     60
#define NEVER      1000000 /* steps, far more than a test waits for */

static const NnRecipe plain_recipe = {
  .n_hidden = 1, .hidden = { 16 },
  .initial_deviation = 0.1, .initial_bias = 0.01,
  .batch = 20, .learning_rate = 0.1,
  .schedule = NN_SCHEDULE_STAIRCASE, .decay = 0.99, .schedule_steps = 80,
  .l2 = 1e-4, .ema = 0.99, .elastic_sigma = 4.0,
  .steps = 100, .report_every = 7, .evaluate_every = 25,
};

typedef struct
{
  InklingDataset *dataset;        /* owned */
  char           *data_folder;    /* owned */
  char           *folder;         /* owned: for models */
  InklingTrainer *trainer;        /* owned */

  guint           n_progress;
  guint           n_evaluated;
  guint           n_checkpoints;
  guint           n_failed;
  guint           n_finished;
  guint           n_states;
  GError         *error;          /* owned: of the last failure */
  guint64         checkpoint_step;
} Fixture;

static inline void
progress_cb (InklingTrainer *trainer,
             Fixture        *fixture)
{
  fixture->n_progress++;
}

/* Rows come one by one, none left out, and are there when they are told. */
static inline void
evaluated_cb (InklingTrainer *trainer,
              guint           index,
              double          seconds,
              Fixture        *fixture)
{
  const InklingHistory *history = inkling_trainer_get_history (trainer);

  g_assert_cmpuint (index, <, history->evaluations->len);
  g_assert_cmpfloat (seconds, >=, 0.0);
  fixture->n_evaluated++;
}

static inline void
checkpoint_cb (InklingTrainer *trainer,
               guint64         step,
               const char     *path,
               Fixture        *fixture)
{
  g_assert_nonnull (path);
  fixture->checkpoint_step = step;
  fixture->n_checkpoints++;
}

static inline void
failed_cb (InklingTrainer *trainer,
           GError         *error,
           Fixture        *fixture)
{
  g_clear_error (&fixture->error);
  fixture->error = g_error_copy (error);
  fixture->n_failed++;
}

static inline void
finished_cb (InklingTrainer *trainer,
             Fixture        *fixture)
{
  g_assert_cmpint (inkling_trainer_get_state (trainer), ==, INKLING_TRAINER_IDLE);
  fixture->n_finished++;
}

static inline void
state_cb (InklingTrainer *trainer,
          GParamSpec     *pspec,
          Fixture        *fixture)
{
  fixture->n_states++;
}

static inline void
watch (Fixture *fixture)
{
  g_signal_connect (fixture->trainer, "progress", G_CALLBACK (progress_cb), fixture);
  g_signal_connect (fixture->trainer, "evaluated", G_CALLBACK (evaluated_cb), fixture);
  g_signal_connect (fixture->trainer, "checkpoint", G_CALLBACK (checkpoint_cb), fixture);
  g_signal_connect (fixture->trainer, "failed", G_CALLBACK (failed_cb), fixture);
  g_signal_connect (fixture->trainer, "finished", G_CALLBACK (finished_cb), fixture);
  g_signal_connect (fixture->trainer, "notify::state", G_CALLBACK (state_cb), fixture);
}

static inline void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->data_folder = tiny_make_folder ();
  fixture->folder = tiny_make_folder ();
  tiny_dataset_write (fixture->data_folder, N_TRAINING, N_TEST);
  fixture->dataset = inkling_dataset_load (fixture->data_folder, NULL, &error);
  g_assert_no_error (error);
  fixture->trainer = inkling_trainer_new ();
  watch (fixture);
}

static inline void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->trainer);
  g_clear_object (&fixture->dataset);
  g_clear_error (&fixture->error);
  tiny_remove_folder (fixture->data_folder);
  tiny_remove_folder (fixture->folder);
  g_free (fixture->data_folder);
  g_free (fixture->folder);
}

static inline void
start (Fixture        *fixture,
       InklingModel   *from,
       const NnRecipe *recipe,
       guint64         steps,
       guint           n_threads)
{
  InklingTrainerOptions options = {
    .steps = steps, .n_threads = n_threads, .save_every = 20, .folder = fixture->folder,
  };
  g_autoptr (GError)    error = NULL;

  inkling_trainer_start (fixture->trainer, fixture->dataset, from, recipe, 3, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (inkling_trainer_get_state (fixture->trainer), ==, INKLING_TRAINER_RUNNING);
}

static inline void
wait_until_idle (Fixture *fixture)
{
  while (inkling_trainer_get_running (fixture->trainer))
    g_main_context_iteration (NULL, TRUE);
}

static inline void
stop (Fixture *fixture)
{
  inkling_trainer_pause (fixture->trainer);
  wait_until_idle (fixture);
}

static inline void
train (Fixture        *fixture,
       InklingModel   *from,
       const NnRecipe *recipe,
       guint64         steps,
       guint           n_threads)
{
  start (fixture, from, recipe, steps, n_threads);
  wait_until_idle (fixture);
}

static inline InklingModel *
load_newest (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  InklingModel      *model = inkling_checkpoints_load_newest (fixture->folder, NULL, NULL, &error);

  g_assert_no_error (error);
  return model;
}

static inline char *
get_path (Fixture *fixture,
          guint64  step)
{
  return g_strdup_printf ("%s/mnist_model-%" G_GUINT64_FORMAT INKLING_MODEL_SUFFIX,
                          fixture->folder, step);
}

static inline GBytes *
read_checkpoint (Fixture *fixture,
                 guint64  step)
{
  g_autofree char   *path = get_path (fixture, step);
  g_autoptr (GError) error = NULL;
  char              *content;
  gsize              length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, length);
}

static inline void
forget_models (Fixture *fixture)
{
  tiny_remove_folder (fixture->folder);
}
