/* test-dataset-faults.c: what is said of a folder of IDX files that is no data set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "dataset-fixture.h"

static GBytes *
joined (GBytes     *bytes,
        const char *text)
{
  GByteArray *all = g_byte_array_new ();

  g_byte_array_append (all, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_byte_array_append (all, (const guint8 *) text, strlen (text));
  g_bytes_unref (bytes);
  return g_byte_array_free_to_bytes (all);
}

static GBytes *
shortened (GBytes *bytes,
           gsize   length)
{
  GBytes *part = g_bytes_new_from_bytes (bytes, 0, length);

  g_bytes_unref (bytes);
  return part;
}

static GBytes *
text (const char *content)
{
  return g_bytes_new (content, strlen (content));
}

/* Faults: how to make one, and what is said about which file. */

static void
cut_images (Fixture *fixture)
{
  GBytes *images = read_file (fixture, tiny_names[0]);

  replace (fixture, tiny_names[0], shortened (images, g_bytes_get_size (images) - 1));
}

static void
cut_header (Fixture *fixture)
{
  replace (fixture, tiny_names[0], shortened (read_file (fixture, tiny_names[0]), 10));
}

static void
cut_gzip (Fixture *fixture)
{
  GBytes *images = gzipped (fixture, tiny_names[0]);

  replace_by_gzip (fixture, tiny_names[0], shortened (images, g_bytes_get_size (images) / 2));
}

static void
break_checksum (Fixture *fixture)
{
  GBytes *labels = gzipped (fixture, tiny_names[1]);
  guint8  last = ((const guint8 *) g_bytes_get_data (labels, NULL))[g_bytes_get_size (labels) - 8];

  replace_by_gzip (fixture, tiny_names[1], changed (labels, -8, last ^ 1));
}

static void
follow_gzip (Fixture *fixture)
{
  replace_by_gzip (fixture, tiny_names[1], joined (gzipped (fixture, tiny_names[1]), "more"));
}

static void
save_web_page_as_gzip (Fixture *fixture)
{
  replace_by_gzip (fixture, tiny_names[2],
                   text ("\n<!DOCTYPE html><html><body>403 Forbidden</body></html>"));
}

static void
gzip_web_page (Fixture *fixture)
{
  g_autoptr (GBytes) page = text ("<html><body>404 Not Found</body></html>");

  replace_by_gzip (fixture, tiny_names[2], tiny_gzip (page));
}

static void
save_text (Fixture *fixture)
{
  replace (fixture, tiny_names[2], text ("This is no data set at all."));
}

static void
swap_kinds (Fixture *fixture)
{
  replace (fixture, tiny_names[2], read_file (fixture, tiny_names[3]));
}

static void
swap_kinds_in_gzip (Fixture *fixture)
{
  GBytes *labels = gzipped (fixture, tiny_names[3]);

  replace_by_gzip (fixture, tiny_names[2], labels);
}

static void
make_narrow (Fixture *fixture)
{
  replace (fixture, tiny_names[2], changed (read_file (fixture, tiny_names[2]), 15, 27));
}

static void
lose_labels (Fixture *fixture)
{
  replace (fixture, tiny_names[1], tiny_make_labels (N_TRAINING - 1, 0));
}

static void
spoil_label (Fixture *fixture)
{
  replace (fixture, tiny_names[3], changed (read_file (fixture, tiny_names[3]), -5, 10));
}

static void
follow_plain (Fixture *fixture)
{
  replace (fixture, tiny_names[3], joined (read_file (fixture, tiny_names[3]), "x"));
}

static void
follow_inside_gzip (Fixture *fixture)
{
  g_autoptr (GBytes) longer = joined (read_file (fixture, tiny_names[3]), "x");

  replace_by_gzip (fixture, tiny_names[3], tiny_gzip (longer));
}

static void
promise_too_much (Fixture *fixture)
{
  g_autoptr (GBytes) images = changed (read_file (fixture, tiny_names[0]), 4, 0xff);

  replace_by_gzip (fixture, tiny_names[0], tiny_gzip (images));
}

static void
make_empty_file (Fixture *fixture)
{
  replace (fixture, tiny_names[0], text (""));
}

static void
make_empty_set (Fixture *fixture)
{
  replace (fixture, tiny_names[2], tiny_make_images (0, 0));
  replace (fixture, tiny_names[3], tiny_make_labels (0, 0));
}

