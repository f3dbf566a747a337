/* inkling-ink-point.h: what strokes on a sheet are made of
 *
 * A sheet of paper is INKLING_INK_SIDE units wide and high, whatever the size it is shown at; x
 * grows to the right, y downward.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define INKLING_INK_SIDE 280.0f

typedef struct
{
  float   x;
  float   y;
  float   pressure; /* 0 … 1; INKLING_INK_PRESSURE where the device cannot tell */
  guint32 time;     /* milliseconds, as events count them */
} InklingInkPoint;

#define INKLING_INK_PRESSURE 0.5f

G_END_DECLS
