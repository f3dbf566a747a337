/* test-shelf.c: single files of the model folder are renamed, marked, deleted, never lost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include <glib/gstdio.h>

#include "inkling-error.h"
#include "inkling-shelf.h"
#include "inkling-checkpoints.h"
#include "inkling-model-summary.h"

#include "inkling-model-file.h"
#include "model-fixture.h"

typedef struct
{
  char *folder; /* owned */
  char *path;   /* owned: a checkpoint, mnist_model-1000.safetensors */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, FIXTURE_STEP);

  fixture->folder = tiny_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "mnist_model-1000.safetensors", NULL);
  fixture_save (model, fixture->path);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) entries = g_dir_open (path, 0, NULL);
  const char      *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  remove_all (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static char *
run (InklingShelfFunc  func,
     const char            *path,
     const char            *argument)
{
  g_autoptr (GError) error = NULL;
  char              *result = func (path, argument, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

/* In the checkpoint's place. */
static void
write_text (Fixture    *fixture,
            const char *text)
{
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));

  tiny_write (fixture->folder, "mnist_model-1000.safetensors", content);
}

static gboolean
exists (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
assert_listed (Fixture *fixture,
               guint    n_files)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) paths = inkling_shelf_list (fixture->folder, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (paths->len, ==, n_files);
}

static void
test_rename (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = run (inkling_shelf_rename, fixture->path, " 日本 my best ");
  g_autofree char *title = inkling_shelf_get_title (path);
  g_autofree char *same = run (inkling_shelf_rename, path, "日本 my best");

  g_assert_cmpstr (title, ==, "日本 my best");
  g_assert_true (g_str_has_suffix (path, INKLING_MODEL_SUFFIX));
  g_assert_cmpstr (same, ==, path);
  g_assert_true (exists (path));
  g_assert_false (exists (fixture->path));
}

/* Nothing is replaced, and nothing leaves the folder. */
static void
test_rename_refused (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *other = run (inkling_shelf_duplicate, fixture->path, NULL);
  g_autofree char *taken = inkling_shelf_get_title (other);
  g_autofree char *too_long = g_strnfill (300, 'x');
  const char      *wrong[] = { "", "  ", "../up", "a/b", ".hidden", too_long, taken };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (inkling_shelf_rename (fixture->path, wrong[i], &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (strlen (error->message), >, 0);
    }
  g_assert_true (exists (fixture->path));
  assert_listed (fixture, 2);
}

static void
test_duplicate (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char   *first = run (inkling_shelf_duplicate, fixture->path, NULL);
  g_autofree char   *second = run (inkling_shelf_duplicate, fixture->path, NULL);
  g_autoptr (GBytes) original = fixture_read (fixture->path);
  g_autoptr (GBytes) copy = fixture_read (second);

  g_assert_cmpstr (first, !=, second);
  g_assert_true (g_bytes_equal (original, copy));
  assert_listed (fixture, 3);
}

/* However many checkpoints follow, and after a copy and a new name. */
static void
test_kept_is_not_rotated (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (InklingCheckpoints) checkpoints = inkling_checkpoints_open (fixture->folder, NULL);
  g_autofree char               *kept = run (inkling_shelf_keep, fixture->path, NULL);
  g_autofree char               *renamed = run (inkling_shelf_rename, kept, "mnist_model-1");
  g_autofree char               *unkept = NULL;

  g_assert_true (inkling_shelf_is_kept (renamed));
  for (guint64 step = 2000; step <= 5000; step += 1000)
    {
      g_autoptr (InklingModel) model = fixture_make_model ("3", 0, step);

      g_free (inkling_checkpoints_save (checkpoints, model, 1, 0, NULL));
    }
  g_assert_true (exists (renamed));
  assert_listed (fixture, 2);
  unkept = run (inkling_shelf_unkeep, renamed, NULL);
  g_assert_false (inkling_shelf_is_kept (unkept));
}

static void
test_delete_and_undo (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *hidden = run (inkling_shelf_hide, fixture->path, NULL);
  g_autofree char *folder = g_path_get_dirname (hidden);
  g_autofree char *back = NULL;

  assert_listed (fixture, 0);
  g_assert_true (exists (hidden));
  back = run (inkling_shelf_bring_back, hidden, NULL);
  g_assert_cmpstr (back, ==, fixture->path);
  g_assert_false (exists (folder));
  assert_listed (fixture, 1);
}

/* A file that took the name meanwhile stays as it is. */
static void
test_undo_beside_another (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autofree char *hidden = run (inkling_shelf_hide, fixture->path, NULL);
  g_autofree char *back = NULL;

  write_text (fixture, "x");
  back = run (inkling_shelf_bring_back, hidden, NULL);
  g_assert_cmpstr (back, !=, fixture->path);
  assert_listed (fixture, 2);
}

static void
test_discard (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *hidden = run (inkling_shelf_hide, fixture->path, NULL);
  g_autofree char *folder = g_path_get_dirname (hidden);

  g_free (run (inkling_shelf_discard, hidden, NULL));
  g_assert_false (exists (hidden));
  g_assert_false (exists (folder));
}

/* The program ended before the deletion was final. */
static void
test_nothing_is_lost (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *moved = NULL;
  g_autofree char *run_folder = g_build_filename (fixture->folder, "run-1", NULL);
  g_autofree char *earlier = g_build_filename (run_folder, "a.kept.safetensors", NULL);

  g_assert_cmpint (g_mkdir (run_folder, 0700), ==, 0);
  moved = run (inkling_shelf_duplicate, fixture->path, NULL);
  g_assert_cmpint (g_rename (moved, earlier), ==, 0);
  g_free (run (inkling_shelf_hide, fixture->path, NULL));
  g_free (run (inkling_shelf_hide, earlier, NULL));
  assert_listed (fixture, 0);
  inkling_shelf_bring_all_back (fixture->folder);
  g_assert_true (exists (fixture->path));
  g_assert_true (exists (earlier));
  assert_listed (fixture, 2);
}

static void
test_summary (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (InklingModelSummary) summary = inkling_model_summary_read (fixture->path);
  g_autoptr (InklingModelSummary) again = inkling_model_summary_read (fixture->path);

  g_assert_null (summary->problem);
  g_assert_cmpuint (summary->step, ==, FIXTURE_STEP);
  g_assert_cmpfloat (summary->accuracy, ==, 0.97);
  g_assert_cmpuint (summary->n_points, ==, 2);
  g_assert_cmpfloat (summary->points[0], ==, 2.25);
  g_assert_cmpfloat (summary->points[1], ==, 1.0 / 3);
  g_assert_cmpint (summary->modified, >, 0);
  g_assert_cmpint (inkling_model_summary_compare (summary, again), ==, 0);
  g_assert_cmpuint (summary->n_bytes, ==, again->n_bytes);
}

/* However long the run, the curve has a bounded number of points, over all of it. */
static void
test_summary_of_long_run (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (InklingModel)       model = fixture_make_model ("3", 0, 10);
  g_autoptr (InklingModelSummary) summary = NULL;

  model->step = 3000;
  for (gint64 step = 11; step <= 3000; step++)
    inkling_history_add_report (model->history, &(InklingReport) { step, 3000.0 - step, 0.1 });
  fixture_save (model, fixture->path);
  summary = inkling_model_summary_read (fixture->path);
  g_assert_null (summary->problem);
  g_assert_cmpuint (summary->n_points, ==, INKLING_MODEL_SUMMARY_MAX_POINTS);
  for (guint i = 2; i < summary->n_points; i++)
    g_assert_cmpfloat (summary->points[i], <, summary->points[i - 1]);
}

static void
test_summary_of_broken (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (InklingModelSummary) summary = NULL;

  write_text (fixture, "text");
  summary = inkling_model_summary_read (fixture->path);
  g_assert_true (g_str_has_prefix (summary->problem, "mnist_model-1000.safetensors: "));
  g_assert_true (isnan (summary->accuracy));
}

static void
test_summary_of_small (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (InklingModelSummary) summary = NULL;
  g_autofree char               *small = g_build_filename (fixture->folder, "s.safetensors", NULL);

  g_free (run (inkling_shelf_export, fixture->path, small));
  summary = inkling_model_summary_read (small);
  g_assert_null (summary->problem);
  g_assert_cmpuint (summary->n_points, ==, 0);
  g_assert_cmpuint (summary->step, ==, FIXTURE_STEP);
}

static void
test_missing_folder (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char       *nowhere = g_build_filename (fixture->folder, "nowhere", NULL);
  g_autoptr (GError)     error = NULL;
  g_autoptr (GPtrArray)  none = inkling_shelf_list (nowhere, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  inkling_shelf_bring_all_back (nowhere);
  g_assert_null (inkling_shelf_list (fixture->path, &error));
  g_assert_nonnull (error);
}

static void
add (const char *name,
     void      (*func) (Fixture       *fixture,
                        gconstpointer  data))
{
  g_test_add (name, Fixture, NULL, set_up, func, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/shelf/rename", test_rename);
  add ("/shelf/rename-refused", test_rename_refused);
  add ("/shelf/duplicate", test_duplicate);
  add ("/shelf/kept-is-not-rotated", test_kept_is_not_rotated);
  add ("/shelf/delete-and-undo", test_delete_and_undo);
  add ("/shelf/undo-beside-another", test_undo_beside_another);
  add ("/shelf/discard", test_discard);
  add ("/shelf/nothing-is-lost", test_nothing_is_lost);
  add ("/shelf/missing-folder", test_missing_folder);
  add ("/model-summary/sound", test_summary);
  add ("/model-summary/long-run", test_summary_of_long_run);
  add ("/model-summary/broken", test_summary_of_broken);
  add ("/model-summary/small", test_summary_of_small);
  return g_test_run ();
}
