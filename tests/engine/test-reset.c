/* Reset: nothing is lost, the way back restores every byte, and a failure resets nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>

#include "inkling-reset.h"
#include "inkling-settings.h"
#include "tiny-dataset.h"

typedef struct
{
  char *home;
  char *models;
  char *model;  /* a file in models */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->home = tiny_make_folder ();
  fixture->models = g_build_filename (fixture->home, "models", NULL);
  fixture->model = g_build_filename (fixture->models, "a.safetensors", NULL);
  g_assert_cmpint (g_mkdir (fixture->models, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->model, "first", -1, NULL));
  g_settings_set_uint (inkling_settings_get_default (), INKLING_SETTINGS_THREADS, 7);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tiny_remove_folder (fixture->home);
  g_free (fixture->home);
  g_free (fixture->models);
  g_free (fixture->model);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static char *
reset (Fixture  *fixture,
       GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  inkling_reset_async (fixture->models, done_cb, &result);

  return inkling_reset_finish (wait_for (&result), error);
}

static void
undo (Fixture    *fixture,
      const char *copy)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  inkling_reset_undo_async (copy, fixture->models, done_cb, &result);
  inkling_reset_undo_finish (wait_for (&result), &error);
  g_assert_no_error (error);
}

static guint
get_threads (void)
{
  return inkling_settings_get_uint (INKLING_SETTINGS_THREADS);
}

static void
assert_contents (const char *path,
                 const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_there_and_back (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *copy = reset (fixture, NULL);
  g_autofree char *kept = g_build_filename (copy, "models", "a.safetensors", NULL);

  g_assert_cmpuint (get_threads (), ==, 0);
  g_assert_false (g_file_test (fixture->models, G_FILE_TEST_EXISTS));
  assert_contents (kept, "first");

  undo (fixture, copy);
  g_assert_cmpuint (get_threads (), ==, 7);
  assert_contents (fixture->model, "first");
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

static void
test_trained_since (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *copy = reset (fixture, NULL);
  g_autofree char *since = g_build_filename (copy, "models-since", "a.safetensors", NULL);

  g_assert_cmpint (g_mkdir (fixture->models, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->model, "second", -1, NULL));
  undo (fixture, copy);

  assert_contents (fixture->model, "first");
  assert_contents (since, "second");
}

static void
test_twice_a_day (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *copy = reset (fixture, NULL);
  g_autofree char *other_copy = reset (fixture, NULL);

  g_assert_nonnull (other_copy);
  g_assert_cmpstr (copy, !=, other_copy);
}

/* A file stands where the copy's folder would have to be made. */
static void
test_failure_resets_nothing (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  char *copy;

  g_free (fixture->models);
  fixture->models = g_build_filename (fixture->model, "models", NULL);
  copy = reset (fixture, &error);

  g_assert_null (copy);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "a.safetensors"));
  g_assert_cmpuint (get_threads (), ==, 7);
  assert_contents (fixture->model, "first");
}

static void
test_edited_settings (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *copy = reset (fixture, NULL);
  g_autofree char *settings = g_build_filename (copy, "settings.ini", NULL);

  g_assert_true (g_file_set_contents (settings,
                                      "[org.inkling.Inkling]\nthreads='many'\nweather=1\n"
                                      "checkpoints-kept=9\n",
                                      -1, NULL));
  undo (fixture, copy);

  g_assert_cmpuint (get_threads (), ==, 0);
  g_assert_cmpuint (inkling_settings_get_uint (INKLING_SETTINGS_CHECKPOINTS_KEPT), ==, 9);
}

int
main (int   argc,
      char *argv[])
{
  g_unsetenv ("GSETTINGS_SCHEMA_DIR");
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/reset/there-and-back", test_there_and_back);
  ADD ("/reset/trained-since", test_trained_since);
  ADD ("/reset/twice-a-day", test_twice_a_day);
  ADD ("/reset/failure-resets-nothing", test_failure_resets_nothing);
  ADD ("/reset/edited-settings", test_edited_settings);
#undef ADD

  return g_test_run ();
}
