/* inkling-reading-task.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-reading-task.h"

#include "inkling-error.h"
#include "nn-evaluation.h"

typedef struct
{
  InklingModel   *model;   /* owned */
  InklingDataset *dataset; /* owned */
  const NnDigits *digits;  /* the data set's */
} ReadingTask;

static void
reading_task_free (ReadingTask *work)
{
  inkling_model_unref (work->model);
  g_object_unref (work->dataset);
  g_free (work);
}

static guint8
find_largest (const float *probabilities)
{
  guint8 largest = 0;

  for (guint8 i = 1; i < NN_N_CLASSES; i++)
    if (probabilities[i] > probabilities[largest])
      largest = i;

  return largest;
}

static void
read_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  ReadingTask *work = task_data;
  gsize n_images = work->digits->n_images;
  g_autofree float *probabilities = g_new (float, n_images * NN_N_CLASSES);
  guint8 *answers;
  NnEvaluation evaluation;
  GError *error = NULL;
  NnStatus status = nn_evaluate (work->model->averages, work->digits, 0, n_images, NULL,
                                 probabilities, &evaluation);

  if (status != NN_OK)
    {
      inkling_error_from_status (&error, status, inkling_dataset_get_which (work->dataset));
      g_task_return_error (task, error);
      return;
    }

  answers = g_malloc (n_images);
  for (gsize i = 0; i < n_images; i++)
    answers[i] = find_largest (probabilities + i * NN_N_CLASSES);
  g_task_return_pointer (task, answers, g_free);
}

void
inkling_reading_task_async (InklingModel        *model,
                            InklingDataset      *dataset,
                            const NnDigits      *digits,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  ReadingTask *work = g_new0 (ReadingTask, 1);

  work->model = inkling_model_ref (model);
  work->dataset = g_object_ref (dataset);
  work->digits = digits;
  g_task_set_source_tag (task, inkling_reading_task_async);
  g_task_set_task_data (task, work, (GDestroyNotify) reading_task_free);
  g_task_run_in_thread (task, read_in_thread);
}

guint8 *
inkling_reading_task_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
