/* test-team.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-team.h"

#include <glib.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "nn-random.h"

#define N_ITEMS  1000
#define PATIENCE (60 * G_TIME_SPAN_SECOND)

typedef struct
{
  int    counts[N_ITEMS]; /* atomic */
  size_t n_threads;
} Job;

static void
count_item (void   *data,
            size_t  item,
            size_t  thread)
{
  Job *job = data;

  g_assert_cmpuint (thread, <, job->n_threads);
  g_atomic_int_inc (&job->counts[item]);
}

/* Every item once, for many jobs in a row, of any size, none included. */
static void
test_each_item_once (gconstpointer data)
{
  size_t  n_threads = GPOINTER_TO_SIZE (data);
  NnTeam *team = NULL;

  if (n_threads > 0)
    g_assert_cmpint (nn_team_new (n_threads, &team), ==, NN_OK);
  g_assert_cmpuint (nn_team_get_n_threads (team), ==, MAX (n_threads, 1));
  for (int round = 0; round < 2000; round++)
    {
      Job    job = { .n_threads = MAX (n_threads, 1) };
      size_t n_items = round % 7 * (round % 50);

      nn_team_run (team, count_item, &job, n_items);
      for (size_t i = 0; i < N_ITEMS; i++)
        g_assert_cmpint (job.counts[i], ==, i < n_items);
    }
  nn_team_free (team);
}

static void
wait_until_asleep (NnTeam *team)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  while (nn_team_get_n_sleeping (team) < nn_team_get_n_threads (team) - 1)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_thread_yield ();
    }
}

/* Without work its members sleep; a team still works then. */
static void
test_wakes_up (void)
{
  NnTeam *team = NULL;

  g_assert_cmpint (nn_team_new (4, &team), ==, NN_OK);
  for (int round = 0; round < 20; round++)
    {
      Job job = { .n_threads = 4 };

      wait_until_asleep (team);
      nn_team_run (team, count_item, &job, N_ITEMS);
      for (size_t i = 0; i < N_ITEMS; i++)
        g_assert_cmpint (job.counts[i], ==, 1);
    }
  nn_team_free (team);
}

/* Whoever is active, and whoever is off its processor when: each item once, by one that may. */
static void
test_any_number_active (void)
{
  NnRandomStream stream;
  NnTeam        *team = NULL;

  nn_random_stream_init (&stream, 8, NN_PURPOSE_PEN, 0);
  g_assert_cmpint (nn_team_new (5, &team), ==, NN_OK);
  for (int round = 0; round < 5000; round++)
    {
      Job    job = { .n_threads = 1 + nn_random_stream_choice (&stream, 5) };
      size_t n_items = nn_random_stream_choice (&stream, 40);

      nn_team_set_n_active (team, job.n_threads);
      if (nn_random_stream_choice (&stream, 8) == 0)
        g_usleep (nn_random_stream_choice (&stream, 500)); /* some fall asleep, some do not */
      nn_team_run (team, count_item, &job, n_items);
      for (size_t i = 0; i < N_ITEMS; i++)
        g_assert_cmpint (job.counts[i], ==, i < n_items);
    }
  nn_team_set_n_active (team, 1); /* those at rest leave as well */
  nn_team_free (team);
  nn_team_set_n_active (NULL, 1);
}

static int n_held;  /* atomic: members that a signal keeps where they are */
static int release; /* atomic */

static void
hold_cb (int signal_number)
{
  g_atomic_int_inc (&n_held);
  while (!g_atomic_int_get (&release))
    g_usleep (1000);
  g_atomic_int_add (&n_held, -1);
}

static void
hold_others (guint n_others)
{
  gint64           deadline = g_get_monotonic_time () + PATIENCE;
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char      *name;

  signal (SIGUSR1, hold_cb);
  g_atomic_int_set (&release, FALSE);
  while (tasks != NULL && (name = g_dir_read_name (tasks)) != NULL)
    if (atoi (name) != getpid ())
      syscall (SYS_tgkill, getpid (), atoi (name), SIGUSR1);
  while ((guint) g_atomic_int_get (&n_held) < n_others)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_thread_yield ();
    }
}

/* Members that are off their processors, here by a signal, have nothing in their hands: the caller
 * does all by itself, and waits for nobody. */
static void
test_waits_for_no_idler (void)
{
  enum { N_THREADS = 3 };
  NnTeam *team = NULL;
  Job     job = { .n_threads = 1 }; /* thread 0 alone */

  if (!g_file_test ("/proc/self/task", G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("there is no /proc here");
      return;
    }
  g_assert_cmpint (nn_team_new (N_THREADS, &team), ==, NN_OK);
  wait_until_asleep (team);
  /* Takes the mutex, which the last of them to fall asleep may still hold. */
  nn_team_set_n_active (team, N_THREADS - 1);
  nn_team_set_n_active (team, N_THREADS);
  hold_others (N_THREADS - 1);
  nn_team_run (team, count_item, &job, N_ITEMS);
  for (size_t i = 0; i < N_ITEMS; i++)
    g_assert_cmpint (job.counts[i], ==, 1);
  g_atomic_int_set (&release, TRUE);
  nn_team_free (team);
}

static void
test_size_is_bounded (void)
{
  NnTeam *team = NULL;

  g_assert_cmpint (nn_team_new (1000, &team), ==, NN_OK);
  g_assert_cmpuint (nn_team_get_n_threads (team), ==, NN_MAX_THREADS);
  nn_team_free (team);
  nn_team_free (NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/team/each-item-once/none", GSIZE_TO_POINTER (0), test_each_item_once);
  g_test_add_data_func ("/team/each-item-once/1", GSIZE_TO_POINTER (1), test_each_item_once);
  g_test_add_data_func ("/team/each-item-once/2", GSIZE_TO_POINTER (2), test_each_item_once);
  g_test_add_data_func ("/team/each-item-once/5", GSIZE_TO_POINTER (5), test_each_item_once);
  g_test_add_func ("/team/wakes-up", test_wakes_up);
  g_test_add_func ("/team/any-number-active", test_any_number_active);
  g_test_add_func ("/team/waits-for-no-idler", test_waits_for_no_idler);
  g_test_add_func ("/team/size-is-bounded", test_size_is_bounded);
  return g_test_run ();
}
