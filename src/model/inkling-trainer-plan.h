/* inkling-trainer-plan.h: everything a run is made from, as plain data
 *
 * Private to the trainer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-dataset.h"
#include "inkling-model.h"
#include "inkling-trainer.h"
#include "nn-training.h"

G_BEGIN_DECLS

/* Pointers are borrowed from what the plan was made of. */
typedef struct
{
  NnTrainingData  data;
  const NnDigits *test;
  const char     *dataset_name;
  const char     *dataset_digest;
  InklingModel   *from;           /* NULL: a new run */
  NnRecipe        recipe;
  guint64         seed;
  guint64         steps_per_epoch;
  guint64         first_step;
  guint64         last_step;
  guint           n_threads;
  guint64         save_every;
  guint           keep;
  const char     *folder;         /* NULL: nothing is saved */
} InklingTrainerPlan;

/* Fills in plan from inkling_trainer_start's arguments. FALSE with error if there can be no such
 * run. */
gboolean inkling_trainer_plan_make (InklingTrainerPlan           *plan,
                                    InklingDataset               *dataset,
                                    InklingModel                 *from,
                                    const NnRecipe               *recipe,
                                    guint64                       seed,
                                    const InklingTrainerOptions  *options,
                                    GError                      **error);

G_END_DECLS
