/* inkling-cli-output.h: JSON lines, failures and tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "inkling-recipe.h"

G_BEGIN_DECLS

/* A new builder inside an open object. */
JsonBuilder *inkling_cli_json_begin (void);

/* Closes the object, prints it as one line and frees the builder. */
void inkling_cli_json_print (JsonBuilder *builder);

void inkling_cli_json_add_string  (JsonBuilder *builder,
                                   const char  *name,
                                   const char  *value);
void inkling_cli_json_add_count   (JsonBuilder *builder,
                                   const char  *name,
                                   guint64      value);
void inkling_cli_json_add_boolean (JsonBuilder *builder,
                                   const char  *name,
                                   gboolean     value);
/* NaN and infinities become null. */
void inkling_cli_json_add_number  (JsonBuilder *builder,
                                   const char  *name,
                                   double       value);
void inkling_cli_json_add_numbers (JsonBuilder *builder,
                                   const char  *name,
                                   const float *values,
                                   gsize        n_values);

/* Prints the error's message to stderr; returns INKLING_CLI_FAILED. */
int  inkling_cli_fail (const GError *error);

G_END_DECLS
