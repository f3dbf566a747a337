/* inkling-ink-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-ink-view.h"

#include "inkling-ink-painter.h"
#include "inkling-pen.h"

struct _InklingInkView
{
  GtkWidget     *widget;    /* borrowed */
  InklingInk    *ink;       /* owned */

  GskRenderNode *finished;  /* owned, NULL when out of date: all strokes but one that grows */
  double         pen_width; /* of what is finished */
  GdkRGBA        color;
};

static graphene_rect_t
get_bounds (GtkWidget *widget)
{
  return GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
}

static void
set_up (GtkWidget     *widget,
        cairo_t       *cr,
        const GdkRGBA *color)
{
  double left, top;
  double side = inkling_pen_get_sheet (widget, &left, &top);

  cairo_translate (cr, left, top);
  cairo_scale (cr, side / INKLING_INK_SIDE, side / INKLING_INK_SIDE);
  gdk_cairo_set_source_rgba (cr, color);
}

cairo_t *
inkling_ink_view_begin (GtkWidget     *widget,
                        GtkSnapshot   *snapshot,
                        const GdkRGBA *color)
{
  graphene_rect_t bounds = get_bounds (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  set_up (widget, cr, color);

  return cr;
}

InklingInkView *
inkling_ink_view_new (GtkWidget  *widget,
                      InklingInk *ink)
{
  InklingInkView *self = g_new0 (InklingInkView, 1);

  self->widget = widget;
  self->ink = g_object_ref (ink);

  return self;
}

void
inkling_ink_view_free (InklingInkView *self)
{
  inkling_ink_view_forget (self);
  g_object_unref (self->ink);
  g_free (self);
}

void
inkling_ink_view_forget (InklingInkView *self)
{
  g_clear_pointer (&self->finished, gsk_render_node_unref);
}

static void
paint_finished (InklingInkView *self)
{
  graphene_rect_t bounds = get_bounds (self->widget);
  gsize n_strokes = inkling_ink_get_n_strokes (self->ink);
  gsize n_finished = inkling_ink_is_growing (self->ink) ? n_strokes - 1 : n_strokes;
  cairo_t *cr;

  self->finished = gsk_cairo_node_new (&bounds);
  cr = gsk_cairo_node_get_draw_context (self->finished);
  set_up (self->widget, cr, &self->color);
  for (gsize i = 0; i < n_finished; i++)
    inkling_ink_paint_stroke (self->ink, i, self->pen_width, cr);
  cairo_destroy (cr);
}

void
inkling_ink_view_snapshot (InklingInkView *self,
                           GtkSnapshot    *snapshot,
                           double          pen_width,
                           const GdkRGBA  *color)
{
  if (pen_width != self->pen_width || !gdk_rgba_equal (color, &self->color))
    inkling_ink_view_forget (self);
  self->pen_width = pen_width;
  self->color = *color;
  if (self->finished == NULL)
    paint_finished (self);

  gtk_snapshot_append_node (snapshot, self->finished);
  if (inkling_ink_is_growing (self->ink))
    {
      cairo_t *cr = inkling_ink_view_begin (self->widget, snapshot, color);

      inkling_ink_paint_stroke (self->ink, inkling_ink_get_n_strokes (self->ink) - 1, pen_width,
                                cr);
      cairo_destroy (cr);
    }
}
