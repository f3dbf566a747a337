/* inkling-eraser.h: what a round eraser leaves of a stroke
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-ink-point.h"

G_BEGIN_DECLS

/* Units of the sheet; about three of the pen's usual widths across. */
#define INKLING_ERASER_RADIUS 20.0f

/* What is left of stroke, a GArray of InklingInkPoint that stays as it is, where the eraser is at
 * (x, y): the pieces are new arrays like it and added to pieces, which owns them. Crumbs at the
 * eraser's rim go with it. FALSE: the eraser does not touch the stroke, and nothing was added. */
gboolean inkling_eraser_cut (GArray    *stroke,
                             float      x,
                             float      y,
                             float      radius,
                             GPtrArray *pieces);

G_END_DECLS
