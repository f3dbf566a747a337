/* test-download.c: files come whole and right from servers that are not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "download-fixture.h"

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
  { "/download/drip", "drip", "too slowly" },
  { "/download/drip-headers", "drip_headers", "too slowly" },
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
  ADD ("refused", NULL, test_refused);
  ADD ("offline", NULL, test_offline);
  ADD ("no-address", NULL, test_no_address);
  ADD ("no-folder", NULL, test_no_folder);

  result = g_test_run ();
  stop_server ();
  return result;
}
