/* inkling-ink.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-ink.h"

#include <math.h>

#include "inkling-eraser.h"

/* Closer points add noise and nothing to see: a twentieth of a pixel of what the network reads. */
#define MIN_DISTANCE 0.5f

/* What is on the sheet. Strokes are shared between states, so that a state is only a list of
 * pointers. */
typedef struct
{
  GPtrArray           *strokes; /* owned: of GArray of InklingInkPoint */
  InklingSheetPicture *picture; /* owned, NULL: none; then there are no strokes */
} State;

struct _InklingInk
{
  GObject    parent_instance;

  State     *state;   /* owned; of its strokes only one that grows ever changes */
  InklingSheetPicture *covered; /* owned: what lay there before the stroke that grows, or NULL */
  gboolean   growing; /* the last stroke is not finished */
  gboolean   erased;  /* the last step to undo is erasing, which may go on */

  /* Owned: of State, the one to go back or forward to at the end */
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
new_strokes (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
}

/* Takes both over. */
static State *
state_new (GPtrArray           *strokes,
           InklingSheetPicture *picture)
{
  State *state = g_new (State, 1);

  *state = (State) { strokes, picture };

  return state;
}

static void
state_free (gpointer data)
{
  State *state = data;

  g_ptr_array_unref (state->strokes);
  g_clear_object (&state->picture);
  g_free (state);
}

/* The first n_strokes of a list. */
static GPtrArray *
copy_strokes (GPtrArray *strokes,
              guint      n_strokes)
{
  GPtrArray *copy = new_strokes ();

  for (guint i = 0; i < n_strokes; i++)
    g_ptr_array_add (copy, g_array_ref (g_ptr_array_index (strokes, i)));

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
               State      *state)
{
  g_ptr_array_add (self->undo, self->state);
  self->state = state;
  self->erased = FALSE;
  g_ptr_array_set_size (self->redo, 0);
}

/* Makes the state at the end of one list the drawing, and the drawing the end of the other. */
static void
swap_state (InklingInk *self,
            GPtrArray  *from,
            GPtrArray  *to)
{
  g_ptr_array_add (to, self->state);
  self->state = g_ptr_array_steal_index (from, from->len - 1);
  self->erased = FALSE;
}

/* Also what is no number. */
static float
clamp (float value,
       float largest)
{
  return fminf (fmaxf (value, 0.0f), largest);
}

static InklingInkPoint
on_sheet (const InklingInkPoint *point)
{
  InklingInkPoint result = *point;

  result.x = clamp (point->x, INKLING_INK_SIDE);
  result.y = clamp (point->y, INKLING_INK_SIDE);
  result.pressure = clamp (point->pressure, 1.0f);

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
  g_autoptr (GPtrArray) left = new_strokes ();
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

  g_clear_pointer (&self->state, state_free);
  g_clear_object (&self->covered);
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
  self->state = state_new (new_strokes (), NULL);
  self->undo = g_ptr_array_new_with_free_func (state_free);
  self->redo = g_ptr_array_new_with_free_func (state_free);
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
  g_ptr_array_add (self->state->strokes, stroke);
  self->covered = g_steal_pointer (&self->state->picture);
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

  stroke = g_ptr_array_index (self->state->strokes, self->state->strokes->len - 1);
  for (gsize i = 0; i < n_points; i++)
    changed |= append_point (stroke, &points[i]);

  if (changed)
    emit_changed (self);
}

void
inkling_ink_end_stroke (InklingInk *self)
{
  GPtrArray *before;

  g_return_if_fail (INKLING_IS_INK (self));

  if (!self->growing)
    return;

  self->growing = FALSE;
  self->erased = FALSE;
  before = copy_strokes (self->state->strokes, self->state->strokes->len - 1);
  g_ptr_array_add (self->undo, state_new (before, g_steal_pointer (&self->covered)));
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
  left = erase_at (self->state->strokes, x, y, radius);
  if (left == NULL)
    return;

  if (self->erased)
    {
      g_ptr_array_unref (self->state->strokes);
      self->state->strokes = left;
    }
  else
    replace_state (self, state_new (left, NULL));
  self->erased = TRUE;
  emit_changed (self);
}

void
inkling_ink_take_back (InklingInk *self)
{
  g_return_if_fail (INKLING_IS_INK (self));

  if (self->growing)
    {
      g_ptr_array_set_size (self->state->strokes, (int) self->state->strokes->len - 1);
      self->state->picture = g_steal_pointer (&self->covered);
      self->growing = FALSE;
    }
  else if (self->erased)
    {
      state_free (self->state);
      self->state = g_ptr_array_steal_index (self->undo, self->undo->len - 1);
      self->erased = FALSE;
    }
  else
    return;

  emit_changed (self);
}

void
inkling_ink_clear (InklingInk *self)
{
  g_return_if_fail (INKLING_IS_INK (self));

  inkling_ink_end_stroke (self);
  if (inkling_ink_is_empty (self))
    return;

  replace_state (self, state_new (new_strokes (), NULL));
  emit_changed (self);
}

void
inkling_ink_set_strokes (InklingInk *self,
                         GPtrArray  *strokes)
{
  g_return_if_fail (INKLING_IS_INK (self));

  inkling_ink_end_stroke (self);
  replace_state (self, state_new (copy_strokes (strokes, strokes->len), NULL));
  emit_changed (self);
}

void
inkling_ink_set_picture (InklingInk          *self,
                         InklingSheetPicture *picture)
{
  g_return_if_fail (INKLING_IS_INK (self));
  g_return_if_fail (INKLING_IS_SHEET_PICTURE (picture));

  inkling_ink_end_stroke (self);
  replace_state (self, state_new (new_strokes (), g_object_ref (picture)));
  emit_changed (self);
}

InklingSheetPicture *
inkling_ink_get_picture (InklingInk *self)
{
  g_return_val_if_fail (INKLING_IS_INK (self), NULL);

  return self->state->picture;
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

  return self->state->strokes->len == 0 && self->state->picture == NULL;
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

  return self->state->strokes->len;
}

const InklingInkPoint *
inkling_ink_get_stroke (InklingInk *self,
                        gsize       stroke,
                        gsize      *n_points)
{
  GArray *points;

  g_return_val_if_fail (INKLING_IS_INK (self), NULL);
  g_return_val_if_fail (stroke < self->state->strokes->len, NULL);

  points = g_ptr_array_index (self->state->strokes, stroke);
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
  for (guint i = 0; i < self->state->strokes->len && status == NN_OK; i++)
    {
      gsize n_points;
      const InklingInkPoint *points = inkling_ink_get_stroke (self, i, &n_points);

      status = nn_ink_begin (target, points[0].x, points[0].y);
      for (gsize p = 1; p < n_points && status == NN_OK; p++)
        status = nn_ink_extend (target, points[p].x, points[p].y);
    }

  return status;
}
