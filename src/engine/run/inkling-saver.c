/* inkling-saver.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-saver.h"

struct _InklingSaver
{
  /* Immutable */
  InklingCheckpoints *checkpoints;     /* owned; of the pool's thread */
  guint               keep;
  InklingSavedFunc    saved;
  gpointer            user_data;
  GThreadPool        *pool;      /* owned */

  GMutex            mutex;
  GCond             idle;      /* signalled when saving becomes FALSE */
  gboolean          saving;    /* guarded by mutex */
};

typedef struct
{
  InklingModel *model;     /* owned */
  guint64       best_step;
} SaveJob;

static void
do_save (gpointer data,
         gpointer user_data)
{
  SaveJob           *job = data;
  InklingSaver      *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *path = NULL;

  path = inkling_checkpoints_save (self->checkpoints, job->model, self->keep, job->best_step,
                                   &error);
  self->saved (job->model->step, path, error, self->user_data);
  inkling_model_unref (job->model);
  g_free (job);

  g_mutex_lock (&self->mutex);
  self->saving = FALSE;
  g_cond_broadcast (&self->idle);
  g_mutex_unlock (&self->mutex);
}

InklingSaver *
inkling_saver_new (InklingCheckpoints *checkpoints,
                   guint               keep,
                   InklingSavedFunc    saved,
                   gpointer            user_data)
{
  InklingSaver *self = g_new0 (InklingSaver, 1);

  self->checkpoints = inkling_checkpoints_ref (checkpoints);
  self->keep = keep;
  self->saved = saved;
  self->user_data = user_data;
  /* An exclusive pool of one: GLib may not raise a shared thread that the low-priority worker
   * starts to the priority of the others unless the user is root. */
  self->pool = g_thread_pool_new (do_save, self, 1, TRUE, NULL);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->idle);
  return self;
}

void
inkling_saver_save (InklingSaver *self,
                    InklingModel *model,
                    guint64       best_step)
{
  SaveJob *job = g_new (SaveJob, 1);

  job->model = inkling_model_ref (model);
  job->best_step = best_step;
  g_mutex_lock (&self->mutex);
  while (self->saving)
    g_cond_wait (&self->idle, &self->mutex);
  self->saving = TRUE;
  g_mutex_unlock (&self->mutex);
  /* When no thread can be started now the job waits for one, so the error does not matter. */
  g_thread_pool_push (self->pool, job, NULL);
}

void
inkling_saver_wait (InklingSaver *self)
{
  g_mutex_lock (&self->mutex);
  while (self->saving)
    g_cond_wait (&self->idle, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

void
inkling_saver_free (InklingSaver *self)
{
  if (self == NULL)
    return;
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->idle);
  inkling_checkpoints_unref (self->checkpoints);
  g_free (self);
}
