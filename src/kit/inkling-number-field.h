/* inkling-number-field.h: a number that is typed or stepped through, in the row of a list
 *
 * A GtkSpinButton that reads as inkling-number.h does. What is no number, or lies outside its
 * range, is refused in the row's own words, and the value stays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Its range is the adjustment's; whole numbers have no digits, and may be as large as G_MAXUINT64.
 * nothing: a word that stands for 0, or NULL. */
void    inkling_number_field_attach    (GtkSpinButton *spin,
                                        const char    *nothing);

/* The value, exactly where a double cannot hold it. What is being typed is taken first. */
guint64 inkling_number_field_get_whole (GtkSpinButton *spin);
void    inkling_number_field_set_whole (GtkSpinButton *spin,
                                        guint64        whole);

/* Says in the field's row why it was refused, until it is mended (NULL). */
void    inkling_number_field_tell      (GtkWidget     *field,
                                        const char    *refusal);

G_END_DECLS
