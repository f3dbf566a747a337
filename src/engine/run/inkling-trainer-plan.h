/* inkling-trainer-plan.h: everything a run is made from, as plain data
 *
 * Private to the trainer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-dataset.h"
#include "inkling-model.h"
#include "inkling-trainer-options.h"
#include "nn-training.h"

G_BEGIN_DECLS

/* Pointers are borrowed from what the plan was made of, most of them from the data set. */
typedef struct
{
  NnTrainingData         data;
  const NnDigits        *test;
  const char            *dataset_name;
  const char            *dataset_digest;
  const char            *dataset_place;
  InklingModel          *from;           /* NULL: a new run */
  NnRecipe               recipe;
  guint64                seed;
  guint64                steps_per_epoch;
  guint64                first_step;
  guint64                last_step;
  guint                  n_threads;
  guint64                save_every;
  guint                  keep;
  InklingCheckpoints    *checkpoints;    /* held; NULL: nothing is saved */
  char                   run[INKLING_MODEL_RUN_SIZE];
  gboolean               mark_resumed;
  gboolean               keep_seconds;
  double                 seconds_before; /* trained in earlier sessions, as far as they count */
  guint64                patience_since; /* no improvement is counted from before this step */
  InklingStopConditions  stop;
} InklingTrainerPlan;

/* Fills in plan from inkling_trainer_start's arguments, but for a folder that is not held yet.
 * FALSE with error if there can be no such run. */
gboolean inkling_trainer_plan_make (InklingTrainerPlan           *plan,
                                    InklingDataset               *dataset,
                                    InklingModel                 *from,
                                    const NnRecipe               *recipe,
                                    guint64                       seed,
                                    const InklingTrainerOptions  *options,
                                    GError                      **error);

/* Whether a run can learn from dataset by this recipe. */
gboolean inkling_trainer_plan_check_recipe (const NnRecipe  *recipe,
                                            InklingDataset  *dataset,
                                            GError         **error);

/* Marks in history every field that differs, as changed after step updates. */
void inkling_trainer_plan_mark_changes (InklingHistory *history,
                                        guint64         step,
                                        const NnRecipe *before,
                                        const NnRecipe *after);

/* A copy of the history the plan goes on from, with what it marks; empty for a new run. */
InklingHistory *inkling_trainer_plan_make_history (const InklingTrainerPlan *plan);

/* Where a run that stands at step ends: at the next multiple of its recipe's steps, however often
 * it was paused before. */
guint64 inkling_trainer_plan_get_end (const NnRecipe *recipe,
                                      guint64         step);

/* As many threads as that means; 0: as many as the machine has processors. */
guint inkling_trainer_plan_choose_n_threads (guint wanted);

G_END_DECLS
