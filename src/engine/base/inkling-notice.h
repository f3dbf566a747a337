/* inkling-notice.h: what somebody should know though nothing has failed
 *
 * For what no caller waits for as an error: the program that runs says it where it says such
 * things, on a terminal or in its window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Called in the thread that set it; text is a sentence without a full stop. */
typedef void (*InklingNoticeFunc) (const char *text,
                                   gpointer    user_data);

/* Whoever listens; NULL: nobody. Main thread, before there are others. */
void inkling_notice_set_listener (InklingNoticeFunc  listener,
                                  gpointer           user_data);

/* Says it at once in the main thread, else as soon as the main loop gets to it. Any thread. */
void inkling_notice_tell         (const char        *text);

/* The same, but a text that was told before is not told again. */
void inkling_notice_tell_once    (const char        *text);

G_END_DECLS
