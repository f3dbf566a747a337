/* test-dataset.c: what a folder of IDX files must be like, and what is said when it is not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-dataset.h"
#include "inkling-error.h"

#include "tiny-dataset.h"

#define N_TRAINING 240
#define N_TEST     40

typedef struct
{
  char *folder; /* owned: a good data set */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = tiny_make_folder ();
  tiny_dataset_write (fixture->folder, N_TRAINING, N_TEST);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tiny_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static InklingDataset *
load (const char *which)
{
  g_autoptr (GError) error = NULL;
  InklingDataset    *dataset = inkling_dataset_load (which, NULL, &error);

  g_assert_no_error (error);
  return dataset;
}

static GBytes *
read_file (Fixture    *fixture,
           const char *name)
{
  g_autofree char   *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char              *content;
  gsize              length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, length);
}

static void
remove_file (Fixture    *fixture,
             const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
replace (Fixture    *fixture,
         const char *name,
         GBytes     *content)
{
  tiny_write (fixture->folder, name, content);
  g_bytes_unref (content);
}

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
changed (GBytes *bytes,
         gssize  place, /* from the end when negative */
         guint8  value)
{
  gsize   length;
  guint8 *content = g_bytes_unref_to_data (bytes, &length);

  content[place >= 0 ? (gsize) place : length + place] = value;
  return g_bytes_new_take (content, length);
}

static GBytes *
text (const char *content)
{
  return g_bytes_new (content, strlen (content));
}

/* Puts a gzipped file in the place of the plain one. */
static void
replace_by_gzip (Fixture    *fixture,
                 const char *name,
                 GBytes     *content)
{
  g_autofree char *packed_name = g_strconcat (name, ".gz", NULL);

  remove_file (fixture, name);
  replace (fixture, packed_name, content);
}

static GBytes *
gzipped (Fixture    *fixture,
         const char *name)
{
  g_autoptr (GBytes) plain = read_file (fixture, name);

  return tiny_gzip (plain);
}

static void
test_plain (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (InklingDataset) dataset = load (fixture->folder);
  const NnDigits            *training = inkling_dataset_get_training (dataset);
  const NnDigits            *test = inkling_dataset_get_test (dataset);
  g_autoptr (GBytes)         images = tiny_make_images (N_TEST, N_TRAINING);
  const guint8              *expected = g_bytes_get_data (images, NULL);
  guint8                     pixels[NN_IMAGE_PIXELS];
  g_autofree char           *name = g_path_get_basename (fixture->folder);

  g_assert_cmpuint (training->n_images, ==, N_TRAINING);
  g_assert_cmpuint (test->n_images, ==, N_TEST);
  g_assert_cmpuint (inkling_dataset_get_n_validation (dataset), ==, N_TRAINING / 12);
  g_assert_cmpstr (inkling_dataset_get_name (dataset), ==, name);
  g_assert_cmpstr (inkling_dataset_get_which (dataset), ==, fixture->folder);
  for (guint i = 0; i < N_TEST; i++)
    {
      nn_digits_get_image (test, i, pixels);
      g_assert_cmpuint (test->labels[i], ==, (N_TRAINING + i) % NN_N_CLASSES);
      g_assert_cmpmem (pixels, NN_IMAGE_PIXELS, expected + 16 + i * NN_IMAGE_PIXELS,
                       NN_IMAGE_PIXELS);
    }
}

/* However the same files are spelt and packed, it is the same data set. */
static void
test_spellings (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (InklingDataset) plain = load (fixture->folder);
  g_autoptr (InklingDataset) mixed = NULL;
  g_autoptr (GBytes)         labels = read_file (fixture, tiny_names[1]);
  g_autoptr (GBytes)         head = g_bytes_new_from_bytes (labels, 0, 100);
  g_autoptr (GBytes)         tail = g_bytes_new_from_bytes (labels, 100,
                                                            g_bytes_get_size (labels) - 100);
  g_autoptr (GBytes)         packed_tail = tiny_gzip (tail);
  GBytes                    *members = tiny_gzip (head);
  GByteArray                *both = g_bytes_unref_to_array (members);

  g_byte_array_append (both, g_bytes_get_data (packed_tail, NULL), g_bytes_get_size (packed_tail));
  replace_by_gzip (fixture, tiny_names[1], g_byte_array_free_to_bytes (both));
  replace_by_gzip (fixture, tiny_names[0], gzipped (fixture, tiny_names[0]));
  replace (fixture, "t10k-images.idx3-ubyte", read_file (fixture, tiny_names[2]));
  remove_file (fixture, tiny_names[2]);

  mixed = load (fixture->folder);
  g_assert_cmpstr (inkling_dataset_get_digest (mixed), ==, inkling_dataset_get_digest (plain));
  g_assert_cmpuint (inkling_dataset_get_training (mixed)->n_images, ==, N_TRAINING);
}

static void
test_digest (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (InklingDataset) before = load (fixture->folder);
  g_autoptr (InklingDataset) after = NULL;

  replace (fixture, tiny_names[3], changed (read_file (fixture, tiny_names[3]), -1, 3));
  after = load (fixture->folder);
  g_assert_cmpuint (strlen (inkling_dataset_get_digest (before)), ==, 64);
  g_assert_cmpstr (inkling_dataset_get_digest (before), !=, inkling_dataset_get_digest (after));
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
  { "huge-promise", promise_too_much, "train-images", "larger than" },
  { "empty-file", make_empty_file, "train-images", "empty" },
  { "no-images", make_empty_set, "t10k-images", NULL, NN_NO_IMAGES },
  { "missing-file", remove_one, "t10k-labels", "holds no file" },
  { "folder-for-file", make_folder_of_file, "train-labels", "not a file" },
  { "missing-folder", remove_all, "inkling-", "no such folder" },
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

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable)   cancellable = g_cancellable_new ();
  g_autoptr (GError)         error = NULL;
  g_autoptr (InklingDataset) dataset = NULL;

  g_cancellable_cancel (cancellable);
  dataset = inkling_dataset_load (fixture->folder, cancellable, &error);
  g_assert_null (dataset);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  InklingDataset   **dataset = user_data;

  *dataset = inkling_dataset_load_finish (result, &error);
  g_assert_no_error (error);
}

