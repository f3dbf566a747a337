/* test-drawing.c: the drawing panel in a window: what one draws, what the network answers, and what
 * can be undone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>

#include "inkling-answer.h"
#include "inkling-canvas.h"
#include "inkling-drawing-panel.h"
#include "inkling-prediction-bars.h"
#include "inkling-preview.h"

#define DEADLINE_SECONDS 20

typedef struct
{
  GtkWindow           *window;
  InklingDrawingPanel *panel;
  InklingCanvas       *canvas;
  InklingInk          *ink;
} Fixture;

static GtkWidget *
find_descendant (GtkWidget *widget,
                 GType      type,
                 int       *skip)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*skip)-- == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_descendant (child, type, skip);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
find (gpointer root,
      GType    type,
      int      index)
{
  GtkWidget *found = find_descendant (GTK_WIDGET (root), type, &index);

  g_assert_nonnull (found);

  return found;
}

static gboolean
too_late_cb (gpointer data)
{
  g_error ("Nothing happened in time");

  return G_SOURCE_REMOVE;
}

/* Lets the window live until its next frame but one has been drawn. */
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
  guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, too_late_cb, NULL);
  int n_frames = 2;

  gtk_widget_add_tick_callback (GTK_WIDGET (fixture->window), count_frame_cb, &n_frames, NULL);
  while (n_frames > 0)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (deadline);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->panel = INKLING_DRAWING_PANEL (inkling_drawing_panel_new ());
  fixture->canvas = INKLING_CANVAS (find (fixture->panel, INKLING_TYPE_CANVAS, 0));
  fixture->ink = inkling_canvas_get_ink (fixture->canvas);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (fixture->window, 560, 700);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->panel));
  gtk_window_present (fixture->window);
  run_frames (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *panel = GTK_WIDGET (fixture->panel);

  g_object_add_weak_pointer (G_OBJECT (panel), (gpointer *) &panel);
  gtk_window_destroy (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (panel); /* nobody keeps it alive */
}

/* A network whose answer is always digit; with bias 0 all digits are equally probable. */
static InklingModel *
make_model (int   digit,
            float bias)
{
  InklingModel *model = inkling_model_new ();
  float biases[NN_N_CLASSES] = { 0 };

  biases[digit] = bias;
  model->recipe = nn_named_recipes[0].recipe;
  model->averages = nn_network_new (&model->recipe);
  g_assert_nonnull (model->averages);
  nn_network_set_parameter (model->averages,
                            &model->averages->parameters[model->averages->n_parameters - 1],
                            biases);

  return model;
}

static void
set_model (Fixture *fixture,
           int      digit,
           float    bias)
{
  g_autoptr (InklingModel) model = make_model (digit, bias);

  inkling_drawing_panel_set_model (fixture->panel, model);
  run_frames (fixture);
}

static void
draw_line (Fixture *fixture)
{
  InklingInkPoint points[] = {
    { 140, 60, INKLING_INK_PRESSURE, 0 }, { 140, 220, INKLING_INK_PRESSURE, 10 },
  };

  inkling_ink_begin_stroke (fixture->ink, &points[0]);
  inkling_ink_extend_stroke (fixture->ink, &points[1], 1);
  inkling_ink_end_stroke (fixture->ink);
  run_frames (fixture);
}

static void
assert_answer (Fixture    *fixture,
               const char *digit,
               const char *confidence)
{
  GtkWidget *answer = find (fixture->panel, INKLING_TYPE_ANSWER, 0);

  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find (answer, GTK_TYPE_LABEL, 0))), ==, digit);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find (answer, GTK_TYPE_LABEL, 1))), ==,
                   confidence);
}

static double
get_bar (Fixture *fixture,
         int      digit)
{
  return gtk_level_bar_get_value (GTK_LEVEL_BAR (find (fixture->panel, GTK_TYPE_LEVEL_BAR, digit)));
}

