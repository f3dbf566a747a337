/* inkling-welcome.h: the first thing a new person sees: what this is, and two ways to begin
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define INKLING_TYPE_WELCOME (inkling_welcome_get_type ())
G_DECLARE_FINAL_TYPE (InklingWelcome, inkling_welcome, INKLING, WELCOME, AdwWindow)

/* Signals, after which the window closes:
 *   "draw" ()    the person wants to draw a digit
 *   "train" ()   the person wants to see a network learn
 */

/* Modal; shown once it is presented. */
GtkWidget *inkling_welcome_new (GtkWindow *parent);

G_END_DECLS
