/* test-run-curves.c: from a run's history to its curves, marks and words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <math.h>

#include "../engine/comma-locale.h"
#include "inkling-plot-words.h"
#include "inkling-run-curves.h"

typedef struct
{
  InklingPlotFigure *figures[INKLING_RUN_N_FIGURES]; /* owned */
  InklingRunCurves  *curves;                         /* owned */
  InklingHistory    *history;                        /* owned: 1,000 steps, evaluated at each 500 */
} Fixture;

static void
add_rows (InklingHistory *history,
          int             first,
          int             last)
{
  for (int step = first; step <= last; step += 100)
    {
      inkling_history_add_report (history, &(InklingReport) { step, 1000.0 / step, 0.1 });
      if (step % 500 == 0)
        inkling_history_add_evaluation (history, &(InklingEvaluationReport) {
          step, 0.5 + step * 1e-4, 0.9 - step * 1e-4, 0.4 + step * 1e-4 });
    }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  for (guint i = 0; i < INKLING_RUN_N_FIGURES; i++)
    fixture->figures[i] = inkling_plot_figure_new ();
  fixture->curves = inkling_run_curves_new (fixture->figures);
  fixture->history = inkling_history_new ();
  add_rows (fixture->history, 100, 1000);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  inkling_run_curves_free (fixture->curves);
  inkling_history_free (fixture->history);
  for (guint i = 0; i < INKLING_RUN_N_FIGURES; i++)
    inkling_plot_figure_free (fixture->figures[i]);
}

static gsize
count_points (Fixture *fixture,
              guint    figure,
              guint    curve)
{
  const InklingPlotFigure *counted = fixture->figures[figure];

  return inkling_plot_series_get_length (inkling_plot_figure_get_curve (counted, curve)->run.raw);
}

static void
assert_describes (Fixture    *fixture,
                  guint       figure,
                  double      cursor,
                  const char *expected)
{
  g_autofree char *text = inkling_plot_describe (fixture->figures[figure], cursor);

  g_assert_cmpstr (text, ==, expected);
}

/* Told twice, nothing is there twice; what is new is added. */
static void
test_update (Fixture       *fixture,
             gconstpointer  data)
{
  inkling_run_curves_update (fixture->curves, fixture->history);
  inkling_run_curves_update (fixture->curves, fixture->history);
  g_assert_cmpuint (count_points (fixture, INKLING_RUN_FIGURE_LOSS, 0), ==, 10);
  g_assert_cmpuint (count_points (fixture, INKLING_RUN_FIGURE_LOSS, 1), ==, 2);
  g_assert_cmpuint (count_points (fixture, INKLING_RUN_FIGURE_ACCURACY, 1), ==, 2);
  g_assert_cmpuint (count_points (fixture, INKLING_RUN_FIGURE_RATE, 0), ==, 10);

  add_rows (fixture->history, 1100, 2000);
  inkling_run_curves_update (fixture->curves, fixture->history);
  g_assert_cmpuint (count_points (fixture, INKLING_RUN_FIGURE_LOSS, 0), ==, 20);
  g_assert_cmpuint (count_points (fixture, INKLING_RUN_FIGURE_LOSS, 1), ==, 4);
  g_assert_false (inkling_run_curves_is_empty (fixture->curves));

  inkling_run_curves_clear (fixture->curves);
  g_assert_cmpuint (count_points (fixture, INKLING_RUN_FIGURE_LOSS, 0), ==, 0);
  g_assert_true (inkling_run_curves_is_empty (fixture->curves));
}

static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *nothing = inkling_run_curves_describe (fixture->curves);
  g_autofree char *summary = NULL;

  g_assert_cmpstr (nothing, ==, "");
  assert_describes (fixture, INKLING_RUN_FIGURE_LOSS, NAN, NULL);

  inkling_run_curves_update (fixture->curves, fixture->history);
  summary = inkling_run_curves_describe (fixture->curves);
  g_assert_cmpstr (summary, ==, "Loss 1.0, falling; 50.0 % of test digits");

  fixture->figures[INKLING_RUN_FIGURE_LOSS]->digits = 2;
  assert_describes (fixture, INKLING_RUN_FIGURE_LOSS, NAN,
                    "Step 1000: Batch 1.00, falling; Validation 0.80");
  assert_describes (fixture, INKLING_RUN_FIGURE_LOSS, 500.0,
                    "Step 500: Batch 2.00; Validation 0.85");
  assert_describes (fixture, INKLING_RUN_FIGURE_ACCURACY, 500.0,
                    "Step 500: Validation 55; Test 45");
}

