/* inkling-download-part.h: the part of a file that has come so far
 *
 * It outlives the program, so that the next download goes on with it. Blocking; one thread at a
 * time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "inkling-dataset-table.h"

G_BEGIN_DECLS

typedef struct
{
  char    *path;       /* owned: where the whole file will be */
  char    *part_path;  /* owned: where the part is kept for the next time */
  char    *note_path;  /* owned: notes what the server called the file it sends */
  char    *own_path;   /* owned: where the part is now; another one where there are no locks */
  int      fd;         /* of the part, locked; −1: not open */
  guint64  n_bytes;    /* in the part */

  /* While all of the file is being sent, though there is a part */
  char    *spare_path; /* owned */
  char    *spare_note; /* owned, or NULL */
  int      spare_fd;   /* −1: bytes go to the part */
  guint64  n_spare;    /* bytes in it */
} InklingDownloadPart;

#define INKLING_DOWNLOAD_PART_INIT { .fd = -1, .spare_fd = -1 }

/* Opens what there is of the file called name, or begins it. G_FILE_ERROR, also if another program
 * is downloading it; where the file system knows no locks, each goes on with a copy of its own.
 * Close it in either case. */
gboolean inkling_download_part_open          (InklingDownloadPart  *self,
                                              const char           *folder,
                                              const char           *name,
                                              GError              **error);
void     inkling_download_part_close         (InklingDownloadPart  *self);

/* Forgets the bytes behind the first n_bytes. G_FILE_ERROR. */
gboolean inkling_download_part_shorten       (InklingDownloadPart  *self,
                                              guint64               n_bytes,
                                              GError              **error);

/* From here on bytes are kept aside, as they may be another file's, and the part is not touched
 * before they have proved better. G_FILE_ERROR. */
gboolean inkling_download_part_begin_anew    (InklingDownloadPart  *self,
                                              GError              **error);
/* Bytes that came in this or an earlier answer: of what is being appended to. */
guint64  inkling_download_part_get_n_bytes   (InklingDownloadPart  *self);
/* G_FILE_ERROR. */
gboolean inkling_download_part_append        (InklingDownloadPart  *self,
                                              const void           *bytes,
                                              gsize                 n_bytes,
                                              GError              **error);

/* What the server at uri called the version of the file that the part is of (an entity tag or a
 * date), or NULL. Free with g_free. */
char    *inkling_download_part_get_validator (InklingDownloadPart  *self,
                                              const char           *uri);
void     inkling_download_part_set_validator (InklingDownloadPart  *self,
                                              const char           *uri,
                                              const char           *validator);

/* Of a part and bytes that were kept aside, the better ones become the part: those that are the
 * published file, or else may become it and are more. INKLING_ERROR_DATASET: what was kept aside is
 * another file. */
gboolean inkling_download_part_settle        (InklingDownloadPart         *self,
                                              const InklingPublishedFile  *file,
                                              GError                     **error);

/* Gives the part its name if what is packed in it is the published file, however it is packed.
 * G_IO_ERROR_PARTIAL_INPUT: its end is missing. INKLING_ERROR_DATASET: it is another file. Or
 * G_FILE_ERROR. */
gboolean inkling_download_part_finish        (InklingDownloadPart         *self,
                                              const InklingPublishedFile  *file,
                                              GError                     **error);

/* Whether the file at path is the published one, however it is packed. */
gboolean inkling_download_part_is_whole      (const char                  *path,
                                              const InklingPublishedFile  *file);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InklingDownloadPart, inkling_download_part_close)

G_END_DECLS
