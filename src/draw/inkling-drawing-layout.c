/* inkling-drawing-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-drawing-layout.h"

#define SPACING       18
#define SHEET_MINIMUM 260

/* Beyond this multiple of what it needs, more room no longer helps what stands beside the sheet. */
#define MAX_STRETCH 1.5

enum
{
  SHEET,
  GLANCE,
  DETAILS,
};

struct _InklingDrawingLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (InklingDrawingLayout, inkling_drawing_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef gboolean (* Arrange) (const InklingDrawingNeeds *needs,
                              int                        width,
                              int                        height,
                              GdkRectangle              *parts);

static int
sheet_side (int room,
            int most)
{
  return MIN (MAX (room, SHEET_MINIMUM), most);
}

static int
stretch (int room,
         int needed)
{
  return CLAMP (room, needed, (int) (MAX_STRETCH * needed));
}

/* Everything below each other: always possible. */
static gboolean
arrange_column (const InklingDrawingNeeds *needs,
                int                        width,
                int                        height,
                GdkRectangle              *parts)
{
  int side = sheet_side (height - needs->heights[0] - needs->heights[1] - 2 * SPACING, width);
  int below = side + SPACING + needs->heights[0] + SPACING;

  parts[SHEET] = (GdkRectangle) { (width - side) / 2, 0, side, side };
  parts[GLANCE] = (GdkRectangle) { 0, side + SPACING, width, needs->heights[0] };
  parts[DETAILS] = (GdkRectangle) { 0, below, width, needs->heights[1] };

  return TRUE;
}

/* The glance and the details beside each other below the sheet, at least as wide as it. */
static gboolean
arrange_below (const InklingDrawingNeeds *needs,
               int                        width,
               int                        height,
               GdkRectangle              *parts)
{
  int row_height = MAX (needs->heights[0], needs->heights[1]);
  int needed = needs->widths[0] + SPACING + needs->widths[1];
  int side = sheet_side (height - row_height - SPACING, width);
  int row_width = MAX (side, stretch (width, needed));
  int x = (width - row_width) / 2;
  int glance = needs->widths[0] + (row_width - needed) / 3;

  if (needed > width)
    return FALSE;

  parts[SHEET] = (GdkRectangle) { (width - side) / 2, 0, side, side };
  parts[GLANCE] = (GdkRectangle) { x, side + SPACING, glance, row_height };
  parts[DETAILS] = (GdkRectangle) { x + glance + SPACING, side + SPACING,
                                    row_width - glance - SPACING, row_height };

  return TRUE;
}

/* The glance above the details, both beside the sheet. */
static gboolean
arrange_beside (const InklingDrawingNeeds *needs,
                int                        width,
                int                        height,
                GdkRectangle              *parts)
{
  int needed = MAX (needs->widths[0], needs->widths[1]);
  int side = sheet_side (height, width - SPACING - needed);
  int column = stretch (width - SPACING - side, needed);
  int left = (width - side - SPACING - column) / 2;
  int right = left + side + SPACING;
  int below = needs->heights[0] + SPACING;
  int details = stretch (side - below, needs->heights[1]);

  if (side < SHEET_MINIMUM)
    return FALSE;

  parts[SHEET] = (GdkRectangle) { left, 0, side, side };
  parts[GLANCE] = (GdkRectangle) { right, 0, column, needs->heights[0] };
  parts[DETAILS] = (GdkRectangle) { right, below, column, details };

  return TRUE;
}

static const Arrange arrangements[] = { arrange_column, arrange_below, arrange_beside };

static int
get_used_height (const GdkRectangle *parts)
{
  int used = 0;

  for (int i = 0; i < INKLING_DRAWING_N_PARTS; i++)
    used = MAX (used, parts[i].y + parts[i].height);

  return used;
}

static void
get_children (GtkWidget *widget,
              GtkWidget *children[INKLING_DRAWING_N_PARTS])
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (int i = 0; i < INKLING_DRAWING_N_PARTS; i++)
    {
      g_assert (child != NULL);
      children[i] = child;
      child = gtk_widget_get_next_sibling (child);
    }
}

