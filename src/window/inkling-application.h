/* inkling-application.h: starts the program, opens files, ends it
 *
 * Actions: app.about, app.quit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define INKLING_TYPE_APPLICATION (inkling_application_get_type ())
G_DECLARE_FINAL_TYPE (InklingApplication, inkling_application, INKLING, APPLICATION, AdwApplication)

InklingApplication *inkling_application_new (void);

G_END_DECLS