static void
remove_one (Fixture *fixture)
{
  remove_file (fixture, tiny_names[3]);
}

static void
make_folder_of_file (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, tiny_names[1], NULL);

  remove_file (fixture, tiny_names[1]);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static void
remove_all (Fixture *fixture)
{
  tiny_remove_folder (fixture->folder);
}

typedef struct
{
  const char *name;
  void      (*make) (Fixture *fixture);
  const char *file;    /* that the message names */
  const char *message; /* a part of it, or NULL: what the core's status says */
  NnStatus    status;
} Fault;

static const Fault faults[] = {
  { "truncated", cut_images, "train-images", NULL, NN_IDX_TRUNCATED },
  { "truncated-header", cut_header, "train-images", NULL, NN_IDX_TRUNCATED },
  { "truncated-gzip", cut_gzip, "train-images", "cut off" },
  { "wrong-checksum", break_checksum, "train-labels", "damaged" },
  { "garbage-after-gzip", follow_gzip, "train-labels", "follows the end" },
  { "web-page-as-gzip", save_web_page_as_gzip, "t10k-images", "web page" },
  { "gzipped-web-page", gzip_web_page, "t10k-images", "web page" },
  { "wrong-magic", save_text, "t10k-images", NULL, NN_IDX_NOT_IDX },
  { "labels-for-images", swap_kinds, "t10k-images", NULL, NN_IDX_WRONG_KIND },
  { "labels-for-images-gzip", swap_kinds_in_gzip, "t10k-images", NULL, NN_IDX_WRONG_KIND },
  { "not-28-wide", make_narrow, "t10k-images", NULL, NN_IDX_WRONG_SIZE },
  { "counts-differ", lose_labels, "train-labels", NULL, NN_IDX_COUNTS_DIFFER },
  { "label-over-9", spoil_label, "t10k-labels", NULL, NN_IDX_BAD_LABEL },
  { "trailing", follow_plain, "t10k-labels", NULL, NN_IDX_TRAILING },
  { "trailing-in-gzip", follow_inside_gzip, "t10k-labels", NULL, NN_IDX_TRAILING },
  { "huge-promise", promise_too_much, "train-images", NULL, NN_IDX_TRUNCATED },
  { "empty-file", make_empty_file, "train-images", "empty" },
  { "no-images", make_empty_set, "t10k-images", "hold no pictures" },
  { "missing-file", remove_one, "t10k-labels", "holds no file" },
  { "folder-for-file", make_folder_of_file, "train-labels", "not a file" },
  { "missing-folder", remove_all, "inkling-", "no such folder or file" },
};

static void
test_fault (Fixture       *fixture,
            gconstpointer  data)
{
  const Fault               *fault = data;
  g_autoptr (GError)         error = NULL;
  g_autoptr (InklingDataset) dataset = NULL;

  fault->make (fixture);
  dataset = inkling_dataset_load (fixture->folder, NULL, &error);
  g_assert_null (dataset);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (error->domain == INKLING_ERROR);
  g_assert_cmpint (error->code, ==, INKLING_ERROR_DATASET);
  g_assert_nonnull (strstr (error->message, fault->file));
  g_assert_nonnull (strstr (error->message, fault->message != NULL
                                            ? fault->message
                                            : inkling_status_get_message (fault->status)));
  /* A status says nothing about the file; a message of ours begins with it. */
  g_assert_true (g_str_has_prefix (error->message, fixture->folder));
}

static void
test_no_permission (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char           *path = g_build_filename (fixture->folder, tiny_names[0], NULL);
  g_autoptr (GError)         error = NULL;
  g_autoptr (InklingDataset) dataset = NULL;

  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  if (g_access (path, R_OK) == 0)
    {
      g_test_skip ("permissions do not bind this user");
      return;
    }
  dataset = inkling_dataset_load (fixture->folder, NULL, &error);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES);
  g_assert_nonnull (strstr (error->message, tiny_names[0]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/dataset/fault/", faults[i].name, NULL);

      g_test_add (path, Fixture, &faults[i], set_up, test_fault, tear_down);
    }
  g_test_add ("/dataset/fault/no-permission", Fixture, NULL, set_up, test_no_permission,
              tear_down);
  return g_test_run ();
}
