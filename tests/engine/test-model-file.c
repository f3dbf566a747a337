/* test-model-file.c: what is saved comes back to the last bit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "inkling-error.h"
#include "inkling-model-file.h"

#include "one-model.h"

typedef struct
{
  const char *path;
  const char *hidden;
  double      momentum;
} Kind;

static const Kind kinds[] = {
  { "/model-file/identity/course", "500", 0 },
  { "/model-file/identity/none", "none", 0 },
  { "/model-file/identity/deep", "17,5,3,1", 0 },
  { "/model-file/identity/momentum", "9,4", 0.9 },
};

static void
test_identity (Fixture       *fixture,
               gconstpointer  data)
{
  const Kind              *kind = data;
  g_autoptr (InklingModel) model = fixture_make_model (kind->hidden, kind->momentum, FIXTURE_STEP);
  g_autoptr (InklingModel) loaded = NULL;
  g_autoptr (GBytes)       first = NULL;
  g_autoptr (GBytes)       second = NULL;

  fixture_save (model, fixture->path);
  loaded = fixture_load (fixture->path);
  fixture_assert_models_equal (model, loaded);
  g_assert_cmpstr (loaded->path, ==, fixture->path);

  first = fixture_read (fixture->path);
  second = fixture_print (loaded);
  g_assert_true (g_bytes_equal (first, second));
}

static GBytes *
read_data_section (const char *path)
{
  g_autoptr (GBytes) file = fixture_read (path);
  gsize              n_bytes;
  const guint8      *bytes = g_bytes_get_data (file, &n_bytes);
  guint64            header_length;

  memcpy (&header_length, bytes, sizeof header_length);
  header_length = GUINT64_FROM_LE (header_length) + sizeof header_length;
  return g_bytes_new_from_bytes (file, header_length, n_bytes - header_length);
}

/* Notes about its sessions come back, and leave the tensors as they are. */
static void
test_marks (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, FIXTURE_STEP);
  g_autoptr (InklingModel) loaded = NULL;
  g_autoptr (GBytes)       without = NULL;
  g_autoptr (GBytes)       with = NULL;
  InklingHistoryMark      *mark;

  fixture_save (model, fixture->path);
  without = read_data_section (fixture->path);
  inkling_history_add_mark (model->history, &(InklingHistoryMark) {
    .step = 500, .kind = INKLING_HISTORY_MARK_CHANGED,
    .name = (char *) "l2", .old_value = (char *) "0", .new_value = (char *) "0.5" });
  fixture_save (model, fixture->path);
  with = read_data_section (fixture->path);
  g_assert_true (g_bytes_equal (without, with));

  loaded = fixture_load (fixture->path);
  g_assert_cmpuint (loaded->history->marks->len, ==, 1);
  mark = g_ptr_array_index (loaded->history->marks, 0);
  g_assert_cmpint (mark->step, ==, 500);
  g_assert_cmpint (mark->kind, ==, INKLING_HISTORY_MARK_CHANGED);
  g_assert_cmpstr (mark->name, ==, "l2");
  g_assert_cmpstr (mark->old_value, ==, "0");
  g_assert_cmpstr (mark->new_value, ==, "0.5");
}

/* A run that has just begun has reported nothing. */
static void
test_empty_history (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, 0);
  g_autoptr (InklingModel) loaded = NULL;

  g_array_set_size (model->history->reports, 0);
  g_array_set_size (model->history->evaluations, 0);
  fixture_save (model, fixture->path);
  loaded = fixture_load (fixture->path);
  fixture_assert_models_equal (model, loaded);
}

static void
test_from_memory (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, FIXTURE_STEP);
  g_autoptr (GBytes)       bytes = fixture_print (model);
  g_autoptr (GError)       error = NULL;
  g_autoptr (InklingModel) loaded = inkling_model_file_load_bytes (bytes, "memory", &error);

  g_assert_no_error (error);
  fixture_assert_models_equal (model, loaded);
  g_assert_null (loaded->path);
}

