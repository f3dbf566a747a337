/* test-checkpoints.c: one folder, one run that writes, and no other's checkpoints go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define _GNU_SOURCE /* memmem, F_OFD_SETLK */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "inkling-error.h"
#include "inkling-model-file.h"
#include "inkling-shelf.h"
#include "inkling-checkpoints.h"
#include "inkling-notice.h"
#include "inkling-reset.h"

#include "model-fixture.h"
#include "folder-holder.h"

#define NOBODY     65534 /* a user without rights, for tests that run as root */
#define N_MANY     300
#define OTHER_SEED 8

typedef struct
{
  char      *folder;  /* owned */
  GPtrArray *notices; /* owned, of texts */
} Fixture;

/* A file system without locks, while it is TRUE. */
static gboolean has_no_locks;

int fcntl64 (int fd,
             int command,
             ...);

/* Takes the place of the C library's for the whole program. */
int
fcntl64 (int fd,
         int command,
         ...)
{
  va_list arguments;
  void   *argument;

  va_start (arguments, command);
  argument = va_arg (arguments, void *);
  va_end (arguments);
  if (has_no_locks && command == F_OFD_SETLK)
    {
      errno = ENOLCK;
      return -1;
    }
  return (int) syscall (SYS_fcntl, fd, command, argument);
}

static void
notice_cb (const char *text,
           gpointer    user_data)
{
  g_ptr_array_add (user_data, g_strdup (text));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = tiny_make_folder ();
  fixture->notices = g_ptr_array_new_with_free_func (g_free);
  inkling_notice_set_listener (notice_cb, fixture->notices);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  inkling_notice_set_listener (NULL, NULL);
  g_ptr_array_unref (fixture->notices);
  tiny_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

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

static InklingCheckpoints *
open_checkpoints (const char *folder)
{
  g_autoptr (GError)  error = NULL;
  InklingCheckpoints *checkpoints = inkling_checkpoints_open (folder, &error);

  g_assert_no_error (error);
  return checkpoints;
}

static void
assert_not_opened (const char *folder,
                   const char *hint)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (inkling_checkpoints_open (folder, &error));
  g_assert_nonnull (error);
  if (strstr (error->message, hint) == NULL || strstr (error->message, folder) == NULL)
    g_error ("“%s” lacks “%s” or the folder", error->message, hint);
}

static InklingModel *
make_model (guint64 seed,
            guint64 step)
{
  InklingModel *model = fixture_make_model ("1", 0, step);

  model->seed = seed;
  return model;
}

static char *
save (InklingCheckpoints *checkpoints,
      guint64             seed,
      guint64             step,
      guint               keep)
{
  g_autoptr (InklingModel) model = make_model (seed, step);
  g_autoptr (GError)       error = NULL;
  char                    *path = inkling_checkpoints_save (checkpoints, model, keep, 0, &error);

  g_assert_no_error (error);
  return path;
}

