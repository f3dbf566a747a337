/* inkling-reading-card.h: a picture as the network gets it, and what it reads in it
 *
 * Property "topic": of the explanation that names the picture (inkling-explanations.h);
 * "answer-name": what the answer is called, where there is more than one. An
 * orientation: whether the answer stands beside the picture or above it.
 * Signal "read" (gpointer probabilities): what is shown now, floats (10), or NULL for no answer;
 * valid during the emission.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "inkling-model.h"

G_BEGIN_DECLS

#define INKLING_TYPE_READING_CARD (inkling_reading_card_get_type ())

G_DECLARE_FINAL_TYPE (InklingReadingCard, inkling_reading_card, INKLING, READING_CARD, GtkWidget)

/* Shows image, bytes (784), and, by and by, what model's averages read in it. NULL: nothing is
 * drawn, or there is no model. */
void inkling_reading_card_read (InklingReadingCard *self,
                                InklingModel       *model,
                                const guint8       *image);

G_END_DECLS
