/* inkling-history-marks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-history-marks.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-error.h"

/* Of a line: the step, the kind and the fields that follow. */
enum { WORD_STEP, WORD_KIND, WORD_NAME, WORD_OLD, WORD_NEW };

static const struct
{
  const char *word;
  guint       n_words; /* of its lines */
} kinds[] = {
  [INKLING_HISTORY_MARK_RESUMED] = { "resumed", WORD_KIND + 1 },
  [INKLING_HISTORY_MARK_CHANGED] = { "changed", WORD_NEW + 1 },
};

char *
inkling_history_marks_print (const InklingHistory *history)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < history->marks->len; i++)
    {
      const InklingHistoryMark *mark = g_ptr_array_index (history->marks, i);

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", i > 0 ? "\n" : "",
                              mark->step, kinds[mark->kind].word);
      if (kinds[mark->kind].n_words > WORD_NAME)
        g_string_append_printf (text, " %s %s %s", mark->name, mark->old_value, mark->new_value);
    }
  return g_string_free (text, history->marks->len == 0);
}

static gboolean
parse_kind (InklingHistoryMark *mark,
            char              **words)
{
  guint n_words = g_strv_length (words);

  for (guint i = 0; n_words > WORD_KIND && i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (words[WORD_KIND], kinds[i].word) == 0)
      {
        mark->kind = i;
        return n_words == kinds[i].n_words;
      }
  return FALSE;
}

/* Borrows the texts of words. */
static gboolean
parse_mark (InklingHistoryMark *mark,
            char              **words,
            gint64              first_step,
            gint64              last_step)
{
  if (!parse_kind (mark, words) ||
      !g_ascii_string_to_signed (words[WORD_STEP], 10, first_step, last_step, &mark->step, NULL))
    return FALSE;
  if (mark->kind != INKLING_HISTORY_MARK_CHANGED)
    return TRUE;
  mark->name = words[WORD_NAME];
  mark->old_value = words[WORD_OLD];
  mark->new_value = words[WORD_NEW];
  return *mark->name != '\0' && *mark->old_value != '\0' && *mark->new_value != '\0';
}

gboolean
inkling_history_marks_parse (InklingHistory  *history,
                             const char      *text,
                             guint64          last_step,
                             GError         **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gint64         first_step = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv)     words = g_strsplit (lines[i], " ", -1);
      InklingHistoryMark mark = { 0 };

      if (!parse_mark (&mark, words, first_step, (gint64) last_step))
        {
          g_autofree char *quoted = inkling_error_quote (lines[i]);

          return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                                    _("line %u of the marks in the metadata is no mark: “%s”"),
                                    i + 1, quoted);
        }
      first_step = mark.step;
      inkling_history_add_mark (history, &mark);
    }
  return TRUE;
}
