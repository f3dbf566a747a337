/* inkling-canvas.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-canvas.h"

#include <glib/gi18n.h>

#include "inkling-grid-cursor.h"
#include "inkling-ink-painter.h"

#define MINIMUM_SIDE 200
#define NATURAL_SIDE 360

#define FAINT_INK 0.15

#define ERASER_RADIUS (INKLING_PEN_WIDTH / 2) /* units of the sheet */

struct _InklingCanvas
{
  GtkWidget          parent_instance;

  InklingInk        *ink;          /* owned */
  InklingInk        *other_ink;    /* owned, NULL: shown in front of ink, which is faint then */
  GArray            *points;       /* owned: of InklingInkPoint, of one event; kept for its memory */
  gboolean           erases;       /* the stylus is upside down */

  InklingGridCursor  cursor;       /* the keyboard's */
  gboolean           shows_cursor; /* keys were used last */

  /* Template children */
  GtkWidget         *guide;        /* shown while nothing is drawn */
};

G_DEFINE_FINAL_TYPE (InklingCanvas, inkling_canvas, GTK_TYPE_WIDGET)

typedef struct
{
  guint keyval;
  guint keypad_keyval;
  int   columns;
  int   rows;
} CursorKey;

static const CursorKey cursor_keys[] = {
  { GDK_KEY_Left,      GDK_KEY_KP_Left,      -1,  0 },
  { GDK_KEY_Right,     GDK_KEY_KP_Right,      1,  0 },
  { GDK_KEY_Up,        GDK_KEY_KP_Up,         0, -1 },
  { GDK_KEY_Down,      GDK_KEY_KP_Down,       0,  1 },
  { GDK_KEY_Home,      GDK_KEY_KP_Home,      -1, -1 },
  { GDK_KEY_Page_Up,   GDK_KEY_KP_Page_Up,    1, -1 },
  { GDK_KEY_End,       GDK_KEY_KP_End,       -1,  1 },
  { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down,  1,  1 },
};

static const guint clear_keys[] = { GDK_KEY_Delete, GDK_KEY_BackSpace, GDK_KEY_Escape };

/* The sheet is the largest square in the middle of the widget; returns its side. */
static double
get_sheet (InklingCanvas *self,
           double        *left,
           double        *top)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int side = MIN (width, height);

  *left = (width - side) / 2.0;
  *top = (height - side) / 2.0;

  return MAX (side, 1);
}

static void
add_point (InklingCanvas *self,
           double         x,
           double         y,
           double         pressure,
           guint32        time)
{
  InklingInkPoint point = { .pressure = (float) pressure, .time = time };
  double left, top;
  double scale = INKLING_INK_SIDE / get_sheet (self, &left, &top);

  point.x = (float) ((x - left) * scale);
  point.y = (float) ((y - top) * scale);
  g_array_append_val (self->points, point);
}

/* Adds the places the pen went through since the last event: GTK delivers one event a frame, and
 * the rest as its history. */
static void
add_history (InklingCanvas *self,
             GdkEvent      *event)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
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

      if (gtk_widget_compute_point (GTK_WIDGET (native), GTK_WIDGET (self), &place, &place))
        add_point (self, place.x, place.y,
                   pressed ? axes[GDK_AXIS_PRESSURE] : INKLING_INK_PRESSURE, history[i].time);
    }
}

static void
set_shows_cursor (InklingCanvas *self,
                  gboolean       shows_cursor)
{
  if (self->shows_cursor == shows_cursor)
    return;

  self->shows_cursor = shows_cursor;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
apply_points (InklingCanvas *self)
{
  const InklingInkPoint *points = (const InklingInkPoint *) self->points->data;

  if (!self->erases)
    inkling_ink_extend_stroke (self->ink, points, self->points->len);
  else
    for (guint i = 0; i < self->points->len; i++)
      inkling_ink_erase (self->ink, points[i].x, points[i].y, ERASER_RADIUS);
}

static void
pen_down (InklingCanvas *self,
          GtkGesture    *gesture,
          double         x,
          double         y,
          double         pressure)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  set_shows_cursor (self, FALSE);

  g_array_set_size (self->points, 0);
  add_point (self, x, y, pressure,
             gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (gesture)));
  if (self->erases)
    apply_points (self);
  else
    inkling_ink_begin_stroke (self->ink, &g_array_index (self->points, InklingInkPoint, 0));
}

