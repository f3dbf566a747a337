/* model-fixture.h: small models with everything in them, for the tests of files and folders
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <string.h>

#include "inkling-model-file.h"
#include "inkling-model.h"
#include "inkling-recipe.h"
#include "tiny-dataset.h"

#define FIXTURE_SEED 7
#define FIXTURE_STEP 1000

/* hidden as in "300,100"; with momentum there are velocities. */
static inline InklingModel *
fixture_make_model (const char *hidden,
                    double      momentum,
                    guint64     step)
{
  InklingModel *model = inkling_model_new ();

  model->recipe = nn_named_recipe_find ("course")->recipe;
  model->recipe.momentum = momentum;
  g_assert_true (inkling_recipe_set_text (&model->recipe, nn_recipe_field_find ("hidden"), hidden,
                                          NULL));
  model->seed = FIXTURE_SEED;
  model->step = step;
  model->dataset_name = g_strdup ("mnist");
  model->dataset_digest = g_strdup ("0123456789abcdef");
  model->weights = nn_network_new (&model->recipe);
  nn_network_initialize (model->weights, &model->recipe, FIXTURE_SEED);
  model->averages = nn_network_new (&model->recipe);
  nn_network_initialize (model->averages, &model->recipe, FIXTURE_SEED + 1);
  if (momentum > 0)
    {
      model->velocity = nn_network_new (&model->recipe);
      nn_network_initialize (model->velocity, &model->recipe, FIXTURE_SEED + 2);
    }
  if (step > 1)
    inkling_history_add_report (model->history, &(InklingReport) { 1, 2.25, 0.1 });
  inkling_history_add_report (model->history, &(InklingReport) { step, 1.0 / 3, 0.099 });
  inkling_history_add_evaluation (model->history,
                                  &(InklingEvaluationReport) { step, 0.9876, 0.3, 0.97 });
  return model;
}

static inline void
fixture_assert_networks_equal (const NnNetwork *a,
                               const NnNetwork *b)
{
  g_assert_true ((a == NULL) == (b == NULL));
  if (a != NULL)
    g_assert_cmpmem (a->values, a->n_values * sizeof *a->values,
                     b->values, b->n_values * sizeof *b->values);
}

static inline void
fixture_assert_rows_equal (GArray *a,
                           GArray *b)
{
  g_assert_cmpmem (a->data, a->len * g_array_get_element_size (a),
                   b->data, b->len * g_array_get_element_size (b));
}

/* All but the path. */
static inline void
fixture_assert_models_equal (const InklingModel *a,
                             const InklingModel *b)
{
  g_assert_true (nn_recipe_equal (&a->recipe, &b->recipe));
  g_assert_cmpuint (a->seed, ==, b->seed);
  g_assert_cmpuint (a->step, ==, b->step);
  g_assert_cmpstr (a->dataset_name, ==, b->dataset_name);
  g_assert_cmpstr (a->dataset_digest, ==, b->dataset_digest);
  fixture_assert_networks_equal (a->weights, b->weights);
  fixture_assert_networks_equal (a->averages, b->averages);
  fixture_assert_networks_equal (a->velocity, b->velocity);
  fixture_assert_rows_equal (a->history->reports, b->history->reports);
  fixture_assert_rows_equal (a->history->evaluations, b->history->evaluations);
}

static inline void
fixture_save (const InklingModel *model,
              const char         *path)
{
  g_autoptr (GError) error = NULL;
  gboolean           saved = inkling_model_file_save (model, path, &error);

  g_assert_no_error (error);
  g_assert_true (saved);
}

static inline InklingModel *
fixture_load (const char *path)
{
  g_autoptr (GError) error = NULL;
  InklingModel      *model = inkling_model_file_load (path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (model);
  return model;
}

static inline GBytes *
fixture_read (const char *path)
{
  g_autoptr (GError) error = NULL;
  char              *content;
  gsize              length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, length);
}

/* The file a model becomes. */
static inline GBytes *
fixture_print (const InklingModel *model)
{
  g_autofree char *folder = tiny_make_folder ();
  g_autofree char *path = g_build_filename (folder, "model.safetensors", NULL);
  GBytes          *bytes;

  fixture_save (model, path);
  bytes = fixture_read (path);
  tiny_remove_folder (folder);
  return bytes;
}

static inline guint
fixture_count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint            n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}
