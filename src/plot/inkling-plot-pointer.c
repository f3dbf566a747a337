/* inkling-plot-pointer.c: reading, zooming and moving a plot with mouse, touchpad and finger
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-pointer.h"

#include <math.h>

#define ZOOM_A_NOTCH   1.25
#define SHARE_A_NOTCH  0.1 /* of what is visible */
#define MARK_DISTANCE  5.0 /* pixels within which a mark attracts the pointer */
#define DRAG_DISTANCE  8.0 /* shorter drags are clicks */

typedef enum
{
  DRAG_NONE,
  DRAG_SELECTS,
  DRAG_MOVES,
} Drag;

typedef struct
{
  InklingLinePlot *plot;   /* not owned: it owns this */
  double           x;      /* where the pointer is */
  Drag             drag;
  double           moved;  /* pixels of the drag that the plot has followed */
  double           pinched;
} Pointer;

static InklingPlotView *
get_view (Pointer *self)
{
  return inkling_line_plot_get_view (self->plot);
}

/* Nothing has been drawn yet that could be pointed at. */
static gboolean
is_blank (Pointer *self)
{
  const InklingPlotScale *scale = inkling_line_plot_get_scale (self->plot);

  return scale->end <= scale->start
         || inkling_plot_figure_is_empty (inkling_line_plot_get_figure (self->plot));
}

static double
get_step (Pointer *self,
          double   x)
{
  const InklingPlotScale *scale = inkling_line_plot_get_scale (self->plot);

  return inkling_plot_scale_to_value (scale, CLAMP (x, scale->start, scale->end));
}

/* The step of a mark close by, or the one under the pointer. */
static double
get_attracted_step (Pointer *self,
                    double   x)
{
  const InklingPlotScale *scale = inkling_line_plot_get_scale (self->plot);
  const InklingPlotFigure *figure = inkling_line_plot_get_figure (self->plot);

  for (guint i = 0; i < figure->marks->len; i++)
    {
      const InklingPlotMark *mark = g_ptr_array_index (figure->marks, i);

      if (fabs (inkling_plot_scale_to_pixel (scale, mark->x) - x) <= MARK_DISTANCE)
        return mark->x;
    }

  return get_step (self, x);
}

static void
motion_cb (Pointer *self,
           double   x)
{
  self->x = x;
  if (is_blank (self))
    return;

  inkling_plot_view_set_cursor (get_view (self),
                                inkling_plot_figure_snap (inkling_line_plot_get_figure (self->plot),
                                                          get_attracted_step (self, x)));
}

static void
leave_cb (Pointer *self)
{
  inkling_plot_view_set_cursor (get_view (self), NAN);
}

/* What cannot be zoomed or moved any further scrolls the panel. */
static gboolean
scroll_cb (Pointer                  *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  double sideways = (state & GDK_SHIFT_MASK) != 0 && dx == 0.0 ? dy : dx;

  if (is_blank (self))
    return GDK_EVENT_PROPAGATE;
  if (sideways != 0.0)
    return inkling_plot_view_pan (get_view (self), SHARE_A_NOTCH * sideways);

  return inkling_plot_view_zoom (get_view (self), pow (ZOOM_A_NOTCH, -dy),
                                 get_step (self, self->x));
}

static Drag
choose_drag (Pointer    *self,
             GtkGesture *gesture)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  GdkEventType type = gdk_event_get_event_type (event);

  if (is_blank (self))
    return DRAG_NONE;
  if (type == GDK_TOUCH_BEGIN)
    return inkling_plot_view_get_zoomed (get_view (self)) ? DRAG_MOVES : DRAG_NONE;
  if (button == GDK_BUTTON_MIDDLE
      || (button == GDK_BUTTON_PRIMARY && (gdk_event_get_modifier_state (event) & GDK_SHIFT_MASK)))
    return DRAG_MOVES;

  return button == GDK_BUTTON_PRIMARY ? DRAG_SELECTS : DRAG_NONE;
}

static void
drag_begin_cb (Pointer        *self,
               double          x,
               double          y,
               GtkGestureDrag *gesture)
{
  self->moved = 0.0;
  self->drag = choose_drag (self, GTK_GESTURE (gesture));
  if (self->drag == DRAG_NONE)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (Pointer        *self,
                double          dx,
                double          dy,
                GtkGestureDrag *gesture)
{
  const InklingPlotScale *scale = inkling_line_plot_get_scale (self->plot);
  double x, y;

  if (fabs (dx) < DRAG_DISTANCE && self->moved == 0.0)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->drag == DRAG_MOVES)
    inkling_plot_view_pan (get_view (self), (self->moved - dx) / (scale->end - scale->start));
  else
    inkling_plot_view_set_selection (get_view (self), get_step (self, x), get_step (self, x + dx));
  self->moved = dx;
}

/* The selection is all plots': what ends here may be another one's. */
static void
drag_end_cb (Pointer *self)
{
  InklingPlotView *view = get_view (self);
  double first, last;

  if (self->drag == DRAG_SELECTS && inkling_plot_view_get_selection (view, &first, &last))
    {
      inkling_plot_view_set_selection (view, NAN, NAN);
      inkling_plot_view_show (view, first, last);
    }
  self->drag = DRAG_NONE;
}

static void
drag_cancel_cb (Pointer *self)
{
  if (self->drag == DRAG_SELECTS)
    inkling_plot_view_set_selection (get_view (self), NAN, NAN);
  self->drag = DRAG_NONE;
}

static void
pinch_begin_cb (Pointer *self)
{
  self->pinched = 1.0;
}

static void
pinch_cb (Pointer        *self,
          double          scale,
          GtkGestureZoom *gesture)
{
  double x, y;

  if (is_blank (self) || !gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    return;

  inkling_plot_view_zoom (get_view (self), scale / self->pinched, get_step (self, x));
  self->pinched = scale;
}

static void
pressed_cb (Pointer *self,
            int      n_press)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->plot));
  if (n_press == 2)
    inkling_plot_view_reset (get_view (self));
}

/* The plot has the controllers and their callbacks' data: both end with it. */
static void
add_controller (Pointer            *self,
                GtkEventController *controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self->plot), controller);
}

static void
add_pointing (Pointer *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  add_controller (self, motion);
  add_controller (self, scroll);
}

static void
add_gestures (Pointer *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  add_controller (self, GTK_EVENT_CONTROLLER (drag));
  add_controller (self, GTK_EVENT_CONTROLLER (click));
  add_controller (self, GTK_EVENT_CONTROLLER (pinch));
}

void
inkling_plot_pointer_attach (InklingLinePlot *plot)
{
  Pointer *self = g_new0 (Pointer, 1);

  self->plot = plot;
  add_pointing (self);
  add_gestures (self);
  g_object_set_data_full (G_OBJECT (plot), "inkling-plot-pointer", self, g_free);
}
