/* nn-pen.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-pen.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "nn-pen-hand.h"
#include "nn-pen-stroke.h"
#include "nn-random.h"

#define IMAGES_PER_ITEM 64

/* Room for the hooks at both ends of a stroke. */
#define MAX_CONTROLS (NN_PEN_MAX_POINTS + 2)

/* How often the pen does what it should not, a stroke. */
#define HOOK_CHANCE 0.08f
#define LIFT_CHANCE 0.03f

/* How far the ends of a stroke run over or fall short, in parts of its first and last side. */
#define END_DEVIATION 0.08f

static void
stretch_end (NnPenControl       *end,
             const NnPenControl *next,
             NnRandomStream     *stream)
{
  float share = nn_pen_draw_normal (stream, END_DEVIATION);

  end->point.x += share * (next->point.x - end->point.x);
  end->point.y += share * (next->point.y - end->point.y);
}

/* The pen touches the paper a little before the stroke, or leaves it a little after: returns the
 * point to add beyond the end. */
static NnPenControl
draw_hook (NnPenControl   *end,
           NnRandomStream *stream)
{
  NnPenControl hook = { .point = end->point };

  hook.point.x += nn_random_stream_uniform (stream, -9.0f, 9.0f);
  hook.point.y += nn_random_stream_uniform (stream, -9.0f, 9.0f);
  end->roundness = nn_random_stream_uniform (stream, 0.2f, 0.8f);
  return hook;
}

static NnPenLift
draw_lift (NnRandomStream *stream)
{
  NnPenLift lift = { 0 };

  if (nn_pen_draw_chance (stream, LIFT_CHANCE))
    {
      lift.begin = nn_random_stream_uniform (stream, 15.0f, 250.0f);
      lift.length = nn_random_stream_uniform (stream, 10.0f, 25.0f);
    }
  return lift;
}

/* Writes the stroke that begins at *point, and moves *point behind it. */
static NnStatus
write_next_stroke (const NnPenHand   *hand,
                   const NnPenPoint **point,
                   const NnPenPoint  *end,
                   NnRandomStream    *stream,
                   NnInk             *ink)
{
  NnPenControl  storage[MAX_CONTROLS];
  NnPenControl *first = storage + 1;
  NnPenControl *last = first;
  NnPenLift     lift;

  *last = nn_pen_hand_draw_control (hand, (*point)++, stream);
  while (*point < end && (*point)->kind != NN_PEN_BEGIN)
    *++last = nn_pen_hand_draw_control (hand, (*point)++, stream);

  stretch_end (first, first + 1, stream);
  stretch_end (last, last - 1, stream);
  if (nn_pen_draw_chance (stream, HOOK_CHANCE))
    {
      last[1] = draw_hook (last, stream);
      last++;
    }
  if (nn_pen_draw_chance (stream, HOOK_CHANCE))
    {
      first[-1] = draw_hook (first, stream);
      first--;
    }
  lift = draw_lift (stream);
  return nn_pen_write_stroke (first, (size_t) (last - first) + 1, &hand->tremor, &lift, ink);
}

NnStatus
nn_pen_write_shape (uint64_t          seed,
                    uint64_t          image,
                    const NnPenShape *shape,
                    NnInk            *ink,
                    float            *pen_width)
{
  const NnPenPoint *point = shape->points;
  const NnPenPoint *end = shape->points + shape->n_points;
  NnRandomStream    stream;
  NnPenHand         hand;
  NnStatus          status = NN_OK;

  /* One further than nn_pen_choose_shape, whose draw must not decide about anything else. */
  nn_random_stream_init (&stream, seed, NN_PURPOSE_PEN, (image << 16) + 1);
  nn_pen_hand_draw (&hand, &stream);
  *pen_width = hand.pen_width;

  nn_ink_clear (ink);
  while (point < end && status == NN_OK)
    status = write_next_stroke (&hand, &point, end, &stream, ink);
  return status;
}

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

/* Writes picture number image and says what it is. */
typedef NnStatus (*Writer) (uint64_t  seed,
                            uint64_t  image,
                            NnInk    *ink,
                            float    *pen_width,
                            uint8_t  *label);

static NnStatus
write_digit (uint64_t  seed,
             uint64_t  image,
             NnInk    *ink,
             float    *pen_width,
             uint8_t  *label)
{
  *label = (uint8_t) (image % NN_N_CLASSES);
  return nn_pen_write (seed, image, *label, ink, pen_width);
}

static NnStatus
write_stranger (uint64_t  seed,
                uint64_t  image,
                NnInk    *ink,
                float    *pen_width,
                uint8_t  *label)
{
  *label = NN_NO_DIGIT;
  return nn_pen_write_stranger (seed, image, ink, pen_width);
}

typedef struct
{
  Writer     writer;
  uint64_t   seed;
  uint64_t   first_image;
  size_t     n_images;
  uint8_t   *images; /* (n_images, 784) */
  uint8_t   *labels; /* (n_images) */
  atomic_int status; /* NnStatus of a failure, if there was one */
} Job;

static NnStatus
write_image (Job    *job,
             size_t  i,
             NnInk  *ink)
{
  float    pen_width;
  NnStatus status = job->writer (job->seed, job->first_image + i, ink, &pen_width,
                                 &job->labels[i]);

  if (status == NN_OK)
    status = nn_ink_to_image_with_pen (ink, pen_width, job->images + i * NN_IMAGE_PIXELS);
  return status;
}

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
    status = write_image (job, i, ink);
  nn_ink_free (ink);
  if (status != NN_OK)
    atomic_store (&job->status, (int) status);
}

static NnStatus
make (Writer     writer,
      uint64_t   seed,
      uint64_t   first_image,
      size_t     n_images,
      NnTeam    *team,
      NnDigits **digits)
{
  Job      job = {
    .writer = writer,
    .seed = seed,
    .first_image = first_image,
    .n_images = n_images,
  };
  size_t   n_items = (n_images + IMAGES_PER_ITEM - 1) / IMAGES_PER_ITEM;
  NnStatus status = NN_NO_MEMORY;

  job.images = malloc (n_images * NN_IMAGE_PIXELS + 1);
  job.labels = malloc (n_images + 1);
  if (job.images != NULL && job.labels != NULL)
    {
      nn_team_run (team, write_some_images, &job, n_items);
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
  return make (write_digit, seed, first_image, n_images, team, digits);
}

NnStatus
nn_pen_make_strangers (uint64_t   seed,
                       uint64_t   first_image,
                       size_t     n_images,
                       NnTeam    *team,
                       NnDigits **strangers)
{
  return make (write_stranger, seed, first_image, n_images, team, strangers);
}