/* The name of a data set's folder need not be text. */
static void
test_strange_names (Fixture       *fixture,
                    gconstpointer  data)
{
  const char *names[] = { "\"header_sha256\":\"", "Ziffern – 数字\n", "caf\xe9", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (InklingModel) model = fixture_make_model ("1", 0, FIXTURE_STEP);
      g_autoptr (InklingModel) loaded = NULL;
      g_autofree char         *wanted = g_utf8_make_valid (names[i], -1);

      g_free (model->dataset_name);
      model->dataset_name = g_strdup (names[i]);
      fixture_save (model, fixture->path);
      loaded = fixture_load (fixture->path);
      g_assert_cmpstr (loaded->dataset_name, ==, wanted);
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  InklingModel     **loaded = user_data;

  *loaded = inkling_model_file_load_finish (result, &error);
  g_assert_no_error (error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean          *saved = user_data;

  *saved = inkling_model_file_save_finish (result, &error);
  g_assert_no_error (error);
}

static void
test_async (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, FIXTURE_STEP);
  g_autoptr (InklingModel) loaded = NULL;
  gboolean                 saved = FALSE;

  inkling_model_file_save_async (model, fixture->path, NULL, saved_cb, &saved);
  while (!saved)
    g_main_context_iteration (NULL, TRUE);
  inkling_model_file_load_async (fixture->path, NULL, loaded_cb, &loaded);
  while (loaded == NULL)
    g_main_context_iteration (NULL, TRUE);
  fixture_assert_models_equal (model, loaded);
}

/* Halves of the averages and nothing to go on with. */
static void
test_small (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("9,4", 0.9, FIXTURE_STEP);
  g_autoptr (InklingModel) loaded = NULL;
  g_autoptr (GError)       error = NULL;

  inkling_model_file_save_small (model, fixture->path, &error);
  g_assert_no_error (error);
  loaded = fixture_load (fixture->path);
  for (gsize i = 0; i < model->averages->n_values; i++)
    g_assert_cmpfloat_with_epsilon (loaded->averages->values[i], model->averages->values[i],
                                    fabs (model->averages->values[i]) / 2048 + 1e-7);
  g_assert_null (loaded->weights);
  g_assert_null (loaded->velocity);
  g_assert_cmpuint (loaded->history->reports->len, ==, 0);
  g_assert_true (nn_recipe_equal (&loaded->recipe, &model->recipe));
}

/* What the window draws with while a run goes on. */
static void
test_without_weights (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, FIXTURE_STEP);
  g_autoptr (InklingModel) loaded = NULL;

  g_clear_pointer (&model->weights, nn_network_free);
  fixture_save (model, fixture->path);
  loaded = fixture_load (fixture->path);
  fixture_assert_networks_equal (loaded->averages, model->averages);
  g_assert_null (loaded->weights);
}

static void
test_header_alone (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (InklingModel)        model = fixture_make_model ("3", 0, 4321);
  g_autoptr (InklingTensorHeader) header = NULL;
  g_autoptr (GError)              error = NULL;
  guint64                         step = 0;

  fixture_save (model, fixture->path);
  g_assert_true (inkling_model_file_get_step (fixture->path, &step, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (step, ==, 4321);
  header = inkling_model_file_read_header (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (g_ascii_strtod (json_object_get_string_member (header->metadata,
                                                                    "best_accuracy"), NULL),
                     ==, 0.9876);
}

typedef struct
{
  const char *path;
  void      (*test) (Fixture *fixture, gconstpointer data);
} Case;

static const Case cases[] = {
  { "/model-file/empty-history", test_empty_history },
  { "/model-file/from-memory", test_from_memory },
  { "/model-file/strange-names", test_strange_names },
  { "/model-file/async", test_async },
  { "/model-file/marks", test_marks },
  { "/model-file/small", test_small },
  { "/model-file/without-weights", test_without_weights },
  { "/model-file/header-alone", test_header_alone },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_test_add (kinds[i].path, Fixture, &kinds[i], set_up, test_identity, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].test, tear_down);
  return g_test_run ();
}
