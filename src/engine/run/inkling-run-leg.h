/* inkling-run-leg.h: what is trained of a run between Train or Resume and Pause
 *
 * However often a run was paused, it ends at a multiple of its recipe's steps. A leg leads there,
 * or is a few steps only, and its progress is the whole run's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-trainer.h"

G_BEGIN_DECLS

typedef struct
{
  NnRecipe recipe;
  guint64  seed;
  guint64  n_steps; /* 0: to the end of the run */
  gboolean fresh;   /* of a new run; else it goes on from the model at hand */
} InklingRunLeg;

/* The first of a run. */
InklingRunLeg inkling_run_leg_of_new_run  (const NnRecipe       *recipe,
                                           guint64               seed,
                                           guint64               n_steps);
/* One that goes on from model, with the live fields of recipe, or as it is if that is NULL. */
InklingRunLeg inkling_run_leg_of_model    (const InklingModel   *model,
                                           const NnRecipe       *recipe,
                                           guint64               n_steps);

/* Lets trainer begin, as the settings say of stopping, of threads and of checkpoints. model may be
 * NULL if the run is a new one. */
gboolean      inkling_run_leg_start       (const InklingRunLeg  *self,
                                           InklingTrainer       *trainer,
                                           InklingDataset       *dataset,
                                           InklingModel         *model,
                                           InklingCheckpoints   *checkpoints,
                                           GError              **error);
/* Lets trainer, which is at it, follow the settings and the live fields of recipe. */
gboolean      inkling_run_leg_change      (InklingTrainer       *trainer,
                                           const NnRecipe       *recipe,
                                           GError              **error);

/* Where the run stands: with the trainer on this leg, or as a model that is not being trained. */
InklingProgress inkling_run_leg_get_progress   (const InklingRunLeg *self,
                                                InklingTrainer      *trainer);
InklingProgress inkling_run_leg_model_progress (const InklingModel  *model);

G_END_DECLS
