/* nn-digits.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-digits.h"

#include <stdlib.h>
#include <string.h>

#define CACHE_LINE 64 /* bytes */

static size_t
count_inked (const uint8_t *images,
             size_t         n_pixels)
{
  size_t n_inked = 0;

  for (size_t i = 0; i < n_pixels; i++)
    n_inked += images[i] != 0;
  return n_inked;
}

/* Appends the inked pixels of one image at entry; returns the next free entry. */
static uint32_t
keep_inked (NnDigits      *digits,
            uint32_t       entry,
            const uint8_t *image)
{
  for (uint16_t p = 0; p < NN_IMAGE_PIXELS; p++)
    {
      /* Written always, kept only if inked: no branch to mispredict. The arrays have one spare
       * entry. */
      digits->pixels[entry] = p;
      digits->values[entry] = image[p];
      entry += image[p] != 0;
    }
  return entry;
}

NnDigits *
nn_digits_new (const uint8_t *images,
               const uint8_t *labels,
               size_t         n_images)
{
  size_t    n_inked = count_inked (images, n_images * NN_IMAGE_PIXELS);
  NnDigits *digits = calloc (1, sizeof *digits);
  uint32_t  entry = 0;

  if (digits == NULL || n_inked >= UINT32_MAX)
    {
      free (digits);
      return NULL;
    }
  digits->n_images = n_images;
  digits->labels = malloc (n_images + 1);
  digits->starts = malloc ((n_images + 1) * sizeof *digits->starts);
  digits->pixels = malloc ((n_inked + 1) * sizeof *digits->pixels);
  digits->values = malloc (n_inked + 1);
  if (digits->labels == NULL || digits->starts == NULL ||
      digits->pixels == NULL || digits->values == NULL)
    {
      nn_digits_free (digits);
      return NULL;
    }

  for (size_t i = 0; i < n_images; i++)
    digits->labels[i] = labels[i] < NN_N_CLASSES ? labels[i] : NN_NO_DIGIT;
  for (size_t i = 0; i < n_images; i++)
    {
      digits->starts[i] = entry;
      entry = keep_inked (digits, entry, images + i * NN_IMAGE_PIXELS);
    }
  digits->starts[n_images] = entry;
  return digits;
}

void
nn_digits_free (NnDigits *digits)
{
  if (digits == NULL)
    return;
  free (digits->labels);
  free (digits->starts);
  free (digits->pixels);
  free (digits->values);
  free (digits);
}

void
nn_digits_prefetch (const NnDigits *digits,
                    size_t          image)
{
  uint32_t first = digits->starts[image];
  uint32_t end = digits->starts[image + 1];

  for (uint32_t e = first; e < end; e += CACHE_LINE / sizeof *digits->pixels)
    __builtin_prefetch (digits->pixels + e);
  for (uint32_t e = first; e < end; e += CACHE_LINE / sizeof *digits->values)
    __builtin_prefetch (digits->values + e);
}

void
nn_digits_get_image (const NnDigits *digits,
                     size_t          image,
                     uint8_t         pixels[NN_IMAGE_PIXELS])
{
  memset (pixels, 0, NN_IMAGE_PIXELS);
  for (uint32_t e = digits->starts[image]; e < digits->starts[image + 1]; e++)
    pixels[digits->pixels[e]] = digits->values[e];
}
