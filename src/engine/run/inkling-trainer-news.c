/* inkling-trainer-news.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-trainer-news.h"

struct _InklingTrainerNewsBox
{
  gatomicrefcount         ref_count; /* atomic */

  /* Immutable */
  GMainContext           *context;   /* owned */
  InklingTrainerNewsFunc  deliver;
  gpointer                user_data;
  GDestroyNotify          free_data;

  /* Guarded by mutex */
  GMutex                  mutex;
  InklingTrainerNews      news;
  gboolean                scheduled; /* a delivery is on its way to the main loop */
};

struct _InklingTrainerOrdersBox
{
  /* Atomic */
  int                  waiting; /* whether there are orders; set with the mutex held */

  /* Guarded by mutex */
  GMutex               mutex;
  InklingTrainerOrders orders;
};

static void
clear_checkpoint (gpointer data)
{
  InklingSavedCheckpoint *checkpoint = data;

  g_free (checkpoint->path);
}

static InklingTrainerNews
make_empty_news (void)
{
  InklingTrainerNews news = {
    .reports = g_array_new (FALSE, FALSE, sizeof (InklingReport)),
    .evaluations = g_array_new (FALSE, FALSE, sizeof (InklingTimedEvaluation)),
    .checkpoints = g_array_new (FALSE, FALSE, sizeof (InklingSavedCheckpoint)),
    .changes = g_array_new (FALSE, FALSE, sizeof (InklingTrainerChange)),
    .errors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free),
  };

  g_array_set_clear_func (news.checkpoints, clear_checkpoint);
  return news;
}

static gboolean
deliver_cb (gpointer data)
{
  InklingTrainerNewsBox *self = data;

  self->deliver (self, self->user_data);
  return G_SOURCE_REMOVE;
}

/* The mutex is held. Idle priority, so that frames and input come first. */
static void
schedule (InklingTrainerNewsBox *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->scheduled)
    return;
  self->scheduled = TRUE;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT_IDLE);
  g_source_set_static_name (source, "[inkling] training news");
  g_source_set_callback (source, deliver_cb, inkling_trainer_news_box_ref (self),
                         (GDestroyNotify) inkling_trainer_news_box_unref);
  g_source_attach (source, self->context);
}

void
inkling_trainer_news_clear (InklingTrainerNews *self)
{
  g_clear_pointer (&self->reports, g_array_unref);
  g_clear_pointer (&self->evaluations, g_array_unref);
  g_clear_pointer (&self->checkpoints, g_array_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->errors, g_ptr_array_unref);
  g_clear_pointer (&self->model, inkling_model_unref);
}

InklingTrainerNewsBox *
inkling_trainer_news_box_new (InklingTrainerNewsFunc deliver,
                              gpointer               user_data,
                              GDestroyNotify         free_data)
{
  InklingTrainerNewsBox *self = g_new0 (InklingTrainerNewsBox, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->context = g_main_context_ref_thread_default ();
  self->deliver = deliver;
  self->user_data = user_data;
  self->free_data = free_data;
  self->news = make_empty_news ();
  return self;
}

InklingTrainerNewsBox *
inkling_trainer_news_box_ref (InklingTrainerNewsBox *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
inkling_trainer_news_box_unref (InklingTrainerNewsBox *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  inkling_trainer_news_clear (&self->news);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  if (self->free_data != NULL)
    self->free_data (self->user_data);
  g_free (self);
}

void
inkling_trainer_news_box_add_report (InklingTrainerNewsBox *self,
                                     const InklingReport   *row)
{
  g_mutex_lock (&self->mutex);
  g_array_append_vals (self->news.reports, row, 1);
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

void
inkling_trainer_news_box_add_evaluation (InklingTrainerNewsBox        *self,
                                         const InklingTimedEvaluation *evaluation)
{
  g_mutex_lock (&self->mutex);
  g_array_append_vals (self->news.evaluations, evaluation, 1);
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

void
inkling_trainer_news_box_add_checkpoint (InklingTrainerNewsBox *self,
                                         guint64                step,
                                         const char            *path)
{
  InklingSavedCheckpoint checkpoint = { step, g_strdup (path) };

  g_mutex_lock (&self->mutex);
  g_array_append_vals (self->news.checkpoints, &checkpoint, 1);
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

void
inkling_trainer_news_box_add_change (InklingTrainerNewsBox *self,
                                     guint64                step,
                                     const NnRecipe        *recipe)
{
  InklingTrainerChange change = { step, *recipe };

  g_mutex_lock (&self->mutex);
  g_array_append_vals (self->news.changes, &change, 1);
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

void
inkling_trainer_news_box_add_error (InklingTrainerNewsBox *self,
                                    GError                *error)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->news.errors, error);
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

void
inkling_trainer_news_box_break_off (InklingTrainerNewsBox *self,
                                    GError                *error)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->news.errors, error);
  self->news.end = INKLING_TRAINER_END_BROKEN;
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

void
inkling_trainer_news_box_set_progress (InklingTrainerNewsBox *self,
                                       const InklingProgress *progress)
{
  g_mutex_lock (&self->mutex);
  self->news.progress = *progress;
  self->news.has_progress = TRUE;
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

gboolean
inkling_trainer_news_box_wants_model (InklingTrainerNewsBox *self)
{
  gboolean wanted;

  g_mutex_lock (&self->mutex);
  wanted = self->news.model == NULL;
  g_mutex_unlock (&self->mutex);
  return wanted;
}

void
inkling_trainer_news_box_set_model (InklingTrainerNewsBox *self,
                                    InklingModel          *model)
{
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->news.model, inkling_model_unref);
  self->news.model = model;
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

void
inkling_trainer_news_box_finish (InklingTrainerNewsBox *self,
                                 InklingTrainerEnd      end)
{
  g_mutex_lock (&self->mutex);
  self->news.end = end;
  self->news.finished = TRUE;
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

void
inkling_trainer_news_box_take (InklingTrainerNewsBox *self,
                               InklingTrainerNews    *news)
{
  InklingTrainerNews empty = make_empty_news ();

  g_mutex_lock (&self->mutex);
  *news = self->news;
  self->news = empty;
  self->scheduled = FALSE;
  g_mutex_unlock (&self->mutex);
}

InklingTrainerOrdersBox *
inkling_trainer_orders_box_new (void)
{
  InklingTrainerOrdersBox *self = g_new0 (InklingTrainerOrdersBox, 1);

  g_mutex_init (&self->mutex);
  return self;
}

void
inkling_trainer_orders_box_free (InklingTrainerOrdersBox *self)
{
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
inkling_trainer_orders_box_put (InklingTrainerOrdersBox    *self,
                                const InklingTrainerOrders *orders)
{
  g_mutex_lock (&self->mutex);
  self->orders = *orders;
  g_atomic_int_set (&self->waiting, TRUE);
  g_mutex_unlock (&self->mutex);
}

gboolean
inkling_trainer_orders_box_take (InklingTrainerOrdersBox *self,
                                 InklingTrainerOrders    *orders)
{
  gboolean waiting;

  if (!g_atomic_int_get (&self->waiting))
    return FALSE;

  g_mutex_lock (&self->mutex);
  waiting = g_atomic_int_get (&self->waiting);
  *orders = self->orders;
  g_atomic_int_set (&self->waiting, FALSE);
  g_mutex_unlock (&self->mutex);
  return waiting;
}
