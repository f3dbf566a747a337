/* inkling-answer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-answer.h"

#include <glib/gi18n.h>

struct _InklingAnswer
{
  GtkWidget  parent_instance;

  /* Template children */
  GtkWidget *content;
  GtkLabel  *digit;
  GtkLabel  *confidence;
};

G_DEFINE_FINAL_TYPE (InklingAnswer, inkling_answer, GTK_TYPE_WIDGET)

/* What assistive technology reads of the whole; a status is announced politely when it changes. */
static void
update_description (InklingAnswer *self)
{
  g_autofree char *description =
    /* Translators: the digit that was read, then how sure that is: “7, 98 % sure” */
    g_strdup_printf (_("%s, %s"),
                     gtk_label_get_text (self->digit),
                     gtk_label_get_text (self->confidence));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
}

static void
show (InklingAnswer *self,
      const char    *digit,
      const char    *confidence,
      gboolean       is_sure)
{
  if (g_strcmp0 (gtk_label_get_text (self->digit), digit) == 0 &&
      g_strcmp0 (gtk_label_get_text (self->confidence), confidence) == 0)
    return;

  gtk_label_set_text (self->digit, digit);
  gtk_label_set_text (self->confidence, confidence);
  if (is_sure)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unsure");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "unsure");
  update_description (self);
}

static void
inkling_answer_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), INKLING_TYPE_ANSWER);

  G_OBJECT_CLASS (inkling_answer_parent_class)->dispose (object);
}

static void
inkling_answer_class_init (InklingAnswerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inkling_answer_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-answer.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingAnswer, content);
  gtk_widget_class_bind_template_child (widget_class, InklingAnswer, digit);
  gtk_widget_class_bind_template_child (widget_class, InklingAnswer, confidence);

  gtk_widget_class_set_css_name (widget_class, "answer");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
inkling_answer_init (InklingAnswer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
inkling_answer_new (void)
{
  return g_object_new (INKLING_TYPE_ANSWER, NULL);
}

void
inkling_answer_set_reading (InklingAnswer        *self,
                            const InklingReading *reading,
                            const char           *hint)
{
  g_autofree char *digit = NULL;
  g_autofree char *confidence = NULL;

  g_return_if_fail (INKLING_IS_ANSWER (self));

  if (reading == NULL)
    {
      show (self, "–", hint, FALSE);
      return;
    }

  digit = g_strdup_printf ("%d", reading->digit);
  if (reading->unsure)
    /* Translators: the best guess, a digit, and its probability */
    confidence = g_strdup_printf (_("Not sure, perhaps %d (%d %%)"),
                                  reading->digit, inkling_percent (reading->probability));
  else
    confidence = g_strdup_printf (_("%d %% sure"), inkling_percent (reading->probability));

  show (self, reading->unsure ? "?" : digit, confidence, !reading->unsure);
}
