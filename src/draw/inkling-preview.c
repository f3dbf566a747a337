/* inkling-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-preview.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define NATURAL_PIXEL 4 /* on screen, for one of the picture */
#define MINIMUM_PIXEL 2

/* The box that MNIST's digits were fitted into before they were centred. */
#define BOX_SIDE   20
#define BOX_MARGIN ((NN_IMAGE_SIDE - BOX_SIDE) / 2)
#define BOX_ALPHA  0.25

struct _InklingPreview
{
  GtkWidget        parent_instance;

  cairo_surface_t *picture;  /* owned: A8, 28×28, the ink */
  gboolean         is_blank;
};

G_DEFINE_FINAL_TYPE (InklingPreview, inkling_preview, GTK_TYPE_WIDGET)

/* The largest whole number of device pixels a picture's pixel can have, so that all are alike. */
static double
get_pixel_size (InklingPreview *self)
{
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double side = MIN (gtk_widget_get_width (GTK_WIDGET (self)),
                     gtk_widget_get_height (GTK_WIDGET (self)));

  return floor (side * scale / NN_IMAGE_SIDE) / scale;
}

static void
paint_picture (InklingPreview *self,
               cairo_t        *cr,
               const GdkRGBA  *color)
{
  cairo_pattern_t *pattern = cairo_pattern_create_for_surface (self->picture);

  cairo_pattern_set_filter (pattern, CAIRO_FILTER_NEAREST);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_mask (cr, pattern);
  cairo_pattern_destroy (pattern);
}

static void
paint_box (cairo_t       *cr,
           const GdkRGBA *color,
           double         line_width)
{
  GdkRGBA faint = *color;

  faint.alpha *= BOX_ALPHA;
  gdk_cairo_set_source_rgba (cr, &faint);
  cairo_set_line_width (cr, line_width);
  cairo_rectangle (cr, BOX_MARGIN + line_width / 2, BOX_MARGIN + line_width / 2,
                   BOX_SIDE - line_width, BOX_SIDE - line_width);
  cairo_stroke (cr);
}

static void
inkling_preview_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = NN_IMAGE_SIDE * MINIMUM_PIXEL;
  *natural = NN_IMAGE_SIDE * NATURAL_PIXEL;
}

static void
inkling_preview_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  InklingPreview *self = INKLING_PREVIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  double pixel = get_pixel_size (self);
  double side = pixel * NN_IMAGE_SIDE;
  GdkRGBA color;
  cairo_t *cr;

  if (pixel <= 0.0)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_translate (cr, floor ((width - side) / 2), floor ((height - side) / 2));
  cairo_scale (cr, pixel, pixel);
  paint_picture (self, cr, &color);
  paint_box (cr, &color, 1.0 / pixel);
  cairo_destroy (cr);
}

static void
inkling_preview_finalize (GObject *object)
{
  InklingPreview *self = INKLING_PREVIEW (object);

  g_clear_pointer (&self->picture, cairo_surface_destroy);

  G_OBJECT_CLASS (inkling_preview_parent_class)->finalize (object);
}

static void
inkling_preview_class_init (InklingPreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = inkling_preview_finalize;

  widget_class->measure = inkling_preview_measure;
  widget_class->snapshot = inkling_preview_snapshot;

  gtk_widget_class_set_css_name (widget_class, "inkpreview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
inkling_preview_init (InklingPreview *self)
{
  self->picture = cairo_image_surface_create (CAIRO_FORMAT_A8, NN_IMAGE_SIDE, NN_IMAGE_SIDE);
  self->is_blank = TRUE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("What the network sees"),
                                  -1);
}

GtkWidget *
inkling_preview_new (void)
{
  return g_object_new (INKLING_TYPE_PREVIEW, NULL);
}

void
inkling_preview_set_image (InklingPreview *self,
                           const guint8   *image)
{
  guint8 *pixels;
  int stride;

  g_return_if_fail (INKLING_IS_PREVIEW (self));

  if (image == NULL && self->is_blank)
    return;

  self->is_blank = image == NULL;
  cairo_surface_flush (self->picture);
  pixels = cairo_image_surface_get_data (self->picture);
  stride = cairo_image_surface_get_stride (self->picture);
  for (int row = 0; row < NN_IMAGE_SIDE; row++)
    {
      if (image != NULL)
        memcpy (pixels + row * stride, image + row * NN_IMAGE_SIDE, NN_IMAGE_SIDE);
      else
        memset (pixels + row * stride, 0, NN_IMAGE_SIDE);
    }
  cairo_surface_mark_dirty (self->picture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
