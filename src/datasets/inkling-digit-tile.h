/* inkling-digit-tile.h: one picture of a data set, its label, and how it was read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-digit-list.h"

G_BEGIN_DECLS

#define INKLING_TYPE_DIGIT_TILE (inkling_digit_tile_get_type ())
G_DECLARE_FINAL_TYPE (InklingDigitTile, inkling_digit_tile, INKLING, DIGIT_TILE, AdwBin)

GtkWidget *inkling_digit_tile_new   (void);

/* NULL: nothing. */
void       inkling_digit_tile_show  (InklingDigitTile *self,
                                     InklingDigit     *digit);

G_END_DECLS
