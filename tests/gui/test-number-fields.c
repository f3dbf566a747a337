/* test-number-fields.c: every field of the windows that takes a number, in several countries
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>

#include "../engine/comma-locale.h"
#include "inkling-number-field.h"
#include "inkling-parameters-window.h"
#include "inkling-preferences.h"
#include "inkling-run-form.h"

typedef struct
{
  InklingParameters *parameters; /* owned */
  GtkWidget         *windows[3]; /* owned by GTK */
  InklingRunForm    *form;
  GPtrArray         *spins;      /* owned: of all GtkSpinButtons in them */
} Fixture;

static void
collect (GtkWidget *widget,
         GPtrArray *spins)
{
  if (GTK_IS_SPIN_BUTTON (widget))
    g_ptr_array_add (spins, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, spins);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->parameters = inkling_parameters_new ();
  fixture->form = g_object_new (INKLING_TYPE_RUN_FORM, NULL);
  fixture->windows[0] = inkling_parameters_window_new (NULL, fixture->parameters);
  fixture->windows[1] = inkling_preferences_new (NULL);
  fixture->windows[2] = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->windows[2]), GTK_WIDGET (fixture->form));
  fixture->spins = g_ptr_array_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (fixture->windows); i++)
    collect (fixture->windows[i], fixture->spins);
  g_assert_cmpuint (fixture->spins->len, >=, 6);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_ptr_array_unref (fixture->spins);
  for (gsize i = 0; i < G_N_ELEMENTS (fixture->windows); i++)
    gtk_window_destroy (GTK_WINDOW (fixture->windows[i]));
  g_object_unref (fixture->parameters);
}

static AdwActionRow *
get_row (GtkSpinButton *spin)
{
  return ADW_ACTION_ROW (gtk_widget_get_ancestor (GTK_WIDGET (spin), ADW_TYPE_ACTION_ROW));
}

/* As Return and a lost focus do. */
static void
type (GtkSpinButton *spin,
      const char    *text)
{
  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_spin_button_update (spin);
}

static void
assert_refused (GtkSpinButton *spin,
                const char    *text)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (get_row (spin)));
  double before = gtk_spin_button_get_value (spin);
  g_autofree char *shown = g_strdup (gtk_editable_get_text (GTK_EDITABLE (spin)));
  g_autofree char *words = g_strdup (adw_action_row_get_subtitle (get_row (spin)));
  g_autofree char *refusal = g_strdup_printf ("“%s” is not allowed; choose a", text);

  type (spin, text);
  if (gtk_spin_button_get_value (spin) != before)
    g_error ("%s: “%s” became %f", title, text, gtk_spin_button_get_value (spin));
  if (!g_str_has_prefix (adw_action_row_get_subtitle (get_row (spin)), refusal))
    g_error ("%s: “%s” is answered by “%s”", title, text,
             adw_action_row_get_subtitle (get_row (spin)));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, shown);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (spin), "error"));

  type (spin, shown);
  g_assert_cmpstr (adw_action_row_get_subtitle (get_row (spin)), ==, words);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (spin), "error"));
}

static void
assert_taken (GtkSpinButton *spin,
              const char    *text,
              double         value)
{
  type (spin, text);
  if (gtk_spin_button_get_value (spin) != value)
    g_error ("%s: “%s” became %f, not %f",
             adw_preferences_row_get_title (ADW_PREFERENCES_ROW (get_row (spin))), text,
             gtk_spin_button_get_value (spin), value);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (spin), "error"));
}

/* In each field, whatever it is for: what is no number, and what is none of its range. */
static void
test_refuses (Fixture       *fixture,
              gconstpointer  data)
{
  const char *const wrong[] = { "abc", "", "12a", "nan", "<b>1</b>", "1e99", "-1", "0x10" };

  for (guint i = 0; i < fixture->spins->len; i++)
    {
      GtkSpinButton *spin = g_ptr_array_index (fixture->spins, i);
      double minimum, maximum;
      g_autofree char *above = NULL;

      gtk_spin_button_get_range (spin, &minimum, &maximum);
      above = g_strdup_printf ("%.0f", MIN (maximum, 1e19) * 10 + 1);
      for (gsize j = 0; j < G_N_ELEMENTS (wrong); j++)
        assert_refused (spin, wrong[j]);
      assert_refused (spin, above);
    }
}

typedef struct
{
  const char *country;
  const char *five_thousand[3]; /* NULL behind the last */
  const char *more_than_97[3];
  const char *wrong[4];
} Country;

static const Country countries[] = {
  { "en_US", { "5,000", "5000" }, { "97.5" }, { "97,5", "5 000", "5,00" } },
  { "de_DE", { "5.000", "5000" }, { "97,5", "97.5" }, { "5 000", "97,5,1", "5.00.0" } },
  { "fr_FR", { "5\u202f000", "5 000" }, { "97,5", "97.5" }, { "5.000,0,0", "50 00" } },
  { "ar_EG", { "٥٬٠٠٠", "5,000" }, { "٩٧٫٥", "97.5" }, { "٩٧,٥", "٥0" } },
  { "fa_IR", { "۵۰۰۰", "۵٬۰۰۰" }, { "۹۷٫۵", "97.5" }, { "۹۷,۵" } },
  { "zh_CN", { "５０００", "５，０００" }, { "９７．５", "97.5" }, { "97，5", "五千" } },
};

