/* inkling-explanations.h: what the words in the window mean, in plain language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *topic; /* as a help button's "topic" names it */
  const char *title;
  const char *text;
} InklingExplanation;

/* To be shown through gettext; in no particular order. */
extern const InklingExplanation inkling_explanations[];
extern const guint              inkling_n_explanations;

/* NULL when there is none. */
const InklingExplanation *inkling_explanations_find (const char *topic);

G_END_DECLS
