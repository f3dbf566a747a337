/* inkling-contact-sheet.h: pictures of 28×28 pixels side by side, as one PNG file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "nn-digits.h"
#include "nn-recipe.h"

G_BEGIN_DECLS

#define INKLING_CONTACT_SHEET_MAX_SIDE 200 /* pictures in a row or a column */

typedef struct
{
  gsize   n_columns; /* of pictures */
  gsize   n_rows;
  gsize   width;     /* pixels */
  gsize   height;
  guint8 *grey;      /* owned: (height, width), 255 = paper */
} InklingContactSheet;

/* Blank paper; at most INKLING_CONTACT_SHEET_MAX_SIDE each. */
InklingContactSheet *inkling_contact_sheet_new       (gsize n_columns,
                                                      gsize n_rows);
void                 inkling_contact_sheet_free      (InklingContactSheet *self);

/* image: 255 = ink, as everywhere. */
void                 inkling_contact_sheet_set_image (InklingContactSheet *self,
                                                      gsize                column,
                                                      gsize                row,
                                                      const guint8         image[NN_IMAGE_PIXELS]);

/* Written in whole or not at all. Blocking. The error's message begins with the file's name. */
gboolean             inkling_contact_sheet_save      (InklingContactSheet  *self,
                                                      const char           *path,
                                                      GError              **error);

/* What a run with this recipe and seed makes of an image that is sample number sample of a step's
 * batch. image and distorted may not overlap. */
void                 inkling_contact_sheet_distort   (const NnRecipe *recipe,
                                                      guint64         seed,
                                                      guint64         step,
                                                      guint64         sample,
                                                      const guint8    image[NN_IMAGE_PIXELS],
                                                      guint8          distorted[NN_IMAGE_PIXELS]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingContactSheet, inkling_contact_sheet_free)

G_END_DECLS
