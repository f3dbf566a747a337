/* inkling-reading.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-reading.h"

#include <math.h>

/* Calibrated with the bundled model: of the digits people write on a tablet, the harder ones, just
 * under 2 % fall below it (tests/engine/test-bundled.c measures that). */
#define MIN_PROBABILITY 0.65

/* Half of what the program writes that is no digit falls below it, and of digits one in a thousand
 * (the same model). */
#define MIN_LIKENESS 0.4

/* From here on 100 % is no exaggeration. */
#define CERTAIN 0.9995

InklingReading
inkling_reading_new (const float probabilities[NN_N_CLASSES])
{
  InklingReading reading = { .digit = 0, .probability = probabilities[0] };

  for (int digit = 1; digit < NN_N_CLASSES; digit++)
    if (probabilities[digit] > reading.probability)
      {
        reading.digit = digit;
        reading.probability = probabilities[digit];
      }
  reading.unsure = reading.probability < MIN_PROBABILITY;
  reading.unknown = reading.probability < MIN_LIKENESS;

  return reading;
}

int
inkling_percent (double probability)
{
  int percent = (int) lround (100.0 * probability);

  return percent == 100 && probability < CERTAIN ? 99 : percent;
}
