/* inkling-window.h: the one window: training on the left, drawing on the right
 *
 * Its actions are in the table of inkling-actions.c. Property "presentation" (boolean): large type
 * on the whole screen, and only what is needed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define INKLING_TYPE_WINDOW (inkling_window_get_type ())
G_DECLARE_FINAL_TYPE (InklingWindow, inkling_window, INKLING, WINDOW, AdwApplicationWindow)

GtkWidget *inkling_window_new           (AdwApplication *application);

/* Looks for the newest checkpoint, to begin with. */
void       inkling_window_restore       (InklingWindow  *self);

/* Before the program ends, whoever wants it to: pauses a run and turns the main loop until that is
 * saved. What goes wrong is told on stderr, for there may be nobody who could close a dialog. */
void       inkling_window_leave         (InklingWindow  *self);

/* When the display is gone: the same, without the main loop. */
void       inkling_window_leave_at_once (InklingWindow  *self);

/* Says what should be known though nothing has failed. */
void       inkling_window_warn          (InklingWindow  *self,
                                         const char     *text);

/* The welcome page, at the first start only. The window must be shown. */
void       inkling_window_greet         (InklingWindow  *self);

G_END_DECLS
