/* test-history.c: what a run reported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-error.h"
#include "inkling-history-csv.h"
#include "inkling-history-marks.h"

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

static void
add_resumed (InklingHistory *history,
             gint64          step)
{
  inkling_history_add_mark (history, &(InklingHistoryMark) {
    .step = step, .kind = INKLING_HISTORY_MARK_RESUMED });
}

static void
add_changed (InklingHistory *history,
             gint64          step,
             const char     *name,
             const char     *old_value,
             const char     *new_value)
{
  inkling_history_add_mark (history, &(InklingHistoryMark) {
    .step = step, .kind = INKLING_HISTORY_MARK_CHANGED, .name = (char *) name,
    .old_value = (char *) old_value, .new_value = (char *) new_value });
}

static void
assert_marks (const InklingHistory *history,
              const char           *expected)
{
  g_autofree char *text = inkling_history_marks_print (history);

  g_assert_cmpstr (text, ==, expected);
}

/* Print and parse are each other's inverse, and a copy has its own. */
static void
test_marks (void)
{
  g_autoptr (InklingHistory) history = inkling_history_new ();
  g_autoptr (InklingHistory) copy = NULL;
  g_autoptr (InklingHistory) read = inkling_history_new ();
  g_autoptr (GError)         error = NULL;
  const char                *text = "600 resumed\n700 changed learning_rate 0.1 0.05\n700 resumed";

  assert_marks (history, NULL);
  add_resumed (history, 600);
  add_changed (history, 700, "learning_rate", "0.1", "0.05");
  add_resumed (history, 700);
  assert_marks (history, text);

  g_assert_true (inkling_history_marks_parse (read, text, 700, &error));
  g_assert_no_error (error);
  assert_marks (read, text);

  copy = inkling_history_copy (history);
  add_resumed (history, 800);
  assert_marks (copy, text);
}

static void
test_marks_merge (void)
{
  g_autoptr (InklingHistory) history = inkling_history_new ();

  add_resumed (history, 600);
  add_resumed (history, 600);
  add_changed (history, 600, "l2", "0", "0.1");
  add_changed (history, 600, "ema", "0.9", "0.99");
  add_changed (history, 600, "l2", "0.1", "0.2");
  assert_marks (history, "600 resumed\n600 changed l2 0 0.2\n600 changed ema 0.9 0.99");
  add_changed (history, 600, "l2", "0.2", "0");
  assert_marks (history, "600 resumed\n600 changed ema 0.9 0.99");
}

static void
test_marks_limit (void)
{
  g_autoptr (InklingHistory) history = inkling_history_new ();

  for (int i = 0; i <= INKLING_HISTORY_MAX_MARKS; i++)
    add_resumed (history, i);
  g_assert_cmpuint (history->marks->len, ==, INKLING_HISTORY_MAX_MARKS);
  g_assert_cmpint (((InklingHistoryMark *) history->marks->pdata[0])->step, ==, 1);
}

static void
test_marks_broken (void)
{
  const struct { const char *text; const char *hint; } broken[] = {
    { "600", "line 1" },
    { "600 resumed\n", "line 2" },
    { "600 resumed again", "line 1" },
    { "600  resumed", "line 1" },
    { "600 paused", "“600 paused”" },
    { "-1 resumed", "line 1" },
    { "1e2 resumed", "line 1" },
    { "1001 resumed", "line 1" },
    { "600 resumed\n599 resumed", "line 2" },
    { "600 changed l2 0", "line 1" },
    { "600 changed l2 0 ", "line 1" },
    { "600 changed l2 0 1 2", "line 1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (InklingHistory) history = inkling_history_new ();
      g_autoptr (GError)         error = NULL;

      g_assert_false (inkling_history_marks_parse (history, broken[i].text, 1000, &error));
      g_assert_error (error, INKLING_ERROR, INKLING_ERROR_MODEL_FILE);
      g_assert_nonnull (strstr (error->message, broken[i].hint));
    }
}

/* Steps of both tables in one order, fields left empty where nothing is known, marks in quotes. */
static void
test_csv (void)
{
  g_autoptr (InklingHistory) history = inkling_history_new ();
  g_autoptr (GBytes)         nothing = inkling_history_print_csv (history);
  g_autoptr (GBytes)         table = NULL;
  const char *names = "step,loss,learning_rate,validation_accuracy,validation_loss,test_accuracy,"
                      "marks\r\n";
  g_autofree char *expected = g_strconcat (names,
                                           "100,0.5,0.25,,,,\"\"\r\n"
                                           "150,,,,,,\"resumed; l2 0 0.5\"\r\n"
                                           "200,0.125,0.25,0.75,2,0.5,\"\"\r\n"
                                           "300,,,1,1,1,\"\"\r\n", NULL);

  g_assert_cmpmem (g_bytes_get_data (nothing, NULL), g_bytes_get_size (nothing),
                   names, strlen (names));

  inkling_history_add_report (history, &(InklingReport) { 100, 0.5, 0.25 });
  inkling_history_add_report (history, &(InklingReport) { 200, 0.125, 0.25 });
  inkling_history_add_evaluation (history, &(InklingEvaluationReport) { 200, 0.75, 2.0, 0.5 });
  inkling_history_add_evaluation (history, &(InklingEvaluationReport) { 300, 1.0, 1.0, 1.0 });
  add_resumed (history, 150);
  add_changed (history, 150, "l2", "0", "0.5");
  table = inkling_history_print_csv (history);
  g_assert_cmpmem (g_bytes_get_data (table, NULL), g_bytes_get_size (table),
                   expected, strlen (expected));
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
  g_test_add_func ("/history/marks", test_marks);
  g_test_add_func ("/history/marks-merge", test_marks_merge);
  g_test_add_func ("/history/marks-limit", test_marks_limit);
  g_test_add_func ("/history/marks-broken", test_marks_broken);
  g_test_add_func ("/history/csv", test_csv);
  return g_test_run ();
}
