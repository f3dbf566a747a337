/* nn-training.h: the state of a run and one step of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "nn-digits.h"
#include "nn-network.h"
#include "nn-recipe.h"
#include "nn-status.h"
#include "nn-supply.h"
#include "nn-team.h"

typedef struct _NnWorkspace NnWorkspace;

typedef struct
{
  NnRecipe        recipe;          /* see nn_training_set_recipe */
  uint64_t        seed;
  uint64_t        step;            /* updates done so far */
  uint64_t        steps_per_epoch;
  NnNetwork      *weights;         /* owned: what is trained */
  NnNetwork      *averages;        /* owned: what evaluates and predicts */
  NnNetwork      *velocity;        /* owned: momentum, all 0 when the recipe has none */

  /* Private */
  NnTrainingData  data;
  NnTeam         *team;            /* borrowed, may be NULL */
  NnWorkspace    *workspace;       /* owned */
} NnTraining;

/* About how much memory the training of a valid recipe takes, its data aside. NN_STEP_TOO_LARGE if
 * no run would come to its second step for minutes. */
NnStatus nn_training_measure (const NnRecipe *recipe,
                              size_t          n_threads,
                              uint64_t       *n_bytes);

/* A new run at step 0. Errors: NN_BAD_RECIPE, NN_STEP_TOO_LARGE, NN_BATCH_TOO_LARGE, NN_NO_IMAGES,
 * NN_NO_MEMORY. *training is the caller's; free with nn_training_free. */
NnStatus nn_training_new (const NnRecipe       *recipe,
                          uint64_t              seed,
                          const NnTrainingData *data,
                          NnTeam               *team,
                          NnTraining          **training);

/* Puts the run where an earlier one stood: copies all three networks (velocity may be NULL: 0) and
 * the step. From here on every bit is as if it had never stopped. */
void nn_training_restore (NnTraining      *training,
                          uint64_t         step,
                          const NnNetwork *weights,
                          const NnNetwork *averages,
                          const NnNetwork *velocity);

/* Lets the next step, and all after it, follow another recipe: as if the run were restored, as it
 * stands, with that recipe. Only live fields may differ, and pictures can be mixed in only if the
 * data has such. Errors: NN_BAD_RECIPE, NN_BATCH_TOO_LARGE, NN_NO_MEMORY; nothing has changed
 * then. */
NnStatus nn_training_set_recipe (NnTraining     *training,
                                 const NnRecipe *recipe);

/* Gives data that has none pictures to mix in (borrowed), for a recipe that is set later. */
void nn_training_set_mixed (NnTraining     *training,
                            const NnDigits *mixed);

/* Shares the steps to come among another team, to the same bits. team is borrowed and may be NULL.
 * NN_NO_MEMORY leaves it with the former one. */
NnStatus nn_training_set_team (NnTraining *training,
                               NnTeam     *team);

void nn_training_free (NnTraining *training);

/* One update. *loss, if not NULL, is the regularised loss of this step's batch before the update
 * (asking for it costs a pass over the weights). NN_LOSS_NOT_FINITE: the run must stop; weights are
 * then unusable and step has not advanced. */
NnStatus nn_training_step (NnTraining *training,
                           double     *loss);

/* The rate the next step will use. */
double nn_training_get_learning_rate (const NnTraining *training);
