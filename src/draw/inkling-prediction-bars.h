/* inkling-prediction-bars.h: how probable the network thinks each digit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "nn-digits.h"

G_BEGIN_DECLS

#define INKLING_TYPE_PREDICTION_BARS (inkling_prediction_bars_get_type ())

G_DECLARE_FINAL_TYPE (InklingPredictionBars, inkling_prediction_bars, INKLING, PREDICTION_BARS,
                      GtkWidget)

/* What the model learnt from, whose classes' names are shown: see inkling_class_name. NULL:
 * digits. */
void inkling_prediction_bars_set_dataset (InklingPredictionBars *self,
                                          const char            *digest);

/* probabilities (10), 0 … 1, of which the largest stands out. NULL: there is no prediction. */
void inkling_prediction_bars_set_probabilities (InklingPredictionBars *self,
                                                const float           *probabilities);

G_END_DECLS
