/* inkling-line-plot.c: curves over the steps of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-line-plot.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inkling-plot-painter.h"

#define MINIMUM_WIDTH   180
#define NATURAL_WIDTH   360
#define MINIMUM_HEIGHT  120
#define NATURAL_HEIGHT  180

struct _InklingLinePlot
{
  GtkWidget         parent_instance;

  GPtrArray        *curves;      /* owned, of InklingPlotCurve */
  InklingPlotScale  x;           /* as last drawn */
  double            cursor;      /* a step, NAN when nothing is pointed at */
  gboolean          described;   /* the accessible description is up to date */

  char             *title;
  char             *x_title;
  char             *unit;
  char             *hint;
  int               digits;
  gboolean          logarithmic;
};

G_DEFINE_FINAL_TYPE (InklingLinePlot, inkling_line_plot, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_X_TITLE,
  PROP_UNIT,
  PROP_HINT,
  PROP_DIGITS,
  PROP_LOGARITHMIC,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
curve_free (gpointer data)
{
  InklingPlotCurve *curve = data;

  g_free (curve->label);
  inkling_plot_series_free (curve->series);
  g_free (curve);
}

static InklingPlotSeries *
get_series (InklingLinePlot *self,
            guint            i)
{
  const InklingPlotCurve *curve = g_ptr_array_index (self->curves, i);

  return curve->series;
}

static gboolean
is_empty (InklingLinePlot *self)
{
  for (guint i = 0; i < self->curves->len; i++)
    if (inkling_plot_series_get_length (get_series (self, i)) > 0)
      return FALSE;

  return TRUE;
}

/* From the run's first step to its last, and from the lowest value to the highest. */
static void
fit_scales (InklingLinePlot  *self,
            InklingPlotScale *x,
            InklingPlotScale *y)
{
  double last = 0.0, low = INFINITY, high = -INFINITY;

  for (guint i = 0; i < self->curves->len; i++)
    {
      InklingPlotSeries *series = get_series (self, i);
      gsize n_points = inkling_plot_series_get_length (series);
      double lowest, highest;

      if (!inkling_plot_series_extent (series, 0, n_points, &lowest, &highest))
        continue;

      last = MAX (last, inkling_plot_series_get_points (series)[n_points - 1].x);
      low = MIN (low, lowest);
      high = MAX (high, highest);
    }

  *x = (InklingPlotScale) { .minimum = 0.0, .maximum = MAX (last, 1.0) };
  *y = (InklingPlotScale) { .logarithmic = self->logarithmic };
  inkling_plot_scale_fit (y, low, high);
}

static void
look_up_colors (InklingLinePlot    *self,
                InklingPlotPainter *painter)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));

  gtk_style_context_get_color (style, &painter->color);
  if (!gtk_style_context_lookup_color (style, "view_bg_color", &painter->background))
    painter->background = (GdkRGBA) { 1.0, 1.0, 1.0, 1.0 };

  for (guint i = 0; i < self->curves->len; i++)
    {
      InklingPlotCurve *curve = self->curves->pdata[i];
      g_autofree char *name = g_strdup_printf ("plot_color_%u", curve->style + 1);

      if (!gtk_style_context_lookup_color (style, name, &curve->color))
        curve->color = painter->color;
    }
}

static void
paint_curves (InklingLinePlot    *self,
              InklingPlotPainter *painter)
{
  double shown = isnan (self->cursor) ? INFINITY : self->cursor;

  fit_scales (self, &painter->x, &painter->y);
  inkling_plot_painter_place (painter, self->curves);
  self->x = painter->x;

  inkling_plot_painter_draw_axes (painter);
  for (guint i = 0; i < self->curves->len; i++)
    inkling_plot_painter_draw_curve (painter, self->curves->pdata[i]);
  if (!isnan (self->cursor))
    inkling_plot_painter_draw_cursor (painter, self->curves, self->cursor);
  inkling_plot_painter_draw_legend (painter, self->curves, shown);
}