static gboolean
has (Fixture    *fixture,
     const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Of another program, or another day: what has other beginnings is another run. */
static void
test_spares_other_runs (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (InklingCheckpoints) checkpoints = open_checkpoints (fixture->folder);
  g_autofree char               *others = save (checkpoints, OTHER_SEED, 10, 1);
  g_autofree char               *own = NULL;
  g_autofree char               *last = NULL;

  g_clear_pointer (&checkpoints, inkling_checkpoints_unref);
  checkpoints = open_checkpoints (fixture->folder);
  own = save (checkpoints, FIXTURE_SEED, 20, 1);
  last = save (checkpoints, FIXTURE_SEED, 30, 1);
  g_assert_true (g_file_test (others, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (own, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (last, G_FILE_TEST_EXISTS));
}

/* A run that is resumed, with a value changed, removes what it saved before. */
static void
test_knows_its_own (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (InklingCheckpoints) checkpoints = open_checkpoints (fixture->folder);
  g_autofree char               *first = save (checkpoints, FIXTURE_SEED, 10, 1);
  g_autofree char               *second = NULL;
  g_autoptr (InklingModel)       model = fixture_load (first);
  g_autoptr (GError)             error = NULL;

  g_clear_pointer (&checkpoints, inkling_checkpoints_unref);
  checkpoints = open_checkpoints (fixture->folder);
  model->step = 20;
  model->recipe.l2 = 0.125;
  second = inkling_checkpoints_save (checkpoints, model, 1, 0, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));
}

/* A file of an older version is of the run that its recipe, seed and data set make. */
static void
test_older_files (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (InklingCheckpoints) checkpoints = open_checkpoints (fixture->folder);
  g_autofree char               *path = save (checkpoints, FIXTURE_SEED, 10, 1);
  g_autofree char               *name = g_path_get_basename (path);
  gsize                           n_bytes;
  guint8                         *bytes = g_bytes_unref_to_data (fixture_read (path), &n_bytes);
  guint8                         *key = memmem (bytes, n_bytes, "\"run\"", 5);
  g_autoptr (GBytes)              older = NULL;
  char                            run[INKLING_MODEL_RUN_SIZE], older_run[INKLING_MODEL_RUN_SIZE];
  guint64                         step;

  g_assert_true (inkling_model_file_get_run (path, &step, run, NULL));
  g_assert_nonnull (key);
  key[1] = 'f'; /* a name nobody knows */
  older = g_bytes_new_take (bytes, n_bytes);
  tiny_write (fixture->folder, name, older);
  g_assert_true (inkling_model_file_get_run (path, &step, older_run, NULL));
  g_assert_cmpuint (step, ==, 10);
  g_assert_cmpstr (older_run, ==, run);
}

static void
test_held (Fixture       *fixture,
           gconstpointer  data)
{
  GSubprocess             *holder = start_holder (fixture->folder);
  g_autofree char         *who = g_strdup_printf ("process %s on %s",
                                                  g_subprocess_get_identifier (holder),
                                                  g_get_host_name ());
  g_autoptr (GError)             error = NULL;
  g_autoptr (InklingCheckpoints) checkpoints = NULL;

  assert_not_opened (fixture->folder, who);
  g_assert_null (inkling_checkpoints_open (fixture->folder, &error));
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_FOLDER_IN_USE);
  kill_holder (holder);
  checkpoints = open_checkpoints (fixture->folder);
  g_assert_null (inkling_checkpoints_open (fixture->folder, NULL));
  g_clear_pointer (&checkpoints, inkling_checkpoints_unref);
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 0);
}

/* Another user's lock file, which only that user may open, is no obstacle once nobody holds it. */
static void
test_lock_of_another_user (Fixture       *fixture,
                           gconstpointer  data)
{
  GSubprocess                    *holder = start_holder (fixture->folder);
  g_autofree char               *lock = g_build_filename (fixture->folder, ".inkling-lock", NULL);
  g_autoptr (InklingCheckpoints) checkpoints = NULL;

  g_assert_cmpint (g_chmod (fixture->folder, 0777), ==, 0);
  g_assert_cmpint (g_chmod (lock, 0444), ==, 0);
  become_nobody ();
  assert_not_opened (fixture->folder, "has been training");
  become_oneself ();
  kill_holder (holder);
  become_nobody ();
  checkpoints = open_checkpoints (fixture->folder);
  become_oneself ();
}

