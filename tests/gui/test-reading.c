/* test-reading.c: what the network answers, and how that is shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "drawing-fixture.h"

#include <math.h>

#include "inkling-dataset-table.h"
#include "inkling-ink-painter.h"
#include "inkling-plain-picture.h"
#include "inkling-prediction-bars.h"
#include "inkling-reading-card.h"
#include "inkling-replay-bar.h"

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
  GtkWidget *answer = find (fixture->panel, INKLING_TYPE_ANSWER, 0);

  set_model (fixture, 4, 2.5);
  draw_line (fixture);
  assert_answer (fixture, "?", "Not sure, perhaps 4 (58 %)"); /* e²·⁵ / (e²·⁵ + 9) */
  g_assert_true (gtk_widget_has_css_class (answer, "unsure"));
  set_model (fixture, 4, 1);
  assert_answer (fixture, "×", "Nothing it knows, perhaps 4 (23 %)"); /* e / (e + 9) */
  g_assert_true (gtk_widget_has_css_class (answer, "unknown"));
  g_assert_false (gtk_widget_has_css_class (answer, "unsure"));
  set_model (fixture, 4, 5);
  g_assert_true (gtk_widget_has_css_class (answer, "sure"));
}

static char *
make_fashion_digest (void)
{
  const InklingKnownDataset *known = inkling_known_dataset_find (INKLING_DATASET_FASHION);
  const char *digests[INKLING_N_IDX_FILES];

  for (gsize i = 0; i < INKLING_N_IDX_FILES; i++)
    digests[i] = known->files[i].digest;

  return inkling_digest_of_digests (digests);
}

/* What learnt from clothes answers with their names, and then digits are digits again. */
static void
test_class_names (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (InklingModel) model = make_model (8, 5);
  GtkAccessible *bar = GTK_ACCESSIBLE (find (fixture->panel, GTK_TYPE_LEVEL_BAR, 8));
  GtkWidget *answer = find (fixture->panel, INKLING_TYPE_ANSWER, 0);

  model->dataset_digest = make_fashion_digest ();
  draw_line (fixture);
  inkling_drawing_panel_set_model (fixture->panel, model);
  run_frames (fixture);
  assert_answer (fixture, "Bag", "94 % sure");
  g_assert_true (gtk_widget_has_css_class (answer, "named"));
  gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_LABEL, "Probability of Bag");
  set_model (fixture, 8, 5);
  assert_answer (fixture, "8", "94 % sure");
  g_assert_false (gtk_widget_has_css_class (answer, "named"));
  gtk_test_accessible_assert_property (bar, GTK_ACCESSIBLE_PROPERTY_LABEL, "Probability of 8");
}

/* A network that takes its time answers later, the window lives on. */
static void
test_large_network (Fixture       *fixture,
                    gconstpointer  data)
{
  guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, too_late_cb, NULL);

  draw_line (fixture);
  {
    g_autoptr (InklingModel) model = make_wide_model (6, 5, 1200);

    inkling_drawing_panel_set_model (fixture->panel, model);
  }
  while (get_bar (fixture, 6) < 0.9)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  assert_answer (fixture, "6", "94 % sure");
}

/* Beside each other: a small line in a corner fills its box when it is normalised, and stays where
 * it is when not. */
static void
test_compare (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *panel = GTK_WIDGET (fixture->panel);
  GtkWidget *plain = find (panel, INKLING_TYPE_READING_CARD, 1);
  GtkWidget *normalized = find (panel, INKLING_TYPE_READING_CARD, 0);
  graphene_rect_t bounds[2];

  set_model (fixture, 7, 5);
  draw_line (fixture);
  g_assert_false (gtk_widget_get_visible (plain));
  gtk_widget_activate_action (panel, "drawing.compare", NULL);
  run_frames (fixture);
  g_assert_true (gtk_widget_get_visible (plain));
  g_assert_true (gtk_widget_compute_bounds (normalized, panel, &bounds[0]));
  g_assert_true (gtk_widget_compute_bounds (plain, panel, &bounds[1]));
  g_assert_cmpfloat (bounds[0].origin.y, ==, bounds[1].origin.y);
  g_assert_cmpfloat (bounds[0].origin.x + bounds[0].size.width, <=, bounds[1].origin.x);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find (plain, GTK_TYPE_LABEL, 0))), ==, "7");
  gtk_widget_activate_action (panel, "drawing.compare", NULL);
  g_assert_false (gtk_widget_get_visible (plain));
}