/* "Batch 0.1234, Validation 0.1101 at step 12,000": what the legend shows, for a screen reader. */
static char *
describe (InklingLinePlot *self)
{
  g_autoptr (GString) values = g_string_new (NULL);
  g_autofree char *step_text = NULL;
  double step = isnan (self->cursor) ? INFINITY : self->cursor;
  double last = 0.0;

  if (is_empty (self))
    return g_strdup (self->hint);

  for (guint i = 0; i < self->curves->len; i++)
    {
      const InklingPlotCurve *curve = self->curves->pdata[i];
      const InklingPlotPoint *point = inkling_plot_series_nearest (curve->series, step);
      g_autofree char *value = NULL;

      if (point == NULL)
        continue;
      value = inkling_plot_painter_format_value (point->y, self->digits, self->unit);
      g_string_append_printf (values, "%s%s %s", values->len > 0 ? ", " : "", curve->label, value);
      last = MAX (last, point->x);
    }

  step_text = inkling_plot_painter_format_step (last);

  /* Translators: values of curves, for example “Validation 97.81 %, Test 97.54 % at step 12,000” */
  return g_strdup_printf (_("%s at step %s"), values->str, step_text);
}

static void
update_description (InklingLinePlot *self)
{
  g_autofree char *description = NULL;

  if (self->described)
    return;

  description = describe (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
  self->described = TRUE;
}

static void
contents_changed (InklingLinePlot *self)
{
  self->described = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_cursor (InklingLinePlot *self,
            double           cursor)
{
  if (self->cursor == cursor || (isnan (self->cursor) && isnan (cursor)))
    return;

  self->cursor = cursor;
  contents_changed (self);
}

/* The step of the point next to a position, over all curves; NAN when there are no points. */
static double
snap (InklingLinePlot *self,
      double           step)
{
  double nearest = NAN;

  for (guint i = 0; i < self->curves->len; i++)
    {
      const InklingPlotPoint *point = inkling_plot_series_nearest (get_series (self, i), step);

      if (point != NULL && !(fabs (nearest - step) <= fabs (point->x - step)))
        nearest = point->x;
    }

  return nearest;
}

static void
motion_cb (InklingLinePlot *self,
           double           x)
{
  if (!is_empty (self) && self->x.end > self->x.start)
    set_cursor (self, snap (self, inkling_plot_scale_to_value (&self->x, x)));
}

static void
leave_cb (InklingLinePlot *self)
{
  set_cursor (self, NAN);
}

/* The first curve's next point in a direction; the last one when nothing was pointed at. */
static gboolean
move_cursor_cb (GtkWidget *widget,
                GVariant  *args,
                gpointer   user_data)
{
  InklingLinePlot *self = INKLING_LINE_PLOT (widget);
  const InklingPlotSeries *series;
  gsize n_points, at;

  if (is_empty (self))
    return GDK_EVENT_PROPAGATE;

  series = get_series (self, 0);
  n_points = inkling_plot_series_get_length (series);
  at = isnan (self->cursor) ? n_points : inkling_plot_series_find (series, self->cursor);
  at = (gsize) CLAMP ((gint64) at + g_variant_get_int32 (args), 0, (gint64) n_points - 1);
  set_cursor (self, inkling_plot_series_get_points (series)[at].x);

  return GDK_EVENT_STOP;
}

static gboolean
clear_cursor_cb (GtkWidget *widget,
                 GVariant  *args,
                 gpointer   user_data)
{
  InklingLinePlot *self = INKLING_LINE_PLOT (widget);

  if (isnan (self->cursor))
    return GDK_EVENT_PROPAGATE;

  set_cursor (self, NAN);

  return GDK_EVENT_STOP;
}

static void
inkling_line_plot_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  InklingLinePlot *self = INKLING_LINE_PLOT (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, NULL);
  InklingPlotPainter painter = {
    .layout = layout,
    .width = width,
    .height = height,
    .title = self->title,
    .x_title = self->x_title,
    .unit = self->unit,
    .digits = self->digits,
  };

  painter.cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  look_up_colors (self, &painter);
  if (is_empty (self))
    inkling_plot_painter_draw_hint (&painter, self->hint);
  else
    paint_curves (self, &painter);
  cairo_destroy (painter.cr);

  update_description (self);
}

static void
inkling_line_plot_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = horizontal ? MINIMUM_WIDTH : MINIMUM_HEIGHT;
  *natural = horizontal ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
inkling_line_plot_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  InklingLinePlot *self = INKLING_LINE_PLOT (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;
    case PROP_X_TITLE:
      self->x_title = g_value_dup_string (value);
      break;
    case PROP_UNIT:
      self->unit = g_value_dup_string (value);
      break;
    case PROP_HINT:
      self->hint = g_value_dup_string (value);
      break;
    case PROP_DIGITS:
      self->digits = g_value_get_int (value);
      break;
    case PROP_LOGARITHMIC:
      self->logarithmic = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_line_plot_finalize (GObject *object)
{
  InklingLinePlot *self = INKLING_LINE_PLOT (object);

  g_ptr_array_unref (self->curves);
  g_free (self->title);
  g_free (self->x_title);
  g_free (self->unit);
  g_free (self->hint);

  G_OBJECT_CLASS (inkling_line_plot_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_X_TITLE] = g_param_spec_string ("x-title", NULL, NULL, NULL, flags);
  properties[PROP_UNIT] = g_param_spec_string ("unit", NULL, NULL, "", flags);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, "", flags);
  properties[PROP_DIGITS] = g_param_spec_int ("digits", NULL, NULL, 0, 9, 2, flags);
  properties[PROP_LOGARITHMIC] = g_param_spec_boolean ("logarithmic", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
inkling_line_plot_class_init (InklingLinePlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = inkling_line_plot_set_property;
  object_class->finalize = inkling_line_plot_finalize;

  widget_class->snapshot = inkling_line_plot_snapshot;
  widget_class->measure = inkling_line_plot_measure;

  install_properties (object_class);

  gtk_widget_class_set_css_name (widget_class, "lineplot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move_cursor_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move_cursor_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, move_cursor_cb, "i", G_MININT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, move_cursor_cb, "i", G_MAXINT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, clear_cursor_cb, NULL);
}

static void
inkling_line_plot_init (InklingLinePlot *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->curves = g_ptr_array_new_with_free_func (curve_free);
  self->cursor = NAN;

  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
inkling_line_plot_new (void)
{
  return g_object_new (INKLING_TYPE_LINE_PLOT, NULL);
}

guint
inkling_line_plot_add_curve (InklingLinePlot *self,
                             const char      *label,
                             guint            style)
{
  InklingPlotCurve *curve = g_new0 (InklingPlotCurve, 1);

  g_return_val_if_fail (INKLING_IS_LINE_PLOT (self), 0);

  curve->label = g_strdup (label);
  curve->series = inkling_plot_series_new ();
  curve->style = style;
  g_ptr_array_add (self->curves, curve);

  return self->curves->len - 1;
}

void
inkling_line_plot_append (InklingLinePlot *self,
                          guint            curve,
                          double           step,
                          double           value)
{
  g_return_if_fail (INKLING_IS_LINE_PLOT (self));
  g_return_if_fail (curve < self->curves->len);

  inkling_plot_series_append (get_series (self, curve), step, value);
  contents_changed (self);
}

void
inkling_line_plot_clear (InklingLinePlot *self)
{
  g_return_if_fail (INKLING_IS_LINE_PLOT (self));

  for (guint i = 0; i < self->curves->len; i++)
    inkling_plot_series_clear (get_series (self, i));
  self->cursor = NAN;
  contents_changed (self);
}
