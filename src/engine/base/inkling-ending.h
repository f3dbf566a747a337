/* inkling-ending.h: the signals that ask the program to end
 *
 * Ctrl+C, a terminal that closes, a log-out, a service manager, a limit of processor time: the
 * first of them is told to the main loop, so that what is going on can be brought to safety; the
 * second ends the program at once. Once a program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The exit code of an end at once: 128 + SIGINT, as shells have it. */
#define INKLING_ENDING_ABORTED 130

/* From now on. begun is called in the default main context, after the first signal. */
void     inkling_ending_watch     (GSourceOnceFunc begun,
                                   gpointer        user_data);

/* Whether there was a first signal. A run pauses by itself then, also while the main loop waits for
 * somebody to read what it writes. Any thread. */
gboolean inkling_ending_has_begun (void);

G_END_DECLS
