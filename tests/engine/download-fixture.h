/* download-fixture.h: a server with all the faults of real ones, and two files to be had from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <string.h>

#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "inkling-download.h"
#include "inkling-error.h"

#include "tiny-dataset.h"

#define N_FILES       2
#define TIMEOUT       1        /* seconds */
#define DEFAULT_LEVEL 6        /* of compression */

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
  guint                    limit;             /* seconds, 0: as usual */
  GStrvBuilder            *mirrors;           /* owned */
  InklingDownloadPlan      plan;
  InklingDownloadProgress  progress;
} Fixture;

static const char *const file_names[N_FILES] = { "large.gz", "small.gz" };

static inline GBytes *
make_content (guint number)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (number + 1);
  guint8           *bytes = g_malloc (content_sizes[number]);

  for (gsize i = 0; i < content_sizes[number]; i++)
    bytes[i] = g_rand_int_range (random, 0, 256);
  return g_bytes_new_take (bytes, content_sizes[number]);
}

/* level: of compression; another level is another file with the same in it. */
static inline GBytes *
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

static inline GBytes *
make_file (guint number,
           int   level)
{
  g_autoptr (GBytes) content = make_content (number);

  return pack (content, level);
}

static inline gsize
get_size (Fixture *fixture,
          guint    number)
{
  return g_bytes_get_size (fixture->contents[number]);
}

static inline void
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

static inline void
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

static inline void
add_mirror (Fixture    *fixture,
            const char *fault)
{
  g_autofree char *mirror = g_strdup_printf ("%s/%s/", address, fault);

  g_strv_builder_add (fixture->mirrors, mirror);
}

static inline const InklingDownloadPlan *
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
    .limit = fixture->limit,
  };
  return &fixture->plan;
}

static inline gboolean
download (Fixture  *fixture,
          GError  **error)
{
  return inkling_download (get_plan (fixture), &fixture->progress, NULL, error);
}

static inline void
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
static inline void
assert_complete (Fixture *fixture)
{
  g_autofree char *staging = g_strconcat (fixture->folder, ".download", NULL);

  for (guint i = 0; i < N_FILES; i++)
    assert_content (fixture, i);
  g_assert_false (g_file_test (staging, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (fixture->progress.n_bytes, ==, get_size (fixture, 0) + get_size (fixture, 1));
}

static inline void
assert_nothing (Fixture *fixture)
{
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static inline guint64
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

static inline void
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

static inline void
stop_server (void)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (server), NULL, NULL);
  g_subprocess_wait (server, NULL, NULL);
  g_object_unref (server);
  tiny_remove_folder (source);
  g_free (source);
  g_free (address);
}
