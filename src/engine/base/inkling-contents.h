/* inkling-contents.h: what a file is, by what is in it
 *
 * The one place that decides it, for the command lines, for what is dropped, pasted or chosen in a
 * dialog. A file's name never counts here: it is wrong too often.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  INKLING_CONTENTS_UNKNOWN, /* nothing that is known; also what cannot be looked at */
  INKLING_CONTENTS_EMPTY,
  INKLING_CONTENTS_MODEL,
  INKLING_CONTENTS_INK,     /* drawings, one JSON object a line */
  INKLING_CONTENTS_DATASET, /* a file of digits, or a folder, which may hold some */
  INKLING_CONTENTS_PICTURE,
  INKLING_CONTENTS_FOREIGN, /* a picture of a kind that is not read */
} InklingContents;

typedef enum
{
  INKLING_PICTURE_PNG,
  INKLING_PICTURE_JPEG,
  INKLING_PICTURE_GIF,
  INKLING_PICTURE_BMP,
  INKLING_PICTURE_TIFF,
  INKLING_PICTURE_WEBP,
  INKLING_N_PICTURE_FORMATS,
} InklingPictureFormat;

/* The kinds of pictures that are read, by the names other programs know them. */
typedef struct
{
  const char *mime_type;
  const char *suffixes[3]; /* without the dot, the usual one first; NULL ends them */
} InklingPictureKind;

extern const InklingPictureKind inkling_picture_kinds[INKLING_N_PICTURE_FORMATS];

/* So many bytes at the beginning of a file are enough. */
#define INKLING_CONTENTS_N_BYTES 1024

/* *format (may be NULL) is set for a picture that is read. */
InklingContents inkling_contents_of_bytes (const guint8         *bytes,
                                           gsize                 n_bytes,
                                           InklingPictureFormat *format);

/* Reads the beginning of a file. What cannot be looked at is unknown; the attempt to read it says
 * why. Blocking; any thread. */
InklingContents inkling_contents_of_file  (const char           *path);

/* “this is a model” and the like, translated, without a full stop; static. */
const char     *inkling_contents_describe (InklingContents       contents);

G_END_DECLS
