/* sheet.c: the drawing panel in a window, for a desk that draws on it (tablet.py)
 *
 * Answers each line of standard input by one: "where", the left, top and side of the sheet on the
 * window's surface; "ink", whether a stroke grows, the steps to undo and the strokes, a number of
 * points and each point's x, y and pressure; "glance" the same in the middle of a stroke, which the
 * counting of steps would end. "erase" takes the eraser, "new" a new sheet, "undo" takes
 * the last step back, "hide", "show", "disable" and "enable" the sheet; they answer "ink", too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "answer-lines.h"
#include "drawing-fixture.h"

static void
tell_place (Fixture *fixture)
{
  GtkWidget *canvas = GTK_WIDGET (fixture->canvas);
  graphene_point_t corner = GRAPHENE_POINT_INIT_ZERO;
  double left, top;

  gtk_native_get_surface_transform (GTK_NATIVE (fixture->window), &left, &top);
  g_assert_true (gtk_widget_compute_point (canvas, GTK_WIDGET (fixture->window), &corner, &corner));
  g_assert_cmpint (gtk_widget_get_width (canvas), ==, gtk_widget_get_height (canvas));
  g_print ("%d %d %d\n", (int) (left + corner.x), (int) (top + corner.y),
           gtk_widget_get_width (canvas));
}

/* An empty sheet takes the eraser away, and there is one on the way back. */
static int
count_undo (Fixture *fixture)
{
  gboolean erasing = inkling_canvas_get_erasing (fixture->canvas);
  int n_steps = 0;

  for (; inkling_ink_can_undo (fixture->ink); n_steps++)
    inkling_ink_undo (fixture->ink);
  for (int i = 0; i < n_steps; i++)
    inkling_ink_redo (fixture->ink);
  inkling_canvas_set_erasing (fixture->canvas, erasing);

  return n_steps;
}

static void
tell_ink (Fixture *fixture,
          gboolean glance)
{
  g_print ("%d", inkling_ink_is_growing (fixture->ink));
  g_print (" %d", glance ? 0 : count_undo (fixture));
  for (gsize i = 0; i < inkling_ink_get_n_strokes (fixture->ink); i++)
    {
      gsize n_points;
      const InklingInkPoint *points = inkling_ink_get_stroke (fixture->ink, i, &n_points);

      g_print (" %" G_GSIZE_FORMAT, n_points);
      for (gsize p = 0; p < n_points; p++)
        g_print (" %.2f %.2f %.2f", points[p].x, points[p].y, points[p].pressure);
    }
  g_print ("\n");
}

static void
answer_cb (gpointer    data,
           const char *order)
{
  Fixture *fixture = data;
  GtkWidget *canvas = GTK_WIDGET (fixture->canvas);

  run_frames (fixture);
  if (g_str_equal (order, "erase"))
    inkling_canvas_set_erasing (fixture->canvas, TRUE);
  else if (g_str_equal (order, "undo"))
    gtk_widget_activate_action (GTK_WIDGET (fixture->panel), "drawing.undo", NULL);
  else if (g_str_equal (order, "new"))
    inkling_ink_clear (fixture->ink);
  else if (g_str_equal (order, "hide") || g_str_equal (order, "show"))
    gtk_widget_set_visible (canvas, g_str_equal (order, "show"));
  else if (g_str_equal (order, "disable") || g_str_equal (order, "enable"))
    gtk_widget_set_sensitive (canvas, g_str_equal (order, "enable"));

  if (g_str_equal (order, "where"))
    tell_place (fixture);
  else
    tell_ink (fixture, g_str_equal (order, "glance"));
}

int
main (int   argc,
      char *argv[])
{
  Fixture fixture = { 0 };

  gtk_init ();
  adw_init ();
  load_style ();
  set_up (&fixture, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (fixture.canvas));
  answer_lines (answer_cb, &fixture);
  tear_down (&fixture, NULL);

  return 0;
}
