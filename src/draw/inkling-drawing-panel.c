/* inkling-drawing-panel.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-drawing-panel.h"

struct _InklingDrawingPanel
{
  GtkWidget     parent_instance;

  InklingModel *model; /* owned, NULL when there is none */
};

G_DEFINE_FINAL_TYPE (InklingDrawingPanel, inkling_drawing_panel, GTK_TYPE_WIDGET)

static void
inkling_drawing_panel_dispose (GObject *object)
{
  InklingDrawingPanel *self = INKLING_DRAWING_PANEL (object);

  g_clear_pointer (&self->model, inkling_model_unref);

  G_OBJECT_CLASS (inkling_drawing_panel_parent_class)->dispose (object);
}

static void
inkling_drawing_panel_class_init (InklingDrawingPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = inkling_drawing_panel_dispose;
}

static void
inkling_drawing_panel_init (InklingDrawingPanel *self)
{
}

GtkWidget *
inkling_drawing_panel_new (void)
{
  return g_object_new (INKLING_TYPE_DRAWING_PANEL, NULL);
}

void
inkling_drawing_panel_set_model (InklingDrawingPanel *self,
                                 InklingModel        *model)
{
  g_return_if_fail (INKLING_IS_DRAWING_PANEL (self));

  if (self->model == model)
    return;

  g_clear_pointer (&self->model, inkling_model_unref);
  self->model = model == NULL ? NULL : inkling_model_ref (model);
}