/* Undo, Redo and Clear are 0, 1 and 2. */
static gpointer
find_button (Fixture *fixture,
             int      index)
{
  const char *const actions[] = { "drawing.undo", "drawing.redo", "drawing.clear" };
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
test_blank (Fixture       *fixture,
            gconstpointer  data)
{
  assert_answer (fixture, "–", "Train a network or open a model first");
  set_model (fixture, 7, 5);
  assert_answer (fixture, "–", "Draw a digit");
  g_assert_cmpfloat (get_bar (fixture, 7), ==, 0.0);
}

static void
test_no_model (Fixture       *fixture,
               gconstpointer  data)
{
  draw_line (fixture);
  assert_answer (fixture, "–", "Train a network or open a model first");
}

static void
test_answer (Fixture       *fixture,
             gconstpointer  data)
{
  set_model (fixture, 7, 5);
  draw_line (fixture);
  assert_answer (fixture, "7", "94 % sure"); /* e⁵ / (e⁵ + 9) */
  g_assert_cmpfloat_with_epsilon (get_bar (fixture, 7), 0.9428, 1e-3);
  g_assert_cmpfloat_with_epsilon (get_bar (fixture, 3), 0.0064, 1e-3);
}

static void
test_unsure (Fixture       *fixture,
             gconstpointer  data)
{
  set_model (fixture, 4, 1);
  draw_line (fixture);
  assert_answer (fixture, "?", "Not sure, perhaps 4 (23 %)"); /* e / (e + 9) */
}

static void
test_live (Fixture       *fixture,
           gconstpointer  data)
{
  draw_line (fixture);
  set_model (fixture, 7, 5);
  assert_answer (fixture, "7", "94 % sure");
  set_model (fixture, 2, 5);
  assert_answer (fixture, "2", "94 % sure");
  inkling_drawing_panel_set_model (fixture->panel, NULL);
  run_frames (fixture);
  assert_answer (fixture, "–", "Train a network or open a model first");
}

static void
test_actions (Fixture       *fixture,
              gconstpointer  data)
{
  enum { UNDO, REDO, CLEAR };

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

/* The same gesture in the middle of the widget is the same ink, however large the widget is. */
static void
test_gestures (Fixture       *fixture,
               gconstpointer  data)
{
  double side = gtk_widget_get_width (GTK_WIDGET (fixture->canvas));
  GtkGesture *stylus = find_controller (fixture->canvas, GTK_TYPE_GESTURE_STYLUS, 0);
  const InklingInkPoint *points;
  gsize n_points;

  g_assert_cmpfloat (side, ==, gtk_widget_get_height (GTK_WIDGET (fixture->canvas)));
  g_signal_emit_by_name (stylus, "down", side / 2, side / 4);
  g_signal_emit_by_name (stylus, "motion", side / 2, side * 3 / 4);
  g_signal_emit_by_name (stylus, "up", side / 2, side * 3 / 4);
  g_assert_cmpuint (inkling_ink_get_n_strokes (fixture->ink), ==, 1);

  points = inkling_ink_get_stroke (fixture->ink, 0, &n_points);
  g_assert_cmpuint (n_points, ==, 2);
  g_assert_cmpfloat_with_epsilon (points[0].x, INKLING_INK_SIDE / 2, 1e-3f);
  g_assert_cmpfloat_with_epsilon (points[0].y, INKLING_INK_SIDE / 4, 1e-3f);
  g_assert_cmpfloat_with_epsilon (points[1].y, INKLING_INK_SIDE * 3 / 4, 1e-3f);
  g_assert_false (inkling_ink_is_growing (fixture->ink));
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
  gtk_test_accessible_assert_property (answer, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
  gtk_test_accessible_assert_role (answer, GTK_ACCESSIBLE_ROLE_STATUS);
}

/* As the application does for its windows. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/inkling/Inkling/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

typedef struct
{
  const char *name;
  void     (* run) (Fixture *, gconstpointer);
} Case;

static const Case cases[] = {
  { "/drawing/blank", test_blank },
  { "/drawing/no-model", test_no_model },
  { "/drawing/answer", test_answer },
  { "/drawing/unsure", test_unsure },
  { "/drawing/live", test_live },
  { "/drawing/actions", test_actions },
  { "/drawing/gestures", test_gestures },
  { "/drawing/keys", test_keys },
  { "/drawing/sheet-keeps-still", test_sheet_keeps_still },
  { "/drawing/accessible", test_accessible },
};

int
main (int    argc,
      char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  load_style ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].name, Fixture, NULL, set_up, cases[i].run, tear_down);

  return g_test_run ();
}
