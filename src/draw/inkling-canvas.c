/* inkling-canvas.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-canvas.h"

#include "inkling-ink-painter.h"
#include "inkling-ink-view.h"
#include "inkling-pen.h"

#define MINIMUM_SIDE 200
#define NATURAL_SIDE 360

#define FAINT_INK 0.15

struct _InklingCanvas
{
  GtkWidget       parent_instance;

  InklingInk     *ink;       /* owned */
  InklingInk     *other_ink; /* owned, NULL: shown in front of ink, which is faint then */
  InklingInkView *view;      /* owned, of ink */
  InklingPen     *pen;       /* owned */
  double          pen_width; /* units of the sheet */

  /* Template children */
  GtkWidget      *guide;     /* shown while nothing is drawn */
};

G_DEFINE_FINAL_TYPE (InklingCanvas, inkling_canvas, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_ERASING,
  PROP_PEN_WIDTH,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

typedef struct
{
  guint keyval;
  guint keypad_keyval;
  int   columns;
  int   rows;
} CursorKey;

static const CursorKey cursor_keys[] = {
  { GDK_KEY_Left,      GDK_KEY_KP_Left,      -1,  0 },
  { GDK_KEY_Right,     GDK_KEY_KP_Right,      1,  0 },
  { GDK_KEY_Up,        GDK_KEY_KP_Up,         0, -1 },
  { GDK_KEY_Down,      GDK_KEY_KP_Down,       0,  1 },
  { GDK_KEY_Home,      GDK_KEY_KP_Home,      -1, -1 },
  { GDK_KEY_Page_Up,   GDK_KEY_KP_Page_Up,    1, -1 },
  { GDK_KEY_End,       GDK_KEY_KP_End,       -1,  1 },
  { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down,  1,  1 },
};

static const guint clear_keys[] = { GDK_KEY_Delete, GDK_KEY_BackSpace, GDK_KEY_Escape };

/* Draws everything anew. */
static void
redraw (InklingCanvas *self)
{
  inkling_ink_view_forget (self->view);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Where no strokes are left there is nothing to rub out: one wants to draw. */
static void
ink_changed_cb (InklingCanvas *self)
{
  gtk_widget_set_visible (self->guide, inkling_ink_is_empty (self->ink));
  if (inkling_ink_get_n_strokes (self->ink) == 0)
    inkling_canvas_set_erasing (self, FALSE);
  if (inkling_ink_is_growing (self->ink))
    gtk_widget_queue_draw (GTK_WIDGET (self));
  else
    redraw (self);
}

static void
focus_leave_cb (InklingCanvas *self)
{
  inkling_pen_leave (self->pen);
}

static gboolean
move_cursor_cb (GtkWidget *widget,
                GVariant  *args,
                gpointer   user_data)
{
  int columns, rows;

  g_variant_get (args, "(ii)", &columns, &rows);
  inkling_pen_step (INKLING_CANVAS (widget)->pen, columns, rows);

  return GDK_EVENT_STOP;
}

static gboolean
toggle_pen_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  inkling_pen_toggle (INKLING_CANVAS (widget)->pen);

  return GDK_EVENT_STOP;
}

/* Escape on an empty sheet is left to others, such as a dialog around the canvas. */
static gboolean
clear_cb (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  InklingCanvas *self = INKLING_CANVAS (widget);

  if (inkling_ink_is_empty (self->ink))
    return GDK_EVENT_PROPAGATE;

  inkling_ink_clear (self->ink);

  return GDK_EVENT_STOP;
}

/* As large as the sheet allows, in its middle. */
static void
snapshot_picture (InklingCanvas *self,
                  GtkSnapshot   *snapshot,
                  GdkTexture    *texture)
{
  double left, top;
  float side = (float) inkling_pen_get_sheet (GTK_WIDGET (self), &left, &top);
  float width = (float) gdk_texture_get_width (texture);
  float height = (float) gdk_texture_get_height (texture);
  float scale = side / MAX (width, height);
  graphene_rect_t place = GRAPHENE_RECT_INIT ((float) left + (side - scale * width) / 2,
                                              (float) top + (side - scale * height) / 2,
                                              scale * width, scale * height);

  gtk_snapshot_append_texture (snapshot, texture, &place);
}

static void
snapshot_other_ink (InklingCanvas *self,
                    GtkSnapshot   *snapshot,
                    const GdkRGBA *color)
{
  cairo_t *cr = inkling_ink_view_begin (GTK_WIDGET (self), snapshot, color);

  inkling_ink_paint (self->other_ink, self->pen_width, cr);
  cairo_destroy (cr);
}

static void
snapshot_pen (InklingCanvas *self,
              GtkSnapshot   *snapshot,
              const GdkRGBA *color)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA accent = *color;
  cairo_t *cr;

  gtk_style_context_lookup_color (context, "accent_color", &accent);
  cr = inkling_ink_view_begin (GTK_WIDGET (self), snapshot, &accent);
  inkling_pen_paint (self->pen, cr);
  cairo_destroy (cr);
}

static void
inkling_canvas_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  InklingCanvas *self = INKLING_CANVAS (widget);
  int guide_minimum;

  gtk_widget_measure (self->guide, orientation, -1, &guide_minimum, NULL, NULL, NULL);
  *minimum = MAX (MINIMUM_SIDE, guide_minimum);
  *natural = MAX (NATURAL_SIDE, guide_minimum);
}

static void
inkling_canvas_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  InklingCanvas *self = INKLING_CANVAS (widget);

  inkling_ink_view_forget (self->view);
  if (gtk_widget_should_layout (self->guide))
    gtk_widget_allocate (self->guide, width, height, baseline, NULL);
}