static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (InklingDataset) dataset = NULL;

  inkling_dataset_load_async (fixture->folder, NULL, loaded_cb, &dataset);
  while (dataset == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (inkling_dataset_get_test (dataset)->n_images, ==, N_TEST);
}

/* MNIST's name is only for MNIST. */
static void
test_mnist_verified (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GError)         error = NULL;
  g_autoptr (InklingDataset) dataset = NULL;
  g_autofree char           *found = NULL;

  g_setenv ("INKLING_MNIST", fixture->folder, TRUE);
  found = inkling_dataset_find ("mnist");
  g_assert_cmpstr (found, ==, fixture->folder);
  g_assert_cmpstr (inkling_dataset_get_default_name (), ==, "mnist");

  dataset = inkling_dataset_load ("mnist", NULL, &error);
  g_unsetenv ("INKLING_MNIST");
  g_assert_null (dataset);
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_DATASET);
  g_assert_nonnull (strstr (error->message, "SHA-256"));
  g_assert_nonnull (strstr (error->message, tiny_names[0]));
}

static void
test_mnist_missing (void)
{
  g_autoptr (GError)         error = NULL;
  g_autoptr (InklingDataset) dataset = inkling_dataset_load ("mnist", NULL, &error);

  g_assert_null (dataset);
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_DATASET);
  g_assert_nonnull (strstr (error->message, g_get_user_data_dir ()));
  g_assert_cmpstr (inkling_dataset_get_default_name (), ==, "builtin");
}

