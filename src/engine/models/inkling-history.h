/* inkling-history.h: what a run reported, from its first step on
 *
 * Two tables, because the loss is cheap and the accuracy is not: reports (every
 * recipe.report_every steps) and evaluations (every recipe.evaluate_every). Rows lie at fixed
 * multiples only, never where a run was paused, so that a resumed run has the same history as one
 * that never stopped. Wall-clock times are not part of it.
 *
 * Marks are notes about the sessions a run was made in. Whoever resumes a run or changes a
 * parameter adds them; the trainer by itself adds none, and they lie outside the file's data
 * section, so that resuming without a mark gives the same file and with one the same tensors.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 step;            /* updates done, this one included */
  double loss;            /* regularised, of that step's batch */
  double learning_rate;   /* of that step */
} InklingReport;

typedef struct
{
  gint64 step;
  double validation_accuracy; /* 0 … 1, of the averages */
  double validation_loss;
  double test_accuracy;
} InklingEvaluationReport;

typedef enum
{
  INKLING_HISTORY_MARK_RESUMED, /* the run was stopped and went on */
  INKLING_HISTORY_MARK_CHANGED, /* one of its parameters has another value from here on */
} InklingHistoryMarkKind;

typedef struct
{
  gint64                  step;      /* updates done before it */
  InklingHistoryMarkKind  kind;
  char                   *name;      /* owned: what was changed, as in NnRecipeField; else NULL */
  char                   *old_value; /* owned: as by inkling_recipe_get_text; else NULL */
  char                   *new_value; /* owned: the same */
} InklingHistoryMark;

/* More would not fit into a model file's header; the earliest give way. */
#define INKLING_HISTORY_MAX_MARKS 200

typedef struct
{
  GArray    *reports;     /* of InklingReport, steps ascending */
  GArray    *evaluations; /* of InklingEvaluationReport, steps ascending */
  GPtrArray *marks;       /* of InklingHistoryMark, steps ascending */
  guint      n_marked;    /* how often a mark was added, merged or taken back */
} InklingHistory;

/* One column of either table, for everything that saves, loads, plots or exports all of them. */
typedef struct
{
  const char *name;           /* tensor name in the model file: "history.step", "history.loss",
                                 "history.learning_rate", "history.evaluated_step",
                                 "history.validation_accuracy", "history.validation_loss",
                                 "history.test_accuracy" */
  gboolean    of_evaluations; /* else of reports */
  gboolean    is_step;        /* gint64, else double */
  gsize       offset;         /* in the row */
  double      maximum;        /* of what is no step; the minimum is 0 */
} InklingHistoryColumn;

extern const InklingHistoryColumn inkling_history_columns[];
extern const gsize                inkling_history_n_columns;

InklingHistory *inkling_history_new  (void);
InklingHistory *inkling_history_copy (const InklingHistory *self);
void            inkling_history_free (InklingHistory *self);

void inkling_history_add_report     (InklingHistory                *self,
                                     const InklingReport           *report);
void inkling_history_add_evaluation (InklingHistory                *self,
                                     const InklingEvaluationReport *evaluation);

/* Adds a copy of mark, whose texts are single words. What would say nothing new is left out: a
 * second resumption at one step; of several changes of one parameter at one step the first old and
 * the last new value stay, and nothing if those are equal. */
void inkling_history_add_mark (InklingHistory           *self,
                               const InklingHistoryMark *mark);

/* NULL while there is none. Valid until the next row is added. */
const InklingReport           *inkling_history_last_report     (const InklingHistory *self);
const InklingEvaluationReport *inkling_history_last_evaluation (const InklingHistory *self);
/* The earliest evaluation with the highest validation accuracy. */
const InklingEvaluationReport *inkling_history_best_evaluation (const InklingHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingHistory, inkling_history_free)

G_END_DECLS
