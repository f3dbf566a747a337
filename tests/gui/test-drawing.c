/* test-drawing.c: the drawing panel in a window: what one draws, and what can be undone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "drawing-fixture.h"
#include "inkling-ink-painter.h"
#include "inkling-model-file.h"
#include "inkling-prediction-bars.h"
#include "inkling-preview.h"

/* Undo, Redo and Clear are 0, 1 and 2. */
enum { UNDO, REDO, CLEAR, REPLAY };

static gpointer
find_button (Fixture *fixture,
             int      index)
{
  const char *const actions[] = { "drawing.undo", "drawing.redo", "drawing.clear",
                                  "replay.toggle" };
  GtkWidget *button = NULL;
  const char *action = NULL;

  for (int i = 0; g_strcmp0 (action, actions[index]) != 0; i++)
    {
      button = find (fixture->panel, GTK_TYPE_BUTTON, i);
      action = gtk_actionable_get_action_name (GTK_ACTIONABLE (button));
    }

  return button;
}

/* Asserts which of Undo, Redo and Clear can be pressed, in this order. */
static void
assert_buttons (Fixture  *fixture,
                gboolean  undo,
                gboolean  redo,
                gboolean  clear)
{
  const gboolean expected[] = { undo, redo, clear };

  for (int i = 0; i < 3; i++)
    g_assert_cmpint (gtk_widget_get_sensitive (find_button (fixture, i)), ==, expected[i]);
}

static void
press_button (Fixture *fixture,
              int      index)
{
  g_signal_emit_by_name (find_button (fixture, index), "clicked");
  run_frames (fixture);
}

static gpointer
find_controller (gpointer widget,
                 GType    type,
                 guint    index)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (widget));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type) && index-- == 0)
        return controller; /* the widget keeps it */
    }

  g_assert_not_reached ();
}

/* Does what a key does to the canvas, by the class's own bindings. */
static void
press_key (Fixture *fixture,
           guint    keyval)
{
  GListModel *bindings = find_controller (fixture->canvas, GTK_TYPE_SHORTCUT_CONTROLLER, 0);

  for (guint i = 0; i < g_list_model_get_n_items (bindings); i++)
    {
      g_autoptr (GtkShortcut) binding = g_list_model_get_item (bindings, i);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (binding);

      if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
          gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval)
        {
          gtk_shortcut_action_activate (gtk_shortcut_get_action (binding), 0,
                                        GTK_WIDGET (fixture->canvas),
                                        gtk_shortcut_get_arguments (binding));
          return;
        }
    }

  g_assert_not_reached ();
}

static void
test_actions (Fixture       *fixture,
              gconstpointer  data)
{
  set_model (fixture, 7, 5);
  assert_buttons (fixture, FALSE, FALSE, FALSE);
  draw_line (fixture);
  assert_buttons (fixture, TRUE, FALSE, TRUE);
  press_button (fixture, CLEAR);
  assert_buttons (fixture, TRUE, FALSE, FALSE);
  assert_answer (fixture, "–", "Draw a digit");
  press_button (fixture, UNDO);
  assert_buttons (fixture, TRUE, TRUE, TRUE);
  assert_answer (fixture, "7", "94 % sure");
  press_button (fixture, UNDO);
  assert_buttons (fixture, FALSE, TRUE, FALSE);
  press_button (fixture, REDO);
  assert_buttons (fixture, TRUE, TRUE, TRUE);
}

static void
assert_tooltip (gpointer    button,
                const char *text)
{
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (button)), ==, text);
}

