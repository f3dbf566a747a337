/* test-download-parts.c: what came before is not asked for again, if it is right
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <errno.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "download-fixture.h"

#define DEADLINE (60 * G_USEC_PER_SEC)

/* Stands for libc's: the file system of the test knows locks, or says that it does not. */
static int flock_error;

int
flock (int fd,
       int operation)
{
  if (flock_error == 0)
    return syscall (SYS_flock, fd, operation);
  errno = flock_error;
  return -1;
}

/* What a part that came earlier looks like on the disk. */
static void
leave_part (Fixture    *fixture,
            GBytes     *content,
            const char *note)
{
  g_autofree char *staging = g_strconcat (fixture->folder, ".download", NULL);
  gsize            n_bytes;
  const char      *bytes = g_bytes_get_data (content, &n_bytes);
  g_autofree char *path = g_build_filename (staging, "large.gz.part", NULL);
  g_autofree char *note_path = g_build_filename (staging, "large.gz.part-of", NULL);

  g_assert_cmpint (g_mkdir_with_parents (staging, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, bytes, n_bytes, NULL));
  if (note != NULL)
    g_assert_true (g_file_set_contents (note_path, note, -1, NULL));
}

static void
test_resumes (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (fixture->contents[0], 0, 60000);

  leave_part (fixture, half, NULL);
  count_sent ();
  add_mirror (fixture, "good");
  g_assert_true (download (fixture, NULL));
  assert_complete (fixture);
  g_assert_cmpuint (count_sent (), ==, get_size (fixture, 0) - 60000 + get_size (fixture, 1));
}

/* The server says that it has another version than the part's. */
static void
test_other_version (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GBytes) stale = g_bytes_new_take (g_strnfill (60000, 'x'), 60000);
  g_autofree char   *note = g_strdup_printf ("%s/good/large.gz\n\"version-1\"\n", address);

  leave_part (fixture, stale, note);
  count_sent ();
  add_mirror (fixture, "good");
  g_assert_true (download (fixture, NULL));
  assert_complete (fixture);
  g_assert_cmpuint (count_sent (), ==, get_size (fixture, 0) + get_size (fixture, 1));
}

/* Another mirror has packed the same content into another file: that is as good. */
static void
test_repacked (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, file_names[0], NULL);
  g_autofree char *packed = NULL;
  gsize            n_bytes;

  add_mirror (fixture, "repacked");
  g_assert_true (download (fixture, NULL));
  g_assert_true (g_file_get_contents (path, &packed, &n_bytes, NULL));
  g_assert_cmpuint (n_bytes, !=, get_size (fixture, 0));
  g_assert_cmpuint (fixture->progress.n_bytes, ==, get_size (fixture, 0) + get_size (fixture, 1));
}

/* A part of a file that was packed in another way: once more from the beginning. data: its bytes,
 * which may be all but the last, and more than the server's file has. */
static void
test_repacked_part (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GBytes) whole = make_file (0, 0);
  gsize              n_bytes = MIN (GPOINTER_TO_SIZE (data), g_bytes_get_size (whole) - 1);
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, n_bytes);

  leave_part (fixture, part, NULL);
  add_mirror (fixture, "good");
  g_assert_true (download (fixture, NULL));
  assert_complete (fixture);
}

static const char *const kept_faults[] = {
  "page", "page_part", "redirect_page", "disguised_page", "forbidden", "missing", "broken",
  "range_refused", "garbage_part", "other_content", "bomb", "short_anew", "sends_much", "silent",
  "drip", "drip_headers", "loop",
};

static char *
get_part_path (Fixture *fixture)
{
  return g_strconcat (fixture->folder, ".download/large.gz.part", NULL);
}

/* A server that is never slow enough to be given up for that: what it sent is kept, and no other is
 * asked. */
