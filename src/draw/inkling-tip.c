/* inkling-tip.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-tip.h"

static gboolean
is_of_stylus (GdkEvent *event)
{
  return gdk_event_get_device_tool (event) != NULL;
}

static gboolean
is_own (InklingTip *self,
        GdkEvent   *event)
{
  return self->is_down
         && gdk_event_get_device (event) == self->device
         && gdk_event_get_event_sequence (event) == self->sequence
         && is_of_stylus (event) == self->is_stylus;
}

static void
take (InklingTip *self,
      GdkEvent   *event)
{
  inkling_tip_release (self);
  self->is_down = TRUE;
  self->sequence = gdk_event_get_event_sequence (event);
  self->is_stylus = is_of_stylus (event);
  g_set_weak_pointer (&self->device, gdk_event_get_device (event));
}

/* The owner's own second press tells that its release got lost. */
static InklingTipNews
put_down (InklingTip *self,
          GdkEvent   *event)
{
  gboolean is_held = self->is_down && self->device != NULL && !is_own (self, event);
  gboolean is_palm = is_held && self->sequence != NULL && is_of_stylus (event);

  if (is_held && !is_palm)
    return INKLING_TIP_NO_NEWS;

  take (self, event);

  return is_palm ? INKLING_TIP_REPLACED : INKLING_TIP_PUT_DOWN;
}

static InklingTipNews
end (InklingTip     *self,
     InklingTipNews  how)
{
  inkling_tip_release (self);

  return how;
}

/* A device without a button down draws no more, whichever of its tools tells so. */
static InklingTipNews
move (InklingTip *self,
      GdkEvent   *event)
{
  gboolean pressed = (gdk_event_get_modifier_state (event) & GDK_BUTTON1_MASK) != 0;

  if (self->is_down && self->sequence == NULL && !pressed
      && gdk_event_get_device (event) == self->device)
    return end (self, INKLING_TIP_LIFTED);

  return pressed && is_own (self, event) ? INKLING_TIP_MOVED : INKLING_TIP_NO_NEWS;
}

InklingTipNews
inkling_tip_follow (InklingTip *self,
                    GdkEvent   *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if ((type == GDK_BUTTON_PRESS || type == GDK_BUTTON_RELEASE)
      && gdk_button_event_get_button (event) != GDK_BUTTON_PRIMARY)
    return INKLING_TIP_NO_NEWS;
  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    return put_down (self, event);
  if (type == GDK_MOTION_NOTIFY)
    return move (self, event);
  if (!is_own (self, event))
    return INKLING_TIP_NO_NEWS;
  if (type == GDK_TOUCH_UPDATE)
    return INKLING_TIP_MOVED;
  if (type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END || type == GDK_PROXIMITY_OUT)
    return end (self, INKLING_TIP_LIFTED);

  return type == GDK_TOUCH_CANCEL ? end (self, INKLING_TIP_TAKEN_BACK) : INKLING_TIP_NO_NEWS;
}

void
inkling_tip_release (InklingTip *self)
{
  g_clear_weak_pointer (&self->device);
  *self = (InklingTip) { 0 };
}
