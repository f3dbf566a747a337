/* inkling-eraser.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-eraser.h"

#include <math.h>

#define SHORTEST_PIECE 3.0f /* units of the sheet */

typedef struct
{
  float      x, y, radius;
  GPtrArray *pieces;  /* borrowed */
  GArray    *piece;   /* owned, NULL under the eraser */
  float      length;  /* of piece */
  gboolean   touched;
} Cut;

static void
add_point (Cut                   *self,
           const InklingInkPoint *point)
{
  if (self->piece == NULL)
    {
      self->piece = g_array_new (FALSE, FALSE, sizeof (InklingInkPoint));
      self->length = 0.0f;
    }
  else
    {
      const InklingInkPoint *last =
        &g_array_index (self->piece, InklingInkPoint, self->piece->len - 1);

      self->length += hypotf (point->x - last->x, point->y - last->y);
    }
  g_array_append_val (self->piece, *point);
}

static void
finish_piece (Cut *self)
{
  if (self->piece != NULL && self->length >= SHORTEST_PIECE)
    g_ptr_array_add (self->pieces, g_array_ref (self->piece));
  g_clear_pointer (&self->piece, g_array_unref);
}

static gboolean
covers (const Cut             *self,
        const InklingInkPoint *point)
{
  return hypotf (point->x - self->x, point->y - self->y) <= self->radius;
}

/* Where the line from a, at 0, to b, at 1, enters and leaves the eraser: the roots of
 * |a + t (b − a) − centre|² = radius². FALSE if it stays outside. */
static gboolean
find_crossing (const Cut             *self,
               const InklingInkPoint *a,
               const InklingInkPoint *b,
               float                 *enter,
               float                 *leave)
{
  float dx = b->x - a->x, dy = b->y - a->y;
  float fx = a->x - self->x, fy = a->y - self->y;
  float square = dx * dx + dy * dy;
  float half = fx * dx + fy * dy;
  float root = half * half - square * (fx * fx + fy * fy - self->radius * self->radius);

  if (square <= 0.0f || root <= 0.0f)
    return FALSE;

  *enter = (-half - sqrtf (root)) / square;
  *leave = (-half + sqrtf (root)) / square;

  return *enter < 1.0f && *leave > 0.0f;
}

static InklingInkPoint
between (const InklingInkPoint *a,
         const InklingInkPoint *b,
         float                  t)
{
  /* The clock of events wraps around. */
  gint32 duration = (gint32) (b->time - a->time);

  return (InklingInkPoint) {
    .x = a->x + t * (b->x - a->x),
    .y = a->y + t * (b->y - a->y),
    .pressure = a->pressure + t * (b->pressure - a->pressure),
    .time = a->time + (guint32) (gint32) (t * (float) duration),
  };
}

static void
cut_segment (Cut                   *self,
             const InklingInkPoint *a,
             const InklingInkPoint *b)
{
  float enter, leave;

  if (!find_crossing (self, a, b, &enter, &leave))
    {
      add_point (self, b);
      return;
    }

  self->touched = TRUE;
  if (enter > 0.0f)
    {
      InklingInkPoint rim = between (a, b, enter);

      add_point (self, &rim);
    }
  finish_piece (self);
  if (leave < 1.0f)
    {
      InklingInkPoint rim = between (a, b, leave);

      add_point (self, &rim);
      add_point (self, b);
    }
}

gboolean
inkling_eraser_cut (GArray    *stroke,
                    float      x,
                    float      y,
                    float      radius,
                    GPtrArray *pieces)
{
  const InklingInkPoint *points = (const InklingInkPoint *) stroke->data;
  Cut self = { .x = x, .y = y, .radius = radius, .pieces = pieces };
  guint n_before = pieces->len;

  self.touched = covers (&self, &points[0]);
  if (!self.touched)
    add_point (&self, &points[0]);
  for (guint i = 1; i < stroke->len; i++)
    cut_segment (&self, &points[i - 1], &points[i]);

  if (self.touched)
    finish_piece (&self);
  else
    g_ptr_array_set_size (pieces, n_before);
  g_clear_pointer (&self.piece, g_array_unref);

  return self.touched;
}
