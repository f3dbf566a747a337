/* inkling-run-words.h: in words: what can be done with a run, what cannot and why, how it stands
 *
 * Knows no widgets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-session.h"

G_BEGIN_DECLS

typedef struct
{
  const char *action;                              /* "training.start" */
  const char *tooltip;                             /* what it does; to be translated */
  const char *(*refuse) (InklingSession *session); /* why it cannot act, translated; NULL: it can */
} InklingRunAction;

extern const InklingRunAction inkling_run_actions[];
extern const guint            inkling_n_run_actions;

/* What is going on; dataset: as a person calls it. Free with g_free. */
char *inkling_run_words_describe (InklingSession *session,
                                  const char     *dataset);

/* How a run that ended by itself ended: why, and what it reads. Free with g_free. */
char *inkling_run_words_tell_end (InklingSession *session);

G_END_DECLS