static void
test_plain_picture (Fixture       *fixture,
                    gconstpointer  data)
{
  guint8 image[NN_IMAGE_PIXELS];
  gsize inside = 0, all = 0;

  draw_line (fixture);
  inkling_plain_picture_paint (fixture->ink, INKLING_PEN_WIDTH, image);
  for (int i = 0; i < NN_IMAGE_PIXELS; i++)
    {
      int row = i / NN_IMAGE_SIDE;
      int column = i % NN_IMAGE_SIDE;

      all += image[i] > 0;
      inside += image[i] > 0 && row >= 5 && row <= 22 && column >= 13 && column <= 14;
    }
  g_assert_cmpuint (inside, >=, 30); /* 16 rows of two */
  g_assert_cmpuint (all, ==, inside);
}

/* Nobody wants to hear each percentage of a training run, or each digit while one draws. */
static void
test_told_at_rest (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkAccessible *answer = GTK_ACCESSIBLE (find (fixture->panel, INKLING_TYPE_ANSWER, 0));
  const char *hint = "Draw a digit";
  const char *description = "7, 94 % sure";

  set_model (fixture, 7, 5);
  wait_for_description (answer, hint);
  draw_line (fixture);
  assert_answer (fixture, "7", "94 % sure");
  gtk_test_accessible_assert_property (answer, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hint);
  wait_for_description (answer, description);
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

/* What is painted over an opaque colour. */
static GdkRGBA
blend (GdkRGBA front,
       GdkRGBA back)
{
  GdkRGBA blended = {
    front.alpha * front.red + (1 - front.alpha) * back.red,
    front.alpha * front.green + (1 - front.alpha) * back.green,
    front.alpha * front.blue + (1 - front.alpha) * back.blue,
    1,
  };

  return blended;
}

static double
linear (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
luminance (GdkRGBA color)
{
  return 0.2126 * linear (color.red) + 0.7152 * linear (color.green) + 0.0722 * linear (color.blue);
}

/* As the Web Content Accessibility Guidelines 2.1 define it, 1 … 21. */
static double
contrast (GdkRGBA a,
          GdkRGBA b)
{
  double lighter = MAX (luminance (a), luminance (b));
  double darker = MIN (luminance (a), luminance (b));

  return (lighter + 0.05) / (darker + 0.05);
}

/* Text on a card; what is set as large as the answer may have less contrast. */
static void
assert_contrast (GtkWidget *label)
{
  GtkStyleContext *context = gtk_widget_get_style_context (label);
  gboolean is_large = gtk_widget_has_css_class (label, "digit");
  GdkRGBA window, card, text;

  g_assert_false (gtk_widget_has_css_class (label, "dim-label"));
  g_assert_true (gtk_style_context_lookup_color (context, "window_bg_color", &window));
  g_assert_true (gtk_style_context_lookup_color (context, "card_bg_color", &card));
  gtk_style_context_get_color (context, &text);
  card = blend (card, window);
  if (contrast (blend (text, card), card) < (is_large ? 3.0 : 4.5))
    g_error ("“%s” has a contrast of %.2f only", gtk_label_get_text (GTK_LABEL (label)),
             contrast (blend (text, card), card));
}

static void
assert_contrasts (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    assert_contrast (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_contrasts (child);
}

/* AA, in every state of the answer, in light and in dark. */
static void
test_contrast (Fixture       *fixture,
               gconstpointer  data)
{
  const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK, ADW_COLOR_SCHEME_DEFAULT,
  };
  const float biases[] = { 1, 2.5, 5 };

  draw_line (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i]);
      for (gsize k = 0; k < G_N_ELEMENTS (biases); k++)
        {
          set_model (fixture, 7, biases[k]);
          assert_contrasts (find (fixture->panel, INKLING_TYPE_READING_CARD, 0));
          assert_contrasts (find (fixture->panel, INKLING_TYPE_PREDICTION_BARS, 0));
        }
    }
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static gpointer
start_replay (Fixture *fixture)
{
  GtkWidget *bar = find (fixture->panel, INKLING_TYPE_REPLAY_BAR, 0);

  g_assert_null (inkling_replay_bar_get_ink (INKLING_REPLAY_BAR (bar)));
  g_assert_true (gtk_widget_activate_action (bar, "replay.toggle", NULL));

  return bar;
}

/* It shows less than the drawing, then all of it, reads that meanwhile, and changes nothing. */
static void
test_replay (Fixture       *fixture,
             gconstpointer  data)
{
  guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, too_late_cb, NULL);
  GtkWidget *reading = find (fixture->panel, INKLING_TYPE_READING_CARD, 0);
  guint n_changes = 0;
  guint n_readings = 0;
  gpointer bar;

  set_model (fixture, 7, 5);
  draw_line (fixture);
  g_signal_connect_swapped (fixture->ink, "changed", G_CALLBACK (count_cb), &n_changes);
  g_signal_connect_swapped (reading, "read", G_CALLBACK (count_cb), &n_readings);
  bar = start_replay (fixture);
  g_assert_true (inkling_ink_is_empty (inkling_replay_bar_get_ink (bar)));
  while (inkling_replay_bar_get_ink (bar) != NULL)
    g_main_context_iteration (NULL, TRUE);
  run_frames (fixture);
  g_source_remove (deadline);
  g_assert_cmpuint (n_readings, >=, 2);
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_cmpuint (inkling_ink_get_n_strokes (fixture->ink), ==, 1);
  assert_answer (fixture, "7", "94 % sure");
}