static void
get_needs (GtkWidget           *widget,
           int                  width,
           InklingDrawingNeeds *needs)
{
  GtkWidget *children[INKLING_DRAWING_N_PARTS];

  get_children (widget, children);
  for (int i = 0; i < 2; i++)
    {
      gtk_widget_measure (children[i + 1], GTK_ORIENTATION_HORIZONTAL, -1,
                          NULL, &needs->widths[i], NULL, NULL);
      gtk_widget_measure (children[i + 1], GTK_ORIENTATION_VERTICAL,
                          MIN (width, needs->widths[i]),
                          NULL, &needs->heights[i], NULL, NULL);
    }
}

static GtkSizeRequestMode
inkling_drawing_layout_get_request_mode (GtkLayoutManager *manager,
                                         GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GtkWidget *widget,
               int       *minimum,
               int       *natural)
{
  GtkWidget *children[INKLING_DRAWING_N_PARTS];

  *minimum = 0;
  *natural = SPACING;
  get_children (widget, children);
  for (int i = 0; i < INKLING_DRAWING_N_PARTS; i++)
    {
      int child_minimum, child_natural;

      gtk_widget_measure (children[i], GTK_ORIENTATION_HORIZONTAL, -1,
                          &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += i == SHEET ? 0 : child_natural;
    }
}

static void
inkling_drawing_layout_measure (GtkLayoutManager *manager,
                                GtkWidget        *widget,
                                GtkOrientation    orientation,
                                int               for_size,
                                int              *minimum,
                                int              *natural,
                                int              *minimum_baseline,
                                int              *natural_baseline)
{
  GdkRectangle parts[INKLING_DRAWING_N_PARTS];
  InklingDrawingNeeds needs;

  measure_width (widget, minimum, natural);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      int width = for_size < 0 ? *natural : for_size;

      get_needs (widget, width, &needs);
      *minimum = *natural = inkling_drawing_layout_arrange (&needs, width, 0, parts);
    }
}

static void
inkling_drawing_layout_allocate (GtkLayoutManager *manager,
                                 GtkWidget        *widget,
                                 int               width,
                                 int               height,
                                 int               baseline)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *children[INKLING_DRAWING_N_PARTS];
  GdkRectangle parts[INKLING_DRAWING_N_PARTS];
  InklingDrawingNeeds needs;

  get_children (widget, children);
  get_needs (widget, width, &needs);
  inkling_drawing_layout_arrange (&needs, width, height, parts);
  for (int i = 0; i < INKLING_DRAWING_N_PARTS; i++)
    {
      if (mirrored)
        parts[i].x = width - parts[i].x - parts[i].width;
      gtk_widget_size_allocate (children[i], &parts[i], -1);
    }
}

static void
inkling_drawing_layout_class_init (InklingDrawingLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = inkling_drawing_layout_get_request_mode;
  layout_class->measure = inkling_drawing_layout_measure;
  layout_class->allocate = inkling_drawing_layout_allocate;
}

static void
inkling_drawing_layout_init (InklingDrawingLayout *self)
{
}

int
inkling_drawing_layout_arrange (const InklingDrawingNeeds *needs,
                                int                        width,
                                int                        height,
                                GdkRectangle               parts[INKLING_DRAWING_N_PARTS])
{
  int best_used = G_MAXINT;
  int best_side = 0;

  /* Of those with enough room the one with the largest sheet, else the one that needs least. */
  for (gsize i = 0; i < G_N_ELEMENTS (arrangements); i++)
    {
      GdkRectangle candidate[INKLING_DRAWING_N_PARTS];
      int used;

      if (!arrangements[i] (needs, width, height, candidate))
        continue;

      used = MAX (get_used_height (candidate), height);
      if (used < best_used || (used == best_used && candidate[SHEET].width > best_side))
        {
          memcpy (parts, candidate, sizeof candidate);
          best_used = used;
          best_side = candidate[SHEET].width;
        }
    }

  return get_used_height (parts);
}
