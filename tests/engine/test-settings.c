/* test-settings.c: found beside the program although not installed, and safe from wrong values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-settings.h"
#include "tiny-dataset.h"

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
  g_autofree char *folder = tiny_make_folder ();
  int status;

  write_wrong_values (folder);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_unsetenv ("GSETTINGS_SCHEMA_DIR");
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/settings/found", test_found);
  g_test_add_func ("/settings/wrong-values", test_wrong_values);

  status = g_test_run ();
  tiny_remove_folder (folder);

  return status;
}
