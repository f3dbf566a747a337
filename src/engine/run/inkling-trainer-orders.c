/* inkling-trainer-orders.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-trainer-orders.h"

#include "inkling-recipe.h"

struct _InklingTrainerOrdersBox
{
  /* Atomic */
  int                  waiting; /* whether there are orders; set with the mutex held */

  /* Guarded by mutex */
  GMutex               mutex;
  InklingTrainerOrders orders;
};

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

void
inkling_trainer_mark_changes (InklingHistory *history,
                              guint64         step,
                              const NnRecipe *before,
                              const NnRecipe *after)
{
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      const NnRecipeField *field = &nn_recipe_fields[i];
      g_autofree char     *old_value = inkling_recipe_get_text (before, field);
      g_autofree char     *new_value = inkling_recipe_get_text (after, field);
      InklingHistoryMark   mark = {
        .step = (gint64) step,
        .kind = INKLING_HISTORY_MARK_CHANGED,
        .name = (char *) field->name,
        .old_value = old_value,
        .new_value = new_value,
      };

      if (!g_str_equal (old_value, new_value))
        inkling_history_add_mark (history, &mark);
    }
}
