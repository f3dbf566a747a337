/* inkling-tip.h: the one device that draws at a time, of mouse, fingers and stylus
 *
 * A stroke belongs to the device, and among fingers to the one, that began it: whatever another
 * does meanwhile neither draws in it nor ends it. Only a stylus takes the sheet from a finger, for
 * that is the palm of the hand that holds it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean          is_down;
  GdkDevice        *device;   /* weak: NULL when it was unplugged meanwhile */
  GdkEventSequence *sequence; /* the finger; NULL: the device is no touch screen */
  gboolean          is_stylus;
} InklingTip;

typedef enum
{
  INKLING_TIP_NO_NEWS,    /* the event is not about the stroke */
  INKLING_TIP_PUT_DOWN,
  INKLING_TIP_REPLACED,   /* put down, and what the tip before it began was not meant */
  INKLING_TIP_MOVED,
  INKLING_TIP_LIFTED,
  INKLING_TIP_TAKEN_BACK, /* lifted, and what it began was not meant */
} InklingTipNews;

/* Any event may be given; needed are the sheet's, and that a stylus has gone, which GTK only tells
 * the window. */
InklingTipNews inkling_tip_follow  (InklingTip *self,
                                    GdkEvent   *event);

/* Belongs to no device any more. */
void           inkling_tip_release (InklingTip *self);

G_END_DECLS
