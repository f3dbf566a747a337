/* inkling-digit-look.h: digits that do not lie as they should
 *
 * EMNIST keeps its pictures transposed, and some programs save ink as dark on white. A network that
 * learnt from digits as MNIST has them reads hardly any of these, and nothing says why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "nn-digits.h"

G_BEGIN_DECLS

typedef enum
{
  INKLING_LOOK_USUAL      = 0,
  INKLING_LOOK_TRANSPOSED = 1 << 0, /* rows and columns exchanged */
  INKLING_LOOK_INVERTED   = 1 << 1, /* the paper is 255 */
} InklingDigitLook;

#define INKLING_LOOK_SAMPLE 500 /* pictures that are enough for a guess */

/* What pictures (n_images, 784) with these labels seem to be, by their border and by how many the
 * bundled network reads; usual, where it reads them neither way. *reads, if not NULL, tells whether
 * it read them. Blocking, a few milliseconds; any thread. */
InklingDigitLook inkling_digit_look_guess   (const guint8     *images,
                                             const guint8     *labels,
                                             gsize             n_images,
                                             gboolean         *reads);

/* Makes usual pictures of those that have this look. */
void             inkling_digit_look_mend    (InklingDigitLook  self,
                                             guint8           *images,
                                             gsize             n_images);

/* The look that is written behind a path, as in "/home/me/digits#transposed", and the path alone,
 * free with g_free; a file or folder that is really called so is taken as it is. */
char            *inkling_digit_look_split   (const char       *which,
                                             InklingDigitLook *look);
char            *inkling_digit_look_join    (const char       *path,
                                             InklingDigitLook  look);

/* "", "#transposed", … */
const char      *inkling_digit_look_get_suffix (InklingDigitLook self);

G_END_DECLS
