/* inkling-reading.h: what ten probabilities say, and whether to believe them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "nn-digits.h"

G_BEGIN_DECLS

typedef struct
{
  int      digit;       /* the most probable, 0 … 9 */
  double   probability; /* its own */
  gboolean unsure;      /* too little for an answer */
  gboolean unknown;     /* so little that it is like nothing it learnt; then also unsure */
} InklingReading;

/* The one place that decides when the network is not sure. */
InklingReading inkling_reading_new  (const float           probabilities[NN_N_CLASSES]);

/* A whole number of per cent, rounded, that does not say 100 before hardly any doubt is left. */
int            inkling_percent      (double                probability);

G_END_DECLS
