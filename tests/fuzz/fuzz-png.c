/* fuzz-png.c: PNG files, their checksums put right so that the bytes within are what is tried
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>
#include <zlib.h>

#include "inkling-picture.h"

#define SIGNATURE_BYTES 8
#define FRAME_BYTES     12 /* length, type and checksum of a chunk */

static guint32
read_length (const uint8_t *bytes)
{
  guint32 length;

  memcpy (&length, bytes, sizeof length);
  return GUINT32_FROM_BE (length);
}

static void
mend_checksums (uint8_t *bytes,
                size_t   size)
{
  size_t at = SIGNATURE_BYTES;

  while (at + FRAME_BYTES <= size && read_length (bytes + at) <= size - at - FRAME_BYTES)
    {
      size_t  length = read_length (bytes + at);
      guint32 sum = crc32 (0, bytes + at + 4, length + 4);

      sum = GUINT32_TO_BE (sum);
      memcpy (bytes + at + 8 + length, &sum, sizeof sum);
      at += FRAME_BYTES + length;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree uint8_t *copy = g_memdup2 (data, size);
  g_autofree char    *path = NULL;
  g_autoptr (GError)  error = NULL;
  uint8_t             image[NN_IMAGE_PIXELS];

  mend_checksums (copy, size);
  path = fuzz_write_file ("picture.png", copy, size);
  if (!inkling_picture_load (path, image, &error))
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  return 0;
}
