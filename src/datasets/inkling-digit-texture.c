/* inkling-digit-texture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-digit-texture.h"

#define ZOOM     2 /* pixels a pixel */
#define SIDE     (NN_IMAGE_SIDE * ZOOM)
#define CHANNELS 3

static GdkTexture *
make_texture (guint8 *colours,
              gsize   width,
              gsize   height)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (colours, width * height * CHANNELS);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8, bytes, width * CHANNELS);
}

static void
set_grey (guint8 *colour,
          guint8  grey)
{
  for (gsize i = 0; i < CHANNELS; i++)
    colour[i] = grey;
}

GdkTexture *
inkling_digit_texture_new (const guint8 image[NN_IMAGE_PIXELS])
{
  guint8 *colours = g_malloc (SIDE * SIDE * CHANNELS);

  for (gsize y = 0; y < SIDE; y++)
    for (gsize x = 0; x < SIDE; x++)
      set_grey (colours + (y * SIDE + x) * CHANNELS,
                image[y / ZOOM * NN_IMAGE_SIDE + x / ZOOM]);

  return make_texture (colours, SIDE, SIDE);
}

GdkTexture *
inkling_digit_texture_new_sheet (const InklingContactSheet *sheet)
{
  gsize n_pixels = sheet->width * sheet->height;
  guint8 *colours = g_malloc (n_pixels * CHANNELS);

  for (gsize i = 0; i < n_pixels; i++)
    set_grey (colours + i * CHANNELS, sheet->grey[i]);

  return make_texture (colours, sheet->width, sheet->height);
}
