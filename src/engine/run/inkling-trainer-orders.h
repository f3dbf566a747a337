/* inkling-trainer-orders.h: what the owner asks of a run while it goes on
 *
 * Private to the trainer. The newest orders replace older ones that the worker has not taken yet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-trainer.h"

G_BEGIN_DECLS

typedef struct
{
  NnRecipe              recipe;
  InklingStopConditions stop;
  guint                 n_threads;
} InklingTrainerOrders;

typedef struct _InklingTrainerOrdersBox InklingTrainerOrdersBox;

InklingTrainerOrdersBox *inkling_trainer_orders_box_new  (void);
void                     inkling_trainer_orders_box_free (InklingTrainerOrdersBox    *self);

/* Any thread. */
void                     inkling_trainer_orders_box_put  (InklingTrainerOrdersBox    *self,
                                                          const InklingTrainerOrders *orders);
/* FALSE if there are no new ones, which costs next to nothing. Any thread. */
gboolean                 inkling_trainer_orders_box_take (InklingTrainerOrdersBox    *self,
                                                          InklingTrainerOrders       *orders);

/* Marks in history every field that differs, as changed after step updates. */
void                     inkling_trainer_mark_changes    (InklingHistory             *history,
                                                          guint64                     step,
                                                          const NnRecipe             *before,
                                                          const NnRecipe             *after);

G_END_DECLS
