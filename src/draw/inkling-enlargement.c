/* inkling-enlargement.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-enlargement.h"

#include <glib/gi18n.h>

#include "inkling-preview.h"

struct _InklingEnlargement
{
  GtkWidget       parent_instance;

  /* Template children */
  GtkWidget      *content;
  InklingPreview *preview;
  GtkLabel       *title;
  GtkLabel       *text;
};

G_DEFINE_FINAL_TYPE (InklingEnlargement, inkling_enlargement, GTK_TYPE_WIDGET)

static void
inkling_enlargement_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), INKLING_TYPE_ENLARGEMENT);

  G_OBJECT_CLASS (inkling_enlargement_parent_class)->dispose (object);
}

static void
inkling_enlargement_class_init (InklingEnlargementClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inkling_enlargement_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-enlargement.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingEnlargement, content);
  gtk_widget_class_bind_template_child (widget_class, InklingEnlargement, preview);
  gtk_widget_class_bind_template_child (widget_class, InklingEnlargement, title);
  gtk_widget_class_bind_template_child (widget_class, InklingEnlargement, text);

  gtk_widget_class_set_css_name (widget_class, "enlargement");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  g_type_ensure (INKLING_TYPE_PREVIEW);
}

static void
inkling_enlargement_init (InklingEnlargement *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
inkling_enlargement_new (void)
{
  return g_object_new (INKLING_TYPE_ENLARGEMENT, NULL);
}

void
inkling_enlargement_explain (InklingEnlargement       *self,
                             const InklingExplanation *explanation)
{
  g_return_if_fail (INKLING_IS_ENLARGEMENT (self));

  gtk_label_set_label (self->title, _(explanation->title));
  gtk_label_set_label (self->text, _(explanation->text));
}

void
inkling_enlargement_set_image (InklingEnlargement *self,
                               const guint8       *image)
{
  g_return_if_fail (INKLING_IS_ENLARGEMENT (self));

  inkling_preview_set_image (self->preview, image);
}
