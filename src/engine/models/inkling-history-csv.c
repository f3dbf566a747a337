/* inkling-history-csv.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-history-csv.h"

#include <string.h>

#define LINE_END "\r\n" /* RFC 4180 */

/* How far the printing has got in each of the three lists. */
typedef struct
{
  const InklingHistory *history;
  guint                 report;
  guint                 evaluation;
  guint                 mark;
} Cursor;

static gint64
step_of_row (GArray *rows,
             guint   i)
{
  /* Both kinds of rows begin with their step. */
  return i < rows->len ? *(const gint64 *) (gconstpointer)
                           (rows->data + i * g_array_get_element_size (rows))
                       : G_MAXINT64;
}

static gint64
step_of_mark (const Cursor *cursor)
{
  const GPtrArray *marks = cursor->history->marks;

  return cursor->mark < marks->len
           ? ((const InklingHistoryMark *) marks->pdata[cursor->mark])->step
           : G_MAXINT64;
}

/* G_MAXINT64 at the end. */
static gint64
get_next_step (const Cursor *cursor)
{
  gint64 report = step_of_row (cursor->history->reports, cursor->report);
  gint64 evaluation = step_of_row (cursor->history->evaluations, cursor->evaluation);

  return MIN (MIN (report, evaluation), step_of_mark (cursor));
}

static void
append_names (GString *text)
{
  g_string_append (text, "step");
  for (gsize i = 0; i < inkling_history_n_columns; i++)
    if (!inkling_history_columns[i].is_step)
      g_string_append_printf (text, ",%s",
                              inkling_history_columns[i].name + strlen ("history."));
  g_string_append (text, ",marks" LINE_END);
}

static void
append_values (GString    *text,
               const char *row,
               gboolean    of_evaluations)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (gsize i = 0; i < inkling_history_n_columns; i++)
    {
      const InklingHistoryColumn *column = &inkling_history_columns[i];

      if (column->is_step || column->of_evaluations != of_evaluations)
        continue;
      g_string_append_c (text, ',');
      if (row != NULL)
        g_string_append (text, g_ascii_dtostr (number, sizeof number,
                                               *(const double *) (gconstpointer)
                                                 (row + column->offset)));
    }
}

/* The values of the next row of a table if that is of the step, else as many empty fields. */
static void
append_row (GString *text,
            GArray  *rows,
            guint   *next,
            gint64   step,
            gboolean of_evaluations)
{
  gboolean    due = step_of_row (rows, *next) == step;
  const char *row = due ? rows->data + *next * g_array_get_element_size (rows) : NULL;

  append_values (text, row, of_evaluations);
  *next += due ? 1 : 0;
}

/* Marks of one step stand in one field; their words hold neither commas nor quotes that were not
 * doubled. */
static void
append_marks (GString *text,
              Cursor  *cursor,
              gint64   step)
{
  gboolean first = TRUE;

  g_string_append (text, ",\"");
  for (; step_of_mark (cursor) == step; cursor->mark++, first = FALSE)
    {
      const InklingHistoryMark *mark = cursor->history->marks->pdata[cursor->mark];
      g_autoptr (GString)       words = g_string_new (first ? "" : "; ");

      if (mark->kind == INKLING_HISTORY_MARK_RESUMED)
        g_string_append (words, "resumed");
      else
        g_string_append_printf (words, "%s %s %s", mark->name, mark->old_value, mark->new_value);
      g_string_replace (words, "\"", "\"\"", 0);
      g_string_append (text, words->str);
    }
  g_string_append (text, "\"" LINE_END);
}

GBytes *
inkling_history_print_csv (const InklingHistory *self)
{
  GString *text = g_string_new (NULL);
  Cursor   cursor = { .history = self };
  gint64   step;

  append_names (text);
  while ((step = get_next_step (&cursor)) < G_MAXINT64)
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT, step);
      append_row (text, self->reports, &cursor.report, step, FALSE);
      append_row (text, self->evaluations, &cursor.evaluation, step, TRUE);
      append_marks (text, &cursor, step);
    }
  return g_string_free_to_bytes (text);
}
