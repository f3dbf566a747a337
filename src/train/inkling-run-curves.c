/* inkling-run-curves.c: which curves show what of a run's history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-run-curves.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inkling-number.h"
#include "inkling-plot-words.h"

#define PERCENT        100.0
#define SUMMARY_DIGITS (-2) /* significant */

enum { BATCH_LOSS, VALIDATION_LOSS, VALIDATION_ACCURACY, TEST_ACCURACY, LEARNING_RATE, N_CURVES };
enum { STYLE_BATCH, STYLE_VALIDATION, STYLE_TEST, STYLE_RATE };

struct _InklingRunCurves
{
  InklingPlotFigure *figures[INKLING_RUN_N_FIGURES]; /* not owned */
  InklingPlotCurve  *curves[N_CURVES];               /* owned by the figures */

  /* How much of the history they have */
  guint              n_reports;
  guint              n_evaluations;
  guint              n_marked;
};

/* What of a history each curve shows, and where. */
static const struct
{
  guint       figure;
  const char *label;
  guint       style;
  gboolean    noisy;
  gboolean    of_evaluations; /* else of reports */
  gsize       offset;         /* in the row */
  double      factor;
} columns[N_CURVES] = {
  [BATCH_LOSS] = {
    INKLING_RUN_FIGURE_LOSS, N_("Batch"), STYLE_BATCH, TRUE,
    FALSE, G_STRUCT_OFFSET (InklingReport, loss), 1.0 },
  [VALIDATION_LOSS] = {
    INKLING_RUN_FIGURE_LOSS, N_("Validation"), STYLE_VALIDATION, FALSE,
    TRUE, G_STRUCT_OFFSET (InklingEvaluationReport, validation_loss), 1.0 },
  [VALIDATION_ACCURACY] = {
    INKLING_RUN_FIGURE_ACCURACY, N_("Validation"), STYLE_VALIDATION, FALSE,
    TRUE, G_STRUCT_OFFSET (InklingEvaluationReport, validation_accuracy), PERCENT },
  [TEST_ACCURACY] = {
    INKLING_RUN_FIGURE_ACCURACY, N_("Test"), STYLE_TEST, FALSE,
    TRUE, G_STRUCT_OFFSET (InklingEvaluationReport, test_accuracy), PERCENT },
  [LEARNING_RATE] = {
    INKLING_RUN_FIGURE_RATE, N_("Rate"), STYLE_RATE, FALSE,
    FALSE, G_STRUCT_OFFSET (InklingReport, learning_rate), 1.0 },
};

/* The rows from begin on of either table: both have the step first. */
static void
append_rows (InklingRunCurves *self,
             GArray           *rows,
             guint             begin,
             gboolean          of_evaluations,
             gboolean          to_ghost)
{
  for (guint i = begin; i < rows->len; i++)
    {
      const char *row = rows->data + i * g_array_get_element_size (rows);
      gint64 step = *(const gint64 *) (gconstpointer) row;

      for (guint j = 0; j < N_CURVES; j++)
        if (columns[j].of_evaluations == of_evaluations)
          {
            InklingPlotCurve *curve = self->curves[j];
            double value = *(const double *) (gconstpointer) (row + columns[j].offset);

            inkling_plot_trace_append (to_ghost ? &curve->ghost : &curve->run, step,
                                       columns[j].factor * value);
          }
    }
}

static char *
describe_mark (const InklingHistoryMark *mark)
{
  g_autofree char *name = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  switch (mark->kind)
    {
    case INKLING_HISTORY_MARK_RESUMED:
      return g_strdup (_("resumed"));
    case INKLING_HISTORY_MARK_CHANGED:
      name = g_strdelimit (g_strdup (mark->name), "_", ' ');
      before = inkling_number_from_plain (mark->old_value);
      after = inkling_number_from_plain (mark->new_value);
      /* Translators: a parameter, its value before and after, for example “decay 0.98 → 0.95” */
      return g_strdup_printf (_("%s %s → %s"), name, before, after);
    }

  return NULL;
}

/* Marks may be merged or taken back, so that they are not only ever added to. */
static void
replace_marks (InklingRunCurves     *self,
               const InklingHistory *history)
{
  for (guint i = 0; i < INKLING_RUN_N_FIGURES; i++)
    g_ptr_array_set_size (self->figures[i]->marks, 0);

  for (guint i = 0; i < history->marks->len; i++)
    {
      const InklingHistoryMark *mark = g_ptr_array_index (history->marks, i);
      g_autofree char *text = describe_mark (mark);
      InklingPlotMarkKind kind = mark->kind == INKLING_HISTORY_MARK_CHANGED
                                   ? INKLING_PLOT_MARK_CHANGED : INKLING_PLOT_MARK_RESUMED;

      for (guint j = 0; j < INKLING_RUN_N_FIGURES; j++)
        inkling_plot_figure_add_mark (self->figures[j], mark->step, kind, text);
    }
}

