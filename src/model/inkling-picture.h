/* inkling-picture.h: a PNG file → what the network sees of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "inkling-png-file.h"
#include "nn-digits.h"

G_BEGIN_DECLS

#define INKLING_PICTURE_MAX_SIDE 16384 /* pixels */

/* Reads a PNG of any size up to the limit, bit depth, colour type, with or without alpha, dark on
 * light or light on dark, and normalises it like MNIST. INKLING_ERROR_PICTURE, INKLING_ERROR_NO_INK
 * or a file error; the message begins with the file's name. Blocking. */
gboolean inkling_picture_load (const char  *path,
                               guint8       image[NN_IMAGE_PIXELS],
                               GError     **error);

/* The same of pixels from anywhere, which are spent by it; the message begins with name. */
gboolean inkling_picture_read (InklingPng  *pixels,
                               const char  *name,
                               guint8       image[NN_IMAGE_PIXELS],
                               GError     **error);

G_END_DECLS
