/* inkling-ink.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-ink.h"

#include <math.h>

#include "inkling-eraser.h"

/* Closer points add noise and nothing to see: a twentieth of a pixel of what the network reads. */
#define MIN_DISTANCE 0.5f

struct _InklingInk
{
  GObject    parent_instance;

  GPtrArray *strokes; /* owned: of GArray of InklingInkPoint; only one that grows ever changes */
  gboolean   growing; /* the last stroke is not finished */
  gboolean   erased;  /* the last step to undo is erasing, which may go on */

  /* Owned: of GPtrArray like strokes, the state to go back or forward to at the end. Strokes are
   * shared between states, so that a state is only a list of pointers. */
  GPtrArray *undo;
  GPtrArray *redo;
};

G_DEFINE_FINAL_TYPE (InklingInk, inkling_ink, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GPtrArray *
new_state (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
}

static GPtrArray *
new_state_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

/* The first n_strokes of a state. */
static GPtrArray *
copy_state (GPtrArray *state,
            guint      n_strokes)
{
  GPtrArray *copy = new_state ();

  for (guint i = 0; i < n_strokes; i++)
    g_ptr_array_add (copy, g_array_ref (g_ptr_array_index (state, i)));

  return copy;
}

static void
emit_changed (InklingInk *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Makes state, which it takes over, the drawing, and the drawing until now a step to undo. */
static void
replace_state (InklingInk *self,
               GPtrArray  *state)
{
  g_ptr_array_add (self->undo, self->strokes);
  self->strokes = state;
  self->erased = FALSE;
  g_ptr_array_set_size (self->redo, 0);
}

/* Makes the state at the end of one list the drawing, and the drawing the end of the other. */
static void
swap_state (InklingInk *self,
            GPtrArray  *from,
            GPtrArray  *to)
{
  g_ptr_array_add (to, self->strokes);
  self->strokes = g_ptr_array_steal_index (from, from->len - 1);
  self->erased = FALSE;
}

static InklingInkPoint
on_sheet (const InklingInkPoint *point)
{
  InklingInkPoint result = *point;

  result.x = CLAMP (point->x, 0.0f, INKLING_INK_SIDE);
  result.y = CLAMP (point->y, 0.0f, INKLING_INK_SIDE);
  result.pressure = CLAMP (point->pressure, 0.0f, 1.0f);

  return result;
}

static gboolean
append_point (GArray                *stroke,
              const InklingInkPoint *point)
{
  InklingInkPoint next = on_sheet (point);
  const InklingInkPoint *last = &g_array_index (stroke, InklingInkPoint, stroke->len - 1);

  if (hypotf (next.x - last->x, next.y - last->y) < MIN_DISTANCE)
    return FALSE;

  g_array_append_val (stroke, next);

  return TRUE;
}

/* The strokes that are left where an eraser was, NULL if it touched none. */
static GPtrArray *
erase_at (GPtrArray *strokes,
          float      x,
          float      y,
          float      radius)
{
  g_autoptr (GPtrArray) left = new_state ();
  gboolean touched = FALSE;

  for (guint i = 0; i < strokes->len; i++)
    {
      GArray *stroke = g_ptr_array_index (strokes, i);

      if (inkling_eraser_cut (stroke, x, y, radius, left))
        touched = TRUE;
      else
        g_ptr_array_add (left, g_array_ref (stroke));
    }

  return touched ? g_steal_pointer (&left) : NULL;
}

static void
inkling_ink_finalize (GObject *object)
{
  InklingInk *self = INKLING_INK (object);

  g_clear_pointer (&self->strokes, g_ptr_array_unref);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->redo, g_ptr_array_unref);

  G_OBJECT_CLASS (inkling_ink_parent_class)->finalize (object);
}

static void
inkling_ink_class_init (InklingInkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = inkling_ink_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
inkling_ink_init (InklingInk *self)
{
  self->strokes = new_state ();
  self->undo = new_state_list ();
  self->redo = new_state_list ();
}

InklingInk *
inkling_ink_new (void)
{
  return g_object_new (INKLING_TYPE_INK, NULL);
}

void
inkling_ink_begin_stroke (InklingInk            *self,
                          const InklingInkPoint *point)
{
  InklingInkPoint first;
  GArray *stroke;

  g_return_if_fail (INKLING_IS_INK (self));

  inkling_ink_end_stroke (self);
  first = on_sheet (point);
  stroke = g_array_new (FALSE, FALSE, sizeof (InklingInkPoint));
  g_array_append_val (stroke, first);
  g_ptr_array_add (self->strokes, stroke);
  self->growing = TRUE;
  emit_changed (self);
}

void
inkling_ink_extend_stroke (InklingInk            *self,
                           const InklingInkPoint *points,
                           gsize                  n_points)
{
  GArray *stroke;
  gboolean changed = FALSE;

  g_return_if_fail (INKLING_IS_INK (self));

  if (!self->growing)
    return;

  stroke = g_ptr_array_index (self->strokes, self->strokes->len - 1);
  for (gsize i = 0; i < n_points; i++)
    changed |= append_point (stroke, &points[i]);

  if (changed)
    emit_changed (self);
}

void
inkling_ink_end_stroke (InklingInk *self)
{
  g_return_if_fail (INKLING_IS_INK (self));

  if (!self->growing)
    return;

  self->growing = FALSE;
  self->erased = FALSE;
  g_ptr_array_add (self->undo, copy_state (self->strokes, self->strokes->len - 1));
  g_ptr_array_set_size (self->redo, 0);
  emit_changed (self);
}

void
inkling_ink_begin_erasing (InklingInk *self)
{
  g_return_if_fail (INKLING_IS_INK (self));

  inkling_ink_end_stroke (self);
  self->erased = FALSE;
}

void
inkling_ink_erase (InklingInk *self,
                   float       x,
                   float       y,
                   float       radius)
{
  GPtrArray *left;

  g_return_if_fail (INKLING_IS_INK (self));

  inkling_ink_end_stroke (self);
  left = erase_at (self->strokes, x, y, radius);
  if (left == NULL)
    return;

  if (self->erased)
    {
      g_ptr_array_unref (self->strokes);
      self->strokes = left;
    }
  else
    replace_state (self, left);
  self->erased = TRUE;
  emit_changed (self);
}

void
inkling_ink_clear (InklingInk *self)
{
  g_return_if_fail (INKLING_IS_INK (self));

  inkling_ink_end_stroke (self);
  if (inkling_ink_is_empty (self))
    return;

  replace_state (self, new_state ());
  emit_changed (self);
}

void
inkling_ink_undo (InklingInk *self)
{
  g_return_if_fail (INKLING_IS_INK (self));

  inkling_ink_end_stroke (self);
  if (!inkling_ink_can_undo (self))
    return;

  swap_state (self, self->undo, self->redo);
  emit_changed (self);
}

void
inkling_ink_redo (InklingInk *self)
{
  g_return_if_fail (INKLING_IS_INK (self));

  if (!inkling_ink_can_redo (self))
    return;

  swap_state (self, self->redo, self->undo);
  emit_changed (self);
}

gboolean
inkling_ink_is_empty (InklingInk *self)
{
  g_return_val_if_fail (INKLING_IS_INK (self), TRUE);

  return self->strokes->len == 0;
}

gboolean
inkling_ink_is_growing (InklingInk *self)
{
  g_return_val_if_fail (INKLING_IS_INK (self), FALSE);

  return self->growing;
}

gboolean
inkling_ink_can_undo (InklingInk *self)
{
  g_return_val_if_fail (INKLING_IS_INK (self), FALSE);

  return self->growing || self->undo->len > 0;
}

gboolean
inkling_ink_can_redo (InklingInk *self)
{
  g_return_val_if_fail (INKLING_IS_INK (self), FALSE);

  return !self->growing && self->redo->len > 0;
}

gsize
inkling_ink_get_n_strokes (InklingInk *self)
{
  g_return_val_if_fail (INKLING_IS_INK (self), 0);

  return self->strokes->len;
}

const InklingInkPoint *
inkling_ink_get_stroke (InklingInk *self,
                        gsize       stroke,
                        gsize      *n_points)
{
  GArray *points;

  g_return_val_if_fail (INKLING_IS_INK (self), NULL);
  g_return_val_if_fail (stroke < self->strokes->len, NULL);

  points = g_ptr_array_index (self->strokes, stroke);
  *n_points = points->len;

  return (const InklingInkPoint *) points->data;
}

NnStatus
inkling_ink_copy_to (InklingInk *self,
                     NnInk      *target)
{
  NnStatus status = NN_OK;

  g_return_val_if_fail (INKLING_IS_INK (self), NN_NO_INK);

  nn_ink_clear (target);
  for (guint i = 0; i < self->strokes->len && status == NN_OK; i++)
    {
      gsize n_points;
      const InklingInkPoint *points = inkling_ink_get_stroke (self, i, &n_points);

      status = nn_ink_begin (target, points[0].x, points[0].y);
      for (gsize p = 1; p < n_points && status == NN_OK; p++)
        status = nn_ink_extend (target, points[p].x, points[p].y);
    }

  return status;
}
