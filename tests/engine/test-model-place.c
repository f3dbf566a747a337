/* test-model-place.c: whatever is in a model file's place is told, and a failed save changes
 * nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define _GNU_SOURCE /* O_TMPFILE */

#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inkling-error.h"
#include "inkling-model-file.h"
#include "inkling-notice.h"
#include "inkling-onnx.h"

#include "one-model.h"

#define NOBODY 65534 /* a user without rights, for tests that run as root */

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

  g_assert_null (inkling_model_file_load (fixture->path, &error));
  assert_message (error, hint);
}

static void
assert_not_saved (Fixture            *fixture,
                  const InklingModel *model,
                  const char         *hint)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (inkling_model_file_save (model, fixture->path, &error));
  assert_message (error, hint);
}

/* Things in the file's place that are no file. */

static void
test_not_there (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (inkling_model_file_load (fixture->path, &error));
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

/* A tensor that really is as large as the header says, beside all that a model has: told by its
 * name, and neither memory is taken for it nor is it read. */
static void
test_sparse_tensor (Fixture       *fixture,
                    gconstpointer  data)
{
  const goffset            size = G_GINT64_CONSTANT (2147483648000);
  g_autoptr (InklingModel) model = fixture_make_model ("1", 0, FIXTURE_STEP);
  g_autoptr (GBytes)       good = fixture_print (model);
  const char              *bytes = g_bytes_get_data (good, NULL);
  gsize                    n_header = 8 + (guint8) bytes[0] + 256 * (guint8) bytes[1];
  gsize                    n_data = g_bytes_get_size (good) - n_header;
  g_autofree char         *json = g_strndup (bytes + 8, n_header - 8);
  g_autoptr (GString)      file = g_string_new_len ("\0\0\0\0\0\0\0\0", 8);

  *strrchr (json, '}') = '\0';
  g_string_append_printf (file, "%s,\"large.weight\":{\"dtype\":\"F32\",\"shape\":[500,1073741824],"
                          "\"data_offsets\":[%zu,%" G_GOFFSET_FORMAT "]}}", json, n_data,
                          (goffset) n_data + size);
  file->str[0] = (char) ((file->len - 8) & 0xff);
  file->str[1] = (char) ((file->len - 8) >> 8);
  g_string_append_len (file, bytes + n_header, n_data);
  g_assert_true (g_file_set_contents (fixture->path, file->str, file->len, NULL));
  if (extend (fixture, file->len + size))
    assert_refused (fixture, "large.weight: a model with this recipe has no such tensor");
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

/* Known before any of its values is there. */
static void
test_save_too_large_for_onnx (Fixture       *fixture,
                              gconstpointer  data)
{
  InklingModel       model = { 0 };
  NnRecipe           recipe = nn_named_recipes[0].recipe;
  g_autoptr (GError) error = NULL;

  recipe.n_hidden = NN_MAX_HIDDEN;
  for (gsize i = 0; i < NN_MAX_HIDDEN; i++)
    recipe.hidden[i] = NN_MAX_HIDDEN_WIDTH;
  model.averages = nn_network_describe (&recipe);
  g_assert_false (inkling_onnx_save (&model, fixture->path, &error));
  assert_message (error, "too large for an ONNX file");
  nn_network_free (model.averages);
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 0);
}

/* As of /dev/full, or /dev/stdout, which nobody should lose. */
static void
test_save_over_pipe (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("1", 0, FIXTURE_STEP);
  GStatBuf                 status;

  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  assert_not_saved (fixture, model, "a device or a pipe");
  g_assert_cmpint (g_lstat (fixture->path, &status), ==, 0);
  g_assert_true (S_ISFIFO (status.st_mode));
}

static void
test_save_through_link (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (InklingModel) loaded = NULL;
  g_autofree char         *link = g_build_filename (fixture->folder, "link.safetensors", NULL);
  g_autoptr (InklingModel) new = fixture_make_model ("3", 0, 2);
  GStatBuf                 status;

  save_old (fixture);
  g_assert_cmpint (symlink ("a model.safetensors", link), ==, 0);
  fixture_save (new, link);
  g_assert_cmpint (g_lstat (link, &status), ==, 0);
  g_assert_true (S_ISLNK (status.st_mode));
  loaded = fixture_load (fixture->path);
  g_assert_cmpuint (loaded->step, ==, 2);
}

/* The link stays what it was, and its target comes to be, however many links lead there. */
static void
test_save_through_dangling_link (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, 2);
  g_autoptr (InklingModel) loaded = NULL;
  g_autofree char         *middle = g_build_filename (fixture->folder, "middle", NULL);
  g_autofree char         *link = g_build_filename (fixture->folder, "link.safetensors", NULL);
  GStatBuf                 status;

  g_assert_cmpint (symlink ("a model.safetensors", middle), ==, 0);
  g_assert_cmpint (symlink (middle, link), ==, 0);
  fixture_save (model, link);
  g_assert_cmpint (g_lstat (link, &status), ==, 0);
  g_assert_true (S_ISLNK (status.st_mode));
  g_assert_cmpint (g_lstat (middle, &status), ==, 0);
  g_assert_true (S_ISLNK (status.st_mode));
  loaded = fixture_load (fixture->path);
  g_assert_cmpuint (loaded->step, ==, 2);
}

