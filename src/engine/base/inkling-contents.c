/* inkling-contents.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-contents.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <zlib.h>

#define ANY '\1' /* in a pattern: whatever the byte is */

#define BYTE_ORDER_MARK "\357\273\277"

typedef struct
{
  InklingContents      contents;
  InklingPictureFormat format; /* of a picture */
  const char          *bytes;
  gsize                n_bytes;
} Beginning;

#define PATTERN(text) text, sizeof text - 1

/* The first that fits. A model's header is no longer than 4 GiB and begins with a brace; IDX files
 * hold bytes, or QMNIST's labels, of any number of dimensions. */
static const Beginning beginnings[] = {
  { INKLING_CONTENTS_PICTURE, INKLING_PICTURE_PNG, PATTERN ("\211PNG\r\n\032\n") },
  { INKLING_CONTENTS_PICTURE, INKLING_PICTURE_JPEG, PATTERN ("\377\330\377") },
  { INKLING_CONTENTS_PICTURE, INKLING_PICTURE_GIF, PATTERN ("GIF87a") },
  { INKLING_CONTENTS_PICTURE, INKLING_PICTURE_GIF, PATTERN ("GIF89a") },
  { INKLING_CONTENTS_PICTURE, INKLING_PICTURE_TIFF, PATTERN ("II*\0") },
  { INKLING_CONTENTS_PICTURE, INKLING_PICTURE_TIFF, PATTERN ("MM\0*") },
  { INKLING_CONTENTS_PICTURE, INKLING_PICTURE_WEBP, PATTERN ("RIFF\1\1\1\1WEBP") },
  { INKLING_CONTENTS_PICTURE, INKLING_PICTURE_BMP, PATTERN ("BM\1\1\1\1\1\1\1\1\1\1\1\1\1\0\0\0") },

  { INKLING_CONTENTS_MODEL, 0, PATTERN ("\1\1\1\1\0\0\0\0{") },
  { INKLING_CONTENTS_DATASET, 0, PATTERN ("\0\0\10\1\1\1\1\1") },
  { INKLING_CONTENTS_DATASET, 0, PATTERN ("\0\0\14\1\1\1\1\1") },
  { INKLING_CONTENTS_DATASET, 0, PATTERN ("\223NUMPY") },
  { INKLING_CONTENTS_DATASET, 0, PATTERN ("PK\3\4") },

  { INKLING_CONTENTS_FOREIGN, 0, PATTERN ("\1\1\1\1ftyp") },
  { INKLING_CONTENTS_FOREIGN, 0, PATTERN ("\0\0\0\14jP  ") },
  { INKLING_CONTENTS_FOREIGN, 0, PATTERN ("\0\0\0\14JXL ") },
  { INKLING_CONTENTS_FOREIGN, 0, PATTERN ("\377\12") },
  { INKLING_CONTENTS_FOREIGN, 0, PATTERN ("8BPS") },
  { INKLING_CONTENTS_FOREIGN, 0, PATTERN ("%PDF-") },
  { INKLING_CONTENTS_FOREIGN, 0, PATTERN ("%!PS") },
  { INKLING_CONTENTS_FOREIGN, 0, PATTERN ("gimp xcf") },
  { INKLING_CONTENTS_FOREIGN, 0, PATTERN ("icns") },
  { INKLING_CONTENTS_FOREIGN, 0, PATTERN ("/* XPM */") },
  { INKLING_CONTENTS_FOREIGN, 0, PATTERN ("RIFF\1\1\1\1ACON") },
  { INKLING_CONTENTS_FOREIGN, 0, PATTERN ("\1\1\1\1idat") },
  { INKLING_CONTENTS_FOREIGN, 0, PATTERN ("\1\1\1\1idsc") },
};

const InklingPictureKind inkling_picture_kinds[INKLING_N_PICTURE_FORMATS] = {
  [INKLING_PICTURE_PNG] = { "image/png", { "png" } },
  [INKLING_PICTURE_JPEG] = { "image/jpeg", { "jpg", "jpeg" } },
  [INKLING_PICTURE_GIF] = { "image/gif", { "gif" } },
  [INKLING_PICTURE_BMP] = { "image/bmp", { "bmp" } },
  [INKLING_PICTURE_TIFF] = { "image/tiff", { "tiff", "tif" } },
  [INKLING_PICTURE_WEBP] = { "image/webp", { "webp" } },
};

static gboolean
fits (const Beginning *beginning,
      const guint8    *bytes,
      gsize            n_bytes)
{
  if (n_bytes < beginning->n_bytes)
    return FALSE;
  for (gsize i = 0; i < beginning->n_bytes; i++)
    if (beginning->bytes[i] != ANY && (guint8) beginning->bytes[i] != bytes[i])
      return FALSE;
  return TRUE;
}

