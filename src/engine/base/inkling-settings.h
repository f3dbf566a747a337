/* inkling-settings.h: what the user chose for good
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define INKLING_SETTINGS_THREADS          "threads"
#define INKLING_SETTINGS_CHECKPOINTS_KEPT "checkpoints-kept"
#define INKLING_SETTINGS_STOP_ACCURACY    "stop-accuracy"
#define INKLING_SETTINGS_STOP_MINUTES     "stop-minutes"
#define INKLING_SETTINGS_STOP_PATIENCE    "stop-patience"
#define INKLING_SETTINGS_KEEP_AWAKE       "keep-awake"
#define INKLING_SETTINGS_DATASET_FOLDERS  "dataset-folders"
#define INKLING_SETTINGS_MODELS_FOLDER    "models-folder"
#define INKLING_SETTINGS_PEN_WIDTH        "pen-width"
#define INKLING_SETTINGS_WINDOW_WIDTH     "window-width"
#define INKLING_SETTINGS_WINDOW_HEIGHT    "window-height"
#define INKLING_SETTINGS_WINDOW_MAXIMIZED "window-maximized"
#define INKLING_SETTINGS_PANE_FRACTION    "pane-fraction"
#define INKLING_SETTINGS_WELCOME_SHOWN    "welcome-shown"
#define INKLING_SETTINGS_PLOTS_LOG_LOSS   "plots-log-loss"
#define INKLING_SETTINGS_PLOTS_LOG_STEPS  "plots-log-steps"
#define INKLING_SETTINGS_PLOTS_SMOOTHING  "plots-smoothing"

/* NULL where the schema is not to be found, which GSettings itself would abort on: the program then
 * works with the defaults and remembers nothing. Owned by the module; main thread only. */
GSettings *inkling_settings_get_default (void);

/* 0, which means the default everywhere, when there are no settings. */
guint      inkling_settings_get_uint    (const char *key);

/* Does nothing when there are no settings. */
void       inkling_settings_bind        (const char         *key,
                                         gpointer            object,
                                         const char         *property,
                                         GSettingsBindFlags  flags);

/* $XDG_DATA_HOME/inkling/models. Free with g_free. */
char      *inkling_settings_get_default_models_folder (void);

/* Where the window keeps models: what was chosen, else the default. Free with g_free. */
char      *inkling_settings_get_models_folder (void);
void       inkling_settings_set_models_folder (const char *folder);

G_END_DECLS
