/* test-model-file.c: what is saved comes back to the last bit, and a failed save changes nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inkling-error.h"
#include "inkling-model-file.h"

#include "model-fixture.h"

#define NOBODY 65534 /* a user without rights, for tests that run as root */

typedef struct
{
  char *folder; /* owned */
  char *path;   /* owned: of a model file in it, not yet there */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = tiny_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "a model.safetensors", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tiny_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* Root may read and write everything, so such a test gives its rights away for a while. */
static void
become_nobody (void)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
}

static void
become_oneself (void)
{
  g_assert_cmpint (seteuid (getuid ()), ==, 0);
}

static void
assert_message (const GError *error,
                const char   *hint)
{
  g_assert_nonnull (error);
  if (!g_str_has_prefix (error->message, "a model.safetensors: ") ||
      strstr (error->message, hint) == NULL)
    g_error ("“%s” does not begin with the file's name or lacks “%s”", error->message, hint);
}

static void
assert_refused (Fixture    *fixture,
                const char *hint)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (inkling_model_load (fixture->path, &error));
  assert_message (error, hint);
}

static void
assert_not_saved (Fixture            *fixture,
                  const InklingModel *model,
                  const char         *hint)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (inkling_model_save (model, fixture->path, &error));
  assert_message (error, hint);
}

typedef struct
{
  const char *path;
  const char *hidden;
  double      momentum;
} Kind;

static const Kind kinds[] = {
  { "/model-file/identity/course", "500", 0 },
  { "/model-file/identity/none", "none", 0 },
  { "/model-file/identity/deep", "17,5,3,1", 0 },
  { "/model-file/identity/momentum", "9,4", 0.9 },
};

static void
test_identity (Fixture       *fixture,
               gconstpointer  data)
{
  const Kind              *kind = data;
  g_autoptr (InklingModel) model = fixture_make_model (kind->hidden, kind->momentum, FIXTURE_STEP);
  g_autoptr (InklingModel) loaded = NULL;
  g_autoptr (GBytes)       first = NULL;
  g_autoptr (GBytes)       second = NULL;

  fixture_save (model, fixture->path);
  loaded = fixture_load (fixture->path);
  fixture_assert_models_equal (model, loaded);
  g_assert_cmpstr (loaded->path, ==, fixture->path);

  first = fixture_read (fixture->path);
  second = fixture_print (loaded);
  g_assert_true (g_bytes_equal (first, second));
}

static GBytes *
read_data_section (const char *path)
{
  g_autoptr (GBytes) file = fixture_read (path);
  gsize              n_bytes;
  const guint8      *bytes = g_bytes_get_data (file, &n_bytes);
  guint64            header_length;

  memcpy (&header_length, bytes, sizeof header_length);
  header_length = GUINT64_FROM_LE (header_length) + sizeof header_length;
  return g_bytes_new_from_bytes (file, header_length, n_bytes - header_length);
}

/* Notes about its sessions come back, and leave the tensors as they are. */
static void
test_marks (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, FIXTURE_STEP);
  g_autoptr (InklingModel) loaded = NULL;
  g_autoptr (GBytes)       without = NULL;
  g_autoptr (GBytes)       with = NULL;
  InklingHistoryMark      *mark;

  fixture_save (model, fixture->path);
  without = read_data_section (fixture->path);
  inkling_history_add_mark (model->history, &(InklingHistoryMark) {
    .step = 500, .kind = INKLING_HISTORY_MARK_CHANGED,
    .name = (char *) "l2", .old_value = (char *) "0", .new_value = (char *) "0.5" });
  fixture_save (model, fixture->path);
  with = read_data_section (fixture->path);
  g_assert_true (g_bytes_equal (without, with));

  loaded = fixture_load (fixture->path);
  g_assert_cmpuint (loaded->history->marks->len, ==, 1);
  mark = g_ptr_array_index (loaded->history->marks, 0);
  g_assert_cmpint (mark->step, ==, 500);
  g_assert_cmpint (mark->kind, ==, INKLING_HISTORY_MARK_CHANGED);
  g_assert_cmpstr (mark->name, ==, "l2");
  g_assert_cmpstr (mark->old_value, ==, "0");
  g_assert_cmpstr (mark->new_value, ==, "0.5");
}

/* A run that has just begun has reported nothing. */
static void
test_empty_history (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, 0);
  g_autoptr (InklingModel) loaded = NULL;

  g_array_set_size (model->history->reports, 0);
  g_array_set_size (model->history->evaluations, 0);
  fixture_save (model, fixture->path);
  loaded = fixture_load (fixture->path);
  fixture_assert_models_equal (model, loaded);
}

static void
test_from_memory (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, FIXTURE_STEP);
  g_autoptr (GBytes)       bytes = fixture_print (model);
  g_autoptr (GError)       error = NULL;
  g_autoptr (InklingModel) loaded = inkling_model_load_bytes (bytes, "memory", &error);

  g_assert_no_error (error);
  fixture_assert_models_equal (model, loaded);
  g_assert_null (loaded->path);
}

