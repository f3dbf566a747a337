/* test-dataset-list.c: the data sets one can choose from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-dataset-list.h"
#include "inkling-dataset.h"

#include "tiny-dataset.h"

static void
count_cb (guint *n_times)
{
  (*n_times)++;
}

static InklingDatasetList *
new_list (void)
{
  return g_object_new (INKLING_TYPE_DATASET_LIST, NULL);
}

static const char *
get_chosen (InklingDatasetList *list)
{
  return inkling_dataset_entry_get_which (inkling_dataset_list_get_chosen (list));
}

/* The names of all entries, in order. Free with g_free. */
static char *
get_names (InklingDatasetList *list)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (InklingDatasetEntry) entry = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append_printf (names, "%s ", inkling_dataset_entry_get_which (entry));
    }
  return g_string_free (names, FALSE);
}

static void
test_begins (void)
{
  g_autoptr (InklingDatasetList) list = new_list ();
  g_autofree char               *names = get_names (list);

  g_assert_cmpstr (names, ==, "builtin ");
  g_assert_cmpstr (get_chosen (list), ==, "builtin");
  g_assert_false (inkling_dataset_list_choose (list, "mnist"));
  g_assert_cmpstr (get_chosen (list), ==, "builtin");
}

static void
test_folders (void)
{
  g_autoptr (InklingDatasetList) list = new_list ();
  guint                          n_notified = 0;
  g_autofree char               *names = NULL;

  g_signal_connect_swapped (list, "notify::chosen", G_CALLBACK (count_cb), &n_notified);
  inkling_dataset_list_add_folder (list, "/some/where/");
  inkling_dataset_list_add_folder (list, "/some/where");
  inkling_dataset_list_add_folder (list, "/else/where");
  names = get_names (list);
  g_assert_cmpstr (names, ==, "builtin /some/where /else/where ");
  g_assert_cmpstr (get_chosen (list), ==, "/else/where");
  g_assert_cmpuint (n_notified, ==, 2);

  inkling_dataset_list_remove_folder (list, "/else/where");
  g_assert_cmpstr (get_chosen (list), ==, "builtin");
  g_assert_cmpuint (n_notified, ==, 3);

  inkling_dataset_list_remove_folder (list, "builtin");
  inkling_dataset_list_remove_folder (list, "/not/there");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);

  inkling_dataset_list_remove_folder (list, "/some/where");
}

/* After a download the set can be chosen, and no other entry is exchanged. */
static void
test_refresh (void)
{
  g_autoptr (InklingDatasetList)  list = new_list ();
  InklingDatasetEntry            *builtin = inkling_dataset_list_get_chosen (list);
  g_autofree char                *folder = inkling_dataset_get_user_folder ("mnist");
  g_autofree char                *names = NULL;
  g_autofree char                *names_after = NULL;

  inkling_dataset_list_add_folder (list, "/some/where");
  g_mkdir_with_parents (folder, 0700);
  tiny_dataset_write (folder, 20, 20);
  inkling_dataset_list_refresh (list);
  names = get_names (list);
  g_assert_cmpstr (names, ==, "mnist builtin /some/where ");
  g_assert_cmpstr (get_chosen (list), ==, "/some/where");
  g_assert_true (inkling_dataset_list_choose (list, "builtin"));
  g_assert_true (inkling_dataset_list_get_chosen (list) == builtin);

  g_assert_true (inkling_dataset_list_choose (list, "mnist"));
  tiny_remove_folder (folder);
  inkling_dataset_list_refresh (list);
  names_after = get_names (list);
  g_assert_cmpstr (names_after, ==, "builtin /some/where ");
  g_assert_cmpstr (get_chosen (list), ==, "builtin");

  inkling_dataset_list_remove_folder (list, "/some/where");
}

/* A run goes on with what it learnt from: by digest, by name, or the folder of that name. */
static void
test_source (void)
{
  g_autoptr (InklingDatasetList) list = new_list ();

  inkling_dataset_list_add_folder (list, "/mine/digits");
  inkling_dataset_list_add_folder (list, "/mine/builtin");
  inkling_dataset_list_add_folder (list, "/yours/digits");
  g_assert_true (inkling_dataset_list_choose_source (list, "unknown", "digits"));
  g_assert_cmpstr (get_chosen (list), ==, "/yours/digits");
  g_assert_true (inkling_dataset_list_choose_source (list, "unknown", "mine/builtin"));
  g_assert_cmpstr (get_chosen (list), ==, "/mine/builtin");
  g_assert_true (inkling_dataset_list_choose_source (list, "unknown", "digits"));
  g_assert_cmpstr (get_chosen (list), ==, "/mine/digits");
  g_assert_true (inkling_dataset_list_choose_source (list, "unknown", "builtin"));
  g_assert_cmpstr (get_chosen (list), ==, "builtin");
  g_assert_false (inkling_dataset_list_choose_source (list, "unknown", "gone"));
  g_assert_cmpstr (get_chosen (list), ==, "builtin");

  inkling_dataset_list_remove_folder (list, "/mine/digits");
  inkling_dataset_list_remove_folder (list, "/mine/builtin");
  inkling_dataset_list_remove_folder (list, "/yours/digits");
}