static char *
describe_loss (const InklingRunCurves *self)
{
  const InklingPlotCurve *curve = self->curves[BATCH_LOSS];
  const InklingPlotSeries *series = inkling_plot_trace_get_shown (&curve->run);
  const InklingPlotPoint *point = inkling_plot_series_nearest (series, INFINITY);
  const char *trend = inkling_plot_trend_word (inkling_plot_trend (curve->run.raw));
  g_autofree char *value = NULL;

  if (point == NULL)
    return NULL;

  value = inkling_plot_format_value (point->y, SUMMARY_DIGITS, "");

  /* Translators: the loss and whether it rises or falls, for example “Loss 0.21, falling” */
  return trend == NULL ? g_strdup_printf (_("Loss %s"), value)
                       : g_strdup_printf (_("Loss %s, %s"), value, trend);
}

static char *
describe_accuracy (const InklingRunCurves *self)
{
  const InklingPlotSeries *series = self->curves[TEST_ACCURACY]->run.raw;
  const InklingPlotPoint *point = inkling_plot_series_nearest (series, INFINITY);

  /* Translators: the share of the test digits that are read correctly */
  return point == NULL ? NULL : g_strdup_printf (_("%.1f %% of test digits"),
                                                 inkling_plot_round_percent (point->y, 1));
}

InklingRunCurves *
inkling_run_curves_new (InklingPlotFigure *const *figures)
{
  InklingRunCurves *self = g_new0 (InklingRunCurves, 1);

  for (guint i = 0; i < INKLING_RUN_N_FIGURES; i++)
    {
      self->figures[i] = figures[i];
      figures[i]->lowest = 0.0;
    }
  figures[INKLING_RUN_FIGURE_ACCURACY]->highest = PERCENT;
  for (guint i = 0; i < N_CURVES; i++)
    self->curves[i] = inkling_plot_figure_add_curve (figures[columns[i].figure],
                                                     _(columns[i].label), columns[i].style,
                                                     columns[i].noisy);

  return self;
}

void
inkling_run_curves_free (InklingRunCurves *self)
{
  g_free (self);
}

void
inkling_run_curves_update (InklingRunCurves     *self,
                           const InklingHistory *history)
{
  g_assert (history->reports->len >= self->n_reports);
  g_assert (history->evaluations->len >= self->n_evaluations);

  append_rows (self, history->reports, self->n_reports, FALSE, FALSE);
  append_rows (self, history->evaluations, self->n_evaluations, TRUE, FALSE);
  if (self->n_marked != history->n_marked)
    replace_marks (self, history);

  self->n_reports = history->reports->len;
  self->n_evaluations = history->evaluations->len;
  self->n_marked = history->n_marked;
}

void
inkling_run_curves_clear (InklingRunCurves *self)
{
  self->n_reports = 0;
  self->n_evaluations = 0;
  self->n_marked = 0;
  for (guint i = 0; i < INKLING_RUN_N_FIGURES; i++)
    inkling_plot_figure_clear (self->figures[i]);
}

void
inkling_run_curves_set_ghost (InklingRunCurves     *self,
                              const InklingHistory *history)
{
  for (guint i = 0; i < INKLING_RUN_N_FIGURES; i++)
    inkling_plot_figure_clear_ghosts (self->figures[i]);
  if (history == NULL)
    return;

  append_rows (self, history->reports, 0, FALSE, TRUE);
  append_rows (self, history->evaluations, 0, TRUE, TRUE);
}

gboolean
inkling_run_curves_is_empty (const InklingRunCurves *self)
{
  return self->n_reports == 0;
}

char *
inkling_run_curves_describe (const InklingRunCurves *self)
{
  g_autofree char *loss = describe_loss (self);
  g_autofree char *accuracy = describe_accuracy (self);

  if (loss == NULL || accuracy == NULL)
    return g_strdup (loss != NULL ? loss : "");

  /* Translators: joins the loss and the accuracy, of which the two texts above are made */
  return g_strdup_printf (_("%s; %s"), loss, accuracy);
}
