/* inkling-plot-export.c: plots as files: PNG, SVG, PDF, and the history behind them as CSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>

#include "inkling-atomic-file.h"
#include "inkling-history-csv.h"
#include "inkling-plot-picture.h"

/* Pixels, points in a PDF */
#define PLOT_WIDTH   760.0
#define PLOT_HEIGHT  260.0
#define MARGIN       20.0
#define PNG_SCALE    2.0

/* What the writing thread needs. */
typedef struct
{
  cairo_surface_t *picture; /* owned, a recording: nothing but Cairo is asked to play it */
  double           width;
  double           height;
  InklingHistory  *history; /* owned */
  char            *path;    /* owned */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  cairo_surface_destroy (export->picture);
  inkling_history_free (export->history);
  g_free (export->path);
  g_free (export);
}

static void
draw_plot (cairo_t            *cr,
           InklingLinePlot    *plot,
           InklingPlotPalette *palette)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (plot), NULL);
  InklingPlotPainter painter = {
    .cr = cr,
    .layout = layout,
    .figure = inkling_line_plot_get_figure (plot),
    .palette = palette,
    .width = PLOT_WIDTH,
    .height = PLOT_HEIGHT,
  };

  if (inkling_plot_figure_is_empty (painter.figure))
    inkling_plot_picture_draw_hint (&painter, "–");
  else
    inkling_plot_picture_draw (&painter, inkling_line_plot_get_view (plot));
}

/* Drawn here, where the fonts and colours of the window are known, and played in the thread. */
static void
record_picture (Export                 *export,
                InklingLinePlot *const *plots,
                gsize                   n_plots)
{
  InklingPlotPalette palette;
  cairo_rectangle_t extents = { 0.0, 0.0, export->width, export->height };
  cairo_t *cr;

  export->picture = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &extents);
  cr = cairo_create (export->picture);
  inkling_plot_palette_look_up_print (&palette, GTK_WIDGET (plots[0]));
  gdk_cairo_set_source_rgba (cr, &palette.paper);
  cairo_paint (cr);
  cairo_translate (cr, MARGIN, MARGIN);
  for (gsize i = 0; i < n_plots; i++)
    {
      draw_plot (cr, plots[i], &palette);
      cairo_translate (cr, 0.0, PLOT_HEIGHT + MARGIN);
    }
  cairo_destroy (cr);
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
play_picture (Export          *export,
              cairo_surface_t *surface,
              double           scale)
{
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, export->picture, 0.0, 0.0);
  cairo_paint (cr);
  cairo_destroy (cr);
}

/* Takes surface and bytes, which it writes to. */
static GBytes *
finish_picture (cairo_surface_t *surface,
                GByteArray      *bytes)
{
  cairo_status_t status;

  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS && bytes->len > 0)
    return g_byte_array_free_to_bytes (bytes);

  g_byte_array_unref (bytes);

  return NULL;
}

static GBytes *
print_png (Export *export)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24,
                                                         (int) (PNG_SCALE * export->width),
                                                         (int) (PNG_SCALE * export->height));

  play_picture (export, surface, PNG_SCALE);
  cairo_surface_write_to_png_stream (surface, append_cb, bytes);

  return finish_picture (surface, bytes);
}

static GBytes *
print_svg (Export *export)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_cb, bytes, export->width,
                                                                  export->height);

  play_picture (export, surface, 1.0);

  return finish_picture (surface, bytes);
}

static GBytes *
print_pdf (Export *export)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, export->width,
                                                                  export->height);

  play_picture (export, surface, 1.0);

  return finish_picture (surface, bytes);
}

static GBytes *
print_csv (Export *export)
{
  return inkling_history_print_csv (export->history);
}

const InklingFileKind inkling_plot_export_kinds[] = {
  { N_("PNG picture"), ".png" },
  { N_("SVG drawing"), ".svg" },
  { N_("PDF document"), ".pdf" },
  { N_("Table of numbers (CSV)"), ".csv" },
};
const gsize inkling_plot_export_n_kinds = G_N_ELEMENTS (inkling_plot_export_kinds);

/* In the order of the kinds. */
static GBytes *(*const printers[]) (Export *) = { print_png, print_svg, print_pdf, print_csv };

G_STATIC_ASSERT (G_N_ELEMENTS (printers) == G_N_ELEMENTS (inkling_plot_export_kinds));

static GBytes *
print (Export *export)
{
  for (gsize i = 0; i < G_N_ELEMENTS (printers); i++)
    if (g_str_has_suffix (export->path, inkling_plot_export_kinds[i].suffix))
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
inkling_plot_export_async (InklingLinePlot *const *plots,
                           gsize                   n_plots,
                           const InklingHistory   *history,
                           const char             *path,
                           GAsyncReadyCallback     callback,
                           gpointer                user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Export *export = g_new0 (Export, 1);

  export->width = PLOT_WIDTH + 2.0 * MARGIN;
  export->height = n_plots * (PLOT_HEIGHT + MARGIN) + MARGIN;
  export->history = inkling_history_copy (history);
  export->path = g_strdup (path);
  record_picture (export, plots, n_plots);

  g_task_set_source_tag (task, inkling_plot_export_async);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, export_in_thread);
}

gboolean
inkling_plot_export_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
