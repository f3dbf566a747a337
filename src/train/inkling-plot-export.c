/* inkling-plot-export.c: plots as files: PNG, SVG, PDF, and the history behind them as CSV
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-export.h"

#include <glib/gi18n.h>

#include "inkling-async.h"
#include "inkling-atomic-file.h"
#include "inkling-history-csv.h"
#include "inkling-plot-picture.h"
#include "inkling-recording.h"

/* Pixels, points in a PDF */
#define PLOT_WIDTH   760.0
#define PLOT_HEIGHT  260.0
#define MARGIN       20.0
#define PNG_SCALE    2.0

/* What the writing thread needs. */
typedef struct
{
  cairo_surface_t *picture; /* owned, a recording */
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

/* Drawn here, where the fonts and colours of the window are known, and printed in the thread. */
static cairo_surface_t *
record (InklingLinePlot *const *plots,
        gsize                   n_plots)
{
  cairo_rectangle_t extents = {
    0.0, 0.0, PLOT_WIDTH + 2.0 * MARGIN, n_plots * (PLOT_HEIGHT + MARGIN) + MARGIN
  };
  cairo_surface_t *picture = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &extents);
  cairo_t *cr = cairo_create (picture);
  InklingPlotPalette palette;

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

  return picture;
}

const InklingFileKind inkling_plot_export_kinds[] = {
  { N_("PNG picture"), ".png" },
  { N_("SVG drawing"), ".svg" },
  { N_("PDF document"), ".pdf" },
  { N_("Table of numbers (CSV)"), ".csv" },
};
const gsize inkling_plot_export_n_kinds = G_N_ELEMENTS (inkling_plot_export_kinds);

static gboolean
write_plots (gpointer       work,
             GCancellable  *cancellable,
             GError       **error)
{
  Export *export = work;
  g_autoptr (GBytes) table = NULL;

  if (!g_str_has_suffix (export->path, ".csv"))
    return inkling_recording_write (export->picture, export->path, PNG_SCALE, error);

  table = inkling_history_print_csv (export->history);

  return inkling_atomic_file_write (export->path, &table, 1, error);
}

void
inkling_plot_export_async (InklingLinePlot *const *plots,
                           gsize                   n_plots,
                           const InklingHistory   *history,
                           const char             *path,
                           GAsyncReadyCallback     callback,
                           gpointer                user_data)
{
  Export *export = g_new0 (Export, 1);

  export->picture = record (plots, n_plots);
  export->history = inkling_history_copy (history);
  export->path = g_strdup (path);
  inkling_async_do (g_task_new (NULL, NULL, callback, user_data), export, export_free,
                    write_plots);
}

gboolean
inkling_plot_export_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