/* A mark is read with the point it belongs to, changes when the history merges another with it, and
 * is gone when the history takes it back. What has not changed is not made anew. */
static void
test_marks (Fixture       *fixture,
            gconstpointer  data)
{
  InklingHistoryMark mark = {
    .step = 520, .kind = INKLING_HISTORY_MARK_CHANGED, .name = (char *) "learning_rate",
    .old_value = (char *) "0.1", .new_value = (char *) "0.05",
  };

  GPtrArray *marks = fixture->figures[INKLING_RUN_FIGURE_RATE]->marks;
  gpointer first;

  fixture->figures[INKLING_RUN_FIGURE_RATE]->digits = 1;
  inkling_history_add_mark (fixture->history, &mark);
  inkling_run_curves_update (fixture->curves, fixture->history);
  g_assert_cmpuint (marks->len, ==, 1);
  first = g_ptr_array_index (marks, 0);
  inkling_run_curves_update (fixture->curves, fixture->history);
  assert_describes (fixture, INKLING_RUN_FIGURE_RATE, 500.0,
                    "Step 500: Rate 0.1; learning rate 0.1 → 0.05");
  g_assert_cmpuint (marks->len, ==, 1);
  g_assert_true (g_ptr_array_index (marks, 0) == first);

  mark.new_value = (char *) "0.02";
  inkling_history_add_mark (fixture->history, &mark);
  inkling_run_curves_update (fixture->curves, fixture->history);
  assert_describes (fixture, INKLING_RUN_FIGURE_RATE, 500.0,
                    "Step 500: Rate 0.1; learning rate 0.1 → 0.02");

  mark.new_value = (char *) "0.1";
  inkling_history_add_mark (fixture->history, &mark);
  inkling_run_curves_update (fixture->curves, fixture->history);
  assert_describes (fixture, INKLING_RUN_FIGURE_RATE, 500.0, "Step 500: Rate 0.1");
}

/* With the decimal sign of the country, as all other numbers beside it. */
static void
test_marks_of_a_country (Fixture       *fixture,
                         gconstpointer  data)
{
  char *folder = comma_locale_enter ();
  InklingHistoryMark mark = {
    .step = 520, .kind = INKLING_HISTORY_MARK_CHANGED, .name = (char *) "learning_rate",
    .old_value = (char *) "0.1", .new_value = (char *) "0.05",
  };

  fixture->figures[INKLING_RUN_FIGURE_RATE]->digits = 1;
  inkling_history_add_mark (fixture->history, &mark);
  inkling_run_curves_update (fixture->curves, fixture->history);
  assert_describes (fixture, INKLING_RUN_FIGURE_RATE, 500.0,
                    "Step 500: Rate 0,1; learning rate 0,1 → 0,05");
  comma_locale_leave (folder);
}

static void
test_ghost (Fixture       *fixture,
            gconstpointer  data)
{
  const InklingPlotCurve *curve = inkling_plot_figure_get_curve (fixture->figures[0], 0);

  inkling_run_curves_set_ghost (fixture->curves, fixture->history);
  inkling_run_curves_set_ghost (fixture->curves, fixture->history);
  g_assert_cmpuint (inkling_plot_series_get_length (curve->ghost.raw), ==, 10);
  g_assert_cmpuint (inkling_plot_series_get_length (curve->run.raw), ==, 0);

  inkling_run_curves_set_ghost (fixture->curves, NULL);
  g_assert_cmpuint (inkling_plot_series_get_length (curve->ghost.raw), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C");
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/run-curves/update", test_update);
  ADD ("/run-curves/words", test_words);
  ADD ("/run-curves/marks", test_marks);
  ADD ("/run-curves/marks-of-a-country", test_marks_of_a_country);
  ADD ("/run-curves/ghost", test_ghost);
#undef ADD

  return g_test_run ();
}
