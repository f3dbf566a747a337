/* inkling-history-marks.h: the marks of a history as text, for the metadata of a model file
 *
 * A line a mark, in the order of the steps, and a word a field:
 *   600 resumed
 *   700 changed learning_rate 0.1 0.05
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-history.h"

G_BEGIN_DECLS

/* Free with g_free; NULL when there are no marks. */
char     *inkling_history_marks_print (const InklingHistory  *history);

/* Adds the marks of text to history, which has none. FALSE with INKLING_ERROR_MODEL_FILE, which
 * names the line, if one is not a mark, or comes before the one above it or after last_step. */
gboolean  inkling_history_marks_parse (InklingHistory        *history,
                                       const char            *text,
                                       guint64                last_step,
                                       GError               **error);

G_END_DECLS
