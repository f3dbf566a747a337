/* The split: the divider keeps its share of any width, and where two panes do not fit there is one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gtk/gtk.h>

#include "inkling-split-view.h"

#define PANE_MINIMUM 300
#define HEIGHT       400

typedef struct
{
  GtkWidget *window;
  GtkWidget *view;
  GtkWidget *start;
  GtkWidget *end;
} Fixture;

static GtkWidget *
make_pane (void)
{
  GtkWidget *pane = gtk_label_new ("Pane");

  gtk_widget_set_size_request (pane, PANE_MINIMUM, -1);

  return pane;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->start = make_pane ();
  fixture->end = make_pane ();
  fixture->view = g_object_new (INKLING_TYPE_SPLIT_VIEW,
                                "start-child", fixture->start,
                                "end-child", fixture->end,
                                NULL);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->view);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

/* Lays out by hand, as a window of that width would. */
static void
lay_out (Fixture *fixture,
         int      width)
{
  GtkAllocation allocation = { 0, 0, width, HEIGHT };
  int minimum;

  for (int turn = 0; turn < 3; turn++)
    {
      gtk_widget_measure (fixture->view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                          NULL);
      gtk_widget_size_allocate (fixture->view, &allocation, -1);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

static double
share (Fixture *fixture)
{
  return (double) gtk_widget_get_width (fixture->start) / gtk_widget_get_width (fixture->view);
}

static void
test_keeps_share (Fixture       *fixture,
                  gconstpointer  data)
{
  g_object_set (fixture->view, "fraction", 0.4, NULL);

  for (int width = 800; width <= 2400; width += 200)
    {
      lay_out (fixture, width);
      g_assert_cmpfloat_with_epsilon (share (fixture), 0.4, 0.01);
    }
}

static void
test_one_at_a_time (Fixture       *fixture,
                    gconstpointer  data)
{
  gboolean folded;

  lay_out (fixture, 1000);
  lay_out (fixture, 360);
  g_object_get (fixture->view, "folded", &folded, NULL);
  g_assert_true (folded);
  g_assert_true (gtk_widget_get_visible (fixture->start));
  g_assert_false (gtk_widget_get_visible (fixture->end));
  g_assert_cmpint (gtk_widget_get_width (fixture->start), ==, 360);

  g_object_set (fixture->view, "end-shown", TRUE, NULL);
  g_assert_false (gtk_widget_get_visible (fixture->start));
  g_assert_true (gtk_widget_get_visible (fixture->end));
}

/* Narrow for a while: the divider comes back to where it was. */
static void
test_comes_back (Fixture       *fixture,
                 gconstpointer  data)
{
  double fraction;

  g_object_set (fixture->view, "fraction", 0.6, NULL);
  lay_out (fixture, 1000);
  lay_out (fixture, 360);
  lay_out (fixture, 1000);

  g_object_get (fixture->view, "fraction", &fraction, NULL);
  g_assert_cmpfloat (fraction, ==, 0.6);
  g_assert_cmpfloat_with_epsilon (share (fixture), 0.6, 0.01);
}

static void
test_divider_is_moved (Fixture       *fixture,
                       gconstpointer  data)
{
  GtkWidget *paned = gtk_widget_get_first_child (fixture->view);
  double fraction;

  lay_out (fixture, 1000);
  gtk_paned_set_position (GTK_PANED (paned), 550);
  g_object_get (fixture->view, "fraction", &fraction, NULL);
  g_assert_cmpfloat_with_epsilon (fraction, 0.55, 0.001);

  lay_out (fixture, 2000);
  g_assert_cmpfloat_with_epsilon (share (fixture), 0.55, 0.01);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/split-view/keeps-share", test_keeps_share);
  ADD ("/split-view/one-at-a-time", test_one_at_a_time);
  ADD ("/split-view/comes-back", test_comes_back);
  ADD ("/split-view/divider-is-moved", test_divider_is_moved);
#undef ADD

  return g_test_run ();
}