/* Found in the user's data folder, and the same set as by its path. */
static void
test_mnist (void)
{
  const char                *data = g_getenv ("INKLING_TEST_DATA");
  g_autofree char           *source = g_build_filename (data != NULL ? data : "", "mnist", NULL);
  g_autofree char           *parent = g_build_filename (g_get_user_data_dir (), "inkling",
                                                        "datasets", NULL);
  g_autofree char           *place = g_build_filename (parent, "mnist", NULL);
  g_autoptr (GFile)          link = g_file_new_for_path (place);
  g_autoptr (InklingDataset) by_name = NULL;
  g_autoptr (InklingDataset) by_path = NULL;

  if (data == NULL || !g_file_test (source, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("MNIST is not at $INKLING_TEST_DATA/mnist");
      return;
    }
  g_mkdir_with_parents (parent, 0700);
  g_assert_true (g_file_make_symbolic_link (link, source, NULL, NULL));
  by_name = load ("mnist");
  by_path = load (source);
  g_assert_true (g_file_delete (link, NULL, NULL));

  g_assert_cmpstr (inkling_dataset_get_name (by_name), ==, "mnist");
  g_assert_cmpuint (inkling_dataset_get_training (by_name)->n_images, ==, 60000);
  g_assert_cmpuint (inkling_dataset_get_n_validation (by_name), ==, 5000);
  g_assert_cmpuint (inkling_dataset_get_test (by_name)->n_images, ==, 10000);
  g_assert_cmpstr (inkling_dataset_get_digest (by_name), ==,
                   inkling_dataset_get_digest (by_path));
}

static void
test_builtin (void)
{
  g_autoptr (InklingDataset) dataset = load ("builtin");
  g_autoptr (InklingDataset) again = load ("builtin");

  g_assert_cmpstr (inkling_dataset_get_name (dataset), ==, "builtin");
  g_assert_cmpuint (inkling_dataset_get_training (dataset)->n_images, ==, 60000);
  g_assert_cmpuint (inkling_dataset_get_test (dataset)->n_images, ==, 10000);
  g_assert_cmpstr (inkling_dataset_get_digest (dataset), ==, inkling_dataset_get_digest (again));
}

static GBytes *
get_picture (const NnDigits *digits,
             gsize           image)
{
  guint8 pixels[NN_IMAGE_PIXELS];

  nn_digits_get_image (digits, image, pixels);
  return g_bytes_new (pixels, sizeof pixels);
}

static void
add_pictures (GHashTable     *pictures,
              const NnDigits *digits,
              gsize           n_images)
{
  for (gsize i = 0; i < n_images; i++)
    g_hash_table_add (pictures, get_picture (digits, i));
}

/* What is mixed into the training is nothing that a run on the built-in set is measured by. */
static void
test_mix (void)
{
  g_autoptr (InklingDataset) dataset = load ("builtin");
  g_autoptr (GHashTable)     measured = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                                               (GDestroyNotify) g_bytes_unref,
                                                               NULL);
  NnDigits                  *mix = NULL;

  add_pictures (measured, inkling_dataset_get_training (dataset),
                inkling_dataset_get_n_validation (dataset));
  add_pictures (measured, inkling_dataset_get_test (dataset),
                inkling_dataset_get_test (dataset)->n_images);
  g_assert_cmpint (inkling_dataset_make_mix (NULL, &mix), ==, NN_OK);
  g_assert_cmpuint (mix->n_images, ==, INKLING_MIX_N_IMAGES);
  for (gsize i = 0; i < mix->n_images; i++)
    {
      g_autoptr (GBytes) picture = get_picture (mix, i);

      g_assert_false (g_hash_table_contains (measured, picture));
    }
  nn_digits_free (mix);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *home = tiny_make_folder ();
  int              result;

  /* Before GLib looks: no data set of this machine is to be found. */
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_DATA_DIRS", home, TRUE);
  g_unsetenv ("INKLING_MNIST");
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/dataset/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("plain", test_plain);
  ADD ("spellings", test_spellings);
  ADD ("digest", test_digest);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/dataset/fault/", faults[i].name, NULL);

      g_test_add (path, Fixture, &faults[i], set_up, test_fault, tear_down);
    }
  ADD ("fault/no-permission", test_no_permission);
  ADD ("cancelled", test_cancelled);
  ADD ("async", test_async);
  ADD ("mnist/verified", test_mnist_verified);
  g_test_add_func ("/dataset/mnist/missing", test_mnist_missing);
  g_test_add_func ("/dataset/mnist/loaded", test_mnist);
  g_test_add_func ("/dataset/builtin", test_builtin);
  g_test_add_func ("/dataset/mix", test_mix);

  result = g_test_run ();
  tiny_remove_folder (home);
  return result;
}
