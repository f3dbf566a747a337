/* inkling-zip-file.h: what lies where in a zip archive
 *
 * Just enough for the archives NumPy saves arrays in, and for a single file that was zipped: it is
 * the directory at the archive's end that counts, and nothing it says is believed unchecked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char    *name;           /* owned; UTF-8 or not, as it stands in the archive */
  gboolean deflated;       /* else stored as it is */
  guint32  checksum;       /* CRC-32 of the content */
  guint64  n_packed_bytes;
  guint64  n_bytes;        /* of the content */
  guint64  offset;         /* of the member's header in the file */
} InklingZipMember;

void       inkling_zip_member_free (InklingZipMember *self);

/* The members, without folders, of the archive in the file fd; path is for messages. NULL with
 * INKLING_ERROR_DATASET or a file error. Blocking; any thread. */
GPtrArray *inkling_zip_file_list   (int                      fd,
                                    const char              *path,
                                    GError                 **error);

/* Where the packed bytes of a member begin; all of them lie in the file. */
gboolean   inkling_zip_file_locate (int                      fd,
                                    const char              *path,
                                    const InklingZipMember  *member,
                                    guint64                 *offset,
                                    GError                 **error);

G_END_DECLS
