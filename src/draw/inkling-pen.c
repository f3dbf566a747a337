/* inkling-pen.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-pen.h"

#include <math.h>

#include "inkling-eraser.h"
#include "inkling-grid-cursor.h"
#include "inkling-ink-painter.h"

#define RIM_WIDTH 2.0 /* units of the sheet */

struct _InklingPen
{
  GtkWidget         *widget;       /* borrowed: the sheet */
  GPtrArray         *controllers;  /* owned: of GtkEventController, the widget has them, too */
  InklingInk        *ink;          /* owned */
  GArray            *points;       /* owned: InklingInkPoints of one event; kept for its memory */

  gboolean           erasing;      /* the tool is an eraser, … */
  gboolean           erases;       /* … or, in this gesture, the stylus is upside down */
  InklingInkPoint    last;         /* where this gesture erased last */

  gboolean           hovers;       /* the pointer is over the sheet, at … */
  InklingInkPoint    place;

  InklingGridCursor  cursor;       /* the keyboard's */
  gboolean           cursor_down;  /* it erases */
  gboolean           shows_cursor; /* keys were used last */
};

double
inkling_pen_get_sheet (GtkWidget *widget,
                       double    *left,
                       double    *top)
{
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int side = MIN (width, height);

  *left = (width - side) / 2.0;
  *top = (height - side) / 2.0;

  return MAX (side, 1);
}

static InklingInkPoint
make_point (InklingPen *self,
            double      x,
            double      y,
            double      pressure,
            guint32     time)
{
  double left, top;
  double scale = INKLING_INK_SIDE / inkling_pen_get_sheet (self->widget, &left, &top);

  return (InklingInkPoint) {
    .x = (float) ((x - left) * scale),
    .y = (float) ((y - top) * scale),
    .pressure = (float) pressure,
    .time = time,
  };
}

static void
add_point (InklingPen *self,
           double      x,
           double      y,
           double      pressure,
           guint32     time)
{
  InklingInkPoint point = make_point (self, x, y, pressure, time);

  g_array_append_val (self->points, point);
}

/* Adds the places the pen went through since the last event: GTK delivers one event a frame, and
 * the rest as its history. */
static void
add_history (InklingPen *self,
             GdkEvent   *event)
{
  GtkNative *native = gtk_widget_get_native (self->widget);
  g_autofree GdkTimeCoord *history = NULL;
  guint n_coordinates = 0;
  double left, top;

  if (event == NULL)
    return;

  history = gdk_event_get_history (event, &n_coordinates);
  gtk_native_get_surface_transform (native, &left, &top);
  for (guint i = 0; i < n_coordinates; i++)
    {
      const double *axes = history[i].axes;
      gboolean pressed = (history[i].flags & GDK_AXIS_FLAG_PRESSURE) != 0;
      graphene_point_t place = GRAPHENE_POINT_INIT ((float) (axes[GDK_AXIS_X] - left),
                                                    (float) (axes[GDK_AXIS_Y] - top));

      if (gtk_widget_compute_point (GTK_WIDGET (native), self->widget, &place, &place))
        add_point (self, place.x, place.y,
                   pressed ? axes[GDK_AXIS_PRESSURE] : INKLING_INK_PRESSURE, history[i].time);
    }
}

static void
set_shows_cursor (InklingPen *self,
                  gboolean    shows_cursor)
{
  if (self->shows_cursor == shows_cursor)
    return;

  self->shows_cursor = shows_cursor;
  gtk_widget_queue_draw (self->widget);
}

static void
begin_erasing (InklingPen            *self,
               const InklingInkPoint *point)
{
  inkling_ink_begin_erasing (self->ink);
  inkling_ink_erase (self->ink, point->x, point->y, INKLING_ERASER_RADIUS);
  self->last = *point;
}

/* A hand may be faster than the eraser is wide. */
static void
erase_to (InklingPen            *self,
          const InklingInkPoint *point)
{
  float dx = point->x - self->last.x;
  float dy = point->y - self->last.y;
  int n_places = 1 + (int) (2.0f * hypotf (dx, dy) / INKLING_ERASER_RADIUS);

  for (int i = 1; i <= n_places; i++)
    inkling_ink_erase (self->ink, self->last.x + dx * (float) i / (float) n_places,
                       self->last.y + dy * (float) i / (float) n_places, INKLING_ERASER_RADIUS);
  self->last = *point;
}

