/* inkling-ink-file.h: drawings with labels, one JSON object a line
 *
 * {"label": 8, "strokes": [[[x, y], …], …]}
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "nn-digits.h"
#include "nn-ink.h"

G_BEGIN_DECLS

#define INKLING_INK_SUFFIX ".jsonl"

/* Parses one line; label may be absent (−1). The message says what is wrong. */
gboolean inkling_ink_parse_line (const char  *line,
                                 NnInk       *ink,
                                 int         *label,
                                 GError     **error);

/* The same as text, a line with its line feed, coordinates to a hundredth; without a label if that
 * is −1. Free with g_free. */
char *inkling_ink_print_line (const NnInk *ink,
                              int          label);

/* The first drawing of a file; *more tells whether others follow. The message of an error begins
 * with the file's name. Blocking. */
gboolean inkling_ink_file_load_first (const char  *path,
                                      NnInk       *ink,
                                      gboolean    *more,
                                      GError     **error);

/* All drawings of a file, through nn_ink_to_image, as a data set; the message of an error names
 * file and line. Where labelled is FALSE, a drawing may lack a label and gets 0. Blocking. */
NnDigits *inkling_ink_file_load (const char  *path,
                                 gboolean     labelled,
                                 GError     **error);

G_END_DECLS
