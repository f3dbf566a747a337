/* inkling-cli-progress.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli-progress.h"

#include <math.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#define REDRAW_INTERVAL (G_USEC_PER_SEC / 10)
#define BAR_WIDTH       24
#define ERASE_LINE      "\r\033[K"

void
inkling_cli_progress_init (InklingCliProgress *self)
{
  *self = (InklingCliProgress) { .on_terminal = isatty (STDERR_FILENO) };
}

static double
get_seconds_left (const InklingProgress *progress)
{
  if (progress->steps_per_second <= 0.0)
    return NAN;
  return (double) (progress->last_step - progress->step) / progress->steps_per_second;
}

static char *
format_bar (const InklingProgress *progress)
{
  double   whole = (double) (progress->last_step - progress->first_step);
  double   part = whole > 0 ? (double) (progress->step - progress->first_step) / whole : 1.0;
  int      n_full = (int) (part * BAR_WIDTH);
  GString *bar = g_string_new ("[");

  for (int i = 0; i < BAR_WIDTH; i++)
    g_string_append_c (bar, i < n_full ? '#' : '.');
  g_string_append_c (bar, ']');
  return g_string_free (bar, FALSE);
}

void
inkling_cli_progress_draw (InklingCliProgress    *self,
                           const InklingProgress *progress,
                           double                 accuracy)
{
  gint64              now = g_get_monotonic_time ();
  double              left = get_seconds_left (progress);
  g_autofree char    *bar = NULL;
  g_autoptr (GString) line = NULL;

  if (!self->on_terminal || (self->is_drawn && now - self->drawn_at < REDRAW_INTERVAL))
    return;

  bar = format_bar (progress);
  line = g_string_new (bar);
  g_string_append_printf (line, _(" step %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT),
                          progress->step, progress->last_step);
  if (isfinite (progress->loss))
    g_string_append_printf (line, _("  loss %.4f"), progress->loss);
  if (isfinite (accuracy))
    g_string_append_printf (line, _("  accuracy %.2f %%"), 100.0 * accuracy);
  g_string_append_printf (line, _("  %.0f steps/s"), progress->steps_per_second);
  if (isfinite (left))
    g_string_append_printf (line, _("  %d:%02d left"), (int) left / 60, (int) left % 60);
  g_printerr (ERASE_LINE "%s", line->str);
  self->is_drawn = TRUE;
  self->drawn_at = now;
}

void
inkling_cli_progress_clear (InklingCliProgress *self)
{
  if (self->is_drawn)
    g_printerr (ERASE_LINE);
  self->is_drawn = FALSE;
}
