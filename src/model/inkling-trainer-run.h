/* inkling-trainer-run.h: one run on its worker thread
 *
 * Private to the trainer, the only one to start a thread. The worker knows plain data, no GObject
 * and no main loop: it leaves its news in a box.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-model.h"
#include "inkling-trainer-news.h"
#include "nn-training.h"

G_BEGIN_DECLS

typedef struct _InklingTrainerRun InklingTrainerRun;

/* What a run is made from. inkling_trainer_run_start copies or references what pointers point to,
 * except the digits, which must outlive the run. */
typedef struct
{
  NnTrainingData  data;
  const NnDigits *test;
  const char     *dataset_name;
  const char     *dataset_digest;
  InklingModel   *from;           /* NULL: a new run */
  NnRecipe        recipe;
  guint64         seed;
  guint64         first_step;
  guint64         last_step;
  guint           n_threads;
  guint64         save_every;
  guint           keep;
  const char     *folder;         /* NULL: nothing is saved */
} InklingTrainerPlan;

/* Starts the worker. The owner calls inkling_trainer_run_free, also after the last news. NULL on
 * error. */
InklingTrainerRun *inkling_trainer_run_start (const InklingTrainerPlan  *plan,
                                              InklingTrainerNewsBox     *box,
                                              GError                   **error);

/* The worker ends after the step it is at. Any thread. */
void               inkling_trainer_run_stop  (InklingTrainerRun         *self);

/* Waits until the worker has ended by itself or because it was told to. Owner only. */
void               inkling_trainer_run_join  (InklingTrainerRun         *self);

/* Joins. */
void               inkling_trainer_run_free  (InklingTrainerRun         *self);

G_END_DECLS