static void
pen_move (InklingCanvas *self,
          GtkGesture    *gesture,
          double         x,
          double         y,
          double         pressure)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (gesture);

  g_array_set_size (self->points, 0);
  add_history (self, gtk_event_controller_get_current_event (controller));
  add_point (self, x, y, pressure, gtk_event_controller_get_current_event_time (controller));
  apply_points (self);
}

static double
get_stylus_pressure (GtkGestureStylus *stylus)
{
  double pressure;

  if (!gtk_gesture_stylus_get_axis (stylus, GDK_AXIS_PRESSURE, &pressure))
    return INKLING_INK_PRESSURE;

  return pressure;
}

/* Reads the cursor's place out, instead of the help that was there before. */
static void
describe_cursor (InklingCanvas *self)
{
  g_autofree char *description =
    inkling_grid_cursor_describe (&self->cursor, inkling_ink_is_growing (self->ink));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
}

static void
paint_cursor (InklingCanvas *self,
              cairo_t       *cr)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (context, "accent_color", &color))
    gtk_style_context_get_color (context, &color);

  gdk_cairo_set_source_rgba (cr, &color);
  inkling_grid_cursor_paint (&self->cursor, cr, inkling_ink_is_growing (self->ink));
}

static void
paint_ink (InklingCanvas *self,
           cairo_t       *cr)
{
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  if (self->other_ink != NULL)
    {
      gdk_cairo_set_source_rgba (cr, &color);
      inkling_ink_paint (self->other_ink, cr);
      color.alpha *= FAINT_INK;
    }
  gdk_cairo_set_source_rgba (cr, &color);
  inkling_ink_paint (self->ink, cr);
}

static void
ink_changed_cb (InklingCanvas *self)
{
  gtk_widget_set_visible (self->guide, inkling_ink_is_empty (self->ink));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A stylus sends these events, too, but has a gesture of its own. */
static void
drag_begin_cb (InklingCanvas  *self,
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

  self->erases = FALSE;
  pen_down (self, GTK_GESTURE (drag), x, y, INKLING_INK_PRESSURE);
}

static void
drag_update_cb (InklingCanvas  *self,
                double          offset_x,
                double          offset_y,
                GtkGestureDrag *drag)
{
  double x, y;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  pen_move (self, GTK_GESTURE (drag), x + offset_x, y + offset_y, INKLING_INK_PRESSURE);
}

static void
stylus_down_cb (InklingCanvas    *self,
                double            x,
                double            y,
                GtkGestureStylus *stylus)
{
  GdkDeviceTool *tool = gtk_gesture_stylus_get_device_tool (stylus);

  self->erases = tool != NULL &&
                 gdk_device_tool_get_tool_type (tool) == GDK_DEVICE_TOOL_TYPE_ERASER;
  pen_down (self, GTK_GESTURE (stylus), x, y, get_stylus_pressure (stylus));
}

static void
stylus_motion_cb (InklingCanvas    *self,
                  double            x,
                  double            y,
                  GtkGestureStylus *stylus)
{
  pen_move (self, GTK_GESTURE (stylus), x, y, get_stylus_pressure (stylus));
}

static void
pen_up_cb (InklingCanvas *self)
{
  inkling_ink_end_stroke (self->ink);
}

static void
focus_leave_cb (InklingCanvas *self)
{
  inkling_ink_end_stroke (self->ink);
  set_shows_cursor (self, FALSE);
}

static gboolean
move_cursor_cb (GtkWidget *widget,
                GVariant  *args,
                gpointer   user_data)
{
  InklingCanvas *self = INKLING_CANVAS (widget);
  InklingInkPoint point;
  int columns, rows;

  g_variant_get (args, "(ii)", &columns, &rows);
  inkling_grid_cursor_move (&self->cursor, columns, rows);
  set_shows_cursor (self, TRUE);
  gtk_widget_queue_draw (widget);

  point = inkling_grid_cursor_get_point (&self->cursor);
  inkling_ink_extend_stroke (self->ink, &point, 1);
  describe_cursor (self);

  return GDK_EVENT_STOP;
}

static gboolean
toggle_pen_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  InklingCanvas *self = INKLING_CANVAS (widget);
  InklingInkPoint point = inkling_grid_cursor_get_point (&self->cursor);

  set_shows_cursor (self, TRUE);
  if (inkling_ink_is_growing (self->ink))
    inkling_ink_end_stroke (self->ink);
  else
    inkling_ink_begin_stroke (self->ink, &point);
  describe_cursor (self);

  return GDK_EVENT_STOP;
}

