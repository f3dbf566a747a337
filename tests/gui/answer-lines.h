/* answer-lines.h: a program with a window that is asked by lines of its standard input
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdio.h>

#include <glib-unix.h>

typedef struct
{
  void     (* answer) (gpointer, const char *);
  gpointer data;
  gboolean ended;
} AnswerLines;

static inline gboolean
answer_line_cb (int          fd,
                GIOCondition condition,
                gpointer     data)
{
  AnswerLines *self = data;
  char line[64];

  self->ended = fgets (line, sizeof line, stdin) == NULL;
  if (!self->ended)
    self->answer (self->data, g_strchomp (line));

  return !self->ended;
}

/* Lives until the input ends; each line is given to answer, which prints one. */
static inline void
answer_lines (void     (* answer) (gpointer, const char *),
              gpointer data)
{
  AnswerLines self = { answer, data, FALSE };

  setvbuf (stdout, NULL, _IOLBF, 0);
  setvbuf (stdin, NULL, _IONBF, 0);
  g_unix_fd_add (0, G_IO_IN | G_IO_HUP, answer_line_cb, &self);
  while (!self.ended)
    g_main_context_iteration (NULL, TRUE);
}