/* The name of a data set's folder need not be text. */
static void
test_strange_names (Fixture       *fixture,
                    gconstpointer  data)
{
  const char *names[] = { "\"header_sha256\":\"", "Ziffern – 数字\n", "caf\xe9", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (InklingModel) model = fixture_make_model ("1", 0, FIXTURE_STEP);
      g_autoptr (InklingModel) loaded = NULL;
      g_autofree char         *wanted = g_utf8_make_valid (names[i], -1);

      g_free (model->dataset_name);
      model->dataset_name = g_strdup (names[i]);
      fixture_save (model, fixture->path);
      loaded = fixture_load (fixture->path);
      g_assert_cmpstr (loaded->dataset_name, ==, wanted);
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  InklingModel     **loaded = user_data;

  *loaded = inkling_model_load_finish (result, &error);
  g_assert_no_error (error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean          *saved = user_data;

  *saved = inkling_model_save_finish (result, &error);
  g_assert_no_error (error);
}

static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, FIXTURE_STEP);
  g_autoptr (InklingModel) loaded = NULL;
  gboolean                 saved = FALSE;

  inkling_model_save_async (model, fixture->path, NULL, saved_cb, &saved);
  while (!saved)
    g_main_context_iteration (NULL, TRUE);
  inkling_model_load_async (fixture->path, NULL, loaded_cb, &loaded);
  while (loaded == NULL)
    g_main_context_iteration (NULL, TRUE);
  fixture_assert_models_equal (model, loaded);
}

/* Halves of the averages and nothing to go on with. */
static void
test_small (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("9,4", 0.9, FIXTURE_STEP);
  g_autoptr (InklingModel) loaded = NULL;
  g_autoptr (GError)       error = NULL;

  inkling_model_save_small (model, fixture->path, &error);
  g_assert_no_error (error);
  loaded = fixture_load (fixture->path);
  for (gsize i = 0; i < model->averages->n_values; i++)
    g_assert_cmpfloat_with_epsilon (loaded->averages->values[i], model->averages->values[i],
                                    fabs (model->averages->values[i]) / 2048 + 1e-7);
  g_assert_null (loaded->weights);
  g_assert_null (loaded->velocity);
  g_assert_cmpuint (loaded->history->reports->len, ==, 0);
  g_assert_true (nn_recipe_equal (&loaded->recipe, &model->recipe));
}

/* What the window draws with while a run goes on. */
static void
test_without_weights (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, FIXTURE_STEP);
  g_autoptr (InklingModel) loaded = NULL;

  g_clear_pointer (&model->weights, nn_network_free);
  fixture_save (model, fixture->path);
  loaded = fixture_load (fixture->path);
  fixture_assert_networks_equal (loaded->averages, model->averages);
  g_assert_null (loaded->weights);
}

static void
test_header_alone (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (InklingModel)        model = fixture_make_model ("3", 0, 4321);
  g_autoptr (InklingTensorHeader) header = NULL;
  g_autoptr (GError)              error = NULL;
  guint64                         step = 0;

  fixture_save (model, fixture->path);
  g_assert_true (inkling_model_file_get_step (fixture->path, &step, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (step, ==, 4321);
  header = inkling_model_file_read_header (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (g_ascii_strtod (json_object_get_string_member (header->metadata,
                                                                    "best_accuracy"), NULL),
                     ==, 0.9876);
}

/* Things in the file's place that are no file. */

static void
test_not_there (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (inkling_model_load (fixture->path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  assert_message (error, "could not be read");
}

static void
test_folder (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  assert_refused (fixture, "this is a folder");
}

/* Nobody writes into it: reading must not wait. */
static void
test_pipe (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  assert_refused (fixture, "a device or a pipe");
}

static void
test_device (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_cmpint (symlink ("/dev/zero", fixture->path), ==, 0);
  assert_refused (fixture, "a device or a pipe");
}

static void
test_no_permission (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("1", 0, FIXTURE_STEP);
  g_autoptr (InklingModel) loaded = NULL;

  fixture_save (model, fixture->path);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0), ==, 0);
  become_nobody ();
  assert_refused (fixture, g_strerror (EACCES));
  become_oneself ();
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  loaded = fixture_load (fixture->path);
  fixture_assert_models_equal (model, loaded);
}

/* Gives the file a hole at its end, so that it claims a size that no disk has. */
static gboolean
extend (Fixture *fixture,
        goffset  size)
{
  if (truncate (fixture->path, size) == 0)
    return TRUE;
  g_test_skip ("this file system has no files with large holes");
  return FALSE;
}

/* Found out by its length, before any of it is read. */
static void
test_sparse (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("1", 0, FIXTURE_STEP);

  fixture_save (model, fixture->path);
  if (extend (fixture, G_GINT64_CONSTANT (100000000000)))
    assert_refused (fixture, "bytes too many");
}

/* A tensor that really is as large as the header says: found out before memory is taken for it. */
static void
test_sparse_tensor (Fixture       *fixture,
                    gconstpointer  data)
{
  const char json[] = "{\"__metadata__\":{%s},\"fc1.weight\":{\"dtype\":\"F32\","
                      "\"shape\":[500,1073741824],\"data_offsets\":[0,2147483648000]}}";
  g_autoptr (InklingModel) model = fixture_make_model ("1", 0, FIXTURE_STEP);
  g_autoptr (GBytes)       good = fixture_print (model);
  const char              *begin = strchr ((const char *) g_bytes_get_data (good, NULL) + 10, '{');
  const char              *end = strchr (begin, '}');
  g_autofree char         *metadata = g_strndup (begin + 1, end - begin - 1);
  g_autoptr (GString)      file = g_string_new_len ("\0\0\0\0\0\0\0\0", 8);

  g_string_append_printf (file, json, metadata);
  file->str[0] = (char) ((file->len - 8) & 0xff);
  file->str[1] = (char) ((file->len - 8) >> 8);
  g_assert_true (g_file_set_contents (fixture->path, file->str, file->len, NULL));
  if (extend (fixture, file->len + G_GINT64_CONSTANT (2147483648000)))
    assert_refused (fixture, "too large for this computer");
}

/* Failed saves. */

static void
test_save_missing_folder (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("1", 0, FIXTURE_STEP);

  g_free (fixture->path);
  fixture->path = g_build_filename (fixture->folder, "none", "a model.safetensors", NULL);
  assert_not_saved (fixture, model, g_strerror (ENOENT));
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 0);
}

static void
test_save_over_folder (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("1", 0, FIXTURE_STEP);

  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  assert_not_saved (fixture, model, g_strerror (EISDIR));
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 1);
}

/* Saves step 2 over step 1 by failing; step 1 is still there then, and nothing else. */
static void
assert_old_survives (Fixture    *fixture,
                     const char *hint)
{
  g_autoptr (InklingModel) new = fixture_make_model ("3", 0, 2);
  g_autoptr (InklingModel) loaded = NULL;

  assert_not_saved (fixture, new, hint);
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 1);
  loaded = fixture_load (fixture->path);
  g_assert_cmpuint (loaded->step, ==, 1);
}

