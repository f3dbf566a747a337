/* inkling-picture.h: a picture → what the network sees of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "inkling-pixels.h"
#include "nn-digits.h"

G_BEGIN_DECLS

/* Reads a picture of any kind inkling_picture_file_load takes, with or without alpha, dark on light
 * or light on dark, and normalises it like MNIST. The same errors, and INKLING_ERROR_NO_INK; the
 * message begins with path. Blocking. */
gboolean inkling_picture_load (const char     *path,
                               guint8          image[NN_IMAGE_PIXELS],
                               GError        **error);

/* The same of pixels from anywhere, which are spent by it; the message begins with name. */
gboolean inkling_picture_read (InklingPixels  *pixels,
                               const char     *name,
                               guint8          image[NN_IMAGE_PIXELS],
                               GError        **error);

G_END_DECLS
