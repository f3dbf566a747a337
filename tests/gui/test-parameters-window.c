/* test-parameters-window.c: the window that shows the hyper-parameters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../engine/comma-locale.h"
#include "../engine/parameters-fixture.h"
#include "inkling-parameter-row.h"
#include "inkling-parameters-window.h"

static InklingParameterRow *
find_row (GtkWidget  *widget,
          const char *title)
{
  InklingParameterRow *found = NULL;

  if (INKLING_IS_PARAMETER_ROW (widget)
      && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return INKLING_PARAMETER_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);

  return found;
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), label))
    return gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);

  return found;
}

/* Many values are lost at once, so they can be had back. */
static void
test_undoes_reset (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *window = inkling_parameters_window_new (NULL, fixture->parameters);
  GtkWidget *undo;

  set_text (fixture, "hidden", "300,100");
  set_text (fixture, "rotation", "5");
  g_signal_emit_by_name (find_button (window, "_Back to Recipe"), "clicked");
  g_assert_cmpuint (inkling_parameters_count_changed (fixture->parameters), ==, 0);

  undo = find_button (window, "_Undo");
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
  g_assert_true (is_changed (fixture, "hidden"));
  g_assert_true (is_changed (fixture, "rotation"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Every hyper-parameter has a row with a sentence; those that may not change now say why. */
static void
test_window (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *window = inkling_parameters_window_new (NULL, fixture->parameters);
  guint n_rows = 0;

  inkling_parameters_set_running (fixture->parameters, TRUE);
  for (guint i = 0; i < inkling_n_parameter_words; i++)
    {
      const InklingParameterWords *words = &inkling_parameter_table[i];
      const NnRecipeField *field =
        words->field == NULL ? NULL : nn_recipe_field_find (words->field);
      GtkWidget *row;

      if (words->field == NULL)
        continue;
      g_assert_nonnull (field);
      row = GTK_WIDGET (find_row (window, words->title));
      g_assert_nonnull (row);
      g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "."));
      g_assert_cmpint (gtk_widget_get_sensitive (row), ==, field->live);
      g_assert_cmpint (gtk_widget_get_tooltip_text (row) == NULL, ==, field->live);
      n_rows++;
    }
  g_assert_cmpuint (n_rows, ==, nn_recipe_n_fields);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_shown (GtkWidget *widget,
            GType      type)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_visible (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_shown (child, type);

  return found;
}

static GtkWidget *
find_entry (GtkWidget *row)
{
  return find_shown (row, GTK_TYPE_ENTRY);
}

/* Where there are only a few values nobody has to type one. */
static void
test_chooses_schedule (Fixture       *fixture,
                       gconstpointer  data)
{
  GtkWidget *window = inkling_parameters_window_new (NULL, fixture->parameters);
  const NnRecipe *recipe = inkling_parameters_get_recipe (fixture->parameters);
  GtkWidget *row = GTK_WIDGET (find_row (window, "Schedule"));
  GtkDropDown *choice = GTK_DROP_DOWN (find_shown (row, GTK_TYPE_DROP_DOWN));

  g_assert_null (find_entry (row));
  g_assert_cmpuint (recipe->schedule, ==, NN_SCHEDULE_STAIRCASE);
  g_assert_cmpuint (gtk_drop_down_get_selected (choice), ==, NN_SCHEDULE_STAIRCASE);
  gtk_drop_down_set_selected (choice, NN_SCHEDULE_COSINE);
  g_assert_cmpuint (recipe->schedule, ==, NN_SCHEDULE_COSINE);
  inkling_parameters_reset (fixture->parameters, nn_recipe_field_find ("schedule"));
  g_assert_cmpuint (gtk_drop_down_get_selected (choice), ==, NN_SCHEDULE_STAIRCASE);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Whichever sign a person's country writes; between layers a comma stays one. */
static void
test_decimal_comma (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkWidget *window = inkling_parameters_window_new (NULL, fixture->parameters);
  const NnRecipe *recipe = inkling_parameters_get_recipe (fixture->parameters);
  GtkWidget *rate = find_entry (GTK_WIDGET (find_row (window, "Learning rate")));
  GtkWidget *layers = find_entry (GTK_WIDGET (find_row (window, "Hidden layers")));

  gtk_editable_set_text (GTK_EDITABLE (rate), "0,25");
  g_signal_emit_by_name (rate, "activate");
  g_assert_cmpfloat (recipe->learning_rate, ==, 0.25);
  gtk_editable_set_text (GTK_EDITABLE (layers), "300,100");
  g_signal_emit_by_name (layers, "activate");
  g_assert_cmpuint (recipe->n_hidden, ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Grouped as the country groups, with its digits; else the number stays as it was. */
static void
test_countries (Fixture       *fixture,
                gconstpointer  data)
{
  const struct { const char *country, *row, *text; double value; /* 0: refused */ } typed[] = {
    { "en_US", "Steps", "50,000", 50000 }, { "en_US", "Learning rate", "1,250.5", 1250.5 },
    { "en_US", "Learning rate", "0,25", 0 }, { "en_US", "Hidden layers", "1,024", 0 },
    { "de_DE", "Steps", "50.000", 50000 }, { "de_DE", "Learning rate", "1.250,5", 1250.5 },
    { "de_DE", "Learning rate", "0.25", 0.25 }, { "de_DE", "Steps", "50,5", 0 },
    { "fr_FR", "Steps", "50\u202f000", 50000 }, { "fr_FR", "Learning rate", "1.250", 0 },
    { "ar_EG", "Steps", "٥٠٬٠٠٠", 50000 }, { "ar_EG", "Learning rate", "٠٫٢٥", 0.25 },
    { "zh_CN", "Steps", "５００００", 50000 }, { "zh_CN", "Learning rate", "０．２５", 0.25 },
  };
  GtkWidget *window = inkling_parameters_window_new (NULL, fixture->parameters);
  const NnRecipe *recipe = inkling_parameters_get_recipe (fixture->parameters);
  char *folder = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      AdwActionRow *row = ADW_ACTION_ROW (find_row (window, typed[i].row));
      GtkWidget *entry = find_entry (GTK_WIDGET (row));
      NnRecipe before = *recipe;
      g_autofree char *refusal = g_strdup_printf ("“%s” is not allowed", typed[i].text);

      if (i == 0 || !g_str_equal (typed[i].country, typed[i - 1].country))
        {
          g_clear_pointer (&folder, country_leave);
          folder = country_enter (typed[i].country);
        }
      gtk_editable_set_text (GTK_EDITABLE (entry), typed[i].text);
      g_signal_emit_by_name (entry, "activate");
      g_assert_cmpint (g_str_has_prefix (adw_action_row_get_subtitle (row), refusal), ==,
                       typed[i].value == 0);
      if (typed[i].value == 0)
        g_assert_true (nn_recipe_equal (recipe, &before));
      else if (g_str_equal (typed[i].row, "Steps"))
        g_assert_cmpuint (recipe->steps, ==, (guint64) typed[i].value);
      else
        g_assert_cmpfloat (recipe->learning_rate, ==, typed[i].value);
      inkling_parameters_reset (fixture->parameters, NULL);
    }
  g_clear_pointer (&folder, country_leave);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* As in the plots beside it. */
static void
test_shows_decimal_comma (Fixture       *fixture,
                          gconstpointer  data)
{
  char *locale = comma_locale_enter ();
  GtkWidget *window = inkling_parameters_window_new (NULL, fixture->parameters);
  GtkWidget *rate = find_entry (GTK_WIDGET (find_row (window, "Learning rate")));

  set_text (fixture, "learning_rate", "0.25");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (rate)), ==, "0,25");
  g_signal_emit_by_name (rate, "activate");
  g_assert_cmpfloat (inkling_parameters_get_recipe (fixture->parameters)->learning_rate, ==, 0.25);
  gtk_window_destroy (GTK_WINDOW (window));
  comma_locale_leave (locale);
}

/* What is wrong is said where the eye is, until it is mended. */
static void
test_row_says_why (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *window = inkling_parameters_window_new (NULL, fixture->parameters);
  AdwActionRow *row = ADW_ACTION_ROW (find_row (window, "Learning rate"));
  GtkWidget *entry = find_entry (GTK_WIDGET (row));
  g_autofree char *explanation = g_strdup (adw_action_row_get_subtitle (row));

  gtk_editable_set_text (GTK_EDITABLE (entry), "<fast>");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (row), "“<fast>” is not allowed"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "0.5");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, explanation);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/parameters/undoes-reset", test_undoes_reset);
  ADD ("/parameters/window", test_window);
  ADD ("/parameters/chooses-schedule", test_chooses_schedule);
  ADD ("/parameters/decimal-comma", test_decimal_comma);
  ADD ("/parameters/countries", test_countries);
  ADD ("/parameters/shows-decimal-comma", test_shows_decimal_comma);
  ADD ("/parameters/row-says-why", test_row_says_why);
#undef ADD

  return g_test_run ();
}
