/* test-model-folder.c: the newest valid model is found, and nothing is lost on the way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "inkling-atomic-file.h"
#include "inkling-error.h"
#include "inkling-checkpoints.h"
#include "inkling-model-file.h"
#include "inkling-settings.h"

#include "model-fixture.h"

#define N_MANY 1000

typedef struct
{
  char               *folder;  /* owned */
  GPtrArray          *skipped; /* owned, base names in the order they were reported */
  InklingCheckpoints *checkpoints;   /* owned, NULL: not held */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = tiny_make_folder ();
  fixture->skipped = g_ptr_array_new_with_free_func (g_free);
}

static InklingCheckpoints *
hold (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  if (fixture->checkpoints == NULL)
    fixture->checkpoints = inkling_checkpoints_open (fixture->folder, &error);
  g_assert_no_error (error);
  return fixture->checkpoints;
}

static void
let_go (Fixture *fixture)
{
  g_clear_pointer (&fixture->checkpoints, inkling_checkpoints_unref);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  let_go (fixture);
  tiny_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_ptr_array_unref (fixture->skipped);
}

static void
skip_cb (const char   *path,
         const GError *error,
         gpointer      user_data)
{
  Fixture         *fixture = user_data;
  g_autofree char *name = g_path_get_basename (path);

  g_assert_true (g_str_has_prefix (path, fixture->folder));
  g_assert_true (g_str_has_prefix (error->message, name));
  g_ptr_array_add (fixture->skipped, g_steal_pointer (&name));
}

static void
save_as (Fixture    *fixture,
         const char *name,
         guint64     step)
{
  g_autoptr (InklingModel) model = fixture_make_model ("1", 0, step);
  g_autofree char         *path = g_build_filename (fixture->folder, name, NULL);

  fixture_save (model, path);
}

static void
write_text (Fixture    *fixture,
            const char *name,
            const char *text)
{
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));

  tiny_write (fixture->folder, name, content);
}

/* Changes one byte of the data, which the header alone does not show. */
static void
damage (Fixture    *fixture,
        const char *name)
{
  g_autofree char   *path = g_build_filename (fixture->folder, name, NULL);
  gsize              n_bytes;
  guint8            *bytes = g_bytes_unref_to_data (fixture_read (path), &n_bytes);
  g_autoptr (GBytes) content = NULL;

  bytes[n_bytes - 1] ^= 1;
  content = g_bytes_new_take (bytes, n_bytes);
  tiny_write (fixture->folder, name, content);
}

static gboolean
has (Fixture    *fixture,
     const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Saves a checkpoint of that step, keeping so many. */
static void
checkpoint (Fixture *fixture,
            guint64  step,
            guint    keep,
            guint64  best_step)
{
  g_autoptr (InklingModel) model = fixture_make_model ("1", 0, step);
  g_autoptr (GError)       error = NULL;
  g_autofree char         *path = inkling_checkpoints_save (hold (fixture), model, keep, best_step,
                                                            &error);

  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
assert_newest (Fixture *fixture,
               guint64  step)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (InklingModel) model = NULL;

  g_ptr_array_set_size (fixture->skipped, 0);
  model = inkling_checkpoints_load_newest (fixture->folder, skip_cb, fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (model->step, ==, step);
}

static void
assert_none (Fixture    *fixture,
             const char *hint)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (inkling_checkpoints_load_newest (fixture->folder, skip_cb, fixture, &error));
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_NO_MODEL);
  g_assert_nonnull (strstr (error->message, hint));
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  assert_none (fixture, "no model");
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  assert_none (fixture, "no model");
}

/* Neither the alphabet nor the number in the name decides. */
static void
test_newest_inside (Fixture       *fixture,
                    gconstpointer  data)
{
  save_as (fixture, "mnist_model-9000.safetensors", 9000);
  save_as (fixture, "mnist_model-10000.safetensors", 10000);
  save_as (fixture, "mnist_model-99999.safetensors", 500);
  assert_newest (fixture, 10000);
  save_as (fixture, "a.safetensors", 12000);
  assert_newest (fixture, 12000);
  g_assert_cmpuint (fixture->skipped->len, ==, 0);
}

