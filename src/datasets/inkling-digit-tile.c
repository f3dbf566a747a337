/* inkling-digit-tile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-digit-tile.h"

#include <glib/gi18n.h>

#include "inkling-digit-texture.h"

struct _InklingDigitTile
{
  AdwBin      parent_instance;

  /* Template children */
  GtkPicture *picture;
  GtkLabel   *label;
};

G_DEFINE_FINAL_TYPE (InklingDigitTile, inkling_digit_tile, ADW_TYPE_BIN)

static void
inkling_digit_tile_class_init (InklingDigitTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-digit-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingDigitTile, picture);
  gtk_widget_class_bind_template_child (widget_class, InklingDigitTile, label);
  gtk_widget_class_set_css_name (widget_class, "digittile");
}

static void
inkling_digit_tile_init (InklingDigitTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
inkling_digit_tile_new (void)
{
  return g_object_new (INKLING_TYPE_DIGIT_TILE, NULL);
}

static char *
describe (InklingDigit *digit)
{
  guint label = inkling_digit_get_label (digit);
  guint answer = inkling_digit_get_answer (digit);

  if (answer == INKLING_NO_ANSWER)
    return g_strdup (inkling_digit_get_name (digit, label));
  if (answer == label)
    /* Translators: below a picture that the network reads right: its label and a tick */
    return g_strdup_printf (_("%s ✓"), inkling_digit_get_name (digit, label));

  /* Translators: below a misread picture: its label, a cross, what the network takes it for */
  return g_strdup_printf (_("%s ✗ %s"), inkling_digit_get_name (digit, label),
                          inkling_digit_get_name (digit, answer));
}

static gboolean
is_misread (InklingDigit *digit)
{
  guint answer = inkling_digit_get_answer (digit);

  return answer != INKLING_NO_ANSWER && answer != inkling_digit_get_label (digit);
}

void
inkling_digit_tile_show (InklingDigitTile *self,
                         InklingDigit     *digit)
{
  guint8 image[NN_IMAGE_PIXELS];
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (INKLING_IS_DIGIT_TILE (self));

  if (digit == NULL)
    {
      gtk_picture_set_paintable (self->picture, NULL);
      return;
    }

  inkling_digit_get_image (digit, image);
  texture = inkling_digit_texture_new (image);
  text = describe (digit);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_label_set_text (self->label, text);
  if (is_misread (digit))
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "error");
}
