/* inkling-help-button.h: a small “What is this?” beside a word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define INKLING_TYPE_HELP_BUTTON (inkling_help_button_get_type ())
G_DECLARE_FINAL_TYPE (InklingHelpButton, inkling_help_button, INKLING, HELP_BUTTON, GtkWidget)

/* Property: "topic" (string, construct only), one of inkling_explanations'. */

GtkWidget *inkling_help_button_new (const char *topic);

G_END_DECLS
