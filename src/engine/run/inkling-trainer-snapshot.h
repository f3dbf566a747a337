/* inkling-trainer-snapshot.h: a run as it stands, as a model and in figures
 *
 * Private to the trainer's worker.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-trainer-plan.h"

G_BEGIN_DECLS

/* New references, NULL if memory ran out. The averages alone read digits; a complete model has
 * everything to go on with, a copy of history too. seconds: of this session. */
InklingModel *inkling_trainer_snapshot_averages (const InklingTrainerPlan *plan,
                                                 const NnTraining         *training);
InklingModel *inkling_trainer_snapshot_complete (const InklingTrainerPlan *plan,
                                                 const NnTraining         *training,
                                                 const InklingHistory     *history,
                                                 InklingTrainerEnd         end,
                                                 double                    seconds);

/* Measures the averages. */
NnStatus      inkling_trainer_snapshot_evaluate (const InklingTrainerPlan *plan,
                                                 const NnTraining         *training,
                                                 NnTeam                   *team,
                                                 InklingEvaluationReport  *row);

G_END_DECLS
