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
  GtkWidget               *widget;  /* not owned: it owns this */
  const InklingPlotFigure *figure;  /* the widget's, as what follows */
  InklingPlotView *const  *view;
  const InklingPlotScale  *scale;
  double                   x;       /* where the pointer is */
  Drag                     drag;
  double                   moved;   /* pixels of the drag that the plot has followed */
  double                   pinched;
} Pointer;

/* Nothing has been drawn yet that could be pointed at. */
static gboolean
is_blank (Pointer *self)
{
  return self->scale->end <= self->scale->start || inkling_plot_figure_is_empty (self->figure);
}

static double
get_step (Pointer *self,
          double   x)
{
  return inkling_plot_scale_to_value (self->scale, CLAMP (x, self->scale->start, self->scale->end));
}

static void
motion_cb (Pointer *self,
           double   x)
{
  double step;

  self->x = x;
  if (is_blank (self))
    return;

  step = get_step (self, x);
  for (guint i = 0; i < self->figure->marks->len; i++)
    {
      const InklingPlotMark *mark = g_ptr_array_index (self->figure->marks, i);

      if (fabs (inkling_plot_scale_to_pixel (self->scale, mark->x) - x) <= MARK_DISTANCE)
        {
          step = mark->x;
          break;
        }
    }

  inkling_plot_view_set_cursor (*self->view, inkling_plot_figure_snap (self->figure, step));
}

static void
leave_cb (Pointer *self)
{
  inkling_plot_view_set_cursor (*self->view, NAN);
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
    return inkling_plot_view_pan (*self->view, SHARE_A_NOTCH * sideways);

  return inkling_plot_view_zoom (*self->view, pow (ZOOM_A_NOTCH, -dy),
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
    return inkling_plot_view_get_zoomed (*self->view) ? DRAG_MOVES : DRAG_NONE;
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
  double x, y;

  if (fabs (dx) < DRAG_DISTANCE && self->moved == 0.0)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->drag == DRAG_MOVES)
    inkling_plot_view_pan (*self->view,
                           (self->moved - dx) / (self->scale->end - self->scale->start));
  else
    inkling_plot_view_set_selection (*self->view, get_step (self, x), get_step (self, x + dx));
  self->moved = dx;
}

/* The selection is all plots': what ends here may be another one's. */
static void
drag_end_cb (Pointer *self)
{
  InklingPlotView *view = *self->view;
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
    inkling_plot_view_set_selection (*self->view, NAN, NAN);
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

  inkling_plot_view_zoom (*self->view, scale / self->pinched, get_step (self, x));
  self->pinched = scale;
}

static void
pressed_cb (Pointer *self,
            int      n_press)
{
  gtk_widget_grab_focus (self->widget);
  if (n_press == 2)
    inkling_plot_view_reset (*self->view);
}

void
inkling_plot_pointer_attach (GtkWidget               *widget,
                             const InklingPlotFigure *figure,
                             InklingPlotView *const  *view,
                             const InklingPlotScale  *scale)
{
  Pointer *self = g_new0 (Pointer, 1);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_assert (figure != NULL && view != NULL && scale != NULL);

  self->widget = widget;
  self->figure = figure;
  self->view = view;
  self->scale = scale;

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);

  /* The widget has the controllers and their callbacks' data: both end with it. */
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  g_object_set_data_full (G_OBJECT (widget), "inkling-plot-pointer", self, g_free);
}
