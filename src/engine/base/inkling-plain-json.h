/* inkling-plain-json.h: what may be given to the JSON parser
 *
 * JsonParser also takes comments, quotes of another kind and assignments, and calls itself for each
 * bracket without a limit: a file could make it run out of stack. Nothing that came from outside
 * may reach it unchecked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  INKLING_JSON_PLAIN,    /* and flat; whether it is correct is for the parser to say */
  INKLING_JSON_STRANGE,  /* a character that JSON has in strings only */
  INKLING_JSON_TOO_DEEP, /* more than max_depth brackets within one another */
} InklingJsonVerdict;

/* Looks through n_bytes of text; *offset (may be NULL) becomes the place of what is wrong with it.
 * Any thread. */
InklingJsonVerdict inkling_plain_json_check (const char *text,
                                             gsize       n_bytes,
                                             guint       max_depth,
                                             gsize      *offset);

G_END_DECLS
