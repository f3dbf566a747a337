/* test-resume-kill.c: a run killed at random moments ends in the same bytes as one left alone
 *
 * The program under test is inkling-cli, named by $INKLING_CLI.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-checkpoints.h"
#include "inkling-model-file.h"

#include <signal.h>

#include "tiny-dataset.h"

#define N_KILLS        60
#define N_STEPS        10000
#define MAX_LINES      12 /* of output a run may write before it is killed */
#define PURPOSE_MOMENT 2000
#define HALF_WRITTEN   ".inkling-saving-" /* how the name of a file begins that is being saved */
#define NAMELESS       "/#"               /* how the kernel writes the name of one without */

typedef struct
{
  char   *data;           /* owned: folder of the data set */
  char   *folder;         /* owned: of the run that is killed */
  guint   n_kills;
  guint   n_half_written; /* kills while a file was being written */
  guint64 step;           /* of the newest valid checkpoint seen so far */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->data = tiny_make_folder ();
  fixture->folder = tiny_make_folder ();
  tiny_dataset_write (fixture->data, 480, 60);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tiny_remove_folder (fixture->data);
  tiny_remove_folder (fixture->folder);
  g_free (fixture->data);
  g_free (fixture->folder);
}

static GSubprocess *
start_training (Fixture    *fixture,
                const char *folder,
                guint64     n_steps)
{
  g_autofree char   *steps = g_strdup_printf ("%" G_GUINT64_FORMAT, n_steps);
  g_autoptr (GError) error = NULL;
  GSubprocess       *process;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                              g_getenv ("INKLING_CLI"), "train", "--json",
                              "--dataset", fixture->data, "--models", folder, "--steps", steps,
                              "--hidden", "16", "--batch", "20", "--save-every", "20",
                              "--threads", "1", "--seed", "5", NULL);
  g_assert_no_error (error);
  return process;
}

static void
train_to_the_end (Fixture    *fixture,
                  const char *folder,
                  guint64     n_steps)
{
  g_autoptr (GSubprocess) process = start_training (fixture, folder, n_steps);
  g_autoptr (GError)      error = NULL;

  g_subprocess_communicate (process, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

static void
read_lines (GSubprocess *process,
            gsize        n_lines)
{
  g_autoptr (GDataInputStream) output = NULL;

  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  for (gsize i = 0; i < n_lines; i++)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

      if (line == NULL)
        break;
    }
}

/* Where a file may be written without a name it is seen only among those the process has open. */
static gboolean
has_nameless_file (const char *pid)
{
  g_autofree char *folder = g_build_filename ("/proc", pid, "fd", NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char      *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);

      if (target != NULL && strstr (target, NAMELESS) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_saving (const char *folder,
           const char *pid)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char      *name = NULL;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    if (g_str_has_prefix (name, HALF_WRITTEN))
      return TRUE;
  return has_nameless_file (pid);
}

/* Lets the run write a random number of lines and kills it, every second time in the midst of
 * saving a file, unless it ends before. */
static void
kill_at_random (Fixture     *fixture,
                GSubprocess *process)
{
  NnRandomStream   moment;
  g_autofree char *pid = g_strdup (g_subprocess_get_identifier (process));
  gboolean         saving = FALSE;

  nn_random_stream_init (&moment, TINY_SEED, PURPOSE_MOMENT, fixture->n_kills * 16);
  read_lines (process, nn_random_stream_choice (&moment, MAX_LINES));
  while (fixture->n_kills % 2 == 1 && g_subprocess_get_identifier (process) != NULL &&
         !(saving = is_saving (fixture->folder, pid)))
    g_thread_yield ();
  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, NULL);
  fixture->n_half_written += saving;
  fixture->n_kills++;
}

/* No file of ours may be broken, whatever the moment. */
static void
no_skip (const char   *path,
         const GError *error,
         gpointer      user_data)
{
  g_error ("%s", error->message);
}

static void
check_newest (Fixture *fixture)
{
  g_autoptr (InklingModel) model = NULL;

  model = inkling_checkpoints_load_newest (fixture->folder, no_skip, NULL, NULL);
  g_assert_true (model != NULL || fixture->step == 0);
  if (model == NULL)
    return;
  g_assert_cmpuint (model->step, >=, fixture->step);
  fixture->step = model->step;
}

static GBytes *
read_last (const char *folder)
{
  g_autofree char   *name = g_strdup_printf ("mnist_model-%d" INKLING_MODEL_SUFFIX, N_STEPS);
  g_autofree char   *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char              *content;
  gsize              length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, length);
}

/* The run is over before it was killed often enough: another one. */
static void
begin_again (Fixture *fixture)
{
  tiny_remove_folder (fixture->folder);
  fixture->step = 0;
}

static void
test_kill (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char   *unhurt = tiny_make_folder ();
  g_autoptr (GBytes) expected = NULL;
  g_autoptr (GBytes) result = NULL;

  if (g_getenv ("INKLING_CLI") == NULL)
    {
      g_test_skip ("$INKLING_CLI names no program");
      tiny_remove_folder (unhurt);
      return;
    }
  train_to_the_end (fixture, unhurt, N_STEPS);
  expected = read_last (unhurt);
  tiny_remove_folder (unhurt);

  while (fixture->n_kills < N_KILLS)
    {
      g_autoptr (GSubprocess) process = NULL;

      if (fixture->step == N_STEPS)
        begin_again (fixture);
      process = start_training (fixture, fixture->folder, N_STEPS - fixture->step);
      kill_at_random (fixture, process);
      check_newest (fixture);
    }
  g_test_message ("%d kills, %u of them while saving, the last after step %" G_GUINT64_FORMAT,
                  N_KILLS, fixture->n_half_written, fixture->step);
  g_assert_cmpuint (fixture->n_half_written, >, 0);
  if (fixture->step < N_STEPS)
    train_to_the_end (fixture, fixture->folder, N_STEPS - fixture->step);
  result = read_last (fixture->folder);
  g_assert_true (g_bytes_equal (expected, result));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/resume/killed", Fixture, NULL, set_up, test_kill, tear_down);
  return g_test_run ();
}
