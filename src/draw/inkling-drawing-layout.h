/* inkling-drawing-layout.h: a sheet as large as possible, and what belongs to it beside or below
 *
 * The widget's three children, in order: the sheet, which is square; a glance; details.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define INKLING_TYPE_DRAWING_LAYOUT (inkling_drawing_layout_get_type ())

G_DECLARE_FINAL_TYPE (InklingDrawingLayout, inkling_drawing_layout, INKLING, DRAWING_LAYOUT,
                      GtkLayoutManager)

#define INKLING_DRAWING_N_PARTS 3

/* Sizes the glance and the details need: [0] is the glance's. */
typedef struct
{
  int widths[2];
  int heights[2];
} InklingDrawingNeeds;

/* Where the sheet, the glance and the details go in width × height (left to right), in that
 * order, so that the sheet is as large as it can be. Returns the height used, which exceeds height
 * when there is not enough room. */
int inkling_drawing_layout_arrange (const InklingDrawingNeeds *needs,
                                    int                        width,
                                    int                        height,
                                    GdkRectangle               parts[INKLING_DRAWING_N_PARTS]);

G_END_DECLS
