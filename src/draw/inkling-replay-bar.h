/* inkling-replay-bar.h: plays a drawing back in slow motion, with buttons to pause and to stop
 *
 * Widget actions: "replay.toggle" begins, pauses and goes on, "replay.stop" ends.
 * Signal "changed": what inkling_replay_bar_get_ink returns, or what is drawn there, is different.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "inkling-ink.h"

G_BEGIN_DECLS

#define INKLING_TYPE_REPLAY_BAR (inkling_replay_bar_get_type ())

G_DECLARE_FINAL_TYPE (InklingReplayBar, inkling_replay_bar, INKLING, REPLAY_BAR, GtkWidget)

/* The drawing that is played back; never changed by that. When it changes, the replay ends. */
void        inkling_replay_bar_set_ink (InklingReplayBar *self,
                                        InklingInk       *ink);

/* What is drawn again so far, which is the bar's. NULL: nothing is played back. */
InklingInk *inkling_replay_bar_get_ink (InklingReplayBar *self);

G_END_DECLS
