/* test-dataset.c: data sets by folder and by name, and what each of them holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "dataset-fixture.h"
#include "test-data.h"

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

/* Whoever names a folder is told about that folder. */
static void
test_mnist_elsewhere (void)
{
  g_autofree char           *folder = tiny_make_folder ();
  g_autoptr (GError)         error = NULL;
  g_autoptr (InklingDataset) dataset = NULL;

  g_setenv ("INKLING_MNIST", folder, TRUE);
  dataset = inkling_dataset_load ("mnist", NULL, &error);
  g_unsetenv ("INKLING_MNIST");
  tiny_remove_folder (folder);
  g_assert_null (dataset);
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_DATASET);
  g_assert_true (g_str_has_prefix (error->message, folder));
  g_assert_nonnull (strstr (error->message, "INKLING_MNIST"));
}

/* What has no servers is not told to be downloaded. */
static void
test_fashion_missing (void)
{
  g_autoptr (GError)         error = NULL;
  g_autoptr (InklingDataset) dataset = inkling_dataset_load ("fashion-mnist", NULL, &error);

  g_assert_null (dataset);
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_DATASET);
  g_assert_nonnull (strstr (error->message, "cannot be downloaded"));
}

/* Found in the user's data folder, and the same set as by its path. */
static void
test_mnist (void)
{
  g_autofree char           *source = test_data_find (MNIST);
  g_autofree char           *parent = g_build_filename (g_get_user_data_dir (), "inkling",
                                                        "datasets", NULL);
  g_autofree char           *place = g_build_filename (parent, "mnist", NULL);
  g_autoptr (GFile)          link = g_file_new_for_path (place);
  g_autoptr (InklingDataset) by_name = NULL;
  g_autoptr (InklingDataset) by_path = NULL;

  if (source == NULL)
    return;
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
  g_unsetenv ("INKLING_FASHION_MNIST");
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/dataset/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("plain", test_plain);
  ADD ("spellings", test_spellings);
  ADD ("digest", test_digest);
  ADD ("cancelled", test_cancelled);
  ADD ("async", test_async);
  ADD ("mnist/verified", test_mnist_verified);
  g_test_add_func ("/dataset/mnist/missing", test_mnist_missing);
  g_test_add_func ("/dataset/mnist/elsewhere", test_mnist_elsewhere);
  g_test_add_func ("/dataset/mnist/loaded", test_mnist);
  g_test_add_func ("/dataset/fashion-mnist/missing", test_fashion_missing);
  g_test_add_func ("/dataset/builtin", test_builtin);
  g_test_add_func ("/dataset/mix", test_mix);

  result = g_test_run ();
  tiny_remove_folder (home);
  return result;
}
