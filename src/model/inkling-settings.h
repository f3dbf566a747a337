/* inkling-settings.h: what the user chose for good
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define INKLING_SETTINGS_THREADS          "threads"
#define INKLING_SETTINGS_CHECKPOINTS_KEPT "checkpoints-kept"
#define INKLING_SETTINGS_WINDOW_WIDTH     "window-width"
#define INKLING_SETTINGS_WINDOW_HEIGHT    "window-height"
#define INKLING_SETTINGS_WINDOW_MAXIMIZED "window-maximized"
#define INKLING_SETTINGS_PANE_POSITION    "pane-position"

/* NULL where the schema is not installed, which GSettings itself would abort on: the program then
 * works with the defaults and remembers nothing. Owned by the module; main thread only. */
GSettings *inkling_settings_get_default (void);

/* 0, which means the default everywhere, when there are no settings. */
guint      inkling_settings_get_uint    (const char *key);

/* Does nothing when there are no settings. */
void       inkling_settings_bind        (const char         *key,
                                         gpointer            object,
                                         const char         *property,
                                         GSettingsBindFlags  flags);

G_END_DECLS