static void
test_overall_limit (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char   *path = get_part_path (fixture);
  g_autofree char   *kept = NULL;
  g_autoptr (GError) error = NULL;
  gsize              n_bytes;

  fixture->limit = 1;
  add_mirror (fixture, "stream");
  add_mirror (fixture, "good");
  g_assert_false (download (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_true (g_file_get_contents (path, &kept, &n_bytes, NULL));
  g_assert_cmpuint (n_bytes, >, 0);

  fixture->limit = 0;
  add_mirror (fixture, "good");
  g_assert_true (download (fixture, NULL));
  assert_complete (fixture);
}

/* What such a server sends is nothing to lose a good part for: it is still there, and the next
 * server goes on with it. data: the fault. */
static void
test_keeps (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (fixture->contents[0], 0, 60000);
  g_autofree char   *path = get_part_path (fixture);
  g_autofree char   *note = g_strdup_printf ("%s/good/large.gz\n\"version-2\"\n", address);
  g_autofree char   *kept = NULL;
  g_autoptr (GError) error = NULL;
  gsize              n_bytes;

  leave_part (fixture, half, note);
  add_mirror (fixture, data);
  g_assert_false (download (fixture, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_DATASET);
  g_assert_true (g_file_get_contents (path, &kept, &n_bytes, NULL));
  g_assert_cmpmem (kept, MIN (n_bytes, 60000), g_bytes_get_data (half, NULL), 60000);
  g_assert_cmpuint (n_bytes, <, 60100);

  count_sent ();
  add_mirror (fixture, "good");
  g_assert_true (download (fixture, NULL));
  assert_complete (fixture);
  g_assert_cmpuint (count_sent (), <=, get_size (fixture, 0) - 60000 + get_size (fixture, 1));
}

/* Where all of another version comes, and more of it than was there: that is gone on with. */
static void
test_other_version_cut (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (GBytes) little = g_bytes_new_from_bytes (fixture->contents[0], 0, 1000);
  g_autofree char   *path = get_part_path (fixture);
  GStatBuf           status;

  leave_part (fixture, little, NULL);
  add_mirror (fixture, "short_anew");
  g_assert_false (download (fixture, NULL));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, 4096);
  add_mirror (fixture, "good");
  g_assert_true (download (fixture, NULL));
  assert_complete (fixture);
}

/* All bytes had come when the program was ended: none is sent again. */
static void
test_whole_part (Fixture       *fixture,
                 gconstpointer  data)
{
  leave_part (fixture, fixture->contents[0], NULL);
  count_sent ();
  add_mirror (fixture, "good");
  g_assert_true (download (fixture, NULL));
  assert_complete (fixture);
  g_assert_cmpuint (count_sent (), ==, get_size (fixture, 1));
}

/* Nobody says so, but the digest does. data: bytes of the part. */
static void
test_rotten_part (Fixture       *fixture,
                  gconstpointer  data)
{
  gsize              n_bytes = GPOINTER_TO_SIZE (data);
  g_autoptr (GBytes) rotten = g_bytes_new_take (g_strnfill (n_bytes, 'x'), n_bytes);

  leave_part (fixture, rotten, "nonsense");
  add_mirror (fixture, "good");
  g_assert_true (download (fixture, NULL));
  assert_complete (fixture);
}

static void
test_already_there (Fixture       *fixture,
                    gconstpointer  data)
{
  add_mirror (fixture, "good");
  g_assert_true (download (fixture, NULL));
  count_sent ();
  add_mirror (fixture, "missing");
  g_assert_true (download (fixture, NULL));
  assert_complete (fixture);
  g_assert_cmpuint (count_sent (), ==, 0);
}

/* A file that was spoilt is replaced, the good one is not sent again. */
static void
test_mends (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "small.gz", NULL);

  add_mirror (fixture, "good");
  g_assert_true (download (fixture, NULL));
  g_assert_true (g_file_set_contents (path, "spoilt", -1, NULL));
  count_sent ();
  add_mirror (fixture, "good");
  g_assert_true (download (fixture, NULL));
  assert_complete (fixture);
  g_assert_cmpuint (count_sent (), ==, get_size (fixture, 1));
}

typedef struct
{
  gboolean done;
  GError  *error; /* owned */
} Outcome;

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Outcome *outcome = user_data;

  inkling_download_finish (result, &outcome->error);
  outcome->done = TRUE;
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Until there are n_bytes, or it has ended. */
static void
wait_for (Fixture *fixture,
          Outcome *outcome,
          guint64  n_bytes)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE;
  guint  waker = g_timeout_add (5, wake_cb, NULL);

  while (!outcome->done && fixture->progress.n_bytes < n_bytes)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (waker);
}

/* What came before the cancellation is not asked for again. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome                  outcome = { 0 };

  add_mirror (fixture, "slow");
  inkling_download_async (get_plan (fixture), &fixture->progress, cancellable, done_cb, &outcome);
  wait_for (fixture, &outcome, 20000);
  g_cancellable_cancel (cancellable);
  wait_for (fixture, &outcome, G_MAXUINT64);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (outcome.error);
  assert_nothing (fixture);
  g_assert_cmpuint (fixture->progress.n_bytes, <, get_size (fixture, 0));

  count_sent ();
  add_mirror (fixture, "good");
  g_assert_true (download (fixture, NULL));
  assert_complete (fixture);
  g_assert_cmpuint (count_sent (), <, get_size (fixture, 0) + get_size (fixture, 1));
}

/* Two programs do not write into one file. */
static void
test_twice (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GCancellable)   cancellable = g_cancellable_new ();
  Outcome                    outcome = { 0 };
  InklingDownloadProgress    progress = { 0 };
  const InklingDownloadPlan *plan;
  g_autoptr (GError)         error = NULL;

  add_mirror (fixture, "slow");
  plan = get_plan (fixture);
  inkling_download_async (plan, &fixture->progress, cancellable, done_cb, &outcome);
  wait_for (fixture, &outcome, 1);
  g_assert_false (inkling_download (plan, &progress, NULL, &error));
  g_assert_cmpuint (error->domain, ==, G_FILE_ERROR);
  g_assert_nonnull (strstr (error->message, "another program"));
  wait_for (fixture, &outcome, G_MAXUINT64);
  g_assert_no_error (outcome.error);
  assert_complete (fixture);
}

