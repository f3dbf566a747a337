/* inkling-drawing-export.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-drawing-export.h"

#include <string.h>

#include <cairo-svg.h>
#include <glib/gi18n.h>

#include "inkling-atomic-file.h"
#include "inkling-error.h"
#include "inkling-ink-file.h"
#include "inkling-ink-painter.h"

#define PNG_SIDE 1120 /* pixels: four a unit */

/* What the writing thread needs. */
typedef struct
{
  cairo_surface_t *picture; /* owned, a recording in units of the sheet */
  NnInk           *ink;     /* owned */
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

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *bytes,
           unsigned int         n_bytes)
{
  g_byte_array_append (closure, bytes, n_bytes);

  return CAIRO_STATUS_SUCCESS;
}

static void
play (cairo_surface_t *picture,
      cairo_surface_t *surface,
      double           scale)
{
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, picture, 0.0, 0.0);
  cairo_paint (cr);
  cairo_destroy (cr);
}

static cairo_surface_t *
make_image (cairo_surface_t *picture)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, PNG_SIDE, PNG_SIDE);

  play (picture, image, PNG_SIDE / INKLING_INK_SIDE);

  return image;
}

/* Takes bytes; NULL if they are not the whole file. */
static GBytes *
finish (GByteArray     *bytes,
        cairo_status_t  status)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (bytes);

  g_byte_array_unref (bytes);

  return NULL;
}

static GBytes *
print_png (Export *export)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *image = make_image (export->picture);
  cairo_status_t status = cairo_surface_write_to_png_stream (image, append_cb, bytes);

  cairo_surface_destroy (image);

  return finish (bytes, status);
}

static GBytes *
print_svg (Export *export)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_cb, bytes,
                                                                  INKLING_INK_SIDE,
                                                                  INKLING_INK_SIDE);
  cairo_status_t status;

  play (export->picture, surface, 1.0);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  return finish (bytes, status);
}

static GBytes *
print_ink (Export *export)
{
  char *line = inkling_ink_print_line (export->ink, -1);

  return g_bytes_new_take (line, strlen (line));
}

const InklingFileKind inkling_drawing_export_kinds[] = {
  { N_("PNG picture"), ".png" },
  { N_("SVG drawing"), ".svg" },
  { N_("Ink file (strokes)"), ".jsonl" },
};
const gsize inkling_drawing_export_n_kinds = G_N_ELEMENTS (inkling_drawing_export_kinds);

/* In the order of the kinds. */
static GBytes *(*const printers[]) (Export *) = { print_png, print_svg, print_ink };

G_STATIC_ASSERT (G_N_ELEMENTS (printers) == G_N_ELEMENTS (inkling_drawing_export_kinds));

static GBytes *
print (Export *export)
{
  for (gsize i = 0; i < G_N_ELEMENTS (printers); i++)
    if (g_str_has_suffix (export->path, inkling_drawing_export_kinds[i].suffix))
      return printers[i] (export);

  return printers[0] (export);
}

static void
export_in_thread (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Export *export = task_data;
  g_autoptr (GBytes) bytes = print (export);
  GError *error = NULL;

  if (bytes == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                             _("The picture could not be drawn"));
  else if (inkling_atomic_file_write (export->path, &bytes, 1, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
inkling_drawing_export_async (InklingInk          *ink,
                              double               pen_width,
                              const char          *path,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Export *export = g_new0 (Export, 1);

  export->picture = record (ink, pen_width);
  export->ink = nn_ink_new ();
  export->path = g_strdup (path);
  g_task_set_source_tag (task, inkling_drawing_export_async);
  g_task_set_task_data (task, export, export_free);

  if (export->ink == NULL || inkling_ink_copy_to (ink, export->ink) != NN_OK)
    {
      GError *error = NULL;

      inkling_error_from_status (&error, NN_NO_MEMORY, NULL);
      g_task_return_error (task, error);
      return;
    }
  g_task_run_in_thread (task, export_in_thread);
}

gboolean
inkling_drawing_export_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static GdkTexture *
make_texture (cairo_surface_t *picture)
{
  cairo_surface_t *image = make_image (picture);
  gsize stride = (gsize) cairo_image_surface_get_stride (image);
  g_autoptr (GBytes) bytes = NULL;

  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (image), stride * PNG_SIDE,
                                      (GDestroyNotify) cairo_surface_destroy, image);

  return gdk_memory_texture_new (PNG_SIDE, PNG_SIDE, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
make_texture_in_thread (GTask        *task,
                        gpointer      source_object,
                        gpointer      task_data,
                        GCancellable *cancellable)
{
  g_task_return_pointer (task, make_texture (task_data), g_object_unref);
}

void
inkling_drawing_make_texture_async (InklingInk          *ink,
                                    double               pen_width,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, inkling_drawing_make_texture_async);
  g_task_set_task_data (task, record (ink, pen_width), (GDestroyNotify) cairo_surface_destroy);
  g_task_run_in_thread (task, make_texture_in_thread);
}

GdkTexture *
inkling_drawing_make_texture_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
