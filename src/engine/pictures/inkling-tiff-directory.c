/* inkling-tiff-directory.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-tiff-directory.h"

#include <string.h>

#define ENTRY_BYTES 12

#define TYPE_BYTE  1
#define TYPE_SHORT 3
#define TYPE_LONG  4

typedef struct
{
  const guint8 *bytes; /* borrowed */
  gsize         n_bytes;
  gboolean      big_endian;
} Tiff;

/* A number of size bytes at a place; 0 beyond the end. */
static guint32
get_number (const Tiff *tiff,
            gsize       at,
            gsize       size)
{
  guint32 number = 0;

  if (at > tiff->n_bytes || size > tiff->n_bytes - at)
    return 0;
  for (gsize i = 0; i < size; i++)
    number = number << 8 | tiff->bytes[at + (tiff->big_endian ? i : size - 1 - i)];
  return number;
}

static gsize
get_size (guint type)
{
  return type == TYPE_BYTE ? 1 : type == TYPE_SHORT ? 2 : type == TYPE_LONG ? 4 : 0;
}

/* Few values lie in the entry itself, more of them where it points to. */
static gboolean
look_through (const Tiff *tiff,
              gsize       entry,
              guint32    *largest,
              guint64    *sum)
{
  gsize   size = get_size (get_number (tiff, entry + 2, 2));
  guint32 count = get_number (tiff, entry + 4, 4);
  gsize   at = size * count <= 4 ? entry + 8 : get_number (tiff, entry + 8, 4);

  if (size == 0 || count == 0 || at > tiff->n_bytes || size * count > tiff->n_bytes - at)
    return FALSE;
  *largest = 0;
  *sum = 0;
  for (guint32 i = 0; i < count; i++)
    {
      guint32 value = get_number (tiff, at + i * size, size);

      *largest = MAX (*largest, value);
      *sum += value;
    }
  return TRUE;
}

static gboolean
find (const guint8 *bytes,
      gsize         n_bytes,
      guint         tag,
      guint32      *largest,
      guint64      *sum)
{
  Tiff  tiff = { bytes, n_bytes, n_bytes > 0 && bytes[0] == 'M' };
  gsize directory = get_number (&tiff, 4, 4);
  guint n_entries = get_number (&tiff, directory, 2);

  if (n_bytes < 8 || (memcmp (bytes, "II*\0", 4) != 0 && memcmp (bytes, "MM\0*", 4) != 0))
    return FALSE;
  for (guint i = 0; i < n_entries; i++)
    {
      gsize entry = directory + 2 + (gsize) i * ENTRY_BYTES;

      if (get_number (&tiff, entry, 2) == tag)
        return look_through (&tiff, entry, largest, sum);
    }
  return FALSE;
}

guint32
inkling_tiff_directory_get (const guint8 *bytes,
                            gsize         n_bytes,
                            guint         tag,
                            guint32       fallback)
{
  guint32 largest;
  guint64 sum;

  return find (bytes, n_bytes, tag, &largest, &sum) ? largest : fallback;
}

guint64
inkling_tiff_directory_sum (const guint8 *bytes,
                            gsize         n_bytes,
                            guint         tag)
{
  guint32 largest;
  guint64 sum;

  return find (bytes, n_bytes, tag, &largest, &sum) ? sum : 0;
}
