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

/* Room for n_entries and a spare one. */
static bool
reserve (NnDigits *digits,
         size_t    n_entries)
{
  uint16_t *pixels = realloc (digits->pixels, (n_entries + 1) * sizeof *pixels);
  uint8_t  *values;

  if (pixels == NULL)
    return false;
  digits->pixels = pixels;
  values = realloc (digits->values, n_entries + 1);
  if (values == NULL)
    return false;
  digits->values = values;
  return true;
}

/* Entries there is room for, of which n_entries are in use. */
static size_t
get_room (size_t n_entries)
{
  return (n_entries + NN_DIGITS_ROOM - 1) / NN_DIGITS_ROOM * NN_DIGITS_ROOM;
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

NnDigits *
nn_digits_begin (size_t n_images)
{
  NnDigits *digits = calloc (1, sizeof *digits);

  if (digits == NULL)
    return NULL;
  digits->labels = malloc (n_images + 1);
  digits->starts = malloc ((n_images + 1) * sizeof *digits->starts);
  if (digits->labels == NULL || digits->starts == NULL || !reserve (digits, 0))
    {
      nn_digits_free (digits);
      return NULL;
    }
  digits->starts[0] = 0;
  return digits;
}

bool
nn_digits_append (NnDigits      *digits,
                  const uint8_t *images,
                  const uint8_t *labels,
                  size_t         n_images)
{
  uint32_t entry = digits->starts[digits->n_images];
  size_t   n_entries = entry + count_inked (images, n_images * NN_IMAGE_PIXELS);

  if (n_entries >= UINT32_MAX ||
      (get_room (n_entries) > get_room (entry) && !reserve (digits, get_room (n_entries))))
    return false;
  for (size_t i = 0; i < n_images; i++)
    {
      digits->labels[digits->n_images] = labels[i] < NN_N_CLASSES ? labels[i] : NN_NO_DIGIT;
      entry = keep_inked (digits, entry, images + i * NN_IMAGE_PIXELS);
      digits->starts[++digits->n_images] = entry;
    }
  return true;
}

NnDigits *
nn_digits_new (const uint8_t *images,
               const uint8_t *labels,
               size_t         n_images)
{
  NnDigits *digits = nn_digits_begin (n_images);

  if (digits == NULL || nn_digits_append (digits, images, labels, n_images))
    return digits;
  nn_digits_free (digits);
  return NULL;
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
