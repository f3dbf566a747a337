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

/* Reads an ink file (*.jsonl, its first drawing), a PNG, or a picture of any kind that the desktop
 * knows. Pictures of more than INKLING_IMPORT_MAX_PIXELS are refused before they are unpacked. */
#define INKLING_IMPORT_MAX_PIXELS (64 * 1024 * 1024)

void           inkling_drawing_import_file_async    (GFile                *file,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);

/* Reads a picture that another program put on the clipboard or dropped. */
void           inkling_drawing_import_texture_async (GdkTexture           *texture,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);

/* The result of both; free with inkling_import_free. The message of an error begins with the
 * file's name. */
InklingImport *inkling_drawing_import_finish        (GAsyncResult         *result,
                                                     GError              **error);

void           inkling_import_free                  (InklingImport        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingImport, inkling_import_free)

G_END_DECLS
