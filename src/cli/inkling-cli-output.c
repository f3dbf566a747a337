/* inkling-cli-output.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli-output.h"

#include <math.h>
#include <stdio.h>

#include "inkling-cli.h"

JsonBuilder *
inkling_cli_json_begin (void)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  return builder;
}

void
inkling_cli_json_print (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char     *text = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  /* JSON is UTF-8 in every locale; g_print would convert it. */
  printf ("%s\n", text);
  fflush (stdout);
  g_object_unref (builder);
}

void
inkling_cli_json_add_string (JsonBuilder *builder,
                             const char  *name,
                             const char  *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, valid);
}

void
inkling_cli_json_add_count (JsonBuilder *builder,
                            const char  *name,
                            guint64      value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, (gint64) value);
}

void
inkling_cli_json_add_boolean (JsonBuilder *builder,
                              const char  *name,
                              gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_number (JsonBuilder *builder,
            double       value)
{
  if (isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
inkling_cli_json_add_number (JsonBuilder *builder,
                             const char  *name,
                             double       value)
{
  json_builder_set_member_name (builder, name);
  add_number (builder, value);
}

void
inkling_cli_json_add_numbers (JsonBuilder *builder,
                              const char  *name,
                              const float *values,
                              gsize        n_values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_values; i++)
    add_number (builder, values[i]);
  json_builder_end_array (builder);
}

int
inkling_cli_fail (const GError *error)
{
  g_printerr ("inkling-cli: %s\n", error->message);
  return INKLING_CLI_FAILED;
}
