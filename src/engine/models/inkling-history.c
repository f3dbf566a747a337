/* inkling-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-history.h"

#define REPORT_COLUMN(name, field, maximum) \
  { "history." name, FALSE, FALSE, G_STRUCT_OFFSET (InklingReport, field), maximum }
#define EVALUATION_COLUMN(name, field, maximum) \
  { "history." name, TRUE, FALSE, G_STRUCT_OFFSET (InklingEvaluationReport, field), maximum }

const InklingHistoryColumn inkling_history_columns[] = {
  { "history.step", FALSE, TRUE, G_STRUCT_OFFSET (InklingReport, step) },
  REPORT_COLUMN ("loss", loss, G_MAXDOUBLE),
  REPORT_COLUMN ("learning_rate", learning_rate, G_MAXDOUBLE),
  { "history.evaluated_step", TRUE, TRUE, G_STRUCT_OFFSET (InklingEvaluationReport, step) },
  EVALUATION_COLUMN ("validation_accuracy", validation_accuracy, 1.0),
  EVALUATION_COLUMN ("validation_loss", validation_loss, G_MAXDOUBLE),
  EVALUATION_COLUMN ("test_accuracy", test_accuracy, 1.0),
};
const gsize inkling_history_n_columns = G_N_ELEMENTS (inkling_history_columns);

static void
mark_free (gpointer data)
{
  InklingHistoryMark *mark = data;

  g_free (mark->name);
  g_free (mark->old_value);
  g_free (mark->new_value);
  g_free (mark);
}

static gpointer
mark_copy (gconstpointer source,
           gpointer      user_data)
{
  const InklingHistoryMark *mark = source;
  InklingHistoryMark       *copy = g_new (InklingHistoryMark, 1);

  *copy = (InklingHistoryMark) {
    .step = mark->step,
    .kind = mark->kind,
    .name = g_strdup (mark->name),
    .old_value = g_strdup (mark->old_value),
    .new_value = g_strdup (mark->new_value),
  };
  return copy;
}

/* The mark that says something about the same step and parameter already; marks->len: none. */
static guint
find_mark (const InklingHistory     *self,
           const InklingHistoryMark *mark)
{
  guint i;

  for (i = 0; i < self->marks->len; i++)
    {
      const InklingHistoryMark *other = g_ptr_array_index (self->marks, i);

      if (other->step == mark->step && other->kind == mark->kind &&
          g_strcmp0 (other->name, mark->name) == 0)
        break;
    }
  return i;
}

static void
update_mark (InklingHistory *self,
             guint           i,
             const char     *new_value)
{
  InklingHistoryMark *mark = g_ptr_array_index (self->marks, i);

  g_free (mark->new_value);
  mark->new_value = g_strdup (new_value);
  if (mark->kind == INKLING_HISTORY_MARK_CHANGED &&
      g_strcmp0 (mark->old_value, new_value) == 0)
    g_ptr_array_remove_index (self->marks, i);
}

InklingHistory *
inkling_history_new (void)
{
  InklingHistory *self = g_new0 (InklingHistory, 1);

  self->reports = g_array_new (FALSE, FALSE, sizeof (InklingReport));
  self->evaluations = g_array_new (FALSE, FALSE, sizeof (InklingEvaluationReport));
  self->marks = g_ptr_array_new_with_free_func (mark_free);
  return self;
}

InklingHistory *
inkling_history_copy (const InklingHistory *self)
{
  InklingHistory *copy = g_new (InklingHistory, 1);

  copy->reports = g_array_copy (self->reports);
  copy->evaluations = g_array_copy (self->evaluations);
  copy->marks = g_ptr_array_copy (self->marks, mark_copy, NULL);
  copy->n_marked = self->n_marked;
  return copy;
}

void
inkling_history_free (InklingHistory *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->reports);
  g_array_unref (self->evaluations);
  g_ptr_array_unref (self->marks);
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

void
inkling_history_add_mark (InklingHistory           *self,
                          const InklingHistoryMark *mark)
{
  guint i = find_mark (self, mark);

  self->n_marked++;
  if (i < self->marks->len)
    {
      update_mark (self, i, mark->new_value);
      return;
    }
  if (self->marks->len == INKLING_HISTORY_MAX_MARKS)
    g_ptr_array_remove_index (self->marks, 0);
  g_ptr_array_add (self->marks, mark_copy (mark, NULL));
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