/* A run beside another's has a folder where the list of models finds it. */
static void
test_own_folder (Fixture       *fixture,
                 gconstpointer  data)
{
  GSubprocess                    *holder = start_holder (fixture->folder);
  g_autoptr (GError)             error = NULL;
  g_autoptr (InklingCheckpoints) checkpoints = inkling_checkpoints_open_own (fixture->folder,
                                                                             &error);
  g_autofree char               *path = NULL;
  g_autoptr (GPtrArray)          listed = NULL;

  g_assert_no_error (error);
  path = save (checkpoints, FIXTURE_SEED, 10, 1);
  listed = inkling_shelf_list (fixture->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (listed->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (listed, 0), ==, path);
  g_assert_null (inkling_checkpoints_open (inkling_checkpoints_get_folder (checkpoints), NULL));
  kill_holder (holder);
}

/* What a person does with a model, while another program trains in its folder. */
static void
test_actions_are_refused (Fixture       *fixture,
                          gconstpointer  data)
{
  const InklingShelfFunc actions[] = {
    inkling_shelf_rename, inkling_shelf_keep, inkling_shelf_unkeep,
    inkling_shelf_hide,
  };
  g_autoptr (InklingCheckpoints) checkpoints = open_checkpoints (fixture->folder);
  g_autofree char               *path = save (checkpoints, FIXTURE_SEED, 10, 1);
  g_autofree char               *hidden = NULL;
  GSubprocess                    *holder;

  g_clear_pointer (&checkpoints, inkling_checkpoints_unref);
  holder = start_holder (fixture->folder);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (actions[i] (path, "new name", &error));
      g_assert_error (error, INKLING_ERROR, INKLING_ERROR_FOLDER_IN_USE);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  kill_holder (holder);
  checkpoints = open_checkpoints (fixture->folder);
  hidden = inkling_shelf_hide (path, NULL, NULL);
  g_assert_nonnull (hidden);
}

static void
reset_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
assert_not_reset (Fixture    *fixture,
                  const char *held)
{
  g_autofree char         *folder = g_build_filename (fixture->folder, "models", NULL);
  g_autofree char         *path = g_build_filename (folder, held, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  GSubprocess             *holder = start_holder (path);

  inkling_reset_async (folder, reset_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (inkling_reset_finish (result, &error));
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_FOLDER_IN_USE);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
  kill_holder (holder);
}

static void
test_reset_is_refused (Fixture       *fixture,
                       gconstpointer  data)
{
  assert_not_reset (fixture, ".");
  assert_not_reset (fixture, "run-1");
}

/* It is said, and what another program may have written is left alone. */
static void
test_no_locks (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (InklingCheckpoints) mine = NULL;
  g_autoptr (InklingCheckpoints) others = NULL;
  g_autofree char               *my_first = NULL;
  g_autofree char               *others_first = NULL;
  g_autofree char               *my_second = NULL;
  g_autofree char               *others_second = NULL;

  has_no_locks = TRUE;
  mine = open_checkpoints (fixture->folder);
  others = open_checkpoints (fixture->folder);
  has_no_locks = FALSE;
  g_assert_cmpuint (fixture->notices->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->notices, 0), "knows no locks"));

  my_first = save (mine, FIXTURE_SEED, 10, 1);
  others_first = save (others, FIXTURE_SEED, 10, 1);
  g_assert_cmpstr (my_first, !=, others_first);
  my_second = save (mine, FIXTURE_SEED, 20, 1);
  g_assert_false (g_file_test (my_first, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (others_first, G_FILE_TEST_EXISTS));
  others_second = save (others, FIXTURE_SEED, 30, 1);
  g_assert_false (g_file_test (others_first, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (my_second, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (others_second, G_FILE_TEST_EXISTS));
}

/* The folder is made anew, is held again, and somebody hears of it. */
static void
test_folder_deleted (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (InklingCheckpoints) checkpoints = open_checkpoints (fixture->folder);
  g_autofree char         *first G_GNUC_UNUSED = save (checkpoints, FIXTURE_SEED, 10, 5);
  g_autofree char         *second = NULL;

  tiny_remove_folder (fixture->folder);
  second = save (checkpoints, FIXTURE_SEED, 20, 5);
  g_assert_true (g_file_test (second, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (fixture->notices->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->notices, 0), "made anew"));
  g_assert_null (inkling_checkpoints_open (fixture->folder, NULL));
}

/* Put in its place meanwhile, and another program's by now. */
static void
test_folder_replaced (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (InklingCheckpoints) checkpoints = open_checkpoints (fixture->folder);
  g_autoptr (InklingModel)       model = make_model (FIXTURE_SEED, 10);
  g_autofree char               *moved = g_strconcat (fixture->folder, "-moved", NULL);
  g_autoptr (GError)             error = NULL;
  GSubprocess                    *holder;

  g_assert_cmpint (g_rename (fixture->folder, moved), ==, 0);
  holder = start_holder (fixture->folder);
  g_assert_null (inkling_checkpoints_save (checkpoints, model, 5, 0, &error));
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_FOLDER_IN_USE);
  kill_holder (holder);
  tiny_remove_folder (moved);
}

/* Counts the files that are opened in a folder from now on and were there before. */
static int
watch (const char *folder)
{
  int watcher = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);

  g_assert_cmpint (inotify_add_watch (watcher, folder, IN_OPEN), >=, 0);
  return watcher;
}

static guint
count_opened (int         watcher,
              const char *prefix)
{
  char    events[65536] __attribute__ ((aligned (__alignof__ (struct inotify_event))));
  ssize_t n_bytes;
  guint   n_opened = 0;

  while ((n_bytes = read (watcher, events, sizeof events)) > 0)
    for (const char *at = events; at < events + n_bytes;)
      {
        const struct inotify_event *event = (const void *) at;

        n_opened += event->len > 0 && g_str_has_prefix (event->name, prefix);
        at += sizeof *event + event->len;
      }
  close (watcher);
  return n_opened;
}

static void
fill_with_models (Fixture *fixture)
{
  g_autoptr (InklingModel) model = make_model (OTHER_SEED, 5);
  g_autoptr (GBytes)       file = fixture_print (model);

  for (int i = 0; i < N_MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("mnist_model-%d000.safetensors", i + 1);

      tiny_write (fixture->folder, name, file);
    }
}

/* However many files there are, a save looks at none of them but those it removes, and has read
 * each once before the first. */
static void
test_cost_of_a_save (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (InklingCheckpoints) checkpoints = NULL;
  g_autofree char               *first = NULL;
  int                             watcher;

  fill_with_models (fixture);
  checkpoints = open_checkpoints (fixture->folder);
  watcher = watch (fixture->folder);
  first = save (checkpoints, FIXTURE_SEED, 1, 2);
  g_assert_cmpuint (count_opened (watcher, "mnist_model-"), <=, N_MANY + 1);

  watcher = watch (fixture->folder);
  for (guint64 step = 2; step <= 20; step++)
    g_free (save (checkpoints, FIXTURE_SEED, step, 2));
  g_assert_cmpuint (count_opened (watcher, "mnist_model-"), ==, 0);
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));
}

