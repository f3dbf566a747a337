/* inkling-panes.c: the two halves of the window, training and drawing, and which of them is seen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-panes.h"

#include "inkling-presentation.h"
#include "inkling-settings.h"
#include "inkling-split-view.h"

struct _InklingPanes
{
  GtkWidget         parent_instance;

  GtkWidget        *training;     /* the split view's */
  GtkWidget        *drawing;      /* the split view's */
  gboolean          presentation;

  /* Template children */
  InklingSplitView *split_view;
  GtkActionBar     *bar;
  GtkToggleButton  *train_toggle;
  GtkToggleButton  *draw_toggle;
  GtkToggleButton  *both_toggle;
};

G_DEFINE_FINAL_TYPE (InklingPanes, inkling_panes, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TRAINING,
  PROP_DRAWING,
  PROP_PRESENTATION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
update_bar (InklingPanes *self)
{
  gboolean folded;

  g_assert (INKLING_IS_PANES (self));

  g_object_get (self->split_view, "folded", &folded, NULL);
  gtk_action_bar_set_revealed (self->bar, folded || self->presentation);
}

static double
find_scale (InklingPanes *self,
            gboolean      both)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSurface *surface = native == NULL ? NULL : gtk_native_get_surface (native);
  GdkMonitor *monitor = NULL;
  GdkRectangle screen;

  if (surface != NULL)
    monitor = gdk_display_get_monitor_at_surface (gtk_widget_get_display (GTK_WIDGET (self)),
                                                  surface);
  if (monitor == NULL)
    return 1.0;

  gdk_monitor_get_geometry (monitor, &screen);

  return inkling_presentation_find_scale (screen.width, screen.height, both);
}

static void
update_scale (InklingPanes *self)
{
  gboolean both = gtk_toggle_button_get_active (self->both_toggle);

  g_assert (INKLING_IS_PANES (self));

  g_object_set (self->split_view, "single", self->presentation && !both, NULL);
  inkling_presentation_scale_type (GTK_WIDGET (self),
                                   self->presentation ? find_scale (self, both) : 1.0);
}

static void
set_presentation (InklingPanes *self,
                  gboolean      presentation)
{
  if (self->presentation == presentation)
    return;

  self->presentation = presentation;
  if (presentation)
    gtk_widget_add_css_class (GTK_WIDGET (self), "presentation");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "presentation");
  gtk_toggle_button_set_active (presentation ? self->both_toggle : self->train_toggle, TRUE);
  update_scale (self);
  update_bar (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRESENTATION]);
}

static void
inkling_panes_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  InklingPanes *self = INKLING_PANES (object);

  switch (prop_id)
    {
    case PROP_TRAINING:
      g_value_set_object (value, self->training);
      break;
    case PROP_DRAWING:
      g_value_set_object (value, self->drawing);
      break;
    case PROP_PRESENTATION:
      g_value_set_boolean (value, self->presentation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_panes_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  InklingPanes *self = INKLING_PANES (object);

  switch (prop_id)
    {
    case PROP_TRAINING:
      self->training = g_value_get_object (value);
      g_object_set_property (G_OBJECT (self->split_view), "start-child", value);
      break;
    case PROP_DRAWING:
      self->drawing = g_value_get_object (value);
      g_object_set_property (G_OBJECT (self->split_view), "end-child", value);
      break;
    case PROP_PRESENTATION:
      set_presentation (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* Type goes back to its size when the window closes in the middle of a presentation. */
static void
inkling_panes_unrealize (GtkWidget *widget)
{
  inkling_presentation_scale_type (widget, 1.0);

  GTK_WIDGET_CLASS (inkling_panes_parent_class)->unrealize (widget);
}

static void
inkling_panes_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), INKLING_TYPE_PANES);

  G_OBJECT_CLASS (inkling_panes_parent_class)->dispose (object);
}

static void
inkling_panes_class_init (InklingPanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = inkling_panes_dispose;
  object_class->get_property = inkling_panes_get_property;
  object_class->set_property = inkling_panes_set_property;
  widget_class->unrealize = inkling_panes_unrealize;

  properties[PROP_TRAINING] =
    g_param_spec_object ("training", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_DRAWING] =
    g_param_spec_object ("drawing", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_PRESENTATION] =
    g_param_spec_boolean ("presentation", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-panes.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingPanes, split_view);
  gtk_widget_class_bind_template_child (widget_class, InklingPanes, bar);
  gtk_widget_class_bind_template_child (widget_class, InklingPanes, train_toggle);
  gtk_widget_class_bind_template_child (widget_class, InklingPanes, draw_toggle);
  gtk_widget_class_bind_template_child (widget_class, InklingPanes, both_toggle);
  gtk_widget_class_bind_template_callback (widget_class, update_bar);
  gtk_widget_class_bind_template_callback (widget_class, update_scale);

  g_type_ensure (INKLING_TYPE_SPLIT_VIEW);
}

static void
inkling_panes_init (InklingPanes *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  inkling_settings_bind (INKLING_SETTINGS_PANE_FRACTION, self->split_view, "fraction",
                         G_SETTINGS_BIND_DEFAULT);
}

void
inkling_panes_show_training (InklingPanes *self)
{
  g_return_if_fail (INKLING_IS_PANES (self));

  gtk_toggle_button_set_active (self->train_toggle, TRUE);
  gtk_widget_grab_focus (self->training);
}

void
inkling_panes_show_drawing (InklingPanes *self)
{
  g_return_if_fail (INKLING_IS_PANES (self));

  gtk_toggle_button_set_active (self->draw_toggle, TRUE);
  gtk_widget_grab_focus (self->drawing);
}

gboolean
inkling_panes_is_settled (InklingPanes *self)
{
  g_return_val_if_fail (INKLING_IS_PANES (self), TRUE);

  return inkling_split_view_is_settled (self->split_view);
}
