/* inkling-cli-progress.h: a progress bar with the time left, on a terminal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-trainer.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean on_terminal; /* else nothing is ever drawn */
  gboolean is_drawn;
  gint64   drawn_at;    /* monotonic, microseconds */
} InklingCliProgress;

/* Draws if stderr is a terminal. */
void inkling_cli_progress_init  (InklingCliProgress    *self);

/* Redraws at most ten times a second. */
void inkling_cli_progress_draw  (InklingCliProgress    *self,
                                 const InklingProgress *progress,
                                 double                 accuracy);

/* Takes the bar away, before other text is printed. */
void inkling_cli_progress_clear (InklingCliProgress    *self);

G_END_DECLS
