/* inkling-grid-cursor.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-grid-cursor.h"

#include <glib/gi18n.h>

#define LINE_WIDTH 2.0 /* units of the sheet */

void
inkling_grid_cursor_init (InklingGridCursor *self)
{
  self->column = INKLING_GRID_STEPS / 2;
  self->row = INKLING_GRID_STEPS / 2;
}

void
inkling_grid_cursor_move (InklingGridCursor *self,
                          int                columns,
                          int                rows)
{
  self->column = CLAMP (self->column + columns, 0, INKLING_GRID_STEPS);
  self->row = CLAMP (self->row + rows, 0, INKLING_GRID_STEPS);
}

InklingInkPoint
inkling_grid_cursor_get_point (const InklingGridCursor *self)
{
  return (InklingInkPoint) {
    .x = INKLING_INK_SIDE * (float) self->column / INKLING_GRID_STEPS,
    .y = INKLING_INK_SIDE * (float) self->row / INKLING_GRID_STEPS,
    .pressure = INKLING_INK_PRESSURE,
    .time = (guint32) (g_get_monotonic_time () / 1000),
  };
}

char *
inkling_grid_cursor_describe (const InklingGridCursor *self,
                              gboolean                 erasing,
                              gboolean                 is_down)
{
  /* Translators: where the keyboard's cursor with the eraser is on the sheet, for screen readers */
  if (erasing)
    return g_strdup_printf (is_down ? _("Column %d, row %d, erasing")
                                    : _("Column %d, row %d, eraser up"),
                            self->column + 1, self->row + 1);

  /* Translators: where the keyboard's cursor is on the sheet, for screen readers */
  return g_strdup_printf (is_down ? _("Column %d, row %d, pen down")
                                  : _("Column %d, row %d, pen up"),
                          self->column + 1, self->row + 1);
}

void
inkling_grid_cursor_paint (const InklingGridCursor *self,
                           cairo_t                 *cr,
                           double                   radius,
                           gboolean                 is_down)
{
  InklingInkPoint point = inkling_grid_cursor_get_point (self);

  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_new_sub_path (cr);
  cairo_arc (cr, point.x, point.y, radius, 0, 2 * G_PI);
  if (is_down)
    cairo_fill_preserve (cr);
  cairo_stroke (cr);
}