/* What cannot be pressed says why, and otherwise what it does. */
static void
test_reasons (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *eraser = find (fixture->panel, GTK_TYPE_TOGGLE_BUTTON, 2);

  assert_tooltip (eraser, "There are no strokes to rub out");
  assert_tooltip (find_button (fixture, UNDO), "There is nothing to take back");
  assert_tooltip (find_button (fixture, REDO), "Nothing was taken back");
  assert_tooltip (find_button (fixture, CLEAR), "The sheet is empty");
  assert_tooltip (find_button (fixture, REPLAY), "There are no strokes to replay");

  draw_line (fixture);
  assert_tooltip (eraser, "Rub out parts of the drawing (Ctrl+E)");
  assert_tooltip (find_button (fixture, UNDO), "Take back the last stroke (Ctrl+Z)");
  assert_tooltip (find_button (fixture, REDO), "Nothing was taken back");
  assert_tooltip (find_button (fixture, CLEAR), "Take a new sheet (Delete)");
  assert_tooltip (find_button (fixture, REPLAY), "Replay in slow motion (Ctrl+L)");

  press_button (fixture, UNDO);
  assert_tooltip (find_button (fixture, REDO), "Bring it back (Ctrl+Shift+Z)");
  assert_tooltip (eraser, "There are no strokes to rub out");
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  const InklingInkPoint *points;
  gsize n_points;

  press_key (fixture, GDK_KEY_Up);
  g_assert_true (inkling_ink_is_empty (fixture->ink));
  press_key (fixture, GDK_KEY_space);
  press_key (fixture, GDK_KEY_Down);
  press_key (fixture, GDK_KEY_Page_Down);
  press_key (fixture, GDK_KEY_space);
  press_key (fixture, GDK_KEY_Left);
  g_assert_cmpuint (inkling_ink_get_n_strokes (fixture->ink), ==, 1);

  points = inkling_ink_get_stroke (fixture->ink, 0, &n_points);
  g_assert_cmpuint (n_points, ==, 3);
  g_assert_cmpfloat (points[0].x, ==, 140);
  g_assert_cmpfloat (points[0].y, ==, 120);
  g_assert_cmpfloat (points[2].x, ==, 160);
  g_assert_cmpfloat (points[2].y, ==, 160);

  press_key (fixture, GDK_KEY_Delete);
  g_assert_true (inkling_ink_is_empty (fixture->ink));
}

static void
assert_n_strokes (Fixture *fixture,
                  gsize    n_strokes)
{
  g_assert_cmpuint (inkling_ink_get_n_strokes (fixture->ink), ==, n_strokes);
}

/* It is there while there is something to rub out, and one button for both ways. */
static void
test_eraser_button (Fixture       *fixture,
                    gconstpointer  data)
{
  /* 0 and 1 open the explanation and the width of the pen. */
  GtkWidget *eraser = find (fixture->panel, GTK_TYPE_TOGGLE_BUTTON, 2);

  g_assert_false (gtk_widget_get_sensitive (eraser));
  draw_line (fixture);
  g_assert_true (gtk_widget_get_sensitive (eraser));
  gtk_widget_activate_action (GTK_WIDGET (fixture->panel), "drawing.eraser", NULL);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (eraser)));
  g_assert_true (inkling_canvas_get_erasing (fixture->canvas));
  gtk_widget_activate_action (GTK_WIDGET (fixture->panel), "drawing.eraser", NULL);
  g_assert_false (inkling_canvas_get_erasing (fixture->canvas));
}

/* When nothing is left to rub out, one has the pen again. */
static void
test_eraser_keys (Fixture       *fixture,
                  gconstpointer  data)
{
  draw_line (fixture); /* from 60 to 220, the grid's steps are 20 */
  inkling_canvas_set_erasing (fixture->canvas, TRUE);
  press_key (fixture, GDK_KEY_Left);
  press_key (fixture, GDK_KEY_Left);
  press_key (fixture, GDK_KEY_space);
  assert_n_strokes (fixture, 1);
  press_key (fixture, GDK_KEY_Right);
  press_key (fixture, GDK_KEY_Right);
  assert_n_strokes (fixture, 2);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->canvas),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Column 8, row 8, erasing");
  for (int i = 0; i < 4; i++)
    press_key (fixture, GDK_KEY_Up);
  assert_n_strokes (fixture, 1);
  for (int i = 0; i < 8; i++)
    press_key (fixture, GDK_KEY_Down);
  g_assert_true (inkling_ink_is_empty (fixture->ink));
  g_assert_false (inkling_canvas_get_erasing (fixture->canvas));

  gtk_widget_activate_action (GTK_WIDGET (fixture->panel), "drawing.undo", NULL);
  assert_n_strokes (fixture, 1);
}

static void
scribble (Fixture *fixture,
          GRand   *random)
{
  inkling_ink_clear (fixture->ink);
  for (int stroke = 0; stroke < 2; stroke++)
    {
      InklingInkPoint points[4];

      for (guint32 i = 0; i < G_N_ELEMENTS (points); i++)
        points[i] = (InklingInkPoint) { (float) g_rand_double_range (random, 20, 260),
                                        (float) g_rand_double_range (random, 20, 260),
                                        (float) g_rand_double (random), 20 * i };
      inkling_ink_begin_stroke (fixture->ink, &points[0]);
      inkling_ink_extend_stroke (fixture->ink, points, G_N_ELEMENTS (points));
      inkling_ink_end_stroke (fixture->ink);
    }
  run_frames (fixture);
}

