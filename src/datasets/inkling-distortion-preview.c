/* inkling-distortion-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-distortion-preview.h"

#include "inkling-dataset.h"
#include "inkling-digit-texture.h"
#include "inkling-contact-sheet.h"
#include "nn-distort.h"
#include "nn-pen.h"

#define N_SAMPLES 10 /* of each digit, the first one as it is written */

struct _InklingDistortionPreview
{
  AdwWindow    parent_instance;

  NnRecipe     recipe;
  guint64      seed;
  guint64      step;
  NnDigits    *digits; /* owned: one of each */

  /* Template children */
  GtkPicture  *picture;
  GtkRevealer *nothing_revealer;
};

G_DEFINE_FINAL_TYPE (InklingDistortionPreview, inkling_distortion_preview, ADW_TYPE_WINDOW)

/* Below the digit as it is written, what a batch of this step shows of it. */
static void
draw_digit (InklingDistortionPreview *self,
            InklingContactSheet      *sheet,
            gsize                     digit)
{
  guint8 image[NN_IMAGE_PIXELS];
  guint8 distorted[NN_IMAGE_PIXELS];

  nn_digits_get_image (self->digits, digit, image);
  inkling_contact_sheet_set_image (sheet, digit, 0, image);
  for (gsize row = 1; row < N_SAMPLES; row++)
    {
      inkling_contact_sheet_distort (&self->recipe, self->seed, self->step,
                                     row * NN_N_CLASSES + digit, image, distorted);
      inkling_contact_sheet_set_image (sheet, digit, row, distorted);
    }
}

static void
update_picture (InklingDistortionPreview *self)
{
  g_autoptr (InklingContactSheet) sheet = inkling_contact_sheet_new (NN_N_CLASSES, N_SAMPLES);
  g_autoptr (GdkTexture)          texture = NULL;

  for (gsize digit = 0; self->digits != NULL && digit < NN_N_CLASSES; digit++)
    draw_digit (self, sheet, digit);
  texture = inkling_digit_texture_new_sheet (sheet);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
}

static void
next_cb (InklingDistortionPreview *self)
{
  self->step++;
  update_picture (self);
}

static void
inkling_distortion_preview_finalize (GObject *object)
{
  InklingDistortionPreview *self = INKLING_DISTORTION_PREVIEW (object);

  g_clear_pointer (&self->digits, nn_digits_free);

  G_OBJECT_CLASS (inkling_distortion_preview_parent_class)->finalize (object);
}

static void
inkling_distortion_preview_class_init (InklingDistortionPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = inkling_distortion_preview_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/inkling/Inkling/"
                                               "inkling-distortion-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingDistortionPreview, picture);
  gtk_widget_class_bind_template_child (widget_class, InklingDistortionPreview, nothing_revealer);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
inkling_distortion_preview_init (InklingDistortionPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  /* Ten digits take less than a millisecond. Without memory for them the sheet stays empty. */
  if (nn_pen_make_digits (INKLING_BUILTIN_SEED, INKLING_BUILTIN_N_TRAINING, NN_N_CLASSES, NULL,
                          &self->digits) != NN_OK)
    self->digits = NULL;
}

GtkWidget *
inkling_distortion_preview_new (GtkWindow *parent)
{
  return g_object_new (INKLING_TYPE_DISTORTION_PREVIEW, "transient-for", parent, NULL);
}

void
inkling_distortion_preview_set_recipe (InklingDistortionPreview *self,
                                       const NnRecipe           *recipe,
                                       guint64                   seed)
{
  NnDistortion distortion;

  g_return_if_fail (INKLING_IS_DISTORTION_PREVIEW (self));

  self->recipe = *recipe;
  self->seed = seed;
  nn_distortion_init (&distortion, recipe);
  gtk_revealer_set_reveal_child (self->nothing_revealer, !distortion.active);
  update_picture (self);
}
