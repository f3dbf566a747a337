/* inkling-line-plot.c: curves over the steps of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-line-plot.h"

#include "inkling-plot-keys.h"
#include "inkling-plot-picture.h"
#include "inkling-plot-pointer.h"
#include "inkling-plot-words.h"

#define MINIMUM_WIDTH   180
#define NATURAL_WIDTH   360
#define MINIMUM_HEIGHT  110
#define NATURAL_HEIGHT  200

struct _InklingLinePlot
{
  GtkWidget          parent_instance;

  InklingPlotFigure *figure;      /* owned */
  InklingPlotView   *view;        /* owned, maybe shared */
  InklingPlotScale   x;           /* as last drawn */
  gboolean           described;   /* the accessible description is up to date */
  char              *hint;
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
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What the legend shows, for a screen reader. */
static void
update_description (InklingLinePlot *self)
{
  g_autofree char *description = NULL;

  if (self->described)
    return;

  description = inkling_plot_describe (self->figure, inkling_plot_view_get_cursor (self->view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : self->hint,
                                  -1);
  self->described = TRUE;
}

static void
view_changed_cb (InklingLinePlot *self)
{
  g_assert (INKLING_IS_LINE_PLOT (self));

  self->described = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
key_cb (GtkWidget *widget,
        GVariant  *args,
        gpointer   user_data)
{
  InklingLinePlot *self = INKLING_LINE_PLOT (widget);

  return inkling_plot_keys_act (args, self->figure, self->view);
}

static void
inkling_line_plot_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  InklingLinePlot *self = INKLING_LINE_PLOT (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, NULL);
  InklingPlotPalette palette;
  InklingPlotPainter painter = {
    .layout = layout,
    .figure = self->figure,
    .palette = &palette,
    .width = width,
    .height = height,
  };

  inkling_plot_palette_look_up (&palette, widget);
  painter.cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (inkling_plot_figure_is_empty (self->figure))
    inkling_plot_picture_draw_hint (&painter, self->hint);
  else
    inkling_plot_picture_draw (&painter, self->view);
  self->x = painter.x;
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
      self->figure->title = g_value_dup_string (value);
      break;
    case PROP_X_TITLE:
      self->figure->x_title = g_value_dup_string (value);
      break;
    case PROP_UNIT:
      g_free (self->figure->unit);
      self->figure->unit = g_value_dup_string (value);
      break;
    case PROP_HINT:
      self->hint = g_value_dup_string (value);
      break;
    case PROP_DIGITS:
      self->figure->digits = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_line_plot_dispose (GObject *object)
{
  g_clear_object (&INKLING_LINE_PLOT (object)->view);

  G_OBJECT_CLASS (inkling_line_plot_parent_class)->dispose (object);
}

static void
inkling_line_plot_finalize (GObject *object)
{
  InklingLinePlot *self = INKLING_LINE_PLOT (object);

  inkling_plot_figure_free (self->figure);
  g_free (self->hint);

  G_OBJECT_CLASS (inkling_line_plot_parent_class)->finalize (object);
}

static void
inkling_line_plot_class_init (InklingLinePlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = inkling_line_plot_set_property;
  object_class->dispose = inkling_line_plot_dispose;
  object_class->finalize = inkling_line_plot_finalize;

  widget_class->snapshot = inkling_line_plot_snapshot;
  widget_class->measure = inkling_line_plot_measure;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_X_TITLE] = g_param_spec_string ("x-title", NULL, NULL, NULL, flags);
  properties[PROP_UNIT] = g_param_spec_string ("unit", NULL, NULL, "", flags);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, "", flags);
  properties[PROP_DIGITS] = g_param_spec_int ("digits", NULL, NULL, -9, 9, 2, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "lineplot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  inkling_plot_keys_install (widget_class, key_cb);
}

static void
inkling_line_plot_init (InklingLinePlot *self)
{
  g_autoptr (InklingPlotView) view = inkling_plot_view_new ();

  self->figure = inkling_plot_figure_new ();
  inkling_line_plot_set_view (self, view);
  inkling_plot_pointer_attach (GTK_WIDGET (self), self->figure, &self->view, &self->x);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

InklingPlotFigure *
inkling_line_plot_get_figure (InklingLinePlot *self)
{
  g_return_val_if_fail (INKLING_IS_LINE_PLOT (self), NULL);

  return self->figure;
}

void
inkling_line_plot_update (InklingLinePlot *self)
{
  double first, last;

  g_return_if_fail (INKLING_IS_LINE_PLOT (self));

  inkling_plot_figure_get_extent (self->figure, &first, &last);
  inkling_plot_view_include (self->view, first, last);
  view_changed_cb (self);
}

void
inkling_line_plot_set_view (InklingLinePlot *self,
                            InklingPlotView *view)
{
  g_return_if_fail (INKLING_IS_LINE_PLOT (self));

  if (self->view == view)
    return;

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_set_object (&self->view, view);
  g_signal_connect_object (view, "changed", G_CALLBACK (view_changed_cb), self, G_CONNECT_SWAPPED);
  view_changed_cb (self);
}

InklingPlotView *
inkling_line_plot_get_view (InklingLinePlot *self)
{
  g_return_val_if_fail (INKLING_IS_LINE_PLOT (self), NULL);

  return self->view;
}