/* The folder that a run's file names, as long as it is there; else one that is called so. */
static void
test_run (void)
{
  g_autoptr (InklingDatasetList) list = new_list ();
  g_autoptr (InklingModel)       model = inkling_model_new ();
  g_autofree char               *parent = tiny_make_folder ();
  g_autofree char               *place = g_build_filename (parent, "digits", NULL);
  g_autofree char               *moved = g_build_filename (parent, "moved", NULL);
  g_autofree char               *moved_place = g_build_filename (moved, "digits", NULL);

  model->dataset_name = g_strdup ("digits");
  model->dataset_place = g_strdup (place);
  inkling_dataset_list_choose (list, "builtin");
  g_assert_false (inkling_dataset_list_choose_run (list, model));
  g_assert_cmpstr (get_chosen (list), ==, "builtin");

  g_mkdir (place, 0700);
  g_assert_true (inkling_dataset_list_choose_run (list, model));
  g_assert_cmpstr (get_chosen (list), ==, place);
  inkling_dataset_list_choose (list, "builtin");
  g_assert_true (inkling_dataset_list_choose_run (list, model));
  g_assert_cmpstr (get_chosen (list), ==, place);

  g_mkdir (moved, 0700);
  g_assert_cmpint (g_rename (place, moved_place), ==, 0);
  g_assert_false (inkling_dataset_list_choose_run (list, model));
  inkling_dataset_list_remove_folder (list, place);
  inkling_dataset_list_add_folder (list, moved_place);
  g_assert_true (inkling_dataset_list_choose_run (list, model));
  g_assert_cmpstr (get_chosen (list), ==, moved_place);

  inkling_dataset_list_remove_folder (list, moved_place);
  tiny_remove_folder (parent);
}

/* A folder of one's own may hold the pictures of a known data set that is not on this machine, or
 * be called as one. */
static void
test_known_in_a_folder (void)
{
  const InklingKnownDataset     *mnist = inkling_known_dataset_find (INKLING_DATASET_MNIST);
  g_autoptr (InklingDatasetList) list = new_list ();
  g_autoptr (InklingModel)       model = inkling_model_new ();
  g_autofree char               *parent = tiny_make_folder ();
  g_autofree char               *place = g_build_filename (parent, INKLING_DATASET_MNIST, NULL);
  const char                    *digests[INKLING_N_IDX_FILES];
  g_autofree char               *digest = NULL;

  for (gsize i = 0; i < INKLING_N_IDX_FILES; i++)
    digests[i] = mnist->files[i].digest;
  digest = inkling_digest_of_digests (digests);
  model->dataset_name = g_strdup (INKLING_DATASET_MNIST);
  model->dataset_place = g_strdup (place);

  for (gsize i = 0; i < 2; i++)
    {
      g_free (model->dataset_digest);
      model->dataset_digest = g_strdup (i == 0 ? digest : "another");
      g_mkdir (place, 0700);
      g_assert_true (inkling_dataset_list_choose_run (list, model));
      g_assert_cmpstr (get_chosen (list), ==, place);

      inkling_dataset_list_remove_folder (list, place);
      g_assert_cmpint (g_rmdir (place), ==, 0);
      g_assert_false (inkling_dataset_list_choose_run (list, model));
      g_assert_null (inkling_dataset_find_source (model->dataset_digest, model->dataset_name,
                                                  place));
    }
  tiny_remove_folder (parent);
}

static void
test_class_names (void)
{
  const InklingKnownDataset *fashion = inkling_known_dataset_find (INKLING_DATASET_FASHION);
  const char                *digests[INKLING_N_IDX_FILES];
  g_autofree char           *digest = NULL;

  for (gsize i = 0; i < INKLING_N_IDX_FILES; i++)
    digests[i] = fashion->files[i].digest;
  digest = inkling_digest_of_digests (digests);

  g_assert_true (inkling_known_dataset_find_by_digest (digest) == fashion);
  g_assert_cmpstr (inkling_class_name (digest, 8), ==, "Bag");
  g_assert_cmpstr (inkling_class_name ("unknown", 8), ==, "8");
  g_assert_cmpstr (inkling_class_name (NULL, 0), ==, "0");
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *home = tiny_make_folder ();
  int              result;

  /* Before GLib looks: no data set and no settings of this machine are to be found. */
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_DATA_DIRS", home, TRUE);
  g_unsetenv ("INKLING_MNIST");
  g_unsetenv ("INKLING_FASHION_MNIST");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dataset-list/begins", test_begins);
  g_test_add_func ("/dataset-list/folders", test_folders);
  g_test_add_func ("/dataset-list/refresh", test_refresh);
  g_test_add_func ("/dataset-list/source", test_source);
  g_test_add_func ("/dataset-list/run", test_run);
  g_test_add_func ("/dataset-list/known-in-a-folder", test_known_in_a_folder);
  g_test_add_func ("/dataset-list/class-names", test_class_names);

  result = g_test_run ();
  tiny_remove_folder (home);
  return result;
}