static void
test_save_through_circle (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, 2);

  g_assert_cmpint (symlink (fixture->path, fixture->path), ==, 0);
  assert_not_saved (fixture, model, g_strerror (ELOOP));
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 1);
}

static void
count_notice_cb (const char *text,
                 gpointer    user_data)
{
  guint *n_notices = user_data;

  g_assert_nonnull (strstr (text, "cannot be flushed to the disk"));
  ++*n_notices;
}

/* Files are safe from everything but a power cut there, which is told once, not for every file. */
static void
test_save_without_flush (Fixture       *fixture,
                         gconstpointer  data)
{
  guint n_notices = 0;

  inkling_notice_set_listener (count_notice_cb, &n_notices);
  g_assert_cmpint (g_chmod (fixture->folder, 0333), ==, 0);
  become_nobody ();
  save_old (fixture);
  save_old (fixture);
  become_oneself ();
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  inkling_notice_set_listener (NULL, NULL);
  g_assert_cmpuint (n_notices, ==, 1);
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
  assert_old_survives (fixture, "larger than a file may be");
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
limit_file_size (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = size;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Killed in the midst of the file, as by SIGKILL, which would have to be timed. */
static void
be_killed_saving (Fixture *fixture)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, 1);

  signal (SIGXFSZ, SIG_DFL);
  limit_file_size (5000);
  inkling_model_file_save (model, fixture->path, NULL);
  _exit (0);
}

/* Nothing is left: at once where a file needs no name, else when the next one is saved there. */
static void
test_save_killed (Fixture       *fixture,
                  gconstpointer  data)
{
  int   fd = open (fixture->folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
  int   status;
  pid_t child = fork ();

  if (child == 0)
    be_killed_saving (fixture);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  if (fd >= 0)
    g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 0);
  save_old (fixture);
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 1);
  if (fd >= 0)
    close (fd);
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
  { "/model-place/not-there", test_not_there },
  { "/model-place/folder", test_folder },
  { "/model-place/pipe", test_pipe },
  { "/model-place/device", test_device },
  { "/model-place/no-permission", test_no_permission },
  { "/model-place/sparse", test_sparse },
  { "/model-place/sparse-tensor", test_sparse_tensor },
  { "/model-place/save/missing-folder", test_save_missing_folder },
  { "/model-place/save/over-folder", test_save_over_folder },
  { "/model-place/save/no-permission", test_save_no_permission },
  { "/model-place/save/file-too-large", test_save_file_too_large },
  { "/model-place/save/too-long-a-name", test_save_too_long_a_name },
  { "/model-place/save/not-finite", test_save_not_finite },
  { "/model-place/save/keeps-mode", test_save_keeps_mode },
  { "/model-place/save/too-large-for-onnx", test_save_too_large_for_onnx },
  { "/model-place/save/over-pipe", test_save_over_pipe },
  { "/model-place/save/through-link", test_save_through_link },
  { "/model-place/save/through-dangling-link", test_save_through_dangling_link },
  { "/model-place/save/through-circle", test_save_through_circle },
  { "/model-place/save/without-flush", test_save_without_flush },
  { "/model-place/save/killed", test_save_killed },
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
