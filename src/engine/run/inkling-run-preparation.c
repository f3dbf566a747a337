/* inkling-run-preparation.c: the slow work before a run, away from the main thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-run-preparation.h"

#include "inkling-async.h"
#include "inkling-error.h"
#include "inkling-checkpoints.h"
#include "inkling-model-file.h"
#include "inkling-trainer.h"
#include "nn-network.h"

typedef struct
{
  char         *folder;  /* owned */
  GStrvBuilder *skipped; /* owned; written by the task's thread only */
} NewestTask;

typedef struct
{
  char           *which;   /* owned */
  InklingDataset *loaded;  /* owned, may be NULL */
  InklingModel   *from;    /* owned, may be NULL */
  NnRecipe        recipe;
  char           *folder;  /* owned, NULL: leave it alone */
  InklingRunPlace place;

  /* Written by the task's thread only */
  InklingCheckpoints *checkpoints;   /* owned */
  InklingRunTrouble   trouble;
  gboolean            moved;
} PrepareTask;

static void
newest_task_free (gpointer data)
{
  NewestTask *work = data;

  g_free (work->folder);
  g_strv_builder_unref (work->skipped);
  g_free (work);
}

static void
prepare_task_free (gpointer data)
{
  PrepareTask *work = data;

  g_free (work->which);
  g_clear_object (&work->loaded);
  g_clear_pointer (&work->from, inkling_model_unref);
  g_free (work->folder);
  inkling_checkpoints_unref (work->checkpoints);
  g_free (work);
}

static void
skip_cb (const char   *path,
         const GError *error,
         gpointer      user_data)
{
  NewestTask *work = user_data;

  g_strv_builder_add (work->skipped, error->message);
}

static gpointer
load_newest (gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  NewestTask *work = data;
  g_autoptr (GError) trouble = NULL;
  InklingModel *model = inkling_checkpoints_load_newest (work->folder, skip_cb, work, &trouble);

  if (model != NULL)
    return model;

  /* A folder that cannot be listed is told of like a file that cannot be read. */
  if (!g_error_matches (trouble, INKLING_ERROR, INKLING_ERROR_NO_MODEL))
    g_strv_builder_add (work->skipped, trouble->message);

  return inkling_model_file_load_bundled (error);
}

void
inkling_run_load_newest_async (const char          *folder,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  NewestTask *work = g_new0 (NewestTask, 1);

  work->folder = g_strdup (folder);
  work->skipped = g_strv_builder_new ();
  inkling_async_make (g_task_new (NULL, cancellable, callback, user_data), work, newest_task_free,
                      load_newest, (GDestroyNotify) inkling_model_unref);
}

InklingModel *
inkling_run_load_newest_finish (GAsyncResult  *result,
                                GStrv         *skipped,
                                GError       **error)
{
  NewestTask *work = inkling_async_get_work (result);

  *skipped = g_strv_builder_end (work->skipped);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static InklingDataset *
get_dataset (PrepareTask   *work,
             GCancellable  *cancellable,
             GError       **error)
{
  if (work->loaded != NULL && g_str_equal (inkling_dataset_get_which (work->loaded), work->which))
    return g_object_ref (work->loaded);

  return inkling_dataset_load (work->which, cancellable, error);
}

/* The folder's newest checkpoint, opened by hand, goes on with its run all the same. */
static gboolean
is_newest (InklingModel *model,
           const char   *folder)
{
  g_autoptr (InklingModel) newest = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) newest_file = NULL;

  if (model == NULL || model->path == NULL)
    return FALSE;
  newest = inkling_checkpoints_load_newest (folder, NULL, NULL, NULL);
  if (newest == NULL)
    return FALSE;

  file = g_file_new_for_path (model->path);
  newest_file = g_file_new_for_path (newest->path);

  return g_file_equal (file, newest_file);
}

static gboolean
note_trouble (PrepareTask  *work,
              const GError *error)
{
  if (g_error_matches (error, INKLING_ERROR, INKLING_ERROR_FOLDER_IN_USE))
    work->trouble = INKLING_RUN_TROUBLE_IN_USE;
  else
    work->trouble = INKLING_RUN_TROUBLE_NOT_WRITABLE;
  return FALSE;
}

static gboolean
take_checkpoints (PrepareTask  *work,
                  GError      **error)
{
  if (work->folder == NULL)
    return TRUE;
  work->checkpoints = work->place == INKLING_RUN_APART
                        ? inkling_checkpoints_open_own (work->folder, error)
                        : inkling_checkpoints_open (work->folder, error);
  return work->checkpoints != NULL || note_trouble (work, *error);
}

static gboolean
check_room (PrepareTask  *work,
            GError      **error)
{
  return inkling_checkpoints_check_room (work->checkpoints, &work->recipe, error) ||
         note_trouble (work, *error);
}

