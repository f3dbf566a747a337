/* nn-pen.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-pen.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "nn-pen-hand.h"
#include "nn-pen-shapes.h"
#include "nn-pen-strangers.h"

#define IMAGES_PER_ITEM 64

NnStatus
nn_pen_write (uint64_t  seed,
              uint64_t  image,
              unsigned  digit,
              NnInk    *ink,
              float    *pen_width)
{
  const NnPenShape *shape = nn_pen_choose_shape (seed, image,
                                                 (char) ('0' + digit % NN_N_CLASSES));

  return nn_pen_write_shape (seed, image, shape, ink, pen_width);
}

typedef struct
{
  bool       strangers;
  uint64_t   seed;
  uint64_t   first_image;
  size_t     n_images;
  uint8_t   *images; /* (n_images, 784) */
  uint8_t   *labels; /* (n_images) */
  atomic_int status; /* NnStatus of a failure, if there was one */
} Job;

static void
write_some_images (void   *data,
                   size_t  item,
                   size_t  thread)
{
  Job     *job = data;
  size_t   first = item * IMAGES_PER_ITEM;
  size_t   end = first + IMAGES_PER_ITEM < job->n_images ? first + IMAGES_PER_ITEM : job->n_images;
  NnInk   *ink = nn_ink_new ();
  NnStatus status = ink == NULL ? NN_NO_MEMORY : NN_OK;

  for (size_t i = first; i < end && status == NN_OK; i++)
    {
      uint64_t image = job->first_image + i;
      float    pen_width;

      job->labels[i] = (uint8_t) (job->strangers ? NN_NO_DIGIT : image % NN_N_CLASSES);
      status = job->strangers ? nn_pen_write_stranger (job->seed, image, ink, &pen_width)
                              : nn_pen_write (job->seed, image, job->labels[i], ink, &pen_width);
      if (status == NN_OK)
        status = nn_ink_to_image_with_pen (ink, pen_width, job->images + i * NN_IMAGE_PIXELS);
    }
  nn_ink_free (ink);
  if (status != NN_OK)
    atomic_store (&job->status, (int) status);
}

static NnStatus
make (bool       strangers,
      uint64_t   seed,
      uint64_t   first_image,
      size_t     n_images,
      NnTeam    *team,
      NnDigits **digits)
{
  Job      job = {
    .strangers = strangers,
    .seed = seed,
    .first_image = first_image,
    .n_images = n_images,
    .images = malloc (n_images * NN_IMAGE_PIXELS + 1),
    .labels = malloc (n_images + 1),
  };
  NnStatus status = NN_NO_MEMORY;

  if (job.images != NULL && job.labels != NULL)
    {
      nn_team_run (team, write_some_images, &job,
                   (n_images + IMAGES_PER_ITEM - 1) / IMAGES_PER_ITEM);
      status = (NnStatus) atomic_load (&job.status);
    }
  if (status == NN_OK)
    {
      *digits = nn_digits_new (job.images, job.labels, n_images);
      status = *digits == NULL ? NN_NO_MEMORY : NN_OK;
    }
  free (job.images);
  free (job.labels);
  return status;
}

NnStatus
nn_pen_make_digits (uint64_t   seed,
                    uint64_t   first_image,
                    size_t     n_images,
                    NnTeam    *team,
                    NnDigits **digits)
{
  return make (false, seed, first_image, n_images, team, digits);
}

NnStatus
nn_pen_make_strangers (uint64_t   seed,
                       uint64_t   first_image,
                       size_t     n_images,
                       NnTeam    *team,
                       NnDigits **strangers)
{
  return make (true, seed, first_image, n_images, team, strangers);
}
