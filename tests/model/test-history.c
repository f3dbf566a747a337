/* test-history.c: what a run reported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-history.h"

static InklingHistory *
make_history (void)
{
  InklingHistory *history = inkling_history_new ();

  for (int i = 1; i <= 3; i++)
    inkling_history_add_report (history, &(InklingReport) { 100 * i, 1.0 / i, 0.1 * i });
  inkling_history_add_evaluation (history, &(InklingEvaluationReport) { 1000, 0.90, 0.4, 0.89 });
  inkling_history_add_evaluation (history, &(InklingEvaluationReport) { 2000, 0.95, 0.3, 0.93 });
  inkling_history_add_evaluation (history, &(InklingEvaluationReport) { 3000, 0.95, 0.2, 0.94 });
  inkling_history_add_evaluation (history, &(InklingEvaluationReport) { 4000, 0.94, 0.3, 0.96 });
  return history;
}

static void
test_empty (void)
{
  g_autoptr (InklingHistory) history = inkling_history_new ();

  g_assert_null (inkling_history_last_report (history));
  g_assert_null (inkling_history_last_evaluation (history));
  g_assert_null (inkling_history_best_evaluation (history));
}

static void
test_last (void)
{
  g_autoptr (InklingHistory) history = make_history ();

  g_assert_cmpint (inkling_history_last_report (history)->step, ==, 300);
  g_assert_cmpint (inkling_history_last_evaluation (history)->step, ==, 4000);
}

/* By validation, not by test, and the earliest of equals. */
static void
test_best (void)
{
  g_autoptr (InklingHistory) history = make_history ();

  g_assert_cmpint (inkling_history_best_evaluation (history)->step, ==, 2000);
}

static void
test_copy (void)
{
  g_autoptr (InklingHistory) history = make_history ();
  g_autoptr (InklingHistory) copy = inkling_history_copy (history);

  inkling_history_add_report (history, &(InklingReport) { 400, 0.0, 0.0 });
  g_assert_cmpuint (copy->reports->len, ==, 3);
  g_assert_cmpuint (copy->evaluations->len, ==, 4);
  g_assert_cmpint (inkling_history_last_report (copy)->step, ==, 300);
  g_assert_cmpfloat (inkling_history_last_report (copy)->loss, ==, 1.0 / 3);
}

/* The table's offsets lead to the fields its names promise. */
static void
test_columns (void)
{
  const InklingReport           report = { 1, 2.0, 3.0 };
  const InklingEvaluationReport evaluation = { 4, 5.0, 6.0, 7.0 };

  g_assert_cmpuint (inkling_history_n_columns, ==, 7);
  for (gsize i = 0; i < inkling_history_n_columns; i++)
    {
      const InklingHistoryColumn *column = &inkling_history_columns[i];
      const char                 *row = column->of_evaluations ? (const char *) &evaluation
                                                               : (const char *) &report;
      gconstpointer               cell = row + column->offset;
      double                      value = column->is_step ? *(const gint64 *) cell
                                                          : *(const double *) cell;

      g_assert_true (g_str_has_prefix (column->name, "history."));
      g_assert_cmpfloat (value, ==, i + 1.0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/empty", test_empty);
  g_test_add_func ("/history/last", test_last);
  g_test_add_func ("/history/best", test_best);
  g_test_add_func ("/history/copy", test_copy);
  g_test_add_func ("/history/columns", test_columns);
  return g_test_run ();
}