static void
apply_points (InklingPen *self)
{
  const InklingInkPoint *points = (const InklingInkPoint *) self->points->data;

  if (!self->erases)
    inkling_ink_extend_stroke (self->ink, points, self->points->len);
  else
    for (guint i = 0; i < self->points->len; i++)
      erase_to (self, &points[i]);
}

static void
pen_down (InklingPen *self,
          GtkGesture *gesture,
          double      x,
          double      y,
          double      pressure)
{
  guint32 time = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (gesture));
  InklingInkPoint point = make_point (self, x, y, pressure, time);

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (self->widget);
  self->cursor_down = FALSE;
  set_shows_cursor (self, FALSE);

  if (self->erases)
    begin_erasing (self, &point);
  else
    inkling_ink_begin_stroke (self->ink, &point);
}

static void
pen_move (InklingPen *self,
          GtkGesture *gesture,
          double      x,
          double      y,
          double      pressure)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (gesture);

  g_array_set_size (self->points, 0);
  add_history (self, gtk_event_controller_get_current_event (controller));
  add_point (self, x, y, pressure, gtk_event_controller_get_current_event_time (controller));
  apply_points (self);
}

/* A stylus sends these events, too, but has a gesture of its own. */
static void
drag_begin_cb (InklingPen     *self,
               double          x,
               double          y,
               GtkGestureDrag *drag)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (drag));

  if (event != NULL && gdk_event_get_device_tool (event) != NULL)
    {
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  self->erases = self->erasing;
  pen_down (self, GTK_GESTURE (drag), x, y, INKLING_INK_PRESSURE);
}

static void
drag_update_cb (InklingPen     *self,
                double          offset_x,
                double          offset_y,
                GtkGestureDrag *drag)
{
  double x, y;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  pen_move (self, GTK_GESTURE (drag), x + offset_x, y + offset_y, INKLING_INK_PRESSURE);
}

static double
get_stylus_pressure (GtkGestureStylus *stylus)
{
  double pressure;

  if (!gtk_gesture_stylus_get_axis (stylus, GDK_AXIS_PRESSURE, &pressure))
    return INKLING_INK_PRESSURE;

  return pressure;
}

static void
stylus_down_cb (InklingPen       *self,
                double            x,
                double            y,
                GtkGestureStylus *stylus)
{
  GdkDeviceTool *tool = gtk_gesture_stylus_get_device_tool (stylus);

  self->erases = self->erasing ||
                 (tool != NULL &&
                  gdk_device_tool_get_tool_type (tool) == GDK_DEVICE_TOOL_TYPE_ERASER);
  pen_down (self, GTK_GESTURE (stylus), x, y, get_stylus_pressure (stylus));
}

static void
stylus_motion_cb (InklingPen       *self,
                  double            x,
                  double            y,
                  GtkGestureStylus *stylus)
{
  pen_move (self, GTK_GESTURE (stylus), x, y, get_stylus_pressure (stylus));
}

static void
pen_up_cb (InklingPen *self)
{
  inkling_ink_end_stroke (self->ink);
}

static void
hover_cb (InklingPen *self,
          double      x,
          double      y)
{
  self->hovers = TRUE;
  self->place = make_point (self, x, y, INKLING_INK_PRESSURE, 0);
  if (self->erasing)
    gtk_widget_queue_draw (self->widget);
}

static void
hover_end_cb (InklingPen *self)
{
  self->hovers = FALSE;
  gtk_widget_queue_draw (self->widget);
}

static GtkEventController *
add_controller (InklingPen *self,
                gpointer    controller)
{
  g_ptr_array_add (self->controllers, g_object_ref (controller));
  gtk_widget_add_controller (self->widget, controller);

  return controller;
}

