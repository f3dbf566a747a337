/* inkling-parameter-table.h: what the hyper-parameters are called, and what each of them does
 *
 * The words to the fields of nn_recipe_fields, which has their limits and whether they may change
 * within a run.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *field;       /* as in nn_recipe_fields; NULL: a group begins */
  const char *title;       /* to be translated, like the next */
  const char *explanation; /* a sentence */
} InklingParameterWords;

extern const InklingParameterWords inkling_parameter_table[];
extern const guint                 inkling_n_parameter_words;

G_END_DECLS
