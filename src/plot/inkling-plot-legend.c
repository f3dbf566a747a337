/* inkling-plot-legend.c: a plot's title, and its curves by name and value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-legend.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inkling-plot-lines.h"
#include "inkling-plot-words.h"

#define SWATCH_WIDTH  20.0
#define ENTRY_GAP     (2.0 * INKLING_PLOT_GAP)
#define MAX_ENTRIES   8

/* A curve's line, name and value, and the ghost's value, side by side. */
typedef struct
{
  const InklingPlotCurve *curve;
  char                   *label;       /* owned */
  char                   *value;       /* owned */
  char                   *ghost_value; /* owned, empty without a ghost */
  double                  width;
  double                  x, y;
} Entry;

typedef struct
{
  Entry  entries[MAX_ENTRIES];
  guint  n_entries;
  double height; /* with the title */
} Legend;

static void
legend_clear (Legend *legend)
{
  for (guint i = 0; i < legend->n_entries; i++)
    {
      g_free (legend->entries[i].label);
      g_free (legend->entries[i].value);
      g_free (legend->entries[i].ghost_value);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Legend, legend_clear)

static char *
format_nearest (InklingPlotPainter      *painter,
                const InklingPlotSeries *series,
                double                   cursor)
{
  const InklingPlotPoint *point = inkling_plot_series_nearest (series, cursor);

  if (point == NULL)
    return NULL;

  return inkling_plot_format_of (painter->figure, point->y);
}

static void
fill_entry (Entry                  *entry,
            InklingPlotPainter     *painter,
            const InklingPlotCurve *curve,
            double                  cursor)
{
  const InklingPlotSeries *ghost_series = inkling_plot_trace_get_shown (&curve->ghost);
  g_autofree char *ghost = format_nearest (painter, ghost_series, cursor);

  entry->curve = curve;
  /* Translators: a curve’s name in the legend when its average is drawn */
  entry->label = curve->run.smooth != NULL ? g_strdup_printf (_("%s, smoothed"), curve->label)
                                       : g_strdup (curve->label);
  entry->value = format_nearest (painter, inkling_plot_trace_get_shown (&curve->run), cursor);
  if (entry->value == NULL)
    entry->value = g_strdup ("–");
  entry->ghost_value = ghost == NULL ? g_strdup ("") : g_strdup_printf (" (%s)", ghost);
  entry->width = SWATCH_WIDTH + 2.0 * INKLING_PLOT_TEXT_GAP
                 + inkling_plot_painter_get_text_width (painter, entry->label, PANGO_WEIGHT_NORMAL)
                 + inkling_plot_painter_get_text_width (painter, entry->value, PANGO_WEIGHT_BOLD)
                 + inkling_plot_painter_get_text_width (painter, entry->ghost_value,
                                                        PANGO_WEIGHT_NORMAL);
}

/* Behind the title, at the end of its line, if all of them fit there. */
static gboolean
place_beside_title (Legend             *legend,
                    InklingPlotPainter *painter)
{
  double title = inkling_plot_painter_get_text_width (painter, painter->figure->title,
                                                      PANGO_WEIGHT_BOLD);
  double left = painter->width - INKLING_PLOT_GAP + ENTRY_GAP;

  for (guint i = 0; i < legend->n_entries; i++)
    left -= legend->entries[i].width + ENTRY_GAP;
  if (left < title + ENTRY_GAP)
    return FALSE;

  for (guint i = 0; i < legend->n_entries; i++)
    {
      legend->entries[i].x = left;
      left += legend->entries[i].width + ENTRY_GAP;
    }

  return TRUE;
}

/* In as many lines as they need; returns how many. */
static guint
place_below_title (Legend             *legend,
                   InklingPlotPainter *painter,
                   double              line_height)
{
  double left = 0.0;
  guint line = 0;

  for (guint i = 0; i < legend->n_entries; i++)
    {
      Entry *entry = &legend->entries[i];

      if (line == 0 || left + entry->width > painter->width)
        {
          left = 0.0;
          line++;
        }
      entry->x = left;
      entry->y = line * line_height;
      left += entry->width + ENTRY_GAP;
    }

  return line;
}

static void
lay_out (Legend             *legend,
         InklingPlotPainter *painter,
         double              cursor)
{
  double line_height = inkling_plot_painter_get_text_height (painter) + INKLING_PLOT_TEXT_GAP;
  guint n_lines = 0;

  legend->n_entries = MIN (painter->figure->curves->len, MAX_ENTRIES);
  for (guint i = 0; i < legend->n_entries; i++)
    fill_entry (&legend->entries[i], painter, inkling_plot_figure_get_curve (painter->figure, i),
                isnan (cursor) ? INFINITY : cursor);
  if (!place_beside_title (legend, painter))
    n_lines = place_below_title (legend, painter, line_height);

  legend->height = (1 + n_lines) * line_height;
}

double
inkling_plot_legend_get_top (InklingPlotPainter *painter)
{
  g_auto (Legend) legend = { 0 };

  lay_out (&legend, painter, NAN);

  return legend.height + INKLING_PLOT_GAP - INKLING_PLOT_TEXT_GAP;
}

static void
draw_entry (InklingPlotPainter *painter,
            const Entry        *entry)
{
  const GdkRGBA *color = &painter->palette->text;
  double middle = round (entry->y + inkling_plot_painter_get_text_height (painter) / 2.0);
  double x = entry->x + SWATCH_WIDTH + INKLING_PLOT_TEXT_GAP;

  inkling_plot_lines_draw_swatch (painter, entry->curve, entry->x, middle, SWATCH_WIDTH);

  inkling_plot_painter_set_color (painter, color, INKLING_PLOT_TEXT_ALPHA);
  x += inkling_plot_painter_draw_text (painter, entry->label, PANGO_WEIGHT_NORMAL, x, entry->y)
       + INKLING_PLOT_TEXT_GAP;
  inkling_plot_painter_set_color (painter, color, 1.0);
  x += inkling_plot_painter_draw_text (painter, entry->value, PANGO_WEIGHT_BOLD, x, entry->y);
  inkling_plot_painter_set_color (painter, color, INKLING_PLOT_TEXT_ALPHA);
  inkling_plot_painter_draw_text (painter, entry->ghost_value, PANGO_WEIGHT_NORMAL, x, entry->y);
}

void
inkling_plot_legend_draw (InklingPlotPainter *painter)
{
  g_auto (Legend) legend = { 0 };

  lay_out (&legend, painter, painter->cursor);

  inkling_plot_painter_set_color (painter, &painter->palette->text, 1.0);
  inkling_plot_painter_draw_text (painter, painter->figure->title, PANGO_WEIGHT_BOLD, 0.0, 0.0);
  for (guint i = 0; i < legend.n_entries; i++)
    draw_entry (painter, &legend.entries[i]);
}
