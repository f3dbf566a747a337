/* inkling-drawing-import.h: ink and pictures from elsewhere → what lies on a sheet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gdk/gdk.h>

#include "inkling-ink.h"

G_BEGIN_DECLS

/* What was in a file or on the clipboard: one of the two is not NULL. */
typedef struct
{
  GPtrArray           *strokes; /* owned: of GArray of InklingInkPoint, on the sheet */
  InklingSheetPicture *picture; /* owned */
  gboolean             more;    /* the file holds other drawings, too */
} InklingImport;

/* Reads an ink file (its first drawing), or a picture as inkling_picture_file_load does; what it
 * is, its contents say. Cancelling ends at once, with G_IO_ERROR_CANCELLED. */
void           inkling_drawing_import_file_async    (GFile                *file,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);

/* Reads a picture that another program put on the clipboard or dropped, of one of the types
 * inkling_picture_kinds lists. */
void           inkling_drawing_import_stream_async  (GInputStream         *stream,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);

/* The result of both; free with inkling_import_free. The message of an error begins with the
 * file's name. */
InklingImport *inkling_drawing_import_finish        (GAsyncResult         *result,
                                                     GError              **error);

void           inkling_import_free                  (InklingImport        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingImport, inkling_import_free)

G_END_DECLS