/* Escape on an empty sheet is left to others, such as a dialog around the canvas. */
static gboolean
clear_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  InklingCanvas *self = INKLING_CANVAS (widget);

  if (inkling_ink_is_empty (self->ink))
    return GDK_EVENT_PROPAGATE;

  inkling_ink_clear (self->ink);

  return GDK_EVENT_STOP;
}

static void
inkling_canvas_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  InklingCanvas *self = INKLING_CANVAS (widget);
  int guide_minimum;

  gtk_widget_measure (self->guide, orientation, -1, &guide_minimum, NULL, NULL, NULL);
  *minimum = MAX (MINIMUM_SIDE, guide_minimum);
  *natural = MAX (NATURAL_SIDE, guide_minimum);
}

static void
inkling_canvas_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  InklingCanvas *self = INKLING_CANVAS (widget);

  if (gtk_widget_should_layout (self->guide))
    gtk_widget_allocate (self->guide, width, height, baseline, NULL);
}

static void
inkling_canvas_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  InklingCanvas *self = INKLING_CANVAS (widget);
  double left, top;
  double side = get_sheet (self, &left, &top);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                               gtk_widget_get_height (widget));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  cairo_translate (cr, left, top);
  cairo_scale (cr, side / INKLING_INK_SIDE, side / INKLING_INK_SIDE);
  paint_ink (self, cr);
  if (self->shows_cursor)
    paint_cursor (self, cr);
  cairo_destroy (cr);

  gtk_widget_snapshot_child (widget, self->guide, snapshot);
}

static void
inkling_canvas_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), INKLING_TYPE_CANVAS);

  G_OBJECT_CLASS (inkling_canvas_parent_class)->dispose (object);
}

static void
inkling_canvas_finalize (GObject *object)
{
  InklingCanvas *self = INKLING_CANVAS (object);

  g_clear_object (&self->ink);
  g_clear_object (&self->other_ink);
  g_clear_pointer (&self->points, g_array_unref);

  G_OBJECT_CLASS (inkling_canvas_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cursor_keys); i++)
    {
      const CursorKey *key = &cursor_keys[i];

      gtk_widget_class_add_binding (widget_class, key->keyval, 0, move_cursor_cb,
                                    "(ii)", key->columns, key->rows);
      gtk_widget_class_add_binding (widget_class, key->keypad_keyval, 0, move_cursor_cb,
                                    "(ii)", key->columns, key->rows);
    }

  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, toggle_pen_cb, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (clear_keys); i++)
    gtk_widget_class_add_binding (widget_class, clear_keys[i], 0, clear_cb, NULL);
}

static void
inkling_canvas_class_init (InklingCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inkling_canvas_dispose;
  object_class->finalize = inkling_canvas_finalize;

  widget_class->measure = inkling_canvas_measure;
  widget_class->size_allocate = inkling_canvas_size_allocate;
  widget_class->snapshot = inkling_canvas_snapshot;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-canvas.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingCanvas, guide);
  gtk_widget_class_bind_template_callback (widget_class, drag_begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_update_cb);
  gtk_widget_class_bind_template_callback (widget_class, stylus_down_cb);
  gtk_widget_class_bind_template_callback (widget_class, stylus_motion_cb);
  gtk_widget_class_bind_template_callback (widget_class, pen_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_leave_cb);

  gtk_widget_class_set_css_name (widget_class, "inkcanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  add_keys (widget_class);
}

static void
inkling_canvas_init (InklingCanvas *self)
{
  self->ink = inkling_ink_new ();
  self->points = g_array_new (FALSE, FALSE, sizeof (InklingInkPoint));
  inkling_grid_cursor_init (&self->cursor);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
  g_signal_connect_object (self->ink, "changed", G_CALLBACK (ink_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
inkling_canvas_new (void)
{
  return g_object_new (INKLING_TYPE_CANVAS, NULL);
}

InklingInk *
inkling_canvas_get_ink (InklingCanvas *self)
{
  g_return_val_if_fail (INKLING_IS_CANVAS (self), NULL);

  return self->ink;
}

void
inkling_canvas_show_ink (InklingCanvas *self,
                         InklingInk    *other)
{
  g_return_if_fail (INKLING_IS_CANVAS (self));

  g_set_object (&self->other_ink, other);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