static InklingContents
find (const guint8         *bytes,
      gsize                 n_bytes,
      InklingPictureFormat *format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (fits (&beginnings[i], bytes, n_bytes))
      {
        if (format != NULL)
          *format = beginnings[i].format;
        return beginnings[i].contents;
      }
  return INKLING_CONTENTS_UNKNOWN;
}

/* What the first bytes of a file packed by gzip were before. */
static gsize
unpack (const guint8 *bytes,
        gsize         n_bytes,
        guint8        unpacked[INKLING_CONTENTS_N_BYTES])
{
  z_stream stream = { .next_in = (guint8 *) bytes, .avail_in = n_bytes };

  if (inflateInit2 (&stream, MAX_WBITS + 16) != Z_OK)
    return 0;
  stream.next_out = unpacked;
  stream.avail_out = INKLING_CONTENTS_N_BYTES;
  inflate (&stream, Z_SYNC_FLUSH);
  inflateEnd (&stream);
  return INKLING_CONTENTS_N_BYTES - stream.avail_out;
}

static InklingContents
find_in_text (const guint8 *bytes,
              gsize         n_bytes)
{
  gsize at = n_bytes >= 3 && memcmp (bytes, BYTE_ORDER_MARK, 3) == 0 ? 3 : 0;

  while (at < n_bytes && g_ascii_isspace (bytes[at]))
    at++;
  if (at < n_bytes && bytes[at] == '{')
    return INKLING_CONTENTS_INK;
  if (at < n_bytes && bytes[at] == '<' &&
      g_strstr_len ((const char *) bytes + at, n_bytes - at, "<svg") != NULL)
    return INKLING_CONTENTS_FOREIGN;
  return INKLING_CONTENTS_UNKNOWN;
}

InklingContents
inkling_contents_of_bytes (const guint8         *bytes,
                           gsize                 n_bytes,
                           InklingPictureFormat *format)
{
  guint8          unpacked[INKLING_CONTENTS_N_BYTES];
  InklingContents contents = find (bytes, n_bytes, format);

  if (n_bytes == 0)
    return INKLING_CONTENTS_EMPTY;
  if (contents != INKLING_CONTENTS_UNKNOWN)
    return contents;
  if (n_bytes < 2 || bytes[0] != 0x1f || bytes[1] != 0x8b)
    return find_in_text (bytes, n_bytes);

  /* Of what comes packed, only data sets are read so. */
  n_bytes = unpack (bytes, n_bytes, unpacked);
  contents = find (unpacked, n_bytes, NULL);
  if (contents == INKLING_CONTENTS_DATASET)
    return contents;
  return find_in_text (unpacked, n_bytes) == INKLING_CONTENTS_FOREIGN ? INKLING_CONTENTS_FOREIGN
                                                                      : INKLING_CONTENTS_UNKNOWN;
}

/* A pipe is not opened: it would be waited for, and what is read from it is gone. */
InklingContents
inkling_contents_of_file (const char *path)
{
  guint8   bytes[INKLING_CONTENTS_N_BYTES];
  GStatBuf status;
  gsize    n_bytes = 0;
  gssize   n_read;
  int      fd;

  if (g_stat (path, &status) != 0)
    return INKLING_CONTENTS_UNKNOWN;
  if (S_ISDIR (status.st_mode))
    return INKLING_CONTENTS_DATASET;
  if (!S_ISREG (status.st_mode))
    return INKLING_CONTENTS_UNKNOWN;
  fd = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
  if (fd < 0)
    return INKLING_CONTENTS_UNKNOWN;
  do
    {
      n_read = read (fd, bytes + n_bytes, sizeof bytes - n_bytes);
      n_bytes += MAX (n_read, 0);
    }
  while (n_read > 0 && n_bytes < sizeof bytes);
  close (fd);
  return n_read < 0 ? INKLING_CONTENTS_UNKNOWN : inkling_contents_of_bytes (bytes, n_bytes, NULL);
}

const char *
inkling_contents_describe (InklingContents contents)
{
  switch (contents)
    {
    case INKLING_CONTENTS_UNKNOWN:
      break;
    case INKLING_CONTENTS_EMPTY:
      return _("the file is empty");
    case INKLING_CONTENTS_MODEL:
      return _("this is a model");
    case INKLING_CONTENTS_INK:
      return _("this is a file of drawings");
    case INKLING_CONTENTS_DATASET:
      return _("this is a data set, or a part of one");
    case INKLING_CONTENTS_PICTURE:
      return _("this is a picture");
    case INKLING_CONTENTS_FOREIGN:
      return _("pictures of this kind are not read; save it as PNG or JPEG");
    }
  return _("this is neither a model nor a picture, a drawing or a data set");
}
