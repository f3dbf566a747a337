/* inkling-parameters-window.h: all hyper-parameters, grouped and explained, and when a run stops
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-parameters.h"

G_BEGIN_DECLS

#define INKLING_TYPE_PARAMETERS_WINDOW (inkling_parameters_window_get_type ())
G_DECLARE_FINAL_TYPE (InklingParametersWindow, inkling_parameters_window, INKLING,
                      PARAMETERS_WINDOW, AdwPreferencesWindow)

/* Not modal: the plots show what a change does. */
GtkWidget *inkling_parameters_window_new (GtkWindow         *parent,
                                          InklingParameters *parameters);

G_END_DECLS
