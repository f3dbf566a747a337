/* nn-npy.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-npy.h"

#include <string.h>

#define MAGIC         "\x93NUMPY"
#define MAGIC_BYTES   6
#define VERSION_BYTES 2

/* What is left of the dictionary's text. */
typedef struct
{
  const char *at;
  const char *end;
} Text;

static void
skip_spaces (Text *text)
{
  while (text->at < text->end && (*text->at == ' ' || *text->at == '\n'))
    text->at++;
}

static bool
take (Text       *text,
      const char *word)
{
  size_t length = strlen (word);

  skip_spaces (text);
  if ((size_t) (text->end - text->at) < length || memcmp (text->at, word, length) != 0)
    return false;
  text->at += length;
  return true;
}

/* Of 15 digits at most, so that it fits. */
static bool
take_count (Text     *text,
            uint64_t *count)
{
  const char *begin;

  skip_spaces (text);
  begin = text->at;
  *count = 0;
  while (text->at < text->end && text->at - begin < 15 && *text->at >= '0' && *text->at <= '9')
    *count = 10 * *count + (uint64_t) (*text->at++ - '0');
  return text->at > begin;
}

/* "'<i8'": byte order, type, bytes of a value. */
static NnStatus
take_descr (Text    *text,
            NnArray *array)
{
  const char *at;

  if (!take (text, "'") || text->end - text->at < 4 || text->at[3] != '\'')
    return NN_IDX_WRONG_TYPE;
  at = text->at;
  text->at += 4;
  array->big_endian = at[0] == '>';
  array->value_bytes = (size_t) (at[2] - '0');
  if (strchr ("|<>=", at[0]) == NULL || at[0] == '\0')
    return NN_IDX_WRONG_TYPE;
  if (at[2] != '1' && at[2] != '2' && at[2] != '4' && at[2] != '8')
    return NN_IDX_WRONG_TYPE;
  switch (at[1])
    {
    case 'u':
      array->type = NN_ARRAY_UNSIGNED;
      return NN_OK;
    case 'i':
      array->type = NN_ARRAY_SIGNED;
      return NN_OK;
    case 'f':
      array->type = NN_ARRAY_FLOAT;
      return NN_OK;
    default:
      return NN_IDX_WRONG_TYPE;
    }
}

static NnStatus
take_order (Text    *text,
            NnArray *array)
{
  array->by_columns = take (text, "True");
  return array->by_columns || take (text, "False") ? NN_OK : NN_IDX_NOT_IDX;
}

/* "(60000, 28, 28)", "(60000,)" or "()". */
static NnStatus
take_shape (Text    *text,
            NnArray *array)
{
  if (!take (text, "("))
    return NN_IDX_NOT_IDX;
  for (array->n_dimensions = 0; !take (text, ")"); array->n_dimensions++)
    {
      if (array->n_dimensions == NN_ARRAY_MAX_DIMENSIONS)
        return NN_IDX_WRONG_KIND;
      if (!take_count (text, &array->counts[array->n_dimensions]))
        return NN_IDX_NOT_IDX;
      if (!take (text, ",") && (text->at == text->end || *text->at != ')'))
        return NN_IDX_NOT_IDX;
    }
  return NN_OK;
}

/* The entries may come in any order. */
static NnStatus
parse_dictionary (Text     text,
                  NnArray *array)
{
  static const struct
  {
    const char *key;
    NnStatus  (*take) (Text    *text,
                       NnArray *array);
  } entries[] = {
    { "'descr':", take_descr },
    { "'fortran_order':", take_order },
    { "'shape':", take_shape },
  };
  const size_t n_entries = sizeof entries / sizeof entries[0];
  unsigned     seen = 0;

  if (!take (&text, "{"))
    return NN_IDX_NOT_IDX;
  while (!take (&text, "}"))
    {
      size_t   i = 0;
      NnStatus status;

      while (i < n_entries && !take (&text, entries[i].key))
        i++;
      if (i == n_entries)
        return NN_IDX_NOT_IDX;
      status = entries[i].take (&text, array);
      if (status != NN_OK)
        return status;
      seen |= 1u << i;
      if (!take (&text, ","))
        {
          if (!take (&text, "}"))
            return NN_IDX_NOT_IDX;
          break;
        }
    }
  return seen == (1u << n_entries) - 1 ? NN_OK : NN_IDX_NOT_IDX;
}

bool
nn_npy_begins (const uint8_t *bytes,
               size_t         n_bytes)
{
  return n_bytes >= MAGIC_BYTES && memcmp (bytes, MAGIC, MAGIC_BYTES) == 0;
}

NnStatus
nn_npy_parse (const uint8_t *bytes,
              size_t         n_bytes,
              NnArray       *array)
{
  size_t   begin = MAGIC_BYTES + VERSION_BYTES;
  size_t   length = 0;
  size_t   n_length_bytes;
  NnStatus status;

  if (!nn_npy_begins (bytes, n_bytes))
    return NN_IDX_NOT_IDX;
  if (n_bytes < begin)
    return NN_IDX_TRUNCATED;
  n_length_bytes = bytes[MAGIC_BYTES] == 1 ? 2 : 4;
  if (n_bytes < begin + n_length_bytes)
    return NN_IDX_TRUNCATED;
  for (size_t i = 0; i < n_length_bytes; i++)
    length |= (size_t) bytes[begin + i] << 8 * i;
  begin += n_length_bytes;
  if (length > NN_NPY_MAX_HEADER_BYTES - begin)
    return NN_IDX_NOT_IDX;
  if (n_bytes < begin + length)
    return NN_IDX_TRUNCATED;

  *array = (NnArray) { .header_bytes = begin + length };
  status = parse_dictionary ((Text) { (const char *) bytes + begin,
                                      (const char *) bytes + begin + length }, array);
  return status;
}
