/* inkling-cli-progress.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli-progress.h"

#include <inttypes.h>
#include <math.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#define REDRAW_INTERVAL (G_USEC_PER_SEC / 10)
#define ERASE_LINE      "\r\033[K"
#define DEFAULT_COLUMNS 80
#define MIN_BAR_WIDTH   6
#define MAX_BAR_WIDTH   30
#define BAR_FRAME       2 /* its two brackets */
#define GAP_WIDTH       2
#define MAX_LEFT        (1000 * 3600.0) /* seconds; longer says nothing */

void
inkling_cli_progress_init (InklingCliProgress *self)
{
  *self = (InklingCliProgress) { .on_terminal = isatty (STDERR_FILENO) };
}

/* Columns on a terminal: Chinese characters take two. */
static int
get_width (const char *text)
{
  int width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (!g_unichar_iszerowidth (character))
        width += g_unichar_iswide (character) ? 2 : 1;
    }
  return width;
}

static char *
format_left (const InklingProgress *progress)
{
  double seconds = (double) (progress->last_step - progress->step) / progress->steps_per_second;
  int    whole;

  if (!(seconds <= MAX_LEFT))
    return NULL;
  whole = (int) ceil (seconds);
  if (whole >= 3600)
    return g_strdup_printf (_("%d:%02d:%02d left"), whole / 3600, whole / 60 % 60, whole % 60);
  return g_strdup_printf (_("%d:%02d left"), whole / 60, whole % 60);
}

/* What stands right of the bar, the most important first. */
static GPtrArray *
format_parts (const InklingProgress *progress,
              double                 accuracy)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  char      *left = format_left (progress);

  g_ptr_array_add (parts, g_strdup_printf (_("step %" PRIu64 "/%" PRIu64), progress->step,
                                           progress->last_step));
  if (left != NULL)
    g_ptr_array_add (parts, left);
  if (isfinite (progress->loss))
    g_ptr_array_add (parts, g_strdup_printf (_("loss %.4f"), progress->loss));
  if (isfinite (accuracy))
    g_ptr_array_add (parts, g_strdup_printf (_("%.2f %% right"), 100.0 * accuracy));
  if (progress->steps_per_second > 0.0)
    g_ptr_array_add (parts, g_strdup_printf (_("%.0f steps/s"), progress->steps_per_second));
  return parts;
}

static void
append_bar (GString               *line,
            const InklingProgress *progress,
            int                    width)
{
  double whole = (double) (progress->last_step - progress->first_step);
  double part = whole > 0 ? (double) (progress->step - progress->first_step) / whole : 1.0;
  int    n_full = (int) (part * width);

  g_string_append_c (line, '[');
  for (int i = 0; i < width; i++)
    g_string_append_c (line, i < n_full ? '#' : '.');
  g_string_append_c (line, ']');
}

static char *
format_line (const InklingProgress *progress,
             double                 accuracy,
             int                    columns)
{
  g_autoptr (GPtrArray) parts = format_parts (progress, accuracy);
  g_autoptr (GString)   text = g_string_new (NULL);
  GString              *line = g_string_new (NULL);
  int                   bar = MIN_BAR_WIDTH + BAR_FRAME;
  int                   n_free = columns - 1; /* in the last column some terminals wrap */

  for (guint i = 0; i < parts->len; i++)
    {
      const char *part = g_ptr_array_index (parts, i);
      int         width = get_width (part) + GAP_WIDTH;

      if (width + bar > n_free)
        break;
      g_string_append_printf (text, "%*s%s", GAP_WIDTH, "", part);
      n_free -= width;
    }
  if (n_free >= bar)
    append_bar (line, progress, MIN (n_free - BAR_FRAME, MAX_BAR_WIDTH));
  g_string_append (line, text->str);
  return g_string_free (line, FALSE);
}

void
inkling_cli_progress_draw (InklingCliProgress    *self,
                           const InklingProgress *progress,
                           double                 accuracy)
{
  gint64           now = g_get_monotonic_time ();
  g_autofree char *line = NULL;
  struct winsize   size = { 0 }; /* asked each time, since windows change theirs */

  if (!self->on_terminal || now - self->drawn_at < REDRAW_INTERVAL)
    return;
  if (ioctl (STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    size.ws_col = DEFAULT_COLUMNS;
  line = format_line (progress, accuracy, size.ws_col);
  g_printerr (ERASE_LINE "%s", line);
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