/* Looking for the newest of many reads each head once, and one file. */
static void
test_cost_of_the_newest (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (InklingModel) newest = NULL;
  int                      watcher;

  fill_with_models (fixture);
  watcher = watch (fixture->folder);
  newest = inkling_checkpoints_load_newest (fixture->folder, NULL, NULL, NULL);
  g_assert_nonnull (newest);
  g_assert_cmpuint (count_opened (watcher, "mnist_model-"), <=, N_MANY + 1);
}

/* Told before there is anything to save. */

static void
test_file_in_place (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *inside = g_build_filename (file, "models", NULL);

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  assert_not_opened (file, "");
  assert_not_opened (inside, g_strerror (ENOTDIR));
}

static void
test_not_writable (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *new = g_build_filename (fixture->folder, "new", NULL);

  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  become_nobody ();
  assert_not_opened (fixture->folder, g_strerror (EACCES));
  assert_not_opened (new, g_strerror (EACCES));
  become_oneself ();
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  /* Here even root cannot. */
  assert_not_opened ("/proc", "");
}

static void
limit_file_size (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (size, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_no_room (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (InklingCheckpoints) checkpoints = open_checkpoints (fixture->folder);
  const NnRecipe                 *recipe = &nn_named_recipe_find ("course")->recipe;
  g_autoptr (GError)             error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  limit_file_size (100000);
  g_assert_false (inkling_checkpoints_check_room (checkpoints, recipe, &error));
  limit_file_size (RLIM_INFINITY);
  g_assert_error (error, G_IO_ERROR, (int) g_io_error_from_errno (EFBIG));
  g_assert_nonnull (strstr (error->message, fixture->folder));
  g_assert_true (inkling_checkpoints_check_room (checkpoints, recipe, NULL));
  g_clear_pointer (&checkpoints, inkling_checkpoints_unref);
  g_assert_cmpuint (fixture_count_files (fixture->folder), ==, 0);
}

/* A run that comes to nothing leaves no folder behind that was not there. */
static void
test_new_folder_goes (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char               *folder = g_build_filename (fixture->folder, "new", NULL);
  g_autoptr (InklingCheckpoints) checkpoints = open_checkpoints (folder);

  g_assert_true (has (fixture, "new"));
  g_clear_pointer (&checkpoints, inkling_checkpoints_unref);
  g_assert_false (has (fixture, "new"));
  g_assert_true (g_file_test (fixture->folder, G_FILE_TEST_IS_DIR));
}

typedef struct
{
  const char *path;
  void      (*test) (Fixture *fixture, gconstpointer data);
} Case;

static const Case cases[] = {
  { "/checkpoints/spares-other-runs", test_spares_other_runs },
  { "/checkpoints/knows-its-own", test_knows_its_own },
  { "/checkpoints/older-files", test_older_files },
  { "/checkpoints/held", test_held },
  { "/checkpoints/lock-of-another-user", test_lock_of_another_user },
  { "/checkpoints/own-folder", test_own_folder },
  { "/checkpoints/actions-are-refused", test_actions_are_refused },
  { "/checkpoints/reset-is-refused", test_reset_is_refused },
  { "/checkpoints/no-locks", test_no_locks },
  { "/checkpoints/folder-deleted", test_folder_deleted },
  { "/checkpoints/folder-replaced", test_folder_replaced },
  { "/checkpoints/cost-of-a-save", test_cost_of_a_save },
  { "/checkpoints/cost-of-the-newest", test_cost_of_the_newest },
  { "/checkpoints/file-in-place", test_file_in_place },
  { "/checkpoints/not-writable", test_not_writable },
  { "/checkpoints/no-room", test_no_room },
  { "/checkpoints/new-folder-goes", test_new_folder_goes },
};

int
main (int    argc,
      char **argv)
{
  hold_if_asked (argc, argv);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].test, tear_down);
  return g_test_run ();
}
