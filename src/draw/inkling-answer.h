/* inkling-answer.h: the answer in large type, and how sure the network is
 *
 * What there is no answer for has another sign and another frame, not only another colour.
 * Assistive technology hears of an answer when it has come to rest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "inkling-reading.h"

G_BEGIN_DECLS

#define INKLING_TYPE_ANSWER (inkling_answer_get_type ())

G_DECLARE_FINAL_TYPE (InklingAnswer, inkling_answer, INKLING, ANSWER, GtkWidget)

/* What the model learnt from, whose classes' names are shown: see inkling_class_name. NULL:
 * digits. */
void inkling_answer_set_dataset (InklingAnswer        *self,
                                 const char           *digest);

/* NULL: there is no answer, and hint says what to do about that. */
void inkling_answer_set_reading (InklingAnswer        *self,
                                 const InklingReading *reading,
                                 const char           *hint);

G_END_DECLS
