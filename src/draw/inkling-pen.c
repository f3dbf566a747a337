/* inkling-pen.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-pen.h"

#include <math.h>

#include "inkling-eraser.h"
#include "inkling-grid-cursor.h"
#include "inkling-ink-painter.h"
#include "inkling-tip.h"

#define RIM_WIDTH 2.0 /* units of the sheet */

struct _InklingPen
{
  GtkWidget          *widget;       /* borrowed: the sheet */
  GPtrArray          *controllers;  /* owned: of GtkEventController, the widget has them, too */
  GtkEventController *watch;        /* the window's, while the sheet is mapped; or NULL */
  InklingInk         *ink;          /* owned */
  GArray             *points;       /* owned: InklingInkPoints of one event; kept for its memory */

  gboolean            erasing;      /* the tool is an eraser, … */
  InklingTip          tip;          /* what draws with it; … */
  gboolean            erases;       /* … it erases, as a stylus that is upside down does anyhow */
  InklingInkPoint     last;         /* where it, or the cursor, erased last */

  gboolean            hovers;       /* the pointer is over the sheet, at … */
  InklingInkPoint     place;

  InklingGridCursor   cursor;       /* the keyboard's */
  gboolean            cursor_down;  /* it draws or erases */
  gboolean            shows_cursor; /* keys were used last */
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

/* Where a place on the surface is on the sheet. FALSE: the widget is on no surface. */
static gboolean
find_point (InklingPen      *self,
            double           x,
            double           y,
            double           pressure,
            guint32          time,
            InklingInkPoint *point)
{
  GtkNative *native = gtk_widget_get_native (self->widget);
  graphene_point_t place;
  double left, top;

  gtk_native_get_surface_transform (native, &left, &top);
  place = GRAPHENE_POINT_INIT ((float) (x - left), (float) (y - top));
  if (!gtk_widget_compute_point (GTK_WIDGET (native), self->widget, &place, &place))
    return FALSE;

  *point = make_point (self, place.x, place.y, pressure, time);

  return TRUE;
}

static void
add_point (InklingPen *self,
           double      x,
           double      y,
           double      pressure,
           guint32     time)
{
  InklingInkPoint point;

  if (find_point (self, x, y, pressure, time, &point))
    g_array_append_val (self->points, point);
}

/* Adds the places the pen went through since the last event: of a pointer GTK delivers one event a
 * frame, and the rest as its history. */
static void
add_history (InklingPen *self,
             GdkEvent   *event)
{
  g_autofree GdkTimeCoord *history = NULL;
  guint n_coordinates = 0;

  if (gdk_event_get_event_type (event) != GDK_MOTION_NOTIFY)
    return;

  history = gdk_event_get_history (event, &n_coordinates);
  for (guint i = 0; i < n_coordinates; i++)
    {
      const double *axes = history[i].axes;
      gboolean pressed = (history[i].flags & GDK_AXIS_FLAG_PRESSURE) != 0;

      add_point (self, axes[GDK_AXIS_X], axes[GDK_AXIS_Y],
                 pressed ? axes[GDK_AXIS_PRESSURE] : INKLING_INK_PRESSURE, history[i].time);
    }
}

static double
get_pressure (GdkEvent *event)
{
  GdkDeviceTool *tool = gdk_event_get_device_tool (event);
  double pressure;

  if (tool == NULL || (gdk_device_tool_get_axes (tool) & GDK_AXIS_FLAG_PRESSURE) == 0
      || !gdk_event_get_axis (event, GDK_AXIS_PRESSURE, &pressure))
    return INKLING_INK_PRESSURE;

  return pressure;
}

/* Where the pen is now, behind its history. */
static void
add_place (InklingPen *self,
           GdkEvent   *event)
{
  double x, y;

  if (gdk_event_get_position (event, &x, &y))
    add_point (self, x, y, get_pressure (event), gdk_event_get_time (event));
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

static gboolean
is_upside_down (GdkEvent *event)
{
  GdkDeviceTool *tool = gdk_event_get_device_tool (event);

  return tool != NULL && gdk_device_tool_get_tool_type (tool) == GDK_DEVICE_TOOL_TYPE_ERASER;
}

static void
pen_down (InklingPen *self,
          GdkEvent   *event)
{
  g_array_set_size (self->points, 0);
  add_place (self, event);
  if (self->points->len == 0)
    return;

  self->erases = self->erasing || is_upside_down (event);
  self->cursor_down = FALSE;
  set_shows_cursor (self, FALSE);
  gtk_widget_grab_focus (self->widget);
  if (self->erases)
    begin_erasing (self, &g_array_index (self->points, InklingInkPoint, 0));
  else
    inkling_ink_begin_stroke (self->ink, &g_array_index (self->points, InklingInkPoint, 0));
}

static void
pen_move (InklingPen *self,
          GdkEvent   *event)
{
  g_array_set_size (self->points, 0);
  add_history (self, event);
  add_place (self, event);
  apply_points (self);
}

static void
act (InklingPen     *self,
     InklingTipNews  news,
     GdkEvent       *event)
{
  switch (news)
    {
    case INKLING_TIP_REPLACED:
      inkling_ink_take_back (self->ink);
      pen_down (self, event);
      break;
    case INKLING_TIP_PUT_DOWN:
      pen_down (self, event);
      break;
    case INKLING_TIP_MOVED:
      pen_move (self, event);
      break;
    case INKLING_TIP_LIFTED:
      inkling_ink_end_stroke (self->ink);
      break;
    case INKLING_TIP_TAKEN_BACK:
      inkling_ink_take_back (self->ink);
      break;
    case INKLING_TIP_NO_NEWS:
      break;
    }
}

static gboolean
event_cb (InklingPen *self,
          GdkEvent   *event)
{
  act (self, inkling_tip_follow (&self->tip, event), event);

  return GDK_EVENT_PROPAGATE;
}

/* A gesture follows all devices at once, and is reset by what any of them does: it only keeps the
 * sheet's strokes from what lies around the sheet, which would scroll. */
static void
claim_cb (GtkGesture *claim)
{
  gtk_gesture_set_state (claim, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
lift (InklingPen *self)
{
  if (self->tip.is_down)
    inkling_ink_end_stroke (self->ink);
  inkling_tip_release (&self->tip);
}

/* Without an event the sheet was taken from all devices, as by a dialog. */
static void
cancel_cb (InklingPen       *self,
           GdkEventSequence *sequence,
           GtkGesture       *claim)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (claim));

  if (event == NULL || gdk_event_get_event_type (event) == GDK_GRAB_BROKEN)
    lift (self);
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

static gboolean
watch_cb (InklingPen *self,
          GdkEvent   *event)
{
  if (gdk_event_get_event_type (event) == GDK_PROXIMITY_OUT)
    act (self, inkling_tip_follow (&self->tip, event), event);

  return GDK_EVENT_PROPAGATE;
}

static void
map_cb (InklingPen *self)
{
  self->watch = gtk_event_controller_legacy_new ();
  g_signal_connect_swapped (self->watch, "event", G_CALLBACK (watch_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (self->widget)), self->watch);
}

static void
unmap_cb (InklingPen *self)
{
  lift (self);
  if (self->watch != NULL)
    gtk_widget_remove_controller (gtk_event_controller_get_widget (self->watch), self->watch);
  self->watch = NULL;
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
  GtkEventController *events = add_controller (self, gtk_event_controller_legacy_new ());
  GtkEventController *claim = add_controller (self, gtk_gesture_drag_new ());
  GtkEventController *motion = add_controller (self, gtk_event_controller_motion_new ());

  g_signal_connect_swapped (events, "event", G_CALLBACK (event_cb), self);
  g_signal_connect (claim, "begin", G_CALLBACK (claim_cb), NULL);
  g_signal_connect_swapped (claim, "cancel", G_CALLBACK (cancel_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (hover_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (hover_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (hover_end_cb), self);
  g_signal_connect_swapped (self->widget, "map", G_CALLBACK (map_cb), self);
  g_signal_connect_swapped (self->widget, "unmap", G_CALLBACK (unmap_cb), self);
}

/* What was drawn may have been taken back under it. */
static gboolean
cursor_is_down (InklingPen *self)
{
  return self->cursor_down && (self->erasing || inkling_ink_is_growing (self->ink));
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
  g_signal_handlers_disconnect_by_data (self->widget, self);
  inkling_tip_release (&self->tip);
  unmap_cb (self);
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
  if (cursor_is_down (self) && self->erasing)
    erase_to (self, &point);
  else if (cursor_is_down (self))
    inkling_ink_extend_stroke (self->ink, &point, 1);
  describe_cursor (self);
}

void
inkling_pen_toggle (InklingPen *self)
{
  InklingInkPoint point = inkling_grid_cursor_get_point (&self->cursor);

  if (self->tip.is_down)
    return;

  set_shows_cursor (self, TRUE);
  gtk_widget_queue_draw (self->widget);
  if (cursor_is_down (self))
    {
      self->cursor_down = FALSE;
      inkling_ink_end_stroke (self->ink);
    }
  else
    {
      self->cursor_down = TRUE;
      if (self->erasing)
        begin_erasing (self, &point);
      else
        inkling_ink_begin_stroke (self->ink, &point);
    }
  describe_cursor (self);
}

void
inkling_pen_leave (InklingPen *self)
{
  if (self->cursor_down)
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