static void
get_bars (Fixture *fixture,
          double   bars[NN_N_CLASSES])
{
  for (int digit = 0; digit < NN_N_CLASSES; digit++)
    bars[digit] = get_bar (fixture, digit);
}

/* Whatever is drawn, the width of the pen changes how it looks and not what is read in it. */
static void
test_pen_width (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (InklingModel) model = inkling_model_file_load_bundled (NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  g_assert_nonnull (model);
  inkling_drawing_panel_set_model (fixture->panel, model);
  for (int round = 0; round < 12; round++)
    {
      double usual[NN_N_CLASSES], bars[NN_N_CLASSES];

      inkling_canvas_set_pen_width (fixture->canvas, INKLING_PEN_WIDTH);
      scribble (fixture, random);
      get_bars (fixture, usual);
      for (double width = INKLING_PEN_MIN_WIDTH; width <= INKLING_PEN_MAX_WIDTH; width += 8)
        {
          inkling_canvas_set_pen_width (fixture->canvas, width);
          run_frames (fixture);
          get_bars (fixture, bars);
          g_assert_cmpmem (bars, sizeof bars, usual, sizeof usual);
        }
    }
}

/* Width and height a widget asks for, as one number to compare. */
static int
get_request (GtkWidget *widget)
{
  int width, height;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);

  return width * 10000 + height;
}

/* Were the answer or the bars to grow, the sheet would shrink under the pen. */
static void
test_sheet_keeps_still (Fixture       *fixture,
                        gconstpointer  data)
{
  GtkWidget *answer = find (fixture->panel, INKLING_TYPE_ANSWER, 0);
  GtkWidget *bars = find (fixture->panel, INKLING_TYPE_PREDICTION_BARS, 0);
  int answer_request = get_request (answer);
  int bars_request = get_request (bars);

  draw_line (fixture);
  for (int bias = 0; bias <= 20; bias += 4)
    {
      set_model (fixture, 7, (float) bias);
      g_assert_cmpint (get_request (answer), ==, answer_request);
      g_assert_cmpint (get_request (bars), ==, bars_request);
    }
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkAccessible *bar = GTK_ACCESSIBLE (find (fixture->panel, GTK_TYPE_LEVEL_BAR, 7));
  GtkAccessible *answer = GTK_ACCESSIBLE (find (fixture->panel, INKLING_TYPE_ANSWER, 0));
  GtkAccessible *preview = GTK_ACCESSIBLE (find (fixture->panel, INKLING_TYPE_PREVIEW, 0));
  GtkAccessible *canvas = GTK_ACCESSIBLE (fixture->canvas);
  const char *percent = "94 %"; /* GTK's macro makes a format of what it is given */
  const char *description = "7, 94 % sure";

  set_model (fixture, 7, 5);
  draw_line (fixture);
  gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_LABEL, "Probability of 7");
  gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, percent);
  gtk_test_accessible_assert_property (preview, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "What the network sees");
  gtk_test_accessible_assert_property (canvas, GTK_ACCESSIBLE_PROPERTY_LABEL, "Drawing canvas");
  gtk_test_accessible_assert_property (answer, GTK_ACCESSIBLE_PROPERTY_LABEL, "Answer");
  wait_for_description (answer, description);
  gtk_test_accessible_assert_role (answer, GTK_ACCESSIBLE_ROLE_STATUS);
}

static const Case cases[] = {
  { "/drawing/actions", test_actions },
  { "/drawing/reasons", test_reasons },
  { "/drawing/keys", test_keys },
  { "/drawing/eraser-button", test_eraser_button },
  { "/drawing/eraser-keys", test_eraser_keys },
  { "/drawing/pen-width", test_pen_width },
  { "/drawing/sheet-keeps-still", test_sheet_keeps_still },
  { "/drawing/accessible", test_accessible },
};

int
main (int    argc,
      char **argv)
{
  return run_cases (cases, G_N_ELEMENTS (cases), argc, argv);
}