/* Whether the run's checkpoints may come to those that are there. Somebody may have gone on with it
 * meanwhile, with another program. */
static gboolean
fits (PrepareTask *work)
{
  switch (work->place)
    {
    case INKLING_RUN_ADDS:
      return !inkling_checkpoints_has_later (work->checkpoints, work->from);
    case INKLING_RUN_REPLACES:
      return is_newest (work->from, work->folder);
    case INKLING_RUN_APART:
      break;
    }

  return TRUE;
}

static gboolean
make_way (PrepareTask  *work,
          GError      **error)
{
  return work->checkpoints == NULL || fits (work)
         || inkling_checkpoints_set_aside (work->checkpoints, &work->moved, error);
}

/* The folder first: that there is none to train in is told at once, not after a data set has been
 * read. */
static gpointer
prepare (gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  PrepareTask *work = data;
  g_autoptr (InklingDataset) dataset = NULL;

  if (take_checkpoints (work, error))
    dataset = get_dataset (work, cancellable, error);
  if (dataset == NULL
      || g_cancellable_set_error_if_cancelled (cancellable, error)
      || !inkling_trainer_check (dataset, work->from, &work->recipe, error)
      || !check_room (work, error)
      || !make_way (work, error))
    return NULL;

  return g_steal_pointer (&dataset);
}

void
inkling_run_prepare_async (const char          *which,
                           InklingDataset      *loaded,
                           InklingModel        *from,
                           const NnRecipe      *recipe,
                           const char          *folder,
                           InklingRunPlace      place,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  PrepareTask *work = g_new0 (PrepareTask, 1);

  work->which = g_strdup (which);
  g_set_object (&work->loaded, loaded);
  work->from = from == NULL ? NULL : inkling_model_ref (from);
  work->recipe = recipe != NULL ? *recipe : from->recipe;
  work->folder = g_strdup (folder);
  work->place = place;

  /* The thread looks itself, before it moves anything: what came too late is not an error. */
  g_task_set_check_cancellable (task, FALSE);
  inkling_async_make (task, work, prepare_task_free, prepare, g_object_unref);
}

InklingDataset *
inkling_run_prepare_finish (GAsyncResult        *result,
                            InklingCheckpoints **checkpoints,
                            gboolean            *moved,
                            InklingRunTrouble   *trouble,
                            GError             **error)
{
  PrepareTask *work = inkling_async_get_work (result);
  InklingDataset *dataset = g_task_propagate_pointer (G_TASK (result), error);

  *moved = work->moved;
  *trouble = work->trouble;
  if (dataset != NULL)
    *checkpoints = g_steal_pointer (&work->checkpoints);

  return dataset;
}

/* The network that the recipe and the seed of a run begin with. */
static InklingModel *
make_first_state (const InklingModel  *of,
                  GError             **error)
{
  g_autoptr (InklingModel) model = inkling_model_new ();

  model->recipe = of->recipe;
  model->seed = of->seed;
  model->dataset_name = g_strdup (of->dataset_name);
  model->dataset_digest = g_strdup (of->dataset_digest);
  model->weights = nn_network_new (&model->recipe);
  if (model->weights != NULL)
    {
      nn_network_initialize (model->weights, &model->recipe, model->seed);
      model->averages = nn_network_copy (model->weights);
    }
  if (model->averages != NULL)
    return g_steal_pointer (&model);

  inkling_error_from_status (error, NN_NO_MEMORY, NULL);
  return NULL;
}

static gpointer
go_to_first_state (gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  PrepareTask *work = data;
  g_autoptr (InklingModel) model = make_first_state (work->from, error);

  if (model == NULL
      || g_cancellable_set_error_if_cancelled (cancellable, error)
      || !take_checkpoints (work, error)
      || (work->checkpoints != NULL
          && !inkling_checkpoints_set_aside (work->checkpoints, &work->moved, error)))
    return NULL;

  return g_steal_pointer (&model);
}

void
inkling_run_rewind_async (InklingModel        *model,
                          const char          *folder,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  PrepareTask *work = g_new0 (PrepareTask, 1);

  work->from = inkling_model_ref (model);
  work->folder = g_strdup (folder);
  g_task_set_check_cancellable (task, FALSE);
  inkling_async_make (task, work, prepare_task_free,
                      go_to_first_state, (GDestroyNotify) inkling_model_unref);
}

InklingModel *
inkling_run_rewind_finish (GAsyncResult  *result,
                           gboolean      *moved,
                           GError       **error)
{
  PrepareTask *work = inkling_async_get_work (result);

  *moved = work->moved;

  return g_task_propagate_pointer (G_TASK (result), error);
}
