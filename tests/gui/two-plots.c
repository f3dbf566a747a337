/* two-plots.c: two plots of one view, for a desk that points at them (tablet.py)
 *
 * Answers "where" by the left, top, width and height of the upper plot on the window's surface, as
 * high as the lower one below it, and anything else by the steps that are shown and whether a
 * selection is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gtk/gtk.h>

#include "answer-lines.h"
#include "inkling-line-plot.h"

#define LAST_STEP 1000

typedef struct
{
  GtkWidget       *window;
  InklingLinePlot *plots[2];
  InklingPlotView *view; /* owned */
} Fixture;

static gboolean
count_frame_cb (GtkWidget     *widget,
                GdkFrameClock *frame_clock,
                gpointer       data)
{
  return --*(int *) data > 0;
}

static void
run_frames (Fixture *fixture)
{
  int n_frames = 2;

  gtk_widget_add_tick_callback (fixture->window, count_frame_cb, &n_frames, NULL);
  while (n_frames > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
answer_cb (gpointer    data,
           const char *order)
{
  Fixture *fixture = data;
  GtkWidget *plot = GTK_WIDGET (fixture->plots[0]);
  graphene_point_t corner = GRAPHENE_POINT_INIT_ZERO;
  InklingPlotScale scale = { 0 };
  double left, top, first, last;

  run_frames (fixture);
  if (g_str_equal (order, "where"))
    {
      gtk_native_get_surface_transform (GTK_NATIVE (fixture->window), &left, &top);
      g_assert_true (gtk_widget_compute_point (plot, fixture->window, &corner, &corner));
      g_print ("%d %d %d %d\n", (int) (left + corner.x), (int) (top + corner.y),
               gtk_widget_get_width (plot), gtk_widget_get_height (plot));
      return;
    }

  /* A plot is pointed at as it was drawn last. */
  if (g_str_equal (order, "reset") && inkling_plot_view_reset (fixture->view))
    run_frames (fixture);
  inkling_plot_view_get_scale (fixture->view, &scale);
  g_print ("%.0f %.0f %d\n", scale.minimum, scale.maximum,
           inkling_plot_view_get_selection (fixture->view, &first, &last));
}

int
main (int   argc,
      char *argv[])
{
  Fixture fixture = { 0 };
  GtkWidget *box;

  gtk_init ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  fixture.window = gtk_window_new ();
  fixture.view = inkling_plot_view_new ();
  for (int i = 0; i < 2; i++)
    {
      InklingPlotCurve *curve;

      fixture.plots[i] = g_object_new (INKLING_TYPE_LINE_PLOT, "title", "Loss", NULL);
      curve = inkling_plot_figure_add_curve (inkling_line_plot_get_figure (fixture.plots[i]),
                                             "Batch", 0, FALSE);
      for (int step = 0; step <= LAST_STEP; step++)
        inkling_plot_trace_append (&curve->run, step, step);
      inkling_line_plot_set_view (fixture.plots[i], fixture.view);
      inkling_line_plot_update (fixture.plots[i]);
      gtk_widget_set_vexpand (GTK_WIDGET (fixture.plots[i]), TRUE);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture.plots[i]));
    }
  gtk_window_set_default_size (GTK_WINDOW (fixture.window), 500, 500);
  gtk_window_set_child (GTK_WINDOW (fixture.window), box);
  gtk_window_present (GTK_WINDOW (fixture.window));
  answer_lines (answer_cb, &fixture);
  gtk_window_destroy (GTK_WINDOW (fixture.window));
  g_object_unref (fixture.view);

  return 0;
}
