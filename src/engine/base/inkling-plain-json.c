/* inkling-plain-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plain-json.h"

#include <string.h>

/* Brackets, separators, numbers, blanks, and the letters of true, false and null. */
#define OUTSIDE_STRINGS "{}[]:,+-.0123456789aeflnrstuE \t\r\n"

static gboolean
is_strange (char c)
{
  return c == '\0' || strchr (OUTSIDE_STRINGS, c) == NULL;
}

/* How many brackets c opens. */
static int
count_brackets (char c)
{
  return (c == '{' || c == '[') - (c == '}' || c == ']');
}

InklingJsonVerdict
inkling_plain_json_check (const char *text,
                          gsize       n_bytes,
                          guint       max_depth,
                          gsize      *offset)
{
  InklingJsonVerdict verdict = INKLING_JSON_PLAIN;
  gboolean           in_string = FALSE;
  gint64             depth = 0;
  gsize              i;

  for (i = 0; i < n_bytes; i++)
    {
      if (in_string && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        in_string = !in_string;
      else if (!in_string && is_strange (text[i]))
        verdict = INKLING_JSON_STRANGE;
      else if (!in_string)
        depth = MAX (depth + count_brackets (text[i]), 0);
      if (depth > max_depth)
        verdict = INKLING_JSON_TOO_DEEP;
      if (verdict != INKLING_JSON_PLAIN)
        break;
    }
  if (offset != NULL)
    *offset = i;
  return verdict;
}
