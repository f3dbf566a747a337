/* The table of actions: every line names an action that there is, no two want the same keys, and
 * menu and shortcuts window show what the table says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-actions.h"
#include "inkling-application.h"
#include "inkling-window.h"

static GtkApplication *application;

static void
collect_actions (GtkWidget  *widget,
                 GHashTable *names)
{
  const GVariantType *type;
  const char *name, *property;
  GType owner;

  for (guint i = 0; gtk_widget_class_query_action (GTK_WIDGET_GET_CLASS (widget), i,
                                                   &owner, &name, &type, &property); i++)
    g_hash_table_add (names, g_strdup (name));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_actions (child, names);
}

static void
collect_group (GActionGroup *group,
               const char   *prefix,
               GHashTable   *names)
{
  g_auto (GStrv) actions = g_action_group_list_actions (group);

  for (gsize i = 0; actions[i] != NULL; i++)
    g_hash_table_add (names, g_strconcat (prefix, ".", actions[i], NULL));
}

static void
test_exist (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *window = inkling_window_new (ADW_APPLICATION (application));

  collect_actions (window, names);
  collect_group (G_ACTION_GROUP (window), "win", names);
  collect_group (G_ACTION_GROUP (application), "app", names);

  for (guint i = 0; i < inkling_n_actions; i++)
    {
      g_autoptr (GVariant) target = NULL;
      g_autofree char *name = NULL;

      if (inkling_actions[i].action == NULL)
        continue;
      g_assert_true (g_action_parse_detailed_name (inkling_actions[i].action, &name,
                                                    &target, NULL));
      if (!g_hash_table_contains (names, name))
        g_error ("There is no action %s", name);
    }

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_keys_are_unique (void)
{
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const InklingAction *row = inkling_actions; row < inkling_actions + inkling_n_actions; row++)
    for (gsize i = 0; row->action != NULL && row->accelerators[i] != NULL; i++)
      {
        GdkModifierType modifiers;
        guint key;

        g_assert_true (gtk_accelerator_parse (row->accelerators[i], &key, &modifiers));
        if (!g_hash_table_insert (owners, gtk_accelerator_name (key, modifiers),
                                  (char *) row->action))
          g_error ("%s is wanted twice, by %s", row->accelerators[i], row->action);
      }
}

static void
assert_same_keys (const char *name,
                  const char *other_name)
{
  GdkModifierType modifiers, other_modifiers;
  guint key, other_key;

  g_assert_true (gtk_accelerator_parse (name, &key, &modifiers));
  g_assert_true (gtk_accelerator_parse (other_name, &other_key, &other_modifiers));
  g_assert_cmpuint (key, ==, other_key);
  g_assert_cmpuint (modifiers, ==, other_modifiers);
}

static void
test_application_knows_them (void)
{
  for (const InklingAction *row = inkling_actions; row < inkling_actions + inkling_n_actions; row++)
    if (row->action != NULL)
      {
        g_auto (GStrv) keys = gtk_application_get_accels_for_action (application, row->action);

        g_assert_cmpuint (g_strv_length (keys), ==, g_strv_length ((char **) row->accelerators));
        for (gsize i = 0; keys[i] != NULL; i++)
          assert_same_keys (keys[i], row->accelerators[i]);
      }
}

static void
collect_shortcuts (GtkWidget  *widget,
                   GHashTable *keys)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      char *accelerator = NULL;

      g_object_get (widget, "accelerator", &accelerator, NULL);
      g_hash_table_add (keys, accelerator); /* a second one is for the results of a search */
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_shortcuts (child, keys);
}

/* Whatever has keys is shown, and with those keys. */
static void
test_shortcuts_window (void)
{
  GtkWidget *window = inkling_actions_make_shortcuts_window ();
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_with_keys = 0;

  collect_shortcuts (window, keys);
  for (const InklingAction *row = inkling_actions; row < inkling_actions + inkling_n_actions; row++)
    {
      g_autofree char *wanted = g_strjoinv (" ", (char **) row->accelerators);

      if (row->accelerators[0] == NULL)
        continue;
      n_with_keys++;
      g_assert_nonnull (row->title);
      if (!g_hash_table_contains (keys, wanted))
        g_error ("%s is not in the shortcuts window", wanted);
    }
  g_assert_cmpuint (g_hash_table_size (keys), ==, n_with_keys);

  gtk_window_destroy (GTK_WINDOW (window));
}

static guint
count_items (GMenuModel *menu)
{
  guint n_items = 0;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

      n_items += section == NULL ? 1 : count_items (section);
    }

  return n_items;
}

static void
test_menu (void)
{
  g_autoptr (GMenuModel) menu = inkling_actions_make_menu ();
  guint n_wanted = 0;

  for (guint i = 0; i < inkling_n_actions; i++)
    {
      g_assert_cmpint (inkling_actions[i].section != INKLING_MENU_NONE, ==,
                       inkling_actions[i].menu_label != NULL);
      n_wanted += inkling_actions[i].menu_label != NULL;
    }

  g_assert_cmpuint (count_items (menu), ==, n_wanted);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  application = GTK_APPLICATION (inkling_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/actions/exist", test_exist);
  g_test_add_func ("/actions/keys-are-unique", test_keys_are_unique);
  g_test_add_func ("/actions/application-knows-them", test_application_knows_them);
  g_test_add_func ("/actions/shortcuts-window", test_shortcuts_window);
  g_test_add_func ("/actions/menu", test_menu);

  return g_test_run ();
}
