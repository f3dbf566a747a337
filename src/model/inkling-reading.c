/* inkling-reading.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-reading.h"

#include <math.h>

/* An answer must be likelier than all others together, and clearly ahead of the second. */
#define MIN_PROBABILITY 0.5
#define MIN_LEAD        0.2

/* From here on 100 % is no exaggeration. */
#define CERTAIN 0.9995

InklingReading
inkling_reading_new (const float probabilities[NN_N_CLASSES])
{
  InklingReading reading = { .digit = 0, .probability = probabilities[0] };
  double second = 0.0;

  for (int digit = 1; digit < NN_N_CLASSES; digit++)
    {
      if (probabilities[digit] > reading.probability)
        {
          second = reading.probability;
          reading.digit = digit;
          reading.probability = probabilities[digit];
        }
      else
        {
          second = MAX (second, probabilities[digit]);
        }
    }

  reading.unsure = reading.probability < MIN_PROBABILITY || reading.probability - second < MIN_LEAD;

  return reading;
}

int
inkling_percent (double probability)
{
  int percent = (int) lround (100.0 * probability);

  return percent == 100 && probability < CERTAIN ? 99 : percent;
}
