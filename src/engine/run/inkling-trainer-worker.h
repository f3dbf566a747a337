/* inkling-trainer-worker.h: one run on its worker thread
 *
 * Private to the trainer. The worker starts the team that shares its steps, and the saver has a
 * thread that writes checkpoints; the program starts no others, but for GTask's pool. The worker
 * knows plain data, no GObject and no main loop: it leaves its news in a box.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-trainer-news.h"
#include "inkling-trainer-plan.h"

G_BEGIN_DECLS

typedef struct _InklingTrainerWorker InklingTrainerWorker;

/* Starts the worker, which keeps references to plan->from and plan->checkpoints; the data set that
 * plan was made of has to outlive it. The owner calls inkling_trainer_worker_free, also after the
 * last news. NULL on error. */
InklingTrainerWorker *inkling_trainer_worker_start  (const InklingTrainerPlan   *plan,
                                                     InklingTrainerNewsBox      *box,
                                                     GError                    **error);

/* The worker follows them before its next step. What they ask for must be possible. Any thread. */
void                  inkling_trainer_worker_change (InklingTrainerWorker       *self,
                                                     const InklingTrainerOrders *orders);

/* The worker ends after the step it is at. Any thread. */
void                  inkling_trainer_worker_stop   (InklingTrainerWorker       *self);

/* Waits until the worker has ended by itself or because it was told to. Owner only. */
void                  inkling_trainer_worker_join   (InklingTrainerWorker       *self);

/* Joins. */
void                  inkling_trainer_worker_free   (InklingTrainerWorker       *self);

G_END_DECLS