static void
add_controllers (InklingPen *self)
{
  GtkEventController *drag = add_controller (self, gtk_gesture_drag_new ());
  GtkEventController *stylus = add_controller (self, gtk_gesture_stylus_new ());
  GtkEventController *motion = add_controller (self, gtk_event_controller_motion_new ());

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (pen_up_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (pen_up_cb), self);
  g_signal_connect_swapped (stylus, "down", G_CALLBACK (stylus_down_cb), self);
  g_signal_connect_swapped (stylus, "motion", G_CALLBACK (stylus_motion_cb), self);
  g_signal_connect_swapped (stylus, "up", G_CALLBACK (pen_up_cb), self);
  g_signal_connect_swapped (stylus, "cancel", G_CALLBACK (pen_up_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (hover_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (hover_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (hover_end_cb), self);
}

static gboolean
cursor_is_down (InklingPen *self)
{
  return self->erasing ? self->cursor_down : inkling_ink_is_growing (self->ink);
}

/* Reads the cursor's place out, instead of the help that was there before. */
static void
describe_cursor (InklingPen *self)
{
  g_autofree char *description =
    inkling_grid_cursor_describe (&self->cursor, self->erasing, cursor_is_down (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->widget),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
}

InklingPen *
inkling_pen_new (GtkWidget  *widget,
                 InklingInk *ink)
{
  InklingPen *self = g_new0 (InklingPen, 1);

  self->widget = widget;
  self->ink = g_object_ref (ink);
  self->points = g_array_new (FALSE, FALSE, sizeof (InklingInkPoint));
  self->controllers = g_ptr_array_new_with_free_func (g_object_unref);
  inkling_grid_cursor_init (&self->cursor);
  add_controllers (self);

  return self;
}

void
inkling_pen_free (InklingPen *self)
{
  for (guint i = 0; i < self->controllers->len; i++)
    {
      g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->controllers, i), self);
      gtk_widget_remove_controller (self->widget, g_ptr_array_index (self->controllers, i));
    }
  g_ptr_array_unref (self->controllers);
  g_object_unref (self->ink);
  g_array_unref (self->points);
  g_free (self);
}

void
inkling_pen_set_erasing (InklingPen *self,
                         gboolean    erasing)
{
  self->erasing = erasing;
  self->cursor_down = FALSE;
  inkling_ink_end_stroke (self->ink);
  if (self->shows_cursor)
    describe_cursor (self);
  gtk_widget_queue_draw (self->widget);
}

gboolean
inkling_pen_get_erasing (InklingPen *self)
{
  return self->erasing;
}

void
inkling_pen_step (InklingPen *self,
                  int         columns,
                  int         rows)
{
  InklingInkPoint point;

  inkling_grid_cursor_move (&self->cursor, columns, rows);
  set_shows_cursor (self, TRUE);
  gtk_widget_queue_draw (self->widget);

  point = inkling_grid_cursor_get_point (&self->cursor);
  if (self->cursor_down)
    erase_to (self, &point);
  else
    inkling_ink_extend_stroke (self->ink, &point, 1);
  describe_cursor (self);
}

void
inkling_pen_toggle (InklingPen *self)
{
  InklingInkPoint point = inkling_grid_cursor_get_point (&self->cursor);

  set_shows_cursor (self, TRUE);
  if (self->erasing)
    {
      self->cursor_down = !self->cursor_down;
      if (self->cursor_down)
        begin_erasing (self, &point);
      gtk_widget_queue_draw (self->widget);
    }
  else if (inkling_ink_is_growing (self->ink))
    inkling_ink_end_stroke (self->ink);
  else
    inkling_ink_begin_stroke (self->ink, &point);
  describe_cursor (self);
}

void
inkling_pen_leave (InklingPen *self)
{
  inkling_ink_end_stroke (self->ink);
  self->cursor_down = FALSE;
  set_shows_cursor (self, FALSE);
}

gboolean
inkling_pen_is_shown (InklingPen *self)
{
  return self->shows_cursor || (self->erasing && self->hovers);
}

static void
paint_reach (InklingPen *self,
             cairo_t    *cr)
{
  cairo_set_line_width (cr, RIM_WIDTH);
  cairo_new_sub_path (cr);
  cairo_arc (cr, self->place.x, self->place.y, INKLING_ERASER_RADIUS, 0, 2 * G_PI);
  cairo_stroke (cr);
}

void
inkling_pen_paint (InklingPen *self,
                   cairo_t    *cr)
{
  if (self->shows_cursor)
    inkling_grid_cursor_paint (&self->cursor, cr,
                               self->erasing ? INKLING_ERASER_RADIUS : INKLING_PEN_WIDTH / 2,
                               cursor_is_down (self));
  else if (inkling_pen_is_shown (self))
    paint_reach (self, cr);
}
