/* inkling-trainer-snapshot.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-trainer-snapshot.h"

#include "nn-evaluation.h"

InklingModel *
inkling_trainer_snapshot_averages (const InklingTrainerPlan *plan,
                                   const NnTraining         *training)
{
  g_autoptr (InklingModel) model = inkling_model_new ();

  model->recipe = training->recipe;
  model->seed = training->seed;
  model->step = training->step;
  model->dataset_name = g_strdup (plan->dataset_name);
  model->dataset_digest = g_strdup (plan->dataset_digest);
  model->dataset_place = g_strdup (plan->dataset_place);
  g_strlcpy (model->run, plan->run, sizeof model->run);
  model->averages = nn_network_copy (training->averages);
  return model->averages != NULL ? g_steal_pointer (&model) : NULL;
}

InklingModel *
inkling_trainer_snapshot_complete (const InklingTrainerPlan *plan,
                                   const NnTraining         *training,
                                   const InklingHistory     *history,
                                   InklingTrainerEnd         end,
                                   double                    seconds)
{
  g_autoptr (InklingModel) model = inkling_trainer_snapshot_averages (plan, training);
  gboolean                 has_velocity = training->recipe.momentum > 0.0;

  if (model == NULL)
    return NULL;
  g_clear_pointer (&model->history, inkling_history_free);
  model->history = inkling_history_copy (history);
  model->end = end == INKLING_TRAINER_END_STEPS ? INKLING_TRAINER_END_PAUSED : end;
  model->patience_since = plan->patience_since;
  if (plan->keep_seconds)
    model->seconds = plan->seconds_before + seconds;
  model->weights = nn_network_copy (training->weights);
  if (has_velocity)
    model->velocity = nn_network_copy (training->velocity);
  if (model->weights == NULL || (has_velocity && model->velocity == NULL))
    return NULL;
  return g_steal_pointer (&model);
}

NnStatus
inkling_trainer_snapshot_evaluate (const InklingTrainerPlan *plan,
                                   const NnTraining         *training,
                                   NnTeam                   *team,
                                   InklingEvaluationReport  *row)
{
  NnEvaluation validation;
  NnEvaluation test;
  NnStatus     status = nn_evaluate (training->averages, plan->data.training, 0,
                                     plan->data.n_validation, team, NULL, &validation);

  if (status == NN_OK)
    status = nn_evaluate (training->averages, plan->test, 0, plan->test->n_images, team, NULL,
                          &test);
  if (status == NN_OK)
    *row = (InklingEvaluationReport) {
      .step = (gint64) training->step,
      .validation_accuracy = nn_evaluation_get_accuracy (&validation),
      .validation_loss = validation.loss,
      .test_accuracy = nn_evaluation_get_accuracy (&test),
    };
  return status;
}
