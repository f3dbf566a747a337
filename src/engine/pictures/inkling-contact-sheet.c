/* inkling-contact-sheet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-contact-sheet.h"

#include <string.h>
#include <png.h>

#include "inkling-atomic-file.h"
#include "inkling-error.h"
#include "nn-distort.h"

#define PAPER 255
#define ZOOM  2  /* pixels a pixel */
#define GAP   4  /* pixels between two pictures and around all */
#define CELL  (NN_IMAGE_SIDE * ZOOM + GAP)

InklingContactSheet *
inkling_contact_sheet_new (gsize n_columns,
                           gsize n_rows)
{
  InklingContactSheet *self;

  g_return_val_if_fail (n_columns > 0 && n_columns <= INKLING_CONTACT_SHEET_MAX_SIDE, NULL);
  g_return_val_if_fail (n_rows > 0 && n_rows <= INKLING_CONTACT_SHEET_MAX_SIDE, NULL);

  self = g_new0 (InklingContactSheet, 1);
  self->n_columns = n_columns;
  self->n_rows = n_rows;
  self->width = n_columns * CELL + GAP;
  self->height = n_rows * CELL + GAP;
  self->grey = g_malloc (self->width * self->height);
  memset (self->grey, PAPER, self->width * self->height);
  return self;
}

void
inkling_contact_sheet_free (InklingContactSheet *self)
{
  g_free (self->grey);
  g_free (self);
}

void
inkling_contact_sheet_set_image (InklingContactSheet *self,
                                 gsize                column,
                                 gsize                row,
                                 const guint8         image[NN_IMAGE_PIXELS])
{
  guint8 *corner = self->grey + (row * CELL + GAP) * self->width + column * CELL + GAP;

  g_return_if_fail (column < self->n_columns && row < self->n_rows);

  for (gsize y = 0; y < NN_IMAGE_SIDE * ZOOM; y++)
    for (gsize x = 0; x < NN_IMAGE_SIDE * ZOOM; x++)
      corner[y * self->width + x] = PAPER - image[y / ZOOM * NN_IMAGE_SIDE + x / ZOOM];
}

static GBytes *
encode (InklingContactSheet  *self,
        GError              **error)
{
  png_image        png = { .version = PNG_IMAGE_VERSION, .format = PNG_FORMAT_GRAY };
  png_alloc_size_t n_bytes;
  guint8          *bytes;

  png.width = self->width;
  png.height = self->height;
  n_bytes = PNG_IMAGE_PNG_SIZE_MAX (png);
  bytes = g_malloc (n_bytes);
  if (png_image_write_to_memory (&png, bytes, &n_bytes, 0, self->grey, 0, NULL))
    return g_bytes_new_take (bytes, n_bytes);
  g_free (bytes);
  inkling_error_set (error, INKLING_ERROR_PICTURE, "%s", png.message);
  return NULL;
}

gboolean
inkling_contact_sheet_save (InklingContactSheet  *self,
                            const char           *path,
                            GError              **error)
{
  g_autoptr (GBytes) bytes = encode (self, error);

  return bytes != NULL && inkling_atomic_file_write (path, &bytes, 1, error);
}

void
inkling_contact_sheet_distort (const NnRecipe *recipe,
                               guint64         seed,
                               guint64         step,
                               guint64         sample,
                               const guint8    image[NN_IMAGE_PIXELS],
                               guint8          distorted[NN_IMAGE_PIXELS])
{
  NnDistortion distortion;

  nn_distortion_init (&distortion, recipe);
  if (distortion.active)
    nn_distort (&distortion, seed, step, sample, image, distorted);
  else
    memcpy (distorted, image, NN_IMAGE_PIXELS);
}
