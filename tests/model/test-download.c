/* test-download.c: files come whole and right from servers that are not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "inkling-download.h"
#include "inkling-error.h"

#include "tiny-dataset.h"

#define N_FILES       2
#define TIMEOUT       1        /* seconds */
#define DEFAULT_LEVEL 6        /* of compression */
#define DEADLINE      (20 * G_USEC_PER_SEC)

static const gsize content_sizes[N_FILES] = { 100000, 5000 };

/* The one server, for all tests. */
static char        *source;  /* owned: the folder it serves */
static GSubprocess *server;  /* owned */
static char        *address; /* owned: "http://127.0.0.1:PORT" */

typedef struct
{
  char                    *parent;            /* owned */
  char                    *folder;            /* owned: does not exist yet */
  InklingPublishedFile     files[N_FILES];
  char                    *digests[N_FILES];  /* owned */
  GBytes                  *contents[N_FILES]; /* owned: of the packed files */
  GStrvBuilder            *mirrors;           /* owned */
  InklingDownloadPlan      plan;
  InklingDownloadProgress  progress;
} Fixture;

static const char *const file_names[N_FILES] = { "large.gz", "small.gz" };

static GBytes *
make_content (guint number)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (number + 1);
  guint8           *bytes = g_malloc (content_sizes[number]);

  for (gsize i = 0; i < content_sizes[number]; i++)
    bytes[i] = g_rand_int_range (random, 0, 256);
  return g_bytes_new_take (bytes, content_sizes[number]);
}

/* level: of compression; another level is another file with the same in it. */
static GBytes *
pack (GBytes *content,
      int     level)
{
  GZlibCompressorFormat       format = G_ZLIB_COMPRESSOR_FORMAT_GZIP;
  g_autoptr (GZlibCompressor) packer = g_zlib_compressor_new (format, level);
  g_autoptr (GOutputStream)   memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream)   stream = g_converter_output_stream_new (memory,
                                                                      G_CONVERTER (packer));
  gsize                       n_bytes;
  const guint8               *bytes = g_bytes_get_data (content, &n_bytes);

  g_assert_true (g_output_stream_write_all (stream, bytes, n_bytes, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static GBytes *
make_file (guint number,
           int   level)
{
  g_autoptr (GBytes) content = make_content (number);

  return pack (content, level);
}

static gsize
get_size (Fixture *fixture,
          guint    number)
{
  return g_bytes_get_size (fixture->contents[number]);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->parent = tiny_make_folder ();
  fixture->folder = g_build_filename (fixture->parent, "set", NULL);
  fixture->mirrors = g_strv_builder_new ();
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autoptr (GBytes) content = make_content (i);

      fixture->contents[i] = make_file (i, DEFAULT_LEVEL);
      fixture->digests[i] = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
      fixture->files[i] = (InklingPublishedFile) { file_names[i], get_size (fixture, i),
                                                   content_sizes[i], fixture->digests[i] };
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tiny_remove_folder (fixture->parent);
  g_strfreev ((char **) fixture->plan.mirrors);
  g_strv_builder_unref (fixture->mirrors);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_bytes_unref (fixture->contents[i]);
      g_free (fixture->digests[i]);
    }
  g_free (fixture->folder);
  g_free (fixture->parent);
}

static void
add_mirror (Fixture    *fixture,
            const char *fault)
{
  g_autofree char *mirror = g_strdup_printf ("%s/%s/", address, fault);

  g_strv_builder_add (fixture->mirrors, mirror);
}

static const InklingDownloadPlan *
get_plan (Fixture *fixture)
{
  g_strfreev ((char **) fixture->plan.mirrors);
  fixture->plan = (InklingDownloadPlan) {
    .title = "Test",
    .files = fixture->files,
    .n_files = N_FILES,
    .mirrors = (const char *const *) g_strv_builder_end (fixture->mirrors),
    .folder = fixture->folder,
    .timeout = TIMEOUT,
  };
  return &fixture->plan;
}

static gboolean
download (Fixture  *fixture,
          GError  **error)
{
  return inkling_download (get_plan (fixture), &fixture->progress, NULL, error);
}

static void
assert_content (Fixture *fixture,
                guint    number)
{
  g_autofree char *path = g_build_filename (fixture->folder, file_names[number], NULL);
  g_autofree char *content = NULL;
  gsize            length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpmem (content, length, g_bytes_get_data (fixture->contents[number], NULL),
                   g_bytes_get_size (fixture->contents[number]));
}

/* All files are there, right, and nothing besides. */
static void
assert_complete (Fixture *fixture)
{
  g_autofree char *staging = g_strconcat (fixture->folder, ".download", NULL);

  for (guint i = 0; i < N_FILES; i++)
    assert_content (fixture, i);
  g_assert_false (g_file_test (staging, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (fixture->progress.n_bytes, ==, get_size (fixture, 0) + get_size (fixture, 1));
}

static void
assert_nothing (Fixture *fixture)
{
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static guint64
count_sent (void)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char        *uri = g_strconcat (address, "/sent", NULL);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, uri);
  g_autoptr (GBytes)      body = NULL;
  g_autofree char        *text = NULL;

  body = soup_session_send_and_read (session, message, NULL, NULL);
  g_assert_nonnull (body);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  return g_ascii_strtoull (text, NULL, 10);
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

typedef struct
{
  const char *path;
  const char *fault; /* of the first mirror; the second is good */
  const char *said;  /* when there is no second */
} Fault;

static const Fault faults[] = {
  { "/download/stuck", "stuck", "ended the connection" },
  { "/download/other-range", "other_range", "another part" },
  { "/download/loop", "loop", "" },
  { "/download/short", "short", "ended the connection" },
  { "/download/declares-much", "declares_much", "bytes long instead of" },
  { "/download/sends-more", "sends_more", "SHA-256" },
  { "/download/sends-much", "sends_much", "more than the whole" },
  { "/download/other-content", "other_content", "SHA-256" },
  { "/download/less-content", "less_content", "SHA-256" },
  { "/download/bomb", "bomb", "SHA-256" },
  { "/download/sends-less", "sends_less", "ended the connection" },
  { "/download/page", "page", "web page" },
  { "/download/disguised-page", "disguised_page", "SHA-256" },
  { "/download/wrong", "wrong", "SHA-256" },
  { "/download/missing", "missing", "404" },
  { "/download/broken", "broken", "503" },
  { "/download/silent", "silent", "not answered" },
};

/* The fault is named with the server and the file, and leaves nothing in the folder. */
static void
test_fault (Fixture       *fixture,
            gconstpointer  data)
{
  const Fault       *fault = data;
  g_autoptr (GError) error = NULL;

  add_mirror (fixture, fault->fault);
  g_assert_false (download (fixture, &error));
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_DATASET);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, fault->said));
  g_assert_nonnull (strstr (error->message, "127.0.0.1"));
  g_assert_nonnull (strstr (error->message, "large.gz"));
  assert_nothing (fixture);
}

