/* inkling-sheet-picture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-sheet-picture.h"

#include "inkling-picture.h"

#define PAPER 255

struct _InklingSheetPicture
{
  GObject     parent_instance;

  /* Immutable */
  GdkTexture *texture; /* owned */
  guint8      image[NN_IMAGE_PIXELS];
  guint8      plain[NN_IMAGE_PIXELS];
};

G_DEFINE_FINAL_TYPE (InklingSheetPicture, inkling_sheet_picture, G_TYPE_OBJECT)

static guint8
get_shade (const InklingPixels *pixels,
           gsize                i)
{
  guint opacity = pixels->opacity[i];

  return (guint8) ((opacity * pixels->grey[i] + (255 - opacity) * PAPER + 127) / 255);
}

static GdkTexture *
make_texture (const InklingPixels *pixels)
{
  gsize n_pixels = pixels->width * pixels->height;
  guint8 *bytes = g_malloc (3 * n_pixels);
  g_autoptr (GBytes) content = NULL;

  for (gsize i = 0; i < n_pixels; i++)
    bytes[3 * i] = bytes[3 * i + 1] = bytes[3 * i + 2] = get_shade (pixels, i);
  content = g_bytes_new_take (bytes, 3 * n_pixels);

  return gdk_memory_texture_new ((int) pixels->width, (int) pixels->height, GDK_MEMORY_R8G8B8,
                                 content, 3 * pixels->width);
}

/* The mean shade of each of 28×28 squares of the sheet, in whose middle the picture lies. */
static void
shrink (const InklingPixels *pixels,
        guint8               plain[NN_IMAGE_PIXELS])
{
  gsize side = MAX (pixels->width, pixels->height);
  gsize left = (side - pixels->width) / 2;
  gsize top = (side - pixels->height) / 2;
  guint64 ink[NN_IMAGE_PIXELS] = { 0 };
  guint64 n_pixels[NN_IMAGE_PIXELS] = { 0 };

  for (gsize y = 0; y < side; y++)
    for (gsize x = 0; x < side; x++)
      {
        gsize place = y * NN_IMAGE_SIDE / side * NN_IMAGE_SIDE + x * NN_IMAGE_SIDE / side;

        n_pixels[place]++;
        if (x >= left && x - left < pixels->width && y >= top && y - top < pixels->height)
          ink[place] += PAPER - get_shade (pixels, (y - top) * pixels->width + x - left);
      }
  for (gsize i = 0; i < NN_IMAGE_PIXELS; i++)
    plain[i] = n_pixels[i] > 0 ? (guint8) (ink[i] / n_pixels[i]) : 0;
}

static void
inkling_sheet_picture_finalize (GObject *object)
{
  g_clear_object (&INKLING_SHEET_PICTURE (object)->texture);

  G_OBJECT_CLASS (inkling_sheet_picture_parent_class)->finalize (object);
}

static void
inkling_sheet_picture_class_init (InklingSheetPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = inkling_sheet_picture_finalize;
}

static void
inkling_sheet_picture_init (InklingSheetPicture *self)
{
}

InklingSheetPicture *
inkling_sheet_picture_new (InklingPixels  *pixels,
                           const char     *name,
                           GError        **error)
{
  g_autoptr (InklingPixels) owned_pixels = pixels;
  g_autoptr (InklingSheetPicture) self = g_object_new (INKLING_TYPE_SHEET_PICTURE, NULL);

  self->texture = make_texture (pixels);
  shrink (pixels, self->plain);
  if (!inkling_picture_read (pixels, name, self->image, error))
    return NULL;

  return g_steal_pointer (&self);
}

GdkTexture *
inkling_sheet_picture_get_texture (InklingSheetPicture *self)
{
  g_return_val_if_fail (INKLING_IS_SHEET_PICTURE (self), NULL);

  return self->texture;
}

const guint8 *
inkling_sheet_picture_get_image (InklingSheetPicture *self)
{
  g_return_val_if_fail (INKLING_IS_SHEET_PICTURE (self), NULL);

  return self->image;
}

const guint8 *
inkling_sheet_picture_get_plain (InklingSheetPicture *self)
{
  g_return_val_if_fail (INKLING_IS_SHEET_PICTURE (self), NULL);

  return self->plain;
}
