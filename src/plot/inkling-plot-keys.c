/* inkling-plot-keys.c: reading, zooming and moving a plot with the keyboard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-keys.h"

#include <math.h>

#include "inkling-line-plot.h"

#define SHARE_A_PRESS 0.25 /* of what is visible */
#define FAR_AWAY      1e15 /* more points than there are */

/* The first curve's next point in a direction; the last one when nothing was pointed at. */
static double
find_next (const InklingPlotFigure *figure,
           double                   cursor,
           double                   distance)
{
  const InklingPlotSeries *series = inkling_plot_figure_get_curve (figure, 0)->run.raw;
  gsize n_points = inkling_plot_series_get_length (series);
  gsize at = isnan (cursor) ? n_points : inkling_plot_series_find (series, cursor);

  if (n_points == 0)
    return inkling_plot_figure_snap (figure, cursor);

  at = (gsize) CLAMP (at + distance, 0.0, n_points - 1.0);

  return inkling_plot_series_get_points (series)[at].x;
}

static gboolean
read_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  const InklingPlotFigure *figure = inkling_line_plot_get_figure (INKLING_LINE_PLOT (widget));
  InklingPlotView *view = inkling_line_plot_get_view (INKLING_LINE_PLOT (widget));
  double step;

  if (inkling_plot_figure_is_empty (figure))
    return GDK_EVENT_PROPAGATE;

  step = find_next (figure, inkling_plot_view_get_cursor (view), g_variant_get_double (args));
  inkling_plot_view_set_cursor (view, step);
  inkling_plot_view_reveal (view, step);

  return GDK_EVENT_STOP;
}

static gboolean
stop_reading_cb (GtkWidget *widget,
                 GVariant  *args,
                 gpointer   user_data)
{
  InklingPlotView *view = inkling_line_plot_get_view (INKLING_LINE_PLOT (widget));

  if (isnan (inkling_plot_view_get_cursor (view)))
    return GDK_EVENT_PROPAGATE;

  inkling_plot_view_set_cursor (view, NAN);

  return GDK_EVENT_STOP;
}

static gboolean
zoom_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  InklingPlotView *view = inkling_line_plot_get_view (INKLING_LINE_PLOT (widget));

  inkling_plot_view_zoom_by (view, g_variant_get_double (args));

  return GDK_EVENT_STOP;
}

static gboolean
reset_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  inkling_plot_view_reset (inkling_line_plot_get_view (INKLING_LINE_PLOT (widget)));

  return GDK_EVENT_STOP;
}

static gboolean
move_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  inkling_plot_view_pan (inkling_line_plot_get_view (INKLING_LINE_PLOT (widget)),
                         g_variant_get_double (args));

  return GDK_EVENT_STOP;
}

static const struct
{
  guint           key;
  GdkModifierType modifiers;
  GtkShortcutFunc callback;
  double          argument;
} bindings[] = {
  { GDK_KEY_Left, 0, read_cb, -1.0 },
  { GDK_KEY_Right, 0, read_cb, 1.0 },
  { GDK_KEY_Home, 0, read_cb, -FAR_AWAY },
  { GDK_KEY_End, 0, read_cb, FAR_AWAY },
  { GDK_KEY_Escape, 0, stop_reading_cb },
  { GDK_KEY_plus, 0, zoom_cb, INKLING_PLOT_ZOOM_STEP },
  { GDK_KEY_equal, 0, zoom_cb, INKLING_PLOT_ZOOM_STEP },
  { GDK_KEY_KP_Add, 0, zoom_cb, INKLING_PLOT_ZOOM_STEP },
  { GDK_KEY_minus, 0, zoom_cb, 1.0 / INKLING_PLOT_ZOOM_STEP },
  { GDK_KEY_KP_Subtract, 0, zoom_cb, 1.0 / INKLING_PLOT_ZOOM_STEP },
  { GDK_KEY_0, 0, reset_cb },
  { GDK_KEY_KP_0, 0, reset_cb },
  { GDK_KEY_Left, GDK_SHIFT_MASK, move_cb, -SHARE_A_PRESS },
  { GDK_KEY_Right, GDK_SHIFT_MASK, move_cb, SHARE_A_PRESS },
};

void
inkling_plot_keys_install (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bindings); i++)
    gtk_widget_class_add_binding (widget_class, bindings[i].key, bindings[i].modifiers,
                                  bindings[i].callback, "d", bindings[i].argument);
}