/* The next mirror helps, whatever the first one sent. */
static void
test_next_mirror (Fixture       *fixture,
                  gconstpointer  data)
{
  const Fault       *fault = data;
  g_autoptr (GError) error = NULL;

  add_mirror (fixture, fault->fault);
  add_mirror (fixture, "good");
  g_assert_true (download (fixture, &error));
  g_assert_no_error (error);
  assert_complete (fixture);
}

/* Servers whose oddities do no harm. data: what they do. */
static void
test_works (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  add_mirror (fixture, data);
  g_assert_true (download (fixture, &error));
  g_assert_no_error (error);
  assert_complete (fixture);
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

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_strv_builder_add (fixture->mirrors, "http://127.0.0.1:1/");
  g_assert_false (download (fixture, &error));
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_DATASET);
  g_assert_nonnull (strstr (error->message, "refuses"));
}

static void
test_offline (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_strv_builder_add_many (fixture->mirrors, "http://one.invalid/", "http://two.invalid/", NULL);
  g_assert_false (download (fixture, &error));
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_DATASET);
  g_assert_nonnull (strstr (error->message, "connected to the internet"));
  g_assert_null (strstr (error->message, "one.invalid"));
}

static void
test_no_address (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_strv_builder_add (fixture->mirrors, "no address");
  g_assert_false (download (fixture, &error));
  g_assert_nonnull (strstr (error->message, "no address"));
}

/* A folder that cannot be: the disk's fault, so no other mirror is asked. */
static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->folder, "a file", -1, NULL));
  g_free (fixture->folder);
  fixture->folder = g_build_filename (fixture->parent, "set", "below", NULL);
  count_sent ();
  add_mirror (fixture, "good");
  g_assert_false (download (fixture, &error));
  g_assert_cmpuint (error->domain, ==, G_FILE_ERROR);
  g_assert_cmpuint (count_sent (), ==, 0);
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

static void
start_server (void)
{
  g_autoptr (GError)           error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char             *port = NULL;

  source = tiny_make_folder ();
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autoptr (GBytes) file = make_file (i, DEFAULT_LEVEL);

      tiny_write (source, file_names[i], file);
    }
  server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                             "/usr/bin/python3", g_getenv ("INKLING_BAD_SERVER"), source, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  port = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  address = g_strdup_printf ("http://127.0.0.1:%s", port);
}

static void
stop_server (void)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (server), NULL, NULL);
  g_subprocess_wait (server, NULL, NULL);
  g_object_unref (server);
  tiny_remove_folder (source);
  g_free (source);
  g_free (address);
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

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *next = g_strconcat (faults[i].path, "/next-mirror", NULL);
      g_autofree char *alone = g_strconcat (faults[i].path, "/alone", NULL);

      g_test_add (alone, Fixture, &faults[i], set_up, test_fault, tear_down);
      g_test_add (next, Fixture, &faults[i], set_up, test_next_mirror, tear_down);
    }
  ADD ("good", "good", test_works);
  ADD ("slow", "slow", test_works);
  ADD ("cut", "cut", test_works);
  ADD ("redirect", "redirect", test_works);
  ADD ("declares-more", "declares_more", test_works);
  ADD ("length-unknown", "length_unknown", test_works);
  ADD ("ranges-ignored", "ranges_ignored", test_works);
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
  ADD ("whole-part", NULL, test_whole_part);
  ADD ("already-there", NULL, test_already_there);
  ADD ("mends", NULL, test_mends);
  ADD ("refused", NULL, test_refused);
  ADD ("offline", NULL, test_offline);
  ADD ("no-address", NULL, test_no_address);
  ADD ("no-folder", NULL, test_no_folder);
  ADD ("cancelled", NULL, test_cancelled);
  ADD ("twice", NULL, test_twice);

  result = g_test_run ();
  stop_server ();
  return result;
}
