/* inkling-plot-keys.c: reading, zooming and moving a plot with the keyboard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-keys.h"

#include <math.h>

#define SHARE_A_PRESS 0.25 /* of what is visible */
#define FAR_AWAY      1e15 /* more points than there are */

/* Each of these returns whether the key was one for the plot as it is.
 *
 * The first curve's next point in a direction; its last one when nothing was pointed at. */
static gboolean
read_next (const InklingPlotFigure *figure,
           InklingPlotView         *view,
           double                   distance)
{
  double cursor = inkling_plot_view_get_cursor (view);
  const InklingPlotSeries *series;
  gsize n_points, at;
  double step;

  if (inkling_plot_figure_is_empty (figure))
    return GDK_EVENT_PROPAGATE;

  series = inkling_plot_figure_get_curve (figure, 0)->run.raw;
  n_points = inkling_plot_series_get_length (series);
  if (n_points > 0)
    {
      at = isnan (cursor) ? n_points : inkling_plot_series_find (series, cursor);
      at = (gsize) CLAMP (at + distance, 0.0, n_points - 1.0);
      step = inkling_plot_series_get_points (series)[at].x;
    }
  else
    {
      step = inkling_plot_figure_snap (figure, cursor);
    }

  inkling_plot_view_set_cursor (view, step);
  inkling_plot_view_reveal (view, step);

  return GDK_EVENT_STOP;
}

static gboolean
stop_reading (const InklingPlotFigure *figure,
              InklingPlotView         *view,
              double                   unused)
{
  if (isnan (inkling_plot_view_get_cursor (view)))
    return GDK_EVENT_PROPAGATE;

  inkling_plot_view_set_cursor (view, NAN);

  return GDK_EVENT_STOP;
}

static gboolean
zoom (const InklingPlotFigure *figure,
      InklingPlotView         *view,
      double                   factor)
{
  inkling_plot_view_zoom_by (view, factor);

  return GDK_EVENT_STOP;
}

static gboolean
reset (const InklingPlotFigure *figure,
       InklingPlotView         *view,
       double                   unused)
{
  inkling_plot_view_reset (view);

  return GDK_EVENT_STOP;
}

static gboolean
move (const InklingPlotFigure *figure,
      InklingPlotView         *view,
      double                   share)
{
  inkling_plot_view_pan (view, share);

  return GDK_EVENT_STOP;
}

static const struct
{
  guint           key;
  GdkModifierType modifiers;
  gboolean      (*act) (const InklingPlotFigure *figure,
                        InklingPlotView         *view,
                        double                   amount);
  double          amount;
} bindings[] = {
  { GDK_KEY_Left, 0, read_next, -1.0 },
  { GDK_KEY_Right, 0, read_next, 1.0 },
  { GDK_KEY_Home, 0, read_next, -FAR_AWAY },
  { GDK_KEY_End, 0, read_next, FAR_AWAY },
  { GDK_KEY_Escape, 0, stop_reading },
  { GDK_KEY_plus, 0, zoom, INKLING_PLOT_ZOOM_STEP },
  { GDK_KEY_equal, 0, zoom, INKLING_PLOT_ZOOM_STEP },
  { GDK_KEY_KP_Add, 0, zoom, INKLING_PLOT_ZOOM_STEP },
  { GDK_KEY_minus, 0, zoom, 1.0 / INKLING_PLOT_ZOOM_STEP },
  { GDK_KEY_KP_Subtract, 0, zoom, 1.0 / INKLING_PLOT_ZOOM_STEP },
  { GDK_KEY_0, 0, reset },
  { GDK_KEY_KP_0, 0, reset },
  { GDK_KEY_Left, GDK_SHIFT_MASK, move, -SHARE_A_PRESS },
  { GDK_KEY_Right, GDK_SHIFT_MASK, move, SHARE_A_PRESS },
};

void
inkling_plot_keys_install (GtkWidgetClass  *widget_class,
                           GtkShortcutFunc  callback)
{
  for (guint i = 0; i < G_N_ELEMENTS (bindings); i++)
    gtk_widget_class_add_binding (widget_class, bindings[i].key, bindings[i].modifiers, callback,
                                  "u", i);
}

gboolean
inkling_plot_keys_act (GVariant                *args,
                       const InklingPlotFigure *figure,
                       InklingPlotView         *view)
{
  guint i = g_variant_get_uint32 (args);

  g_assert (i < G_N_ELEMENTS (bindings));

  return bindings[i].act (figure, view, bindings[i].amount);
}
