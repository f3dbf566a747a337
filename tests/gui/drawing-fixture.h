/* drawing-fixture.h: the drawing panel in a window, with networks whose answer is known
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-answer.h"
#include "inkling-canvas.h"
#include "inkling-drawing-panel.h"

#define DEADLINE_SECONDS 120

typedef struct
{
  GtkWindow           *window;
  InklingDrawingPanel *panel;
  InklingCanvas       *canvas;
  InklingInk          *ink;
} Fixture;

static inline GtkWidget *
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

static inline GtkWidget *
find (gpointer root,
      GType    type,
      int      index)
{
  GtkWidget *found = find_descendant (GTK_WIDGET (root), type, &index);

  g_assert_nonnull (found);

  return found;
}

static inline gboolean
too_late_cb (gpointer data)
{
  g_error ("Nothing happened in time");

  return G_SOURCE_REMOVE;
}

/* Lets the window live until its next frame but one has been drawn. */
static inline gboolean
count_frame_cb (GtkWidget     *widget,
                GdkFrameClock *frame_clock,
                gpointer       data)
{
  return --*(int *) data > 0;
}

static inline void
run_frames (Fixture *fixture)
{
  guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, too_late_cb, NULL);
  int n_frames = 2;

  gtk_widget_add_tick_callback (GTK_WIDGET (fixture->window), count_frame_cb, &n_frames, NULL);
  while (n_frames > 0)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (deadline);
}

static inline void
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

static inline void
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

/* A network whose answer is always digit; with bias 0 all digits are equally probable. Two hidden
 * layers of that width, or, if it is 0, as in the first recipe. */
static inline InklingModel *
make_wide_model (int     digit,
                 float   bias,
                 guint64 width)
{
  InklingModel *model = inkling_model_new ();
  float biases[NN_N_CLASSES] = { 0 };

  biases[digit] = bias;
  model->recipe = nn_named_recipes[0].recipe;
  if (width > 0)
    {
      model->recipe.n_hidden = 2;
      model->recipe.hidden[0] = model->recipe.hidden[1] = width;
    }
  model->averages = nn_network_new (&model->recipe);
  g_assert_nonnull (model->averages);
  nn_network_set_outputs (model->averages,
                          &model->averages->parameters[model->averages->n_parameters - 1],
                          0, NN_N_CLASSES, biases);

  return model;
}

static inline InklingModel *
make_model (int   digit,
            float bias)
{
  return make_wide_model (digit, bias, 0);
}

static inline void
set_model (Fixture *fixture,
           int      digit,
           float    bias)
{
  g_autoptr (InklingModel) model = make_model (digit, bias);

  inkling_drawing_panel_set_model (fixture->panel, model);
  run_frames (fixture);
}

static inline void
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

static inline void
assert_answer (Fixture    *fixture,
               const char *digit,
               const char *confidence)
{
  GtkWidget *answer = find (fixture->panel, INKLING_TYPE_ANSWER, 0);

  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find (answer, GTK_TYPE_LABEL, 0))), ==, digit);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find (answer, GTK_TYPE_LABEL, 1))), ==,
                   confidence);
}

static inline void
wait_for_description (GtkAccessible *accessible,
                      const char    *text)
{
  guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, too_late_cb, NULL);
  char *difference;

  while ((difference = gtk_test_accessible_check_property (accessible,
                                                           GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                                           text)) != NULL)
    {
      g_free (difference);
      g_main_context_iteration (NULL, TRUE);
    }

  g_source_remove (deadline);
}

static inline double
get_bar (Fixture *fixture,
         int      digit)
{
  return gtk_level_bar_get_value (GTK_LEVEL_BAR (find (fixture->panel, GTK_TYPE_LEVEL_BAR, digit)));
}

/* As the application does for its windows. */
static inline void
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

/* Runs them all, each in a window of its own. */
static inline int
run_cases (const Case *cases,
           gsize       n_cases,
           int         argc,
           char      **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  load_style ();

  for (gsize i = 0; i < n_cases; i++)
    g_test_add (cases[i].name, Fixture, NULL, set_up, cases[i].run, tear_down);

  return g_test_run ();
}