static void
test_broken_are_named (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "b.safetensors", NULL);

  save_as (fixture, "mnist_model-1.safetensors", 1);
  save_as (fixture, "mnist_model-2.safetensors", 2);
  save_as (fixture, "mnist_model-3.safetensors", 3);
  damage (fixture, "mnist_model-3.safetensors");
  write_text (fixture, "a.safetensors", "");
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  write_text (fixture, "notes.txt", "not a model");

  assert_newest (fixture, 2);
  g_assert_cmpuint (fixture->skipped->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (fixture->skipped, 0), ==, "a.safetensors");
  g_assert_cmpstr (g_ptr_array_index (fixture->skipped, 1), ==, "b.safetensors");
  g_assert_cmpstr (g_ptr_array_index (fixture->skipped, 2), ==, "mnist_model-3.safetensors");
  g_assert_true (has (fixture, "mnist_model-3.safetensors"));
  g_assert_true (has (fixture, "a.safetensors"));
}

static void
test_all_broken (Fixture       *fixture,
                 gconstpointer  data)
{
  save_as (fixture, "mnist_model-1.safetensors", 1);
  damage (fixture, "mnist_model-1.safetensors");
  write_text (fixture, "mnist_model-2.safetensors", "text");
  assert_none (fixture, "none of the model files");
  g_assert_cmpuint (fixture->skipped->len, ==, 2);
}

