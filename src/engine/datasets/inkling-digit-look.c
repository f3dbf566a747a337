/* inkling-digit-look.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-digit-look.h"

#include <string.h>

#include "inkling-model-file.h"
#include "nn-evaluation.h"

#define MIN_SAMPLE   20  /* pictures without which nothing is guessed */
#define READ_WELL    0.5 /* of the pictures: ten kinds by chance are 0.1 */
#define MUCH_BETTER  2.0 /* times as many as the other way */
#define N_LOOKS      4

static const char *const suffixes[N_LOOKS] = {
  "", "#transposed", "#inverted", "#transposed,inverted",
};

static gboolean
is_inverted (const guint8 *images,
             gsize         n_images)
{
  guint64 sum = 0;
  gsize   n_pixels = 0;

  for (gsize i = 0; i < n_images; i++)
    for (gsize p = 0; p < NN_IMAGE_PIXELS; p++)
      {
        gsize x = p % NN_IMAGE_SIDE;
        gsize y = p / NN_IMAGE_SIDE;

        if (x > 0 && x < NN_IMAGE_SIDE - 1 && y > 0 && y < NN_IMAGE_SIDE - 1)
          continue;
        sum += images[i * NN_IMAGE_PIXELS + p];
        n_pixels++;
      }
  return sum > n_pixels * 255 / 2;
}

static double
measure (const InklingModel *model,
         const guint8       *images,
         const guint8       *labels,
         gsize               n_images)
{
  NnDigits    *digits = nn_digits_new (images, labels, n_images);
  NnEvaluation evaluation = { 0 };
  double       accuracy = 0.0;

  if (digits != NULL &&
      nn_evaluate (model->averages, digits, 0, n_images, NULL, NULL, &evaluation) == NN_OK)
    accuracy = nn_evaluation_get_accuracy (&evaluation);
  nn_digits_free (digits);
  return accuracy;
}

static void
transpose (guint8 *image)
{
  for (gsize y = 0; y < NN_IMAGE_SIDE; y++)
    for (gsize x = 0; x < y; x++)
      {
        guint8 *one = &image[y * NN_IMAGE_SIDE + x];
        guint8 *other = &image[x * NN_IMAGE_SIDE + y];
        guint8  value = *one;

        *one = *other;
        *other = value;
      }
}

InklingDigitLook
inkling_digit_look_guess (const guint8 *images,
                          const guint8 *labels,
                          gsize         n_images,
                          gboolean     *reads)
{
  g_autoptr (InklingModel)  model = NULL;
  g_autofree guint8        *sample = NULL;
  InklingDigitLook          look = INKLING_LOOK_USUAL;
  double                    upright, transposed;

  if (reads != NULL)
    *reads = FALSE;
  n_images = MIN (n_images, INKLING_LOOK_SAMPLE);
  if (n_images < MIN_SAMPLE)
    return look;
  if (is_inverted (images, n_images))
    look |= INKLING_LOOK_INVERTED;
  model = inkling_model_file_load_bundled (NULL);
  sample = g_try_malloc (n_images * NN_IMAGE_PIXELS);
  if (model == NULL || sample == NULL)
    return look;
  memcpy (sample, images, n_images * NN_IMAGE_PIXELS);
  inkling_digit_look_mend (look, sample, n_images);
  upright = measure (model, sample, labels, n_images);
  inkling_digit_look_mend (INKLING_LOOK_TRANSPOSED, sample, n_images);
  transposed = measure (model, sample, labels, n_images);
  if (transposed >= READ_WELL && transposed >= MUCH_BETTER * upright)
    look |= INKLING_LOOK_TRANSPOSED;
  if (reads != NULL)
    *reads = look & INKLING_LOOK_TRANSPOSED ||
             (upright >= READ_WELL && upright >= MUCH_BETTER * transposed);
  return look;
}

void
inkling_digit_look_mend (InklingDigitLook  self,
                         guint8           *images,
                         gsize             n_images)
{
  for (gsize i = 0; self & INKLING_LOOK_INVERTED && i < n_images * NN_IMAGE_PIXELS; i++)
    images[i] = 255 - images[i];
  for (gsize i = 0; self & INKLING_LOOK_TRANSPOSED && i < n_images; i++)
    transpose (images + i * NN_IMAGE_PIXELS);
}

char *
inkling_digit_look_split (const char       *which,
                          InklingDigitLook *look)
{
  *look = INKLING_LOOK_USUAL;
  for (guint i = 1; i < N_LOOKS; i++)
    if (g_str_has_suffix (which, suffixes[i]) && !g_file_test (which, G_FILE_TEST_EXISTS))
      {
        *look = i;
        return g_strndup (which, strlen (which) - strlen (suffixes[i]));
      }
  return g_strdup (which);
}

char *
inkling_digit_look_join (const char       *path,
                         InklingDigitLook  look)
{
  InklingDigitLook already;
  g_autofree char *plain = inkling_digit_look_split (path, &already);

  return g_strconcat (plain, suffixes[already | look], NULL);
}

const char *
inkling_digit_look_get_suffix (InklingDigitLook self)
{
  return suffixes[self];
}
