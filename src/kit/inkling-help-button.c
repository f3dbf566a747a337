/* inkling-help-button.c: a small “What is this?” beside a word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-help-button.h"

#include <glib/gi18n.h>

#include "inkling-explanations.h"

struct _InklingHelpButton
{
  GtkWidget                 parent_instance;

  const InklingExplanation *explanation; /* static */

  /* Template children */
  GtkWidget                *button;
  GtkLabel                 *title;
  GtkLabel                 *text;
};

G_DEFINE_FINAL_TYPE (InklingHelpButton, inkling_help_button, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TOPIC,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
inkling_help_button_constructed (GObject *object)
{
  InklingHelpButton *self = INKLING_HELP_BUTTON (object);
  g_autofree char *question = NULL;

  G_OBJECT_CLASS (inkling_help_button_parent_class)->constructed (object);

  g_return_if_fail (self->explanation != NULL);

  /* Translators: a button that explains a word, for example “loss” */
  question = g_strdup_printf (_("What is this? “%s”"), _(self->explanation->title));
  gtk_label_set_label (self->title, _(self->explanation->title));
  gtk_label_set_label (self->text, _(self->explanation->text));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, question,
                                  -1);
}

static void
inkling_help_button_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  InklingHelpButton *self = INKLING_HELP_BUTTON (object);

  switch (prop_id)
    {
    case PROP_TOPIC:
      self->explanation = inkling_explanations_find (g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_help_button_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), INKLING_TYPE_HELP_BUTTON);

  G_OBJECT_CLASS (inkling_help_button_parent_class)->dispose (object);
}

static void
inkling_help_button_class_init (InklingHelpButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = inkling_help_button_constructed;
  object_class->set_property = inkling_help_button_set_property;
  object_class->dispose = inkling_help_button_dispose;

  properties[PROP_TOPIC] =
    g_param_spec_string ("topic", NULL, NULL, NULL,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-help-button.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingHelpButton, button);
  gtk_widget_class_bind_template_child (widget_class, InklingHelpButton, title);
  gtk_widget_class_bind_template_child (widget_class, InklingHelpButton, text);

  gtk_widget_class_set_css_name (widget_class, "helpbutton");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
inkling_help_button_init (InklingHelpButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
inkling_help_button_new (const char *topic)
{
  return g_object_new (INKLING_TYPE_HELP_BUTTON, "topic", topic, NULL);
}
