/* model-bytes.h: a good model file, taken apart and put together again with faults
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-error.h"
#include "inkling-model-file.h"

#include "model-fixture.h"

#define LENGTH_BYTES 8

/* The model all of these begin with: two reports, one evaluation, three hidden units. Its data
 * begin with history.step at 0, history.loss at 16 and history.learning_rate at 32. */
static inline GBytes *
make_good (void)
{
  g_autoptr (InklingModel) model = fixture_make_model ("3", 0, FIXTURE_STEP);

  return fixture_print (model);
}

static inline gsize
get_header_length (GBytes *file)
{
  guint64 length;

  memcpy (&length, g_bytes_get_data (file, NULL), sizeof length);
  return GUINT64_FROM_LE (length);
}

static inline GBytes *
make_file (const char *json,
           GBytes     *data)
{
  GByteArray *file = g_byte_array_new ();
  guint64     length = GUINT64_TO_LE ((guint64) strlen (json));

  g_byte_array_append (file, (const guint8 *) &length, sizeof length);
  g_byte_array_append (file, (const guint8 *) json, strlen (json));
  if (data != NULL)
    g_byte_array_append (file, g_bytes_get_data (data, NULL), g_bytes_get_size (data));
  return g_byte_array_free_to_bytes (file);
}

static inline char *
get_json (GBytes *file)
{
  return g_strndup ((const char *) g_bytes_get_data (file, NULL) + LENGTH_BYTES,
                    get_header_length (file));
}

static inline GBytes *
get_data (GBytes *file)
{
  gsize begin = LENGTH_BYTES + get_header_length (file);

  return g_bytes_new_from_bytes (file, begin, g_bytes_get_size (file) - begin);
}

/* The first time from stands in text, to takes its place. */
static inline char *
replace_first (const char *text,
               const char *from,
               const char *to)
{
  const char *found = strstr (text, from);

  if (found == NULL)
    g_error ("%s is not in %s", from, text);
  return g_strdup_printf ("%.*s%s%s", (int) (found - text), text, to, found + strlen (from));
}

static inline void
assert_refused (GBytes     *file,
                const char *hint)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (InklingModel) model = inkling_model_file_load_bytes (file, "a file", &error);

  g_assert_null (model);
  g_assert_nonnull (error);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  if (!g_str_has_prefix (error->message, "a file: ") || strstr (error->message, hint) == NULL)
    g_error ("“%s” does not begin with the file's name or lacks “%s”", error->message, hint);
}
