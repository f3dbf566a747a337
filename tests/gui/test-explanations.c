/* Explanations: each is there once, short, and a button says it under a name of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gtk/gtk.h>

#include "inkling-explanations.h"
#include "inkling-help-button.h"

#define MAX_CHARACTERS 260

static void
test_table (void)
{
  g_autoptr (GHashTable) topics = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < inkling_n_explanations; i++)
    {
      const InklingExplanation *row = &inkling_explanations[i];

      g_assert_true (g_hash_table_add (topics, (char *) row->topic));
      g_assert_true (inkling_explanations_find (row->topic) == row);
      g_assert_cmpint (g_utf8_strlen (row->text, -1), <=, MAX_CHARACTERS);
      g_assert_true (g_str_has_suffix (row->text, "."));
    }

  g_assert_null (inkling_explanations_find ("weather"));
  g_assert_null (inkling_explanations_find (NULL));
}

static GtkLabel *
find_label (GtkWidget  *widget,
            const char *text)
{
  GtkLabel *found = NULL;

  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return GTK_LABEL (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);

  return found;
}

static void
test_buttons (void)
{
  for (guint i = 0; i < inkling_n_explanations; i++)
    {
      g_autoptr (GtkWidget) button =
        g_object_ref_sink (inkling_help_button_new (inkling_explanations[i].topic));

      g_assert_nonnull (find_label (button, inkling_explanations[i].title));
      g_assert_nonnull (find_label (button, inkling_explanations[i].text));
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/explanations/table", test_table);
  g_test_add_func ("/explanations/buttons", test_buttons);

  return g_test_run ();
}
