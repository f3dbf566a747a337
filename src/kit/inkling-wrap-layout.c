/* inkling-wrap-layout.c
 *
 * A GtkFlowBox would put each button into a child of its own that takes the keyboard's focus.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-wrap-layout.h"

#define SPACING     12
#define MAX_COLUMNS 3

struct _InklingWrapLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (InklingWrapLayout, inkling_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* What the neediest child needs; returns how many children there are. */
static int
measure_cell (GtkWidget      *widget,
              GtkOrientation  orientation,
              int            *minimum,
              int            *natural)
{
  int n_cells = 0;

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      {
        int child_minimum, child_natural;

        gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
        *minimum = MAX (*minimum, child_minimum);
        *natural = MAX (*natural, child_natural);
        n_cells++;
      }

  return n_cells;
}

static int
span (int size,
      int n_cells)
{
  return MAX (n_cells * (size + SPACING) - SPACING, 0);
}

static int
find_n_columns (GtkWidget *widget,
                int        width)
{
  int minimum, natural;

  measure_cell (widget, GTK_ORIENTATION_HORIZONTAL, &minimum, &natural);

  return CLAMP ((width + SPACING) / (minimum + SPACING), 1, MAX_COLUMNS);
}

static GtkSizeRequestMode
inkling_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                      GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
inkling_wrap_layout_measure (GtkLayoutManager *manager,
                             GtkWidget        *widget,
                             GtkOrientation    orientation,
                             int               for_size,
                             int              *minimum,
                             int              *natural,
                             int              *minimum_baseline,
                             int              *natural_baseline)
{
  int n_cells = measure_cell (widget, orientation, minimum, natural);
  int n_columns, n_rows;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *natural = span (*natural, MIN (n_cells, MAX_COLUMNS));
      return;
    }

  n_columns = for_size < 0 ? MAX_COLUMNS : find_n_columns (widget, for_size);
  n_rows = (n_cells + n_columns - 1) / n_columns;
  *minimum = *natural = span (*natural, n_rows);
}

static void
inkling_wrap_layout_allocate (GtkLayoutManager *manager,
                              GtkWidget        *widget,
                              int               width,
                              int               height,
                              int               baseline)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int n_columns = find_n_columns (widget, width);
  GtkAllocation cell = { .width = (width + SPACING) / n_columns - SPACING };
  int minimum;
  int i = 0;

  measure_cell (widget, GTK_ORIENTATION_VERTICAL, &minimum, &cell.height);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      {
        cell.x = i % n_columns * (cell.width + SPACING);
        cell.y = i / n_columns * (cell.height + SPACING);
        if (mirrored)
          cell.x = width - cell.x - cell.width;
        gtk_widget_size_allocate (child, &cell, -1);
        i++;
      }
}

static void
inkling_wrap_layout_class_init (InklingWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = inkling_wrap_layout_get_request_mode;
  layout_class->measure = inkling_wrap_layout_measure;
  layout_class->allocate = inkling_wrap_layout_allocate;
}

static void
inkling_wrap_layout_init (InklingWrapLayout *self)
{
}
