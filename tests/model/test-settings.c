/* Settings: found beside the program although not installed, safe from wrong values, and groups
 * stay as they were folded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>

#include "inkling-settings.h"

/* As an expander row. */
#define GROUP_TYPE (group_get_type ())
G_DECLARE_FINAL_TYPE (Group, group, TEST, GROUP, GObject)

struct _Group
{
  GObject  parent_instance;

  gboolean expanded;
};

G_DEFINE_FINAL_TYPE (Group, group, G_TYPE_OBJECT)

static void
group_get_property (GObject    *object,
                    guint       prop_id,
                    GValue     *value,
                    GParamSpec *pspec)
{
  g_value_set_boolean (value, TEST_GROUP (object)->expanded);
}

static void
group_set_property (GObject      *object,
                    guint         prop_id,
                    const GValue *value,
                    GParamSpec   *pspec)
{
  TEST_GROUP (object)->expanded = g_value_get_boolean (value);
}

static void
group_class_init (GroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = group_get_property;
  object_class->set_property = group_set_property;
  g_object_class_install_property (object_class, 1,
                                   g_param_spec_boolean ("expanded", NULL, NULL, FALSE,
                                                         G_PARAM_READWRITE
                                                         | G_PARAM_STATIC_STRINGS));
}

static void
group_init (Group *self)
{
}

static void
test_found (void)
{
  g_assert_nonnull (inkling_settings_get_default ());
  g_assert_cmpuint (inkling_settings_get_uint (INKLING_SETTINGS_CHECKPOINTS_KEPT), ==, 5);
}

/* Written by hand into the file beforehand, see main. */
static void
test_wrong_values (void)
{
  GSettings *settings = inkling_settings_get_default ();

  g_assert_cmpuint (g_settings_get_uint (settings, INKLING_SETTINGS_THREADS), ==, 0);
  g_assert_cmpfloat (g_settings_get_double (settings, INKLING_SETTINGS_PANE_FRACTION), ==, 0.45);
  g_assert_false (g_settings_get_boolean (settings, INKLING_SETTINGS_WELCOME_SHOWN));
}

static Group *
make_group (gboolean expanded)
{
  Group *group = g_object_new (GROUP_TYPE, "expanded", expanded, NULL);

  inkling_settings_keep_expanded (group, "averaging");

  return group;
}

static void
test_groups_stay (void)
{
  for (int turn = 0; turn < 4; turn++)
    {
      gboolean expanded = turn % 2;
      g_autoptr (Group) before = make_group (!expanded);
      g_autoptr (Group) after = NULL;

      g_object_set (before, "expanded", expanded, NULL);
      after = make_group (!expanded);
      g_assert_cmpint (after->expanded, ==, expanded);
    }
}

/* A group that nobody touched is as the program likes it. */
static void
test_untouched_group (void)
{
  g_autoptr (Group) group = g_object_new (GROUP_TYPE, "expanded", TRUE, NULL);

  inkling_settings_keep_expanded (group, "never touched");
  g_assert_true (group->expanded);
}

static void
write_wrong_values (const char *config_folder)
{
  g_autofree char *folder = g_build_filename (config_folder, "glib-2.0", "settings", NULL);
  g_autofree char *path = g_build_filename (folder, "keyfile", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path,
                                      "[org/inkling/Inkling]\n"
                                      "threads=uint32 4000000000\n"
                                      "pane-fraction=7.5\n"
                                      "welcome-shown='perhaps'\n",
                                      -1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("inkling-settings-XXXXXX", NULL);

  write_wrong_values (folder);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_unsetenv ("GSETTINGS_SCHEMA_DIR");
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/settings/found", test_found);
  g_test_add_func ("/settings/wrong-values", test_wrong_values);
  g_test_add_func ("/settings/groups-stay", test_groups_stay);
  g_test_add_func ("/settings/untouched-group", test_untouched_group);

  return g_test_run ();
}
