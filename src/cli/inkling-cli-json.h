/* inkling-cli-json.h: one line of JSON, written from left to right
 *
 * Its numbers have as few digits as read back to the same value, whatever the locale.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _InklingCliJson InklingCliJson;

/* A new one inside an open object. */
InklingCliJson *inkling_cli_json_begin (void);

/* Closes the object, prints it as one line to stdout and frees it. */
void inkling_cli_json_print        (InklingCliJson *self);

/* In an object name is the member's; in an array it is NULL. */
void inkling_cli_json_add_string   (InklingCliJson *self,
                                    const char     *name,
                                    const char     *value);
void inkling_cli_json_add_count    (InklingCliJson *self,
                                    const char     *name,
                                    guint64         value);
void inkling_cli_json_add_boolean  (InklingCliJson *self,
                                    const char     *name,
                                    gboolean        value);
/* NaN and infinities become null. */
void inkling_cli_json_add_number   (InklingCliJson *self,
                                    const char     *name,
                                    double          value);
void inkling_cli_json_add_floats   (InklingCliJson *self,
                                    const char     *name,
                                    const float    *values,
                                    gsize           n_values);

void inkling_cli_json_open_object  (InklingCliJson *self,
                                    const char     *name);
void inkling_cli_json_close_object (InklingCliJson *self);
void inkling_cli_json_open_array   (InklingCliJson *self,
                                    const char     *name);
void inkling_cli_json_close_array  (InklingCliJson *self);

G_END_DECLS
