/* inkling-messages.h: telling the person something: a dialog for what went wrong, a toast for news
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* parent may be NULL, or may have been closed since what failed was begun: the dialog then stands
 * alone, and the program stays until it is closed. */
void inkling_message_dialog_show             (GtkWindow       *parent,
                                              const char      *heading,
                                              const char      *body);

/* For toasts, overlay is NULL when its window is closed; then nothing is shown. */

/* News, which the next message may replace at once. */
void inkling_messages_show_toast             (AdwToastOverlay *overlay,
                                              const char      *text);

/* Stays until it is closed or, some seconds later, another is shown, because something is wrong. */
void inkling_messages_show_warning           (AdwToastOverlay *overlay,
                                              const char      *text);

/* The same; its button shows the details in a dialog. */
void inkling_messages_show_toast_and_details (AdwToastOverlay *overlay,
                                              const char      *text,
                                              const char      *details);

/* Stays for half a minute, in which others wait; its button activates action, with a string for
 * target. */
void inkling_messages_show_toast_and_action  (AdwToastOverlay *overlay,
                                              const char      *text,
                                              const char      *label,
                                              const char      *action,
                                              const char      *target);

G_END_DECLS
