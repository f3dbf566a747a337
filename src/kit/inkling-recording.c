/* inkling-recording.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-recording.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <gio/gio.h>
#include <glib/gi18n.h>

#include "inkling-atomic-file.h"

static cairo_rectangle_t
get_extents (cairo_surface_t *recording)
{
  cairo_rectangle_t extents = { 0.0, 0.0, 0.0, 0.0 };

  cairo_recording_surface_get_extents (recording, &extents);

  return extents;
}

static void
play (cairo_surface_t *recording,
      cairo_surface_t *surface,
      double           scale)
{
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, recording, 0.0, 0.0);
  cairo_paint (cr);
  cairo_destroy (cr);
}

cairo_surface_t *
inkling_recording_make_image (cairo_surface_t *recording,
                              cairo_format_t   format,
                              double           scale)
{
  cairo_rectangle_t extents = get_extents (recording);
  cairo_surface_t *image = cairo_image_surface_create (format, (int) (scale * extents.width),
                                                       (int) (scale * extents.height));

  play (recording, image, scale);

  return image;
}

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *bytes,
           unsigned int         n_bytes)
{
  g_byte_array_append (closure, bytes, n_bytes);

  return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t
print_page (cairo_surface_t *recording,
            cairo_surface_t *page)
{
  cairo_status_t status;

  play (recording, page, 1.0);
  cairo_surface_finish (page);
  status = cairo_surface_status (page);
  cairo_surface_destroy (page);

  return status;
}

static cairo_status_t
print (cairo_surface_t *recording,
       const char      *path,
       double           scale,
       GByteArray      *bytes)
{
  cairo_rectangle_t extents = get_extents (recording);
  cairo_surface_t *image;
  cairo_status_t status;

  if (g_str_has_suffix (path, ".svg"))
    return print_page (recording, cairo_svg_surface_create_for_stream (append_cb, bytes,
                                                                       extents.width,
                                                                       extents.height));
  if (g_str_has_suffix (path, ".pdf"))
    return print_page (recording, cairo_pdf_surface_create_for_stream (append_cb, bytes,
                                                                       extents.width,
                                                                       extents.height));

  image = inkling_recording_make_image (recording, CAIRO_FORMAT_RGB24, scale);
  status = cairo_surface_write_to_png_stream (image, append_cb, bytes);
  cairo_surface_destroy (image);

  return status;
}

gboolean
inkling_recording_write (cairo_surface_t  *recording,
                         const char       *path,
                         double            scale,
                         GError          **error)
{
  GByteArray *printed = g_byte_array_new ();
  cairo_status_t status = print (recording, path, scale, printed);
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (printed);

  if (status == CAIRO_STATUS_SUCCESS)
    return inkling_atomic_file_write (path, &bytes, 1, error);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", _("The picture could not be drawn"));

  return FALSE;
}
