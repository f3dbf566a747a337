/* inkling-drawing-export.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-drawing-export.h"

#include <string.h>

#include <glib/gi18n.h>

#include "inkling-async.h"
#include "inkling-atomic-file.h"
#include "inkling-error.h"
#include "inkling-ink-file.h"
#include "inkling-ink-painter.h"
#include "inkling-recording.h"

#define PNG_SCALE 4.0 /* pixels a unit of the sheet */

/* What the writing thread needs. */
typedef struct
{
  cairo_surface_t *picture; /* owned, a recording in units of the sheet */
  NnInk           *ink;     /* owned, NULL: there was no memory for it */
  char            *path;    /* owned */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  cairo_surface_destroy (export->picture);
  nn_ink_free (export->ink);
  g_free (export->path);
  g_free (export);
}

static void
paint_sheet (cairo_t    *cr,
             InklingInk *ink,
             double      pen_width)
{
  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.0, 0.0, 0.0);
  inkling_ink_paint (ink, pen_width, cr);
}

static cairo_surface_t *
record (InklingInk *ink,
        double      pen_width)
{
  const cairo_rectangle_t extents = { 0.0, 0.0, INKLING_INK_SIDE, INKLING_INK_SIDE };
  cairo_surface_t *picture = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, &extents);
  cairo_t *cr = cairo_create (picture);

  paint_sheet (cr, ink, pen_width);
  cairo_destroy (cr);

  return picture;
}

const InklingFileKind inkling_drawing_export_kinds[] = {
  { N_("PNG picture"), ".png" },
  { N_("SVG drawing"), ".svg" },
  { N_("Ink file (strokes)"), ".jsonl" },
};
const gsize inkling_drawing_export_n_kinds = G_N_ELEMENTS (inkling_drawing_export_kinds);

static gboolean
write_drawing (gpointer       work,
               GCancellable  *cancellable,
               GError       **error)
{
  Export *export = work;
  g_autoptr (GBytes) bytes = NULL;
  char *line;

  if (export->ink == NULL)
    {
      inkling_error_from_status (error, NN_NO_MEMORY, NULL);
      return FALSE;
    }
  if (!g_str_has_suffix (export->path, ".jsonl"))
    return inkling_recording_write (export->picture, export->path, PNG_SCALE, error);

  line = inkling_ink_print_line (export->ink, -1);
  bytes = g_bytes_new_take (line, strlen (line));

  return inkling_atomic_file_write (export->path, &bytes, 1, error);
}

void
inkling_drawing_export_async (InklingInk          *ink,
                              double               pen_width,
                              const char          *path,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Export *export = g_new0 (Export, 1);

  export->picture = record (ink, pen_width);
  export->ink = nn_ink_new ();
  export->path = g_strdup (path);
  if (export->ink != NULL && inkling_ink_copy_to (ink, export->ink) != NN_OK)
    g_clear_pointer (&export->ink, nn_ink_free);

  inkling_async_do (g_task_new (NULL, NULL, callback, user_data), export, export_free,
                    write_drawing);
}

gboolean
inkling_drawing_export_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gpointer
make_texture (gpointer       picture,
              GCancellable  *cancellable,
              GError       **error)
{
  cairo_surface_t *image = inkling_recording_make_image (picture, CAIRO_FORMAT_ARGB32, PNG_SCALE);
  int side = cairo_image_surface_get_width (image);
  gsize stride = (gsize) cairo_image_surface_get_stride (image);
  g_autoptr (GBytes) bytes = NULL;

  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (image), stride * (gsize) side,
                                      (GDestroyNotify) cairo_surface_destroy, image);

  return gdk_memory_texture_new (side, side, GDK_MEMORY_DEFAULT, bytes, stride);
}

void
inkling_drawing_make_texture_async (InklingInk          *ink,
                                    double               pen_width,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  inkling_async_make (g_task_new (NULL, NULL, callback, user_data),
                      record (ink, pen_width), (GDestroyNotify) cairo_surface_destroy,
                      make_texture, g_object_unref);
}

GdkTexture *
inkling_drawing_make_texture_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
