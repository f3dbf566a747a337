/* inkling-grid-cursor.h: where the keyboard's pen is, on a coarse grid over the sheet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cairo.h>

#include "inkling-ink.h"

G_BEGIN_DECLS

/* Columns and rows go from 0 to this. */
#define INKLING_GRID_STEPS 14

typedef struct
{
  int column;
  int row;
} InklingGridCursor;

/* In the middle of the sheet. */
void            inkling_grid_cursor_init      (InklingGridCursor       *self);

/* Stops at the edges. */
void            inkling_grid_cursor_move      (InklingGridCursor       *self,
                                               int                      columns,
                                               int                      rows);

/* The place on the sheet, now. */
InklingInkPoint inkling_grid_cursor_get_point (const InklingGridCursor *self);

/* For screen readers; the caller's. */
char           *inkling_grid_cursor_describe  (const InklingGridCursor *self,
                                               gboolean                 erasing,
                                               gboolean                 is_down);

/* A ring, filled while the tool is down, in the context's source; one unit is one of the sheet. */
void            inkling_grid_cursor_paint     (const InklingGridCursor *self,
                                               cairo_t                 *cr,
                                               double                   radius,
                                               gboolean                 is_down);

G_END_DECLS