/* Not an empty folder: what cannot be listed may hold models. */
static void
test_not_a_folder (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char    *path = g_build_filename (fixture->folder, "file", NULL);
  g_autoptr (GError)  error = NULL;

  write_text (fixture, "file", "");
  g_assert_null (inkling_checkpoints_load_newest (path, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_save_creates_folder (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (InklingModel)       model = fixture_make_model ("1", 0, 7);
  g_autofree char               *folder = g_build_filename (fixture->folder, "deep", "models",
                                                           NULL);
  g_autofree char               *wanted = g_build_filename (folder, "mnist_model-7.safetensors",
                                                           NULL);
  g_autoptr (GError)             error = NULL;
  g_autoptr (InklingCheckpoints) checkpoints = inkling_checkpoints_open (folder, &error);
  g_autofree char               *path = NULL;

  g_assert_no_error (error);
  path = inkling_checkpoints_save (checkpoints, model, 5, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (path, ==, wanted);
}

static void
test_keeps_newest_and_best (Fixture       *fixture,
                            gconstpointer  data)
{
  for (guint64 step = 1000; step <= 10000; step += 1000)
    checkpoint (fixture, step, 3, step < 4000 ? step : 4000);
  let_go (fixture);
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 4);
  g_assert_true (has (fixture, "mnist_model-4000.safetensors"));
  g_assert_true (has (fixture, "mnist_model-8000.safetensors"));
  g_assert_true (has (fixture, "mnist_model-9000.safetensors"));
  g_assert_true (has (fixture, "mnist_model-10000.safetensors"));
}

/* Files of other names, and files nobody can say the age of. */
static void
test_prune_spares (Fixture       *fixture,
                   gconstpointer  data)
{
  const char *others[] = {
    "mnist_model-1 (copy).safetensors", "mnist_model-.safetensors", "my model.safetensors",
    "mnist_model-1.safetensors.bak", "xmnist_model-1.safetensors",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    save_as (fixture, others[i], 1);
  write_text (fixture, "mnist_model-2.safetensors", "broken");
  save_as (fixture, "mnist_model-3.safetensors", 3);
  checkpoint (fixture, 1000, 1, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_true (has (fixture, others[i]));
  g_assert_true (has (fixture, "mnist_model-2.safetensors"));
  g_assert_false (has (fixture, "mnist_model-3.safetensors"));
}

/* A damaged file, whose header is sound, is not removed and takes no other's place. */
static void
test_prune_spares_damaged (Fixture       *fixture,
                           gconstpointer  data)
{
  save_as (fixture, "mnist_model-1.safetensors", 1);
  save_as (fixture, "mnist_model-9999.safetensors", 9999);
  damage (fixture, "mnist_model-1.safetensors");
  damage (fixture, "mnist_model-9999.safetensors");
  save_as (fixture, "mnist_model-2.safetensors", 2);
  checkpoint (fixture, 1000, 2, 0);
  g_assert_true (has (fixture, "mnist_model-1.safetensors"));
  g_assert_true (has (fixture, "mnist_model-2.safetensors"));
  g_assert_true (has (fixture, "mnist_model-9999.safetensors"));
}

/* Returns when a change of the file now would be seen by its time. */
static void
wait_for_file_clock (Fixture    *fixture,
                     const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  GStatBuf         before, after;

  g_assert_cmpint (g_stat (path, &before), ==, 0);
  do
    {
      g_assert_cmpint (g_chmod (path, before.st_mode & 0777), ==, 0);
      g_assert_cmpint (g_stat (path, &after), ==, 0);
    }
  while (after.st_ctim.tv_sec == before.st_ctim.tv_sec &&
         after.st_ctim.tv_nsec == before.st_ctim.tv_nsec);
}

/* Nor is one that the run itself wrote, and that was damaged since. */
static void
test_prune_spares_damaged_since (Fixture       *fixture,
                                 gconstpointer  data)
{
  checkpoint (fixture, 1, 1, 0);
  wait_for_file_clock (fixture, "mnist_model-1.safetensors");
  damage (fixture, "mnist_model-1.safetensors");
  checkpoint (fixture, 2, 1, 0);
  checkpoint (fixture, 3, 1, 0);
  g_assert_true (has (fixture, "mnist_model-1.safetensors"));
  g_assert_false (has (fixture, "mnist_model-2.safetensors"));
}

/* Whatever has the name of a new checkpoint is kept as it is. */
static void
test_replaces_nothing (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GBytes) damaged = NULL;
  g_autoptr (GBytes) kept = NULL;
  g_autofree char   *path = g_build_filename (fixture->folder, "mnist_model-7.safetensors", NULL);
  g_autofree char   *aside = g_build_filename (fixture->folder, "run-1",
                                               "mnist_model-7.safetensors", NULL);

  save_as (fixture, "mnist_model-7.safetensors", 7);
  damage (fixture, "mnist_model-7.safetensors");
  damaged = fixture_read (path);
  checkpoint (fixture, 7, 1, 0);
  kept = fixture_read (aside);
  g_assert_true (g_bytes_equal (kept, damaged));
  assert_newest (fixture, 7);
  g_assert_cmpuint (fixture->skipped->len, ==, 0);
}

/* Somebody goes on from an older model: what was saved just now is not thrown away for its step. */
static void
test_prune_spares_saved (Fixture       *fixture,
                         gconstpointer  data)
{
  checkpoint (fixture, 5000, 1, 0);
  checkpoint (fixture, 2000, 1, 0);
  g_assert_true (has (fixture, "mnist_model-5000.safetensors"));
  g_assert_true (has (fixture, "mnist_model-2000.safetensors"));
}

/* A save that fails removes nothing. */
static void
test_failed_save_removes_nothing (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("1", 0, 3000);
  g_autofree char         *obstacle = g_build_filename (fixture->folder,
                                                        "mnist_model-3000.safetensors", NULL);
  g_autoptr (GError)       error = NULL;

  checkpoint (fixture, 1000, 5, 0);
  checkpoint (fixture, 2000, 5, 0);
  g_assert_cmpint (g_mkdir (obstacle, 0700), ==, 0);
  g_assert_null (inkling_checkpoints_save (hold (fixture), model, 1, 0, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_assert_true (has (fixture, "mnist_model-1000.safetensors"));
  g_assert_true (has (fixture, "mnist_model-2000.safetensors"));
}

/* What a killed process left goes, what another one is writing stays. */
static void
test_tidies_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *used = g_build_filename (fixture->folder, ".inkling-saving-abcdef", NULL);
  int              fd = open (used, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);
  write_text (fixture, ".inkling-saving-123456", "half a mod");
  checkpoint (fixture, 1000, 5, 0);
  let_go (fixture);
  g_assert_false (has (fixture, ".inkling-saving-123456"));
  g_assert_true (has (fixture, ".inkling-saving-abcdef"));
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 2);
  close (fd);
  inkling_atomic_file_tidy_folder (fixture->folder);
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 1);
}

static void
set_aside (Fixture  *fixture,
           gboolean  anything)
{
  g_autoptr (GError) error = NULL;
  gboolean           moved = !anything;

  g_assert_true (inkling_checkpoints_set_aside (hold (fixture), &moved, &error));
  g_assert_no_error (error);
  g_assert_true (moved == anything);
}

static void
test_set_aside (Fixture       *fixture,
                gconstpointer  data)
{
  set_aside (fixture, FALSE);
  let_go (fixture);
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 0);

  checkpoint (fixture, 1000, 5, 0);
  save_as (fixture, "my model.safetensors", 5000);
  set_aside (fixture, TRUE);
  assert_none (fixture, "no model");
  checkpoint (fixture, 10, 5, 0);
  set_aside (fixture, TRUE);
  g_assert_true (has (fixture, "run-1/mnist_model-1000.safetensors"));
  g_assert_true (has (fixture, "run-1/my model.safetensors"));
  g_assert_true (has (fixture, "run-2/mnist_model-10.safetensors"));
  checkpoint (fixture, 20, 5, 0);
  assert_newest (fixture, 20);
}

static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  for (guint64 step = 1; step <= N_MANY; step++)
    {
      g_autofree char *name = g_strdup_printf ("model %" G_GUINT64_FORMAT ".safetensors",
                                               N_MANY - step);

      save_as (fixture, name, step);
    }
  assert_newest (fixture, N_MANY);
}

static void
test_default (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *folder = inkling_settings_get_default_models_folder ();

  g_assert_true (g_str_has_prefix (folder, g_get_user_data_dir ()));
  g_assert_true (g_str_has_suffix (folder, "inkling/models"));
}

/* Either this copy has one, and it is sound, or it says so. */
static void
test_bundled (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (InklingModel) model = inkling_model_file_load_bundled (&error);

  if (model == NULL)
    g_assert_error (error, INKLING_ERROR, INKLING_ERROR_NO_MODEL);
  else
    g_assert_true (nn_network_is_finite (model->averages));
}

typedef struct
{
  const char *path;
  void      (*test) (Fixture *fixture, gconstpointer data);
} Case;

static const Case cases[] = {
  { "/model-folder/empty", test_empty },
  { "/model-folder/newest-inside", test_newest_inside },
  { "/model-folder/broken-are-named", test_broken_are_named },
  { "/model-folder/all-broken", test_all_broken },
  { "/model-folder/not-a-folder", test_not_a_folder },
  { "/model-folder/save-creates-folder", test_save_creates_folder },
  { "/model-folder/keeps-newest-and-best", test_keeps_newest_and_best },
  { "/model-folder/prune-spares", test_prune_spares },
  { "/model-folder/prune-spares-damaged", test_prune_spares_damaged },
  { "/model-folder/replaces-nothing", test_replaces_nothing },
  { "/model-folder/prune-spares-damaged-since", test_prune_spares_damaged_since },
  { "/model-folder/prune-spares-saved", test_prune_spares_saved },
  { "/model-folder/failed-save-removes-nothing", test_failed_save_removes_nothing },
  { "/model-folder/tidies-up", test_tidies_up },
  { "/model-folder/set-aside", test_set_aside },
  { "/model-folder/many", test_many },
  { "/model-folder/default", test_default },
  { "/model-folder/bundled", test_bundled },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].test, tear_down);
  return g_test_run ();
}