static void
save_old (Fixture *fixture)
{
  g_autoptr (InklingModel) old = fixture_make_model ("3", 0, 1);

  fixture_save (old, fixture->path);
}

static void
test_save_no_permission (Fixture       *fixture,
                         gconstpointer  data)
{
  save_old (fixture);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  become_nobody ();
  assert_old_survives (fixture, g_strerror (EACCES));
  become_oneself ();
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
}

/* The disk fills up in the middle of the file; the process's own limit plays its part. */
static void
test_save_file_too_large (Fixture       *fixture,
                          gconstpointer  data)
{
  struct rlimit limit, small;

  save_old (fixture);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  small = limit;
  small.rlim_cur = 5000;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  assert_old_survives (fixture, g_strerror (EFBIG));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* A model that could not be read again never reaches the disk. */
static void
test_save_too_long_a_name (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, FIXTURE_STEP);

  g_free (model->dataset_name);
  model->dataset_name = g_strnfill (65536, 'x');
  assert_not_saved (fixture, model, "too long for a model file");
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 0);
}

static void
test_save_not_finite (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, FIXTURE_STEP);

  model->weights->values[model->weights->parameters[2].offset] = NAN;
  assert_not_saved (fixture, model, "fc2.weight: it holds an infinite or undefined number");
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 0);
}

/* A file that replaces another keeps its permissions. */
static void
test_save_keeps_mode (Fixture       *fixture,
                      gconstpointer  data)
{
  GStatBuf status;

  save_old (fixture);
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  save_old (fixture);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
}

typedef struct
{
  const char *path;
  void      (*test) (Fixture *fixture, gconstpointer data);
} Case;

static const Case cases[] = {
  { "/model-file/empty-history", test_empty_history },
  { "/model-file/from-memory", test_from_memory },
  { "/model-file/strange-names", test_strange_names },
  { "/model-file/async", test_async },
  { "/model-file/marks", test_marks },
  { "/model-file/small", test_small },
  { "/model-file/without-weights", test_without_weights },
  { "/model-file/header-alone", test_header_alone },
  { "/model-file/not-there", test_not_there },
  { "/model-file/folder", test_folder },
  { "/model-file/pipe", test_pipe },
  { "/model-file/device", test_device },
  { "/model-file/no-permission", test_no_permission },
  { "/model-file/sparse", test_sparse },
  { "/model-file/sparse-tensor", test_sparse_tensor },
  { "/model-file/save/missing-folder", test_save_missing_folder },
  { "/model-file/save/over-folder", test_save_over_folder },
  { "/model-file/save/no-permission", test_save_no_permission },
  { "/model-file/save/file-too-large", test_save_file_too_large },
  { "/model-file/save/too-long-a-name", test_save_too_long_a_name },
  { "/model-file/save/not-finite", test_save_not_finite },
  { "/model-file/save/keeps-mode", test_save_keeps_mode },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_test_add (kinds[i].path, Fixture, &kinds[i], set_up, test_identity, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].test, tear_down);
  return g_test_run ();
}
