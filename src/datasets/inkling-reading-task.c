/* inkling-reading-task.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-reading-task.h"

#include "inkling-async.h"
#include "inkling-error.h"
#include "nn-evaluation.h"

#define READ_AT_ONCE 5000 /* pictures */

typedef struct
{
  InklingModel   *model;   /* owned */
  InklingDataset *dataset; /* owned */
  const NnDigits *digits;  /* the data set's */
} ReadingTask;

static void
reading_task_free (gpointer data)
{
  ReadingTask *work = data;

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

/* Piece by piece, so that the data set's size neither takes memory nor keeps a cancellation
 * waiting. */
static NnStatus
read_all (const ReadingTask *work,
          guint8            *answers,
          GCancellable      *cancellable)
{
  g_autofree float *probabilities = g_new (float, READ_AT_ONCE * NN_N_CLASSES);
  gsize n_images = work->digits->n_images;
  NnStatus status = NN_OK;
  NnEvaluation evaluation;

  for (gsize first = 0; status == NN_OK && first < n_images; first += READ_AT_ONCE)
    {
      gsize n_now = MIN (n_images - first, READ_AT_ONCE);

      if (g_cancellable_is_cancelled (cancellable))
        break;
      status = nn_evaluate (work->model->averages, work->digits, first, n_now, NULL,
                            probabilities, &evaluation);
      for (gsize i = 0; status == NN_OK && i < n_now; i++)
        answers[first + i] = find_largest (probabilities + i * NN_N_CLASSES);
    }

  return status;
}

static gpointer
make_answers (gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  ReadingTask *work = data;
  g_autofree guint8 *answers = g_try_malloc (work->digits->n_images);
  NnStatus status = NN_NO_MEMORY;

  if (answers != NULL)
    status = read_all (work, answers, cancellable);
  if (status == NN_OK)
    return g_steal_pointer (&answers);

  inkling_error_from_status (error, status, inkling_dataset_get_which (work->dataset));
  return NULL;
}

void
inkling_reading_task_async (InklingModel        *model,
                            InklingDataset      *dataset,
                            const NnDigits      *digits,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  ReadingTask *work = g_new0 (ReadingTask, 1);

  work->model = inkling_model_ref (model);
  work->dataset = g_object_ref (dataset);
  work->digits = digits;
  inkling_async_make (g_task_new (NULL, cancellable, callback, user_data), work, reading_task_free,
                      make_answers, g_free);
}

guint8 *
inkling_reading_task_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
