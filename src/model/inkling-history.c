/* inkling-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-history.h"

#define REPORT_COLUMN(name, field, is_step) \
  { "history." name, FALSE, is_step, G_STRUCT_OFFSET (InklingReport, field) }
#define EVALUATION_COLUMN(name, field, is_step) \
  { "history." name, TRUE, is_step, G_STRUCT_OFFSET (InklingEvaluationReport, field) }

const InklingHistoryColumn inkling_history_columns[] = {
  REPORT_COLUMN ("step", step, TRUE),
  REPORT_COLUMN ("loss", loss, FALSE),
  REPORT_COLUMN ("learning_rate", learning_rate, FALSE),
  EVALUATION_COLUMN ("evaluated_step", step, TRUE),
  EVALUATION_COLUMN ("validation_accuracy", validation_accuracy, FALSE),
  EVALUATION_COLUMN ("validation_loss", validation_loss, FALSE),
  EVALUATION_COLUMN ("test_accuracy", test_accuracy, FALSE),
};
const gsize inkling_history_n_columns = G_N_ELEMENTS (inkling_history_columns);

InklingHistory *
inkling_history_new (void)
{
  InklingHistory *self = g_new (InklingHistory, 1);

  self->reports = g_array_new (FALSE, FALSE, sizeof (InklingReport));
  self->evaluations = g_array_new (FALSE, FALSE, sizeof (InklingEvaluationReport));
  return self;
}

InklingHistory *
inkling_history_copy (const InklingHistory *self)
{
  InklingHistory *copy = g_new (InklingHistory, 1);

  copy->reports = g_array_copy (self->reports);
  copy->evaluations = g_array_copy (self->evaluations);
  return copy;
}

void
inkling_history_free (InklingHistory *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->reports);
  g_array_unref (self->evaluations);
  g_free (self);
}

void
inkling_history_add_report (InklingHistory      *self,
                            const InklingReport *report)
{
  g_array_append_vals (self->reports, report, 1);
}

void
inkling_history_add_evaluation (InklingHistory                *self,
                                const InklingEvaluationReport *evaluation)
{
  g_array_append_vals (self->evaluations, evaluation, 1);
}

const InklingReport *
inkling_history_last_report (const InklingHistory *self)
{
  if (self->reports->len == 0)
    return NULL;
  return &g_array_index (self->reports, InklingReport, self->reports->len - 1);
}

const InklingEvaluationReport *
inkling_history_last_evaluation (const InklingHistory *self)
{
  if (self->evaluations->len == 0)
    return NULL;
  return &g_array_index (self->evaluations, InklingEvaluationReport, self->evaluations->len - 1);
}

const InklingEvaluationReport *
inkling_history_best_evaluation (const InklingHistory *self)
{
  const InklingEvaluationReport *best = NULL;

  for (guint i = 0; i < self->evaluations->len; i++)
    {
      const InklingEvaluationReport *evaluation = &g_array_index (self->evaluations,
                                                                  InklingEvaluationReport, i);

      if (best == NULL || evaluation->validation_accuracy > best->validation_accuracy)
        best = evaluation;
    }
  return best;
}
