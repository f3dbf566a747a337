/* inkling-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-preview.h"

#include <math.h>
#include <string.h>

#define USUAL_PIXEL    4 /* on screen, for one of the picture */
#define ENLARGED_PIXEL 9

/* The box that MNIST's digits were fitted into before they were centred. */
#define BOX_SIDE   20
#define BOX_MARGIN ((NN_IMAGE_SIDE - BOX_SIDE) / 2)
#define BOX_ALPHA  0.25
#define BOX_DASHES 0.5 /* pixels of the picture */

/* An enlarged picture has numbers above and to the left, and its middle is marked. */
#define AXIS_GAP     4
#define CROSS_ALPHA  0.5
#define CROSS_DASHES 0.15

static const int ticks[] = {
  0, BOX_MARGIN, NN_IMAGE_SIDE / 2, BOX_MARGIN + BOX_SIDE, NN_IMAGE_SIDE
};

struct _InklingPreview
{
  GtkWidget        parent_instance;

  cairo_surface_t *picture;  /* owned: A8, 28×28, the ink */
  gboolean         is_blank;
  gboolean         enlarged;
};

G_DEFINE_FINAL_TYPE (InklingPreview, inkling_preview, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_ENLARGED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static PangoLayout *
make_number (InklingPreview *self,
             int             number,
             int            *width,
             int            *height)
{
  g_autofree char *text = g_strdup_printf ("%d", number);
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  pango_layout_get_pixel_size (layout, width, height);

  return layout;
}

/* Room for the numbers at the left and above; half of it at the other edges, for the last one. */
static int
get_axis (InklingPreview *self)
{
  g_autoptr (PangoLayout) layout = NULL;
  int width, height;

  if (!self->enlarged)
    return 0;

  layout = make_number (self, NN_IMAGE_SIDE, &width, &height);

  return MAX (width, height) + AXIS_GAP;
}

static int
get_margins (InklingPreview *self)
{
  return get_axis (self) * 3 / 2;
}

/* The largest whole number of device pixels a picture's pixel can have, so that all are alike. */
static double
get_pixel_size (InklingPreview *self)
{
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double side = MIN (gtk_widget_get_width (GTK_WIDGET (self)),
                     gtk_widget_get_height (GTK_WIDGET (self))) - get_margins (self);

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
set_faint_line (cairo_t       *cr,
                const GdkRGBA *color,
                double         alpha,
                double         line_width)
{
  GdkRGBA faint = *color;

  faint.alpha *= alpha;
  gdk_cairo_set_source_rgba (cr, &faint);
  cairo_set_line_width (cr, line_width);
}

static void
paint_box (InklingPreview *self,
           cairo_t        *cr,
           const GdkRGBA  *color,
           double          line_width)
{
  const double dashes = BOX_DASHES;

  set_faint_line (cr, color, self->enlarged ? 2 * BOX_ALPHA : BOX_ALPHA, line_width);
  cairo_set_dash (cr, &dashes, self->enlarged ? 1 : 0, 0);
  cairo_rectangle (cr, BOX_MARGIN + line_width / 2, BOX_MARGIN + line_width / 2,
                   BOX_SIDE - line_width, BOX_SIDE - line_width);
  cairo_stroke (cr);
}

static void
paint_cross (cairo_t       *cr,
             const GdkRGBA *color,
             double         line_width)
{
  const double dashes = CROSS_DASHES;
  const double middle = NN_IMAGE_SIDE / 2;

  set_faint_line (cr, color, CROSS_ALPHA, line_width);
  cairo_set_dash (cr, &dashes, 1, 0);
  cairo_move_to (cr, middle, 0);
  cairo_line_to (cr, middle, NN_IMAGE_SIDE);
  cairo_move_to (cr, 0, middle);
  cairo_line_to (cr, NN_IMAGE_SIDE, middle);
  cairo_stroke (cr);
}

/* The numbers of both axes; the picture begins at (0, 0). */
static void
paint_numbers (InklingPreview *self,
               cairo_t        *cr,
               const GdkRGBA  *color,
               double          pixel)
{
  gdk_cairo_set_source_rgba (cr, color);
  for (gsize i = 0; i < G_N_ELEMENTS (ticks); i++)
    {
      int width, height;
      g_autoptr (PangoLayout) layout = make_number (self, ticks[i], &width, &height);

      cairo_move_to (cr, ticks[i] * pixel - width / 2.0, -height - AXIS_GAP / 2);
      pango_cairo_show_layout (cr, layout);
      cairo_move_to (cr, -width - AXIS_GAP, ticks[i] * pixel - height / 2);
      pango_cairo_show_layout (cr, layout);
    }
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
  InklingPreview *self = INKLING_PREVIEW (widget);

  int pixel = self->enlarged ? ENLARGED_PIXEL : USUAL_PIXEL;

  *minimum = *natural = NN_IMAGE_SIDE * pixel + get_margins (self);
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
  double axis = get_axis (self);
  GdkRGBA color;
  cairo_t *cr;

  if (pixel <= 0.0)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_translate (cr, axis + floor ((width - get_margins (self) - side) / 2),
                   axis + floor ((height - get_margins (self) - side) / 2));
  if (self->enlarged)
    paint_numbers (self, cr, &color, pixel);
  cairo_scale (cr, pixel, pixel);
  paint_picture (self, cr, &color);
  paint_box (self, cr, &color, 1.0 / pixel);
  if (self->enlarged)
    paint_cross (cr, &color, 1.0 / pixel);
  cairo_destroy (cr);
}

static void
inkling_preview_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  InklingPreview *self = INKLING_PREVIEW (object);

  switch (prop_id)
    {
    case PROP_ENLARGED:
      self->enlarged = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
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

  object_class->set_property = inkling_preview_set_property;
  object_class->finalize = inkling_preview_finalize;

  widget_class->measure = inkling_preview_measure;
  widget_class->snapshot = inkling_preview_snapshot;

  properties[PROP_ENLARGED] =
    g_param_spec_boolean ("enlarged", NULL, NULL, FALSE,
                          G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "inkpreview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
inkling_preview_init (InklingPreview *self)
{
  self->picture = cairo_image_surface_create (CAIRO_FORMAT_A8, NN_IMAGE_SIDE, NN_IMAGE_SIDE);
  self->is_blank = TRUE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
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
