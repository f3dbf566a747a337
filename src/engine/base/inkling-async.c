/* inkling-async.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-async.h"

/* What the task owns */
typedef struct
{
  gpointer         work;      /* owned, until free_work */
  GDestroyNotify   free_work; /* may be NULL */
  InklingAsyncDo   act;       /* either this */
  InklingAsyncMake make;      /* or this */
  GDestroyNotify   free_made;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->free_work != NULL)
    job->free_work (job->work);
  g_free (job);
}

static void
run_in_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  gpointer made = NULL;
  gboolean done;

  if (job->make != NULL)
    made = job->make (job->work, cancellable, &error);
  done = job->make != NULL ? made != NULL : job->act (job->work, cancellable, &error);

  g_assert (done == (error == NULL));

  if (!done)
    g_task_return_error (task, error);
  else if (job->make != NULL)
    g_task_return_pointer (task, made, job->free_made);
  else
    g_task_return_boolean (task, TRUE);
}

static void
run (GTask     *task,
     const Job *job)
{
  g_assert (G_IS_TASK (task));

  g_task_set_task_data (task, g_memdup2 (job, sizeof *job), job_free);
  g_task_run_in_thread (task, run_in_thread);
  g_object_unref (task);
}

void
inkling_async_do (GTask          *task,
                  gpointer        work,
                  GDestroyNotify  free_work,
                  InklingAsyncDo  body)
{
  g_task_set_source_tag (task, body);
  run (task, &(Job) { .work = work, .free_work = free_work, .act = body });
}

void
inkling_async_make (GTask            *task,
                    gpointer          work,
                    GDestroyNotify    free_work,
                    InklingAsyncMake  body,
                    GDestroyNotify    free_made)
{
  g_task_set_source_tag (task, body);
  run (task, &(Job) { .work = work, .free_work = free_work, .make = body, .free_made = free_made });
}

gpointer
inkling_async_get_work (GAsyncResult *result)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  return job->work;
}
