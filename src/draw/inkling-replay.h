/* inkling-replay.h: a drawing that is drawn once more, at the pace of the hand that drew it
 *
 * Works on a copy: the drawing itself is never touched. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-ink.h"

G_BEGIN_DECLS

typedef struct _InklingReplay InklingReplay;

/* Copies what is drawn; nothing of it is drawn again yet. Free with inkling_replay_free. */
InklingReplay *inkling_replay_new          (InklingInk    *ink);
void           inkling_replay_free         (InklingReplay *self);

/* Milliseconds from the first point to the last, at the hand's pace. Long pauses are cut short, and
 * points without times, as those of keys and files, are given some that fit their distances. */
double         inkling_replay_get_duration (InklingReplay *self);

/* Draws what is due within so many milliseconds. FALSE: that was the last of it. */
gboolean       inkling_replay_advance      (InklingReplay *self,
                                            double         milliseconds);

/* What is drawn again so far; the replay's, the same one all the time. */
InklingInk    *inkling_replay_get_ink      (InklingReplay *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingReplay, inkling_replay_free)

G_END_DECLS
