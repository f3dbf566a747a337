/* inkling-cli-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli-json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include <json-glib/json-glib.h>

/* So many decimal digits tell any two of their kind apart; often a few less do. */
#define MAX_FLOAT_DIGITS  9
#define MAX_DOUBLE_DIGITS 17
#define SPARE_DIGITS      3

struct _InklingCliJson
{
  GString  *line;        /* owned */
  gboolean  needs_comma; /* before whatever comes next */
};

static char *
quote (const char *text)
{
  g_autofree char     *valid = g_utf8_make_valid (text, -1);
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), valid);

  return json_to_string (node, FALSE);
}

static void
begin_value (InklingCliJson *self,
             const char     *name)
{
  if (self->needs_comma)
    g_string_append_c (self->line, ',');
  if (name != NULL)
    g_string_append_printf (self->line, "\"%s\":", name);
  self->needs_comma = TRUE;
}

static void
open_with (InklingCliJson *self,
           const char     *name,
           char            bracket)
{
  begin_value (self, name);
  g_string_append_c (self->line, bracket);
  self->needs_comma = FALSE;
}

static void
close_with (InklingCliJson *self,
            char            bracket)
{
  g_string_append_c (self->line, bracket);
  self->needs_comma = TRUE;
}

/* The shortest text that reads back as the same value, which is a float's if is_float. */
static void
append_number (GString  *line,
               double    value,
               gboolean  is_float)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE] = "null";
  int  max_digits = is_float ? MAX_FLOAT_DIGITS : MAX_DOUBLE_DIGITS;

  for (int n_digits = max_digits - SPARE_DIGITS; isfinite (value) && n_digits <= max_digits;
       n_digits++)
    {
      char   format[] = { '%', '.', '0' + n_digits / 10, '0' + n_digits % 10, 'g', '\0' };
      double back;

      g_ascii_formatd (buffer, sizeof buffer, format, value);
      back = g_ascii_strtod (buffer, NULL);
      if (back == value || (is_float && (float) back == (float) value))
        break;
    }
  g_string_append (line, buffer);
}

InklingCliJson *
inkling_cli_json_begin (void)
{
  InklingCliJson *self = g_new0 (InklingCliJson, 1);

  self->line = g_string_new ("{");
  return self;
}

void
inkling_cli_json_print (InklingCliJson *self)
{
  /* JSON is UTF-8 in every locale; g_print would convert it. */
  printf ("%s}\n", self->line->str);
  fflush (stdout);
  g_string_free (self->line, TRUE);
  g_free (self);
}

void
inkling_cli_json_add_string (InklingCliJson *self,
                             const char     *name,
                             const char     *value)
{
  g_autofree char *quoted = quote (value);

  begin_value (self, name);
  g_string_append (self->line, quoted);
}

void
inkling_cli_json_add_count (InklingCliJson *self,
                            const char     *name,
                            guint64         value)
{
  begin_value (self, name);
  g_string_append_printf (self->line, "%" PRIu64, value);
}

void
inkling_cli_json_add_boolean (InklingCliJson *self,
                              const char     *name,
                              gboolean        value)
{
  begin_value (self, name);
  g_string_append (self->line, value ? "true" : "false");
}

void
inkling_cli_json_add_number (InklingCliJson *self,
                             const char     *name,
                             double          value)
{
  begin_value (self, name);
  append_number (self->line, value, FALSE);
}

void
inkling_cli_json_add_floats (InklingCliJson *self,
                             const char     *name,
                             const float    *values,
                             gsize           n_values)
{
  inkling_cli_json_open_array (self, name);
  for (gsize i = 0; i < n_values; i++)
    {
      begin_value (self, NULL);
      append_number (self->line, (double) values[i], TRUE);
    }
  inkling_cli_json_close_array (self);
}

void
inkling_cli_json_open_object (InklingCliJson *self,
                              const char     *name)
{
  open_with (self, name, '{');
}

void
inkling_cli_json_close_object (InklingCliJson *self)
{
  close_with (self, '}');
}

void
inkling_cli_json_open_array (InklingCliJson *self,
                             const char     *name)
{
  open_with (self, name, '[');
}

void
inkling_cli_json_close_array (InklingCliJson *self)
{
  close_with (self, ']');
}
