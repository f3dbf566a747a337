/* inkling-drawing-export.h: a drawing as a file or on the clipboard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "inkling-file-dialog.h"
#include "inkling-ink.h"

G_BEGIN_DECLS

/* PNG, SVG and ink file; the suffix of the path decides, a PNG if it is none of theirs. */
extern const InklingFileKind inkling_drawing_export_kinds[];
extern const gsize           inkling_drawing_export_n_kinds;

/* Writes the strokes, which have to be some, as they are now: black on a white sheet, with lines of
 * that width. Whole or not at all. */
void        inkling_drawing_export_async  (InklingInk           *ink,
                                           double                pen_width,
                                           const char           *path,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean    inkling_drawing_export_finish (GAsyncResult         *result,
                                           GError              **error);

/* The same as a picture. It cannot fail; new reference. */
void        inkling_drawing_make_texture_async  (InklingInk           *ink,
                                                 double                pen_width,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GdkTexture *inkling_drawing_make_texture_finish (GAsyncResult         *result);

G_END_DECLS
