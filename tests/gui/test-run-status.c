/* test-run-status.c: the figures of a run, and the bar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-run-status.h"

#include <math.h>

static const InklingProgress half_way = {
  .step = 700, .first_step = 400, .last_step = 1000, .steps_per_epoch = 200, .batch = 10,
  .loss = 0.25, .learning_rate = 0.1, .steps_per_second = 50.0,
};

typedef struct
{
  InklingRunStatus *status; /* owned */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->status = g_object_ref_sink (g_object_new (INKLING_TYPE_RUN_STATUS, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->status);
}

/* The first widget below of the type that says it; text: NULL for any. */
static GtkWidget *
find (GtkWidget  *widget,
      GType       type,
      const char *text)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && (text == NULL || g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text)))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type, text);

  return found;
}

/* The figure stands first in the cell of its caption. */
static const char *
read_figure (Fixture    *fixture,
             const char *caption)
{
  GtkWidget *label = find (GTK_WIDGET (fixture->status), GTK_TYPE_LABEL, caption);
  GtkWidget *cell = gtk_widget_get_parent (gtk_widget_get_parent (label));

  return gtk_label_get_label (GTK_LABEL (gtk_widget_get_first_child (cell)));
}

static double
read_bar (Fixture *fixture)
{
  GtkWidget *bar = find (GTK_WIDGET (fixture->status), GTK_TYPE_PROGRESS_BAR, NULL);

  return gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar));
}

/* However small the rate has become, it does not look like none. */
static void
test_small_rate (Fixture       *fixture,
                 gconstpointer  data)
{
  InklingProgress late = half_way;

  late.learning_rate = 0.000023;
  inkling_run_status_set_progress (fixture->status, &late);

  g_assert_cmpstr (read_figure (fixture, "Learning rate"), ==, "2.3e-05");
}

/* However large a loss becomes before the run is given up, it fits. */
static void
test_any_loss (Fixture       *fixture,
               gconstpointer  data)
{
  const struct { double loss; const char *text; } losses[] = {
    { 0.0, "0.0000" }, { 1e-30, "1.0e-30" }, { 0.25, "0.2500" }, { 5000.0, "5000" },
    { 2.5e6, "2.5e+06" }, { 1e30, "1.0e+30" }, { INFINITY, "–" }, { NAN, "–" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      InklingProgress progress = half_way;

      progress.loss = losses[i].loss;
      inkling_run_status_set_progress (fixture->status, &progress);
      g_assert_cmpstr (read_figure (fixture, "Loss"), ==, losses[i].text);
    }
}

/* However long the time that is left, however large the loss, it fits on a phone. */
static void
test_width (Fixture       *fixture,
            gconstpointer  data)
{
  InklingProgress slow = half_way;
  int minimum, minimum_of_slow;

  slow.steps_per_second = 0.2;
  slow.loss = 399224.9364;
  inkling_run_status_set_progress (fixture->status, &half_way);
  gtk_widget_measure (GTK_WIDGET (fixture->status), GTK_ORIENTATION_HORIZONTAL, -1,
                      &minimum, NULL, NULL, NULL);
  inkling_run_status_set_progress (fixture->status, &slow);
  gtk_widget_measure (GTK_WIDGET (fixture->status), GTK_ORIENTATION_HORIZONTAL, -1,
                      &minimum_of_slow, NULL, NULL, NULL);

  g_assert_cmpstr (read_figure (fixture, "Time left"), ==, "25 min 00 s");
  g_assert_cmpstr (read_figure (fixture, "Loss"), ==, "399225");
  g_assert_cmpint (minimum_of_slow, ==, minimum);
}

/* 300 steps are left at 50 a second, each of ten samples. */
static void
test_half_way (Fixture       *fixture,
               gconstpointer  data)
{
  inkling_run_status_set_progress (fixture->status, &half_way);

  g_assert_cmpstr (read_figure (fixture, "Step"), ==, "700");
  g_assert_cmpstr (read_figure (fixture, "Epoch"), ==, "3.5");
  g_assert_cmpstr (read_figure (fixture, "Loss"), ==, "0.2500");
  g_assert_cmpstr (read_figure (fixture, "Learning rate"), ==, "0.1000");
  g_assert_cmpstr (read_figure (fixture, "Samples per second"), ==, "500");
  g_assert_cmpstr (read_figure (fixture, "Time left"), ==, "6 s");
  g_assert_cmpfloat (read_bar (fixture), ==, 0.5);
}

/* A run that stands still has no speed and no time left; where it stands is still known. */
static void
test_paused (Fixture       *fixture,
             gconstpointer  data)
{
  InklingProgress progress = half_way;

  progress.steps_per_second = 0.0;
  progress.loss = NAN;
  inkling_run_status_set_progress (fixture->status, &progress);

  g_assert_cmpstr (read_figure (fixture, "Loss"), ==, "–");
  g_assert_cmpstr (read_figure (fixture, "Samples per second"), ==, "–");
  g_assert_cmpstr (read_figure (fixture, "Time left"), ==, "–");
  g_assert_cmpfloat (read_bar (fixture), ==, 0.5);
}

static void
test_no_run (Fixture       *fixture,
             gconstpointer  data)
{
  inkling_run_status_set_progress (fixture->status, &half_way);
  inkling_run_status_set_progress (fixture->status, NULL);

  g_assert_cmpstr (read_figure (fixture, "Step"), ==, "–");
  g_assert_cmpfloat (read_bar (fixture), ==, 0.0);
}

static void
test_times (void)
{
  const struct { double seconds; const char *text; } times[] = {
    { 0.0, "0 s" }, { 41.2, "42 s" }, { 59.5, "1 min 00 s" }, { 185.0, "3 min 05 s" },
    { 3599.5, "1 h 00 min" }, { 7620.0, "2 h 07 min" },
    { 1e30, "–" }, { INFINITY, "–" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *text = inkling_run_status_format_time (times[i].seconds);

      g_assert_cmpstr (text, ==, times[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/run-status/half-way", test_half_way);
  ADD ("/run-status/paused", test_paused);
  ADD ("/run-status/no-run", test_no_run);
  ADD ("/run-status/small-rate", test_small_rate);
  ADD ("/run-status/any-loss", test_any_loss);
  ADD ("/run-status/width", test_width);
#undef ADD
  g_test_add_func ("/run-status/times", test_times);

  return g_test_run ();
}