static void
test_replay_stops (Fixture       *fixture,
                   gconstpointer  data)
{
  gpointer bar;

  draw_line (fixture);
  bar = start_replay (fixture);
  gtk_widget_activate_action (bar, "replay.toggle", NULL);
  run_frames (fixture);
  run_frames (fixture);
  g_assert_true (inkling_ink_is_empty (inkling_replay_bar_get_ink (bar))); /* it pauses */
  gtk_widget_activate_action (bar, "replay.stop", NULL);
  g_assert_null (inkling_replay_bar_get_ink (bar));

  bar = start_replay (fixture);
  draw_line (fixture);
  g_assert_null (inkling_replay_bar_get_ink (bar));
  g_assert_cmpuint (inkling_ink_get_n_strokes (fixture->ink), ==, 2);

  start_replay (fixture); /* and goes with the window */
}

static const Case cases[] = {
  { "/reading/blank", test_blank },
  { "/reading/no-model", test_no_model },
  { "/reading/answer", test_answer },
  { "/reading/unsure", test_unsure },
  { "/reading/class-names", test_class_names },
  { "/reading/large-network", test_large_network },
  { "/reading/compare", test_compare },
  { "/reading/plain-picture", test_plain_picture },
  { "/reading/told-at-rest", test_told_at_rest },
  { "/reading/contrast", test_contrast },
  { "/reading/replay", test_replay },
  { "/reading/replay-stops", test_replay_stops },
  { "/reading/live", test_live },
};

int
main (int    argc,
      char **argv)
{
  return run_cases (cases, G_N_ELEMENTS (cases), argc, argv);
}