static void
inkling_canvas_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  InklingCanvas *self = INKLING_CANVAS (widget);
  InklingSheetPicture *picture = inkling_ink_get_picture (self->ink);
  GdkRGBA color;

  if (picture != NULL)
    snapshot_picture (self, snapshot, inkling_sheet_picture_get_texture (picture));
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  if (self->other_ink != NULL)
    {
      snapshot_other_ink (self, snapshot, &color);
      gtk_snapshot_push_opacity (snapshot, FAINT_INK);
    }
  inkling_ink_view_snapshot (self->view, snapshot, self->pen_width, &color);
  if (self->other_ink != NULL)
    gtk_snapshot_pop (snapshot);

  if (inkling_pen_is_shown (self->pen))
    snapshot_pen (self, snapshot, &color);
  gtk_widget_snapshot_child (widget, self->guide, snapshot);
}

static void
inkling_canvas_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  InklingCanvas *self = INKLING_CANVAS (object);

  switch (prop_id)
    {
    case PROP_ERASING:
      g_value_set_boolean (value, inkling_pen_get_erasing (self->pen));
      break;
    case PROP_PEN_WIDTH:
      g_value_set_double (value, self->pen_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_canvas_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  InklingCanvas *self = INKLING_CANVAS (object);

  switch (prop_id)
    {
    case PROP_ERASING:
      inkling_canvas_set_erasing (self, g_value_get_boolean (value));
      break;
    case PROP_PEN_WIDTH:
      inkling_canvas_set_pen_width (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_canvas_dispose (GObject *object)
{
  InklingCanvas *self = INKLING_CANVAS (object);

  g_clear_pointer (&self->pen, inkling_pen_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), INKLING_TYPE_CANVAS);

  G_OBJECT_CLASS (inkling_canvas_parent_class)->dispose (object);
}

static void
inkling_canvas_finalize (GObject *object)
{
  InklingCanvas *self = INKLING_CANVAS (object);

  g_clear_object (&self->ink);
  g_clear_object (&self->other_ink);
  g_clear_pointer (&self->view, inkling_ink_view_free);

  G_OBJECT_CLASS (inkling_canvas_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cursor_keys); i++)
    {
      const CursorKey *key = &cursor_keys[i];

      gtk_widget_class_add_binding (widget_class, key->keyval, 0, move_cursor_cb,
                                    "(ii)", key->columns, key->rows);
      gtk_widget_class_add_binding (widget_class, key->keypad_keyval, 0, move_cursor_cb,
                                    "(ii)", key->columns, key->rows);
    }

  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, toggle_pen_cb, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (clear_keys); i++)
    gtk_widget_class_add_binding (widget_class, clear_keys[i], 0, clear_cb, NULL);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_ERASING] = g_param_spec_boolean ("erasing", NULL, NULL, FALSE, flags);
  properties[PROP_PEN_WIDTH] =
    g_param_spec_double ("pen-width", NULL, NULL, INKLING_PEN_MIN_WIDTH, INKLING_PEN_MAX_WIDTH,
                         INKLING_PEN_WIDTH, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
inkling_canvas_class_init (InklingCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = inkling_canvas_get_property;
  object_class->set_property = inkling_canvas_set_property;
  object_class->dispose = inkling_canvas_dispose;
  object_class->finalize = inkling_canvas_finalize;

  widget_class->measure = inkling_canvas_measure;
  widget_class->size_allocate = inkling_canvas_size_allocate;
  widget_class->snapshot = inkling_canvas_snapshot;

  install_properties (object_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-canvas.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingCanvas, guide);
  gtk_widget_class_bind_template_callback (widget_class, focus_leave_cb);

  gtk_widget_class_set_css_name (widget_class, "inkcanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  add_keys (widget_class);
}

static void
inkling_canvas_init (InklingCanvas *self)
{
  self->ink = inkling_ink_new ();
  self->pen = inkling_pen_new (GTK_WIDGET (self), self->ink);
  self->view = inkling_ink_view_new (GTK_WIDGET (self), self->ink);
  self->pen_width = INKLING_PEN_WIDTH;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
  g_signal_connect_object (self->ink, "changed", G_CALLBACK (ink_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

InklingInk *
inkling_canvas_get_ink (InklingCanvas *self)
{
  g_return_val_if_fail (INKLING_IS_CANVAS (self), NULL);

  return self->ink;
}

void
inkling_canvas_show_ink (InklingCanvas *self,
                         InklingInk    *other)
{
  g_return_if_fail (INKLING_IS_CANVAS (self));

  g_set_object (&self->other_ink, other);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
inkling_canvas_set_erasing (InklingCanvas *self,
                            gboolean       erasing)
{
  g_return_if_fail (INKLING_IS_CANVAS (self));

  if (inkling_pen_get_erasing (self->pen) == erasing)
    return;

  inkling_pen_set_erasing (self->pen, erasing);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), erasing ? "none" : "crosshair");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERASING]);
}

gboolean
inkling_canvas_get_erasing (InklingCanvas *self)
{
  g_return_val_if_fail (INKLING_IS_CANVAS (self), FALSE);

  return inkling_pen_get_erasing (self->pen);
}

void
inkling_canvas_set_pen_width (InklingCanvas *self,
                              double         pen_width)
{
  g_return_if_fail (INKLING_IS_CANVAS (self));

  if (self->pen_width == pen_width)
    return;

  self->pen_width = pen_width;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PEN_WIDTH]);
}

double
inkling_canvas_get_pen_width (InklingCanvas *self)
{
  g_return_val_if_fail (INKLING_IS_CANVAS (self), INKLING_PEN_WIDTH);

  return self->pen_width;
}