/* Nothing is left of the copies but the one that is gone on with. */
static void
assert_one_part (Fixture *fixture)
{
  g_autofree char *staging = g_strconcat (fixture->folder, ".download", NULL);
  g_autoptr (GDir) dir = g_dir_open (staging, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_assert_true (g_str_equal (name, "large.gz.part") || g_str_equal (name, "large.gz.part-of"));
}

/* A network home whose server knows no locks: what came before is gone on with all the same. */
static void
test_without_locks (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (fixture->contents[0], 0, 60000);

  flock_error = GPOINTER_TO_INT (data);
  leave_part (fixture, half, NULL);
  add_mirror (fixture, "missing");
  g_assert_false (download (fixture, NULL));
  assert_one_part (fixture);
  count_sent ();
  add_mirror (fixture, "good");
  g_assert_true (download (fixture, NULL));
  flock_error = 0;
  assert_complete (fixture);
  g_assert_cmpuint (count_sent (), ==, get_size (fixture, 0) - 60000 + get_size (fixture, 1));
}

/* Neither writes into the other's copy, and the first that is done serves both. */
static void
test_twice_without_locks (Fixture       *fixture,
                          gconstpointer  data)
{
  Outcome                    outcome = { 0 };
  InklingDownloadProgress    progress = { 0 };
  const InklingDownloadPlan *plan;

  flock_error = ENOLCK;
  add_mirror (fixture, "slow");
  plan = get_plan (fixture);
  inkling_download_async (plan, &fixture->progress, NULL, done_cb, &outcome);
  wait_for (fixture, &outcome, 1);
  g_assert_true (inkling_download (plan, &progress, NULL, NULL));
  wait_for (fixture, &outcome, G_MAXUINT64);
  flock_error = 0;
  g_assert_no_error (outcome.error);
  assert_complete (fixture);
}

#define ADD(path, data, function) \
  g_test_add ("/download/" path, Fixture, data, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  start_server ();

  ADD ("resumes", NULL, test_resumes);
  ADD ("other-version", NULL, test_other_version);
  ADD ("rotten-part/short", GSIZE_TO_POINTER (60000), test_rotten_part);
  ADD ("rotten-part/whole", GSIZE_TO_POINTER (100000), test_rotten_part);
  ADD ("rotten-part/long", GSIZE_TO_POINTER (103000), test_rotten_part);
  ADD ("rotten-part/endless", GSIZE_TO_POINTER (300000), test_rotten_part);
  ADD ("repacked", NULL, test_repacked);
  ADD ("repacked-part/short", GSIZE_TO_POINTER (20), test_repacked_part);
  ADD ("repacked-part/half", GSIZE_TO_POINTER (60000), test_repacked_part);
  ADD ("repacked-part/long", GSIZE_TO_POINTER (300000), test_repacked_part);
  for (gsize i = 0; i < G_N_ELEMENTS (kept_faults); i++)
    {
      g_autofree char *path = g_strconcat ("/download/keeps/", kept_faults[i], NULL);

      g_test_add (path, Fixture, kept_faults[i], set_up, test_keeps, tear_down);
    }
  ADD ("other-version-cut", NULL, test_other_version_cut);
  ADD ("whole-part", NULL, test_whole_part);
  ADD ("already-there", NULL, test_already_there);
  ADD ("overall-limit", NULL, test_overall_limit);
  ADD ("mends", NULL, test_mends);
  ADD ("cancelled", NULL, test_cancelled);
  ADD ("twice", NULL, test_twice);
  ADD ("without-locks/nfs", GINT_TO_POINTER (ENOLCK), test_without_locks);
  ADD ("without-locks/user-space", GINT_TO_POINTER (ENOSYS), test_without_locks);
  ADD ("without-locks/twice", NULL, test_twice_without_locks);

  result = g_test_run ();
  stop_server ();
  return result;
}
