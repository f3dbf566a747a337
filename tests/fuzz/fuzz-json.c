/* fuzz-json.c: what the guard lets pass, the parser survives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <json-glib/json-glib.h>

#include "inkling-plain-json.h"

#define MAX_DEPTH 8

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char       *text = g_strndup ((const char *) data, size);
  gsize                  offset = 0;

  if (inkling_plain_json_check ((const char *) data, size, MAX_DEPTH, &offset)
      != INKLING_JSON_PLAIN)
    {
      g_assert_cmpuint (offset, <=, size);
      return 0;
    }
  if (g_utf8_validate_len ((const char *) data, size, NULL))
    json_parser_load_from_data (parser, text, size, NULL);
  return 0;
}
