/* inkling-preferences.h: the preferences window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define INKLING_TYPE_PREFERENCES (inkling_preferences_get_type ())
G_DECLARE_FINAL_TYPE (InklingPreferences, inkling_preferences, INKLING, PREFERENCES,
                      AdwPreferencesWindow)

GtkWidget *inkling_preferences_new (GtkWindow *parent);

G_END_DECLS