static GtkSpinButton *
find_spin (Fixture    *fixture,
           const char *title)
{
  for (guint i = 0; i < fixture->spins->len; i++)
    {
      GtkSpinButton *spin = g_ptr_array_index (fixture->spins, i);

      if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (get_row (spin))), title))
        return spin;
    }

  g_assert_not_reached ();
}

static void
test_country (Fixture       *fixture,
              gconstpointer  data)
{
  const Country *country = data;
  char *folder = country_enter (country->country);
  GtkSpinButton *patience = find_spin (fixture, "No improvement");
  GtkSpinButton *accuracy = find_spin (fixture, "Accuracy reached");
  GtkSpinButton *seed = find_spin (fixture, "_Seed");

  for (int i = 0; country->five_thousand[i] != NULL; i++)
    for (int j = 0; j < 2; j++)
      {
        assert_taken (j == 0 ? patience : seed, country->five_thousand[i], 5000);
        assert_taken (j == 0 ? patience : seed, "7", 7);
      }
  for (int i = 0; country->more_than_97[i] != NULL; i++)
    {
      assert_taken (accuracy, country->more_than_97[i], 97.5);
      assert_refused (patience, country->more_than_97[i]);
      assert_taken (accuracy, "98", 98);
    }
  for (int i = 0; i < 4 && country->wrong[i] != NULL; i++)
    {
      assert_refused (accuracy, country->wrong[i]);
      assert_refused (patience, country->wrong[i]);
    }
  country_leave (folder);
}

/* What a field shows, it takes, and it is the same number: also with more digits than it asks for,
 * and with another decimal sign. */
static void
test_shows_what_it_has (Fixture       *fixture,
                        gconstpointer  data)
{
  const double values[] = { 0, 1, 3, 12.5, 33.333, 97.25, 99.999, 100 };
  char *folder = country_enter ("de_DE");

  for (guint i = 0; i < fixture->spins->len; i++)
    {
      GtkSpinButton *spin = g_ptr_array_index (fixture->spins, i);

      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        {
          double value;
          g_autofree char *shown = NULL;

          if (gtk_spin_button_get_digits (spin) == 0 && values[j] != (int) values[j])
            continue;
          gtk_spin_button_set_value (spin, values[j]);
          value = gtk_spin_button_get_value (spin); /* or an end of its range */
          shown = g_strdup (gtk_editable_get_text (GTK_EDITABLE (spin)));
          g_assert_null (strchr (shown, '.'));
          assert_taken (spin, shown, value);
        }
    }
  country_leave (folder);
}

/* A seed is exact to its last bit, and taken as it stands when the run begins. */
static void
test_seed (Fixture       *fixture,
           gconstpointer  data)
{
  const guint64 seeds[] = { 0, 1, 999999999, 1000000000, 9007199254740993, G_MAXINT64,
                            G_MAXUINT64 - 1, G_MAXUINT64 };
  GtkSpinButton *seed = find_spin (fixture, "_Seed");

  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, seeds[i]);

      gtk_editable_set_text (GTK_EDITABLE (seed), text);
      g_assert_cmpuint (inkling_run_form_get_seed (fixture->form), ==, seeds[i]);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (seed)), ==, text);
      inkling_number_field_set_whole (seed, 5);
      inkling_number_field_set_whole (seed, seeds[i]);
      g_assert_cmpuint (inkling_run_form_get_seed (fixture->form), ==, seeds[i]);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (seed)), ==, text);
    }
  assert_refused (seed, "18446744073709551616");
  gtk_spin_button_set_value (seed, 41);
  gtk_spin_button_spin (seed, GTK_SPIN_STEP_FORWARD, 1);
  g_assert_cmpuint (inkling_run_form_get_seed (fixture->form), ==, 42);
}

/* The word that stands for 0 is read as it is written. */
static void
test_word (Fixture       *fixture,
           gconstpointer  data)
{
  GtkSpinButton *threads = find_spin (fixture, "_Threads");

  assert_taken (threads, "3", 3);
  assert_taken (threads, "Automatic", 0);
  assert_taken (threads, "3", 3);
  assert_taken (threads, "0", 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (threads)), ==, "Automatic");
  assert_refused (threads, "Automatisch");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)
  ADD ("/number-fields/refuses", NULL, test_refuses);
  ADD ("/number-fields/shows-what-it-has", NULL, test_shows_what_it_has);
  ADD ("/number-fields/seed", NULL, test_seed);
  ADD ("/number-fields/word", NULL, test_word);
  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      g_autofree char *path = g_strconcat ("/number-fields/", countries[i].country, NULL);

      ADD (path, &countries[i], test_country);
    }
#undef ADD

  return g_test_run ();
}
