/* nn-batch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-batch.h"

#include <stdlib.h>
#include <string.h>

#define INK_SCALE     (1.0f / 255.0f)
#define PIXELS_A_WORD 8 /* paper is skipped by this many pixels */

NnStatus
nn_batch_new (size_t    capacity,
              NnBatch **batch)
{
  NnBatch *self = calloc (1, sizeof *self);
  size_t   n_entries = capacity * NN_IMAGE_PIXELS;

  if (self == NULL)
    return NN_NO_MEMORY;
  self->capacity = capacity;
  self->labels = malloc (capacity);
  self->sample_starts = malloc (capacity * sizeof *self->sample_starts);
  self->sample_ends = malloc (capacity * sizeof *self->sample_ends);
  self->sample_pixels = malloc (n_entries * sizeof *self->sample_pixels);
  self->sample_values = malloc (n_entries * sizeof *self->sample_values);
  self->pixel_starts = malloc ((NN_IMAGE_PIXELS + 1) * sizeof *self->pixel_starts);
  self->pixel_samples = malloc (n_entries * sizeof *self->pixel_samples);
  self->pixel_values = malloc (n_entries * sizeof *self->pixel_values);
  if (self->labels == NULL || self->sample_starts == NULL || self->sample_ends == NULL ||
      self->sample_pixels == NULL || self->sample_values == NULL || self->pixel_starts == NULL ||
      self->pixel_samples == NULL || self->pixel_values == NULL)
    {
      nn_batch_free (self);
      return NN_NO_MEMORY;
    }
  *batch = self;
  return NN_OK;
}

void
nn_batch_free (NnBatch *batch)
{
  if (batch == NULL)
    return;
  free (batch->labels);
  free (batch->sample_starts);
  free (batch->sample_ends);
  free (batch->sample_pixels);
  free (batch->sample_values);
  free (batch->pixel_starts);
  free (batch->pixel_samples);
  free (batch->pixel_values);
  free (batch);
}

uint64_t
nn_batch_count_bytes (size_t capacity)
{
  /* Sample by sample and pixel by pixel: a position and a value each. */
  return (uint64_t) capacity * NN_IMAGE_PIXELS * 2 * (sizeof (uint16_t) + sizeof (float));
}

void
nn_batch_set_digit (NnBatch        *batch,
                    size_t          sample,
                    const NnDigits *digits,
                    size_t          image)
{
  uint32_t       first = digits->starts[image];
  uint32_t       n_entries = digits->starts[image + 1] - first;
  uint32_t       start = (uint32_t) (sample * NN_IMAGE_PIXELS);
  const uint8_t *values = digits->values + first;

  batch->labels[sample] = digits->labels[image];
  batch->sample_starts[sample] = start;
  batch->sample_ends[sample] = start + n_entries;
  memcpy (batch->sample_pixels + start, digits->pixels + first,
          n_entries * sizeof *digits->pixels);
  for (uint32_t e = 0; e < n_entries; e++)
    batch->sample_values[start + e] = values[e] * INK_SCALE;
}

void
nn_batch_set_image (NnBatch       *batch,
                    size_t         sample,
                    const uint8_t  image[NN_IMAGE_PIXELS],
                    uint8_t        label)
{
  uint32_t start = (uint32_t) (sample * NN_IMAGE_PIXELS);
  uint32_t entry = start;

  batch->labels[sample] = label;
  for (uint16_t first = 0; first < NN_IMAGE_PIXELS; first += PIXELS_A_WORD)
    {
      uint64_t word;

      memcpy (&word, image + first, sizeof word);
      if (word == 0)
        continue;
      for (uint16_t p = first; p < first + PIXELS_A_WORD; p++)
        {
          /* Written always, kept only if inked: no branch to mispredict. */
          batch->sample_pixels[entry] = p;
          batch->sample_values[entry] = image[p] * INK_SCALE;
          entry += image[p] != 0;
        }
    }
  batch->sample_starts[sample] = start;
  batch->sample_ends[sample] = entry;
}

void
nn_batch_transpose (NnBatch *batch)
{
  uint32_t place[NN_IMAGE_PIXELS + 1] = { 0 };

  for (size_t s = 0; s < batch->n_samples; s++)
    for (uint32_t e = batch->sample_starts[s]; e < batch->sample_ends[s]; e++)
      place[batch->sample_pixels[e] + 1]++;
  for (size_t p = 0; p < NN_IMAGE_PIXELS; p++)
    place[p + 1] += place[p];
  memcpy (batch->pixel_starts, place, sizeof place);

  for (size_t s = 0; s < batch->n_samples; s++)
    for (uint32_t e = batch->sample_starts[s]; e < batch->sample_ends[s]; e++)
      {
        uint32_t to = place[batch->sample_pixels[e]]++;

        batch->pixel_samples[to] = (uint16_t) s;
        batch->pixel_values[to] = batch->sample_values[e];
      }
}

NnSparse
nn_batch_by_sample (const NnBatch *batch,
                    size_t         first_sample)
{
  return (NnSparse) {
    .starts = batch->sample_starts + first_sample,
    .ends = batch->sample_ends + first_sample,
    .columns = batch->sample_pixels,
    .values = batch->sample_values,
  };
}

NnSparse
nn_batch_by_pixel (const NnBatch *batch)
{
  return (NnSparse) {
    .starts = batch->pixel_starts,
    .ends = batch->pixel_starts + 1,
    .columns = batch->pixel_samples,
    .values = batch->pixel_values,
  };
}
