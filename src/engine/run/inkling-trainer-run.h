/* inkling-trainer-run.h: one run on its worker thread
 *
 * Private to the trainer. The worker starts the team that shares its steps, and the saver has a
 * thread that writes checkpoints; the program starts no others, but for GTask's pool. The worker
 * knows plain data, no GObject and no main loop: it leaves its news in a box.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-trainer-news.h"
#include "inkling-trainer-orders.h"
#include "inkling-trainer-plan.h"

G_BEGIN_DECLS

typedef struct _InklingTrainerRun InklingTrainerRun;

/* Starts the worker; what plan points to is copied or referenced, except the digits. The owner
 * calls inkling_trainer_run_free, also after the last news. NULL on error. */
InklingTrainerRun *inkling_trainer_run_start (const InklingTrainerPlan  *plan,
                                              InklingTrainerNewsBox     *box,
                                              GError                   **error);

/* The worker follows them before its next step. What they ask for must be possible. Any thread. */
void               inkling_trainer_run_change (InklingTrainerRun          *self,
                                               const InklingTrainerOrders *orders);

/* The worker ends after the step it is at. Any thread. */
void               inkling_trainer_run_stop  (InklingTrainerRun         *self);

/* Waits until the worker has ended by itself or because it was told to. Owner only. */
void               inkling_trainer_run_join  (InklingTrainerRun         *self);

/* Joins. */
void               inkling_trainer_run_free  (InklingTrainerRun         *self);

G_END_DECLS
