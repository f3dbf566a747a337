/* inkling-run-vigil.h: what the desktop is told of a run
 *
 * Keeps the computer awake while a run goes on, if the settings ask for it, and notifies of the end
 * of a long run that nobody is looking at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  GtkApplication *application; /* owned while cookie is not 0 */
  guint           cookie;      /* 0: the computer may sleep */
  gint64          begin;       /* monotonic, microseconds; 0: nothing goes on */
} InklingRunVigil;

/* To be called when a run begins or ends, or a setting changes; window is the one the run is in,
 * and may be NULL. Does nothing when nothing changes. */
void inkling_run_vigil_update (InklingRunVigil *self,
                               GtkWindow       *window,
                               gboolean         running);

/* A run has ended by itself. To be called before the update. What is told is withdrawn when the
 * window becomes active. */
void inkling_run_vigil_notify (InklingRunVigil *self,
                               GtkWindow       *window,
                               const char      *text);

G_END_DECLS
