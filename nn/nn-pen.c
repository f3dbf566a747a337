/* nn-pen.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-pen.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "nn-random.h"

/* Shapes are drawn in hundredths of a digit's height, about this point. */
#define MIDDLE_X 34.0f
#define MIDDLE_Y 50.0f

#define MIN_PEN_WIDTH 1.0f
#define MAX_PEN_WIDTH 6.0f

#define IMAGES_PER_ITEM 64

/* Room for the hooks at both ends of a stroke. */
#define MAX_STROKE_POINTS (NN_PEN_MAX_POINTS + 2)

/* How somebody writes at this moment. Lengths in hundredths of the height. */
typedef struct
{
  float u;         /* the shape's knobs */
  float v;
  float jitter;    /* standard deviation of a control point */
  float haste;     /* 0: corners as sharp as drawn … 1: rounded off */
  float slant;     /* x per y, positive leans to the right */
  float sine;      /* of the rotation */
  float cosine;
  float aspect;    /* width against the shape's own */
  float bend_x[3]; /* smooth bending of the whole: of y², xy, x² */
  float bend_y[3];
  float tremor;    /* amplitude */
  float phase[4];
} Hand;

typedef struct
{
  NnPoint point;
  float   roundness; /* 0: a corner … 1: touches the middle of both sides only */
} Control;

/* Where the pen is on its way along a stroke. */
typedef struct
{
  NnInk      *ink;
  const Hand *hand;
  NnPoint     last;
  float       length; /* of the line so far, which the tremor follows */
  bool        down;
  NnStatus    status;
} Pen;

/* exp (N(0, deviation)): a factor as often above 1 as below. */
static float
draw_factor (NnRandomStream *stream,
             float           deviation)
{
  return expf (nn_random_stream_normal (stream, deviation));
}

static void
draw_hand (NnRandomStream *stream,
           Hand           *hand)
{
  static const float bends_x[3] = { 5.0f, 9.0f, 5.0f };
  static const float bends_y[3] = { 7.0f, 6.0f, 5.0f };
  float              angle;

  hand->u = nn_random_stream_uniform (stream, -1.0f, 1.0f);
  hand->v = nn_random_stream_uniform (stream, -1.0f, 1.0f);
  hand->jitter = 3.3f * draw_factor (stream, 0.4f);
  hand->haste = nn_random_stream_uniform (stream, 0.0f, 1.0f);
  hand->slant = 0.12f + nn_random_stream_normal (stream, 0.25f);
  angle = nn_random_stream_normal (stream, 0.09f);
  hand->sine = sinf (angle);
  hand->cosine = cosf (angle);
  hand->aspect = draw_factor (stream, 0.25f);
  for (size_t i = 0; i < 3; i++)
    {
      hand->bend_x[i] = nn_random_stream_normal (stream, bends_x[i]);
      hand->bend_y[i] = nn_random_stream_normal (stream, bends_y[i]);
    }
  hand->tremor = 0.7f * draw_factor (stream, 0.5f);
  for (size_t i = 0; i < 4; i++)
    hand->phase[i] = nn_random_stream_uniform (stream, 0.0f, 6.2831853f);
}

/* The pens run from a hard pencil to a marker, in pixels of the 28×28 picture. */
static float
draw_pen_width (NnRandomStream *stream)
{
  float pencil = 2.3f * draw_factor (stream, 0.27f);
  float marker = nn_random_stream_uniform (stream, 3.5f, MAX_PEN_WIDTH);
  bool  is_marker = nn_random_stream_uniform (stream, 0.0f, 1.0f) < 0.025f;

  return is_marker ? marker : fminf (fmaxf (pencil, MIN_PEN_WIDTH), MAX_PEN_WIDTH);
}

/* Bends, stretches, slants and rotates a point of the shape, in this order. */
static NnPoint
place_point (const Hand *hand,
             float       x,
             float       y)
{
  float right = (x - MIDDLE_X) / MIDDLE_Y;
  float down = (y - MIDDLE_Y) / MIDDLE_Y;
  float terms[3] = { down * down, right * down, right * right };

  for (size_t i = 0; i < 3; i++)
    {
      x += hand->bend_x[i] * terms[i];
      y += hand->bend_y[i] * terms[i];
    }
  y -= MIDDLE_Y;
  x = hand->aspect * (x - MIDDLE_X) - hand->slant * y;
  return (NnPoint) { hand->cosine * x - hand->sine * y, hand->sine * x + hand->cosine * y };
}

static float
draw_roundness (NnRandomStream *stream,
                const Hand     *hand,
                uint8_t         kind)
{
  float free_play = nn_random_stream_uniform (stream, 0.0f, 1.0f);

  switch ((NnPenKind) kind)
    {
    case NN_PEN_CURVE:
      return 1.0f - 0.35f * free_play * (1.0f - hand->haste);
    case NN_PEN_BEND:
      return 0.15f + 0.4f * free_play + 0.4f * hand->haste;
    case NN_PEN_BEGIN:
    case NN_PEN_CORNER:
      break;
    }
  return 0.5f * free_play * hand->haste;
}

static Control
draw_control (NnRandomStream   *stream,
              const Hand       *hand,
              const NnPenPoint *point)
{
  float x = point->x + hand->u * point->ux + hand->v * point->vx;
  float y = point->y + hand->u * point->uy + hand->v * point->vy;

  x += nn_random_stream_normal (stream, hand->jitter);
  y += nn_random_stream_normal (stream, hand->jitter);
  return (Control) { place_point (hand, x, y), draw_roundness (stream, hand, point->kind) };
}

static NnPoint
mix_points (NnPoint a,
            NnPoint b,
            float   share)
{
  return (NnPoint) { a.x + share * (b.x - a.x), a.y + share * (b.y - a.y) };
}

/* Ends run over or fall short, which closes some gaps and opens others. */
static void
stretch_ends (NnRandomStream *stream,
              Control        *controls,
              size_t          n_controls)
{
  Control *last = &controls[n_controls - 1];

  controls[0].point = mix_points (controls[0].point, controls[1].point,
                                  nn_random_stream_normal (stream, 0.08f));
  last->point = mix_points (last->point, last[-1].point, nn_random_stream_normal (stream, 0.08f));
}

/* The pen touches the paper a little before, or leaves it a little after: a hook. Returns the
 * point to add at the end `end`. */
static Control
draw_hook (NnRandomStream *stream,
           Control        *end)
{
  float angle = nn_random_stream_uniform (stream, 0.0f, 6.2831853f);
  float length = nn_random_stream_uniform (stream, 3.0f, 12.0f);
  Control hook = { end->point, 0.0f };

  hook.point.x += length * cosf (angle);
  hook.point.y += length * sinf (angle);
  end->roundness = nn_random_stream_uniform (stream, 0.2f, 0.8f);
  return hook;
}

/* Moves the pen to a point; long ways in steps, so that they tremble too. */
static void
pen_to (Pen     *pen,
        NnPoint  point)
{
  const Hand *hand = pen->hand;
  float       across;
  float       along;

  pen->length += hypotf (point.x - pen->last.x, point.y - pen->last.y);
  pen->last = point;
  across = hand->tremor * (sinf (0.13f * pen->length + hand->phase[0]) +
                           sinf (0.31f * pen->length + hand->phase[1]));
  along = hand->tremor * (sinf (0.11f * pen->length + hand->phase[2]) +
                          sinf (0.27f * pen->length + hand->phase[3]));
  if (pen->status != NN_OK)
    return;
  pen->status = pen->down ? nn_ink_extend (pen->ink, point.x + across, point.y + along)
                          : nn_ink_begin (pen->ink, point.x + across, point.y + along);
  pen->down = true;
}

static void
pen_line_to (Pen     *pen,
             NnPoint  point)
{
  NnPoint from = pen->last;
  float   length = hypotf (point.x - from.x, point.y - from.y);
  int     n_steps = 1 + (int) (length / 16.0f);

  for (int step = 1; step <= n_steps; step++)
    pen_to (pen, mix_points (from, point, (float) step / (float) n_steps));
}

/* A quadratic Bézier curve from where the pen is. */
static void
pen_curve_to (Pen     *pen,
              NnPoint  control,
              NnPoint  point)
{
  NnPoint from = pen->last;
  float   length = hypotf (point.x - from.x, point.y - from.y);
  int     n_steps = 2 + (int) (length / 14.0f);

  for (int step = 1; step <= n_steps; step++)
    {
      float   t = (float) step / (float) n_steps;
      NnPoint a = mix_points (from, control, t);
      NnPoint b = mix_points (control, point, t);

      pen_to (pen, mix_points (a, b, t));
    }
}

/* The end of the polygon's side, or its middle if another rounded point follows. */
static NnPoint
side_limit (const Control *controls,
            size_t         n_controls,
            size_t         from,
            size_t         to)
{
  bool is_end = to == 0 || to == n_controls - 1;

  return mix_points (controls[from].point, controls[to].point, is_end ? 1.0f : 0.5f);
}

static NnStatus
write_stroke (const Hand    *hand,
              const Control *controls,
              size_t         n_controls,
              NnInk         *ink)
{
  Pen pen = { .ink = ink, .hand = hand, .last = controls[0].point };

  pen_to (&pen, controls[0].point);
  for (size_t i = 1; i + 1 < n_controls; i++)
    {
      const Control *control = &controls[i];
      NnPoint        before = side_limit (controls, n_controls, i, i - 1);
      NnPoint        after = side_limit (controls, n_controls, i, i + 1);

      pen_line_to (&pen, mix_points (control->point, before, control->roundness));
      pen_curve_to (&pen, control->point, mix_points (control->point, after, control->roundness));
    }
  pen_line_to (&pen, controls[n_controls - 1].point);
  return pen.status;
}

/* Writes the stroke that begins at *point, and leaves *point behind it. */
static NnStatus
write_next_stroke (NnRandomStream    *stream,
                   const Hand        *hand,
                   const NnPenPoint **point,
                   const NnPenPoint  *end,
                   NnInk             *ink)
{
  Control  storage[MAX_STROKE_POINTS];
  Control *controls = storage + 1;
  size_t   n_controls = 0;

  do
    controls[n_controls++] = draw_control (stream, hand, (*point)++);
  while (*point < end && (*point)->kind != NN_PEN_BEGIN);
  stretch_ends (stream, controls, n_controls);

  if (nn_random_stream_uniform (stream, 0.0f, 1.0f) < 0.08f)
    {
      controls[n_controls] = draw_hook (stream, &controls[n_controls - 1]);
      n_controls++;
    }
  if (nn_random_stream_uniform (stream, 0.0f, 1.0f) < 0.08f)
    {
      storage[0] = draw_hook (stream, &storage[1]);
      controls = storage;
      n_controls++;
    }
  return write_stroke (hand, controls, n_controls, ink);
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
  Hand              hand;
  NnStatus          status = NN_OK;

  /* One further than nn_pen_choose_shape, whose draw must not decide about anything else. */
  nn_random_stream_init (&stream, seed, NN_PURPOSE_PEN, (image << 16) + 1);
  draw_hand (&stream, &hand);
  *pen_width = draw_pen_width (&stream);

  nn_ink_clear (ink);
  while (point < end && status == NN_OK)
    status = write_next_stroke (&stream, &hand, &point, end, ink);
  return status;
}

NnStatus
nn_pen_write (uint64_t  seed,
              uint64_t  image,
              unsigned  digit,
              NnInk    *ink,
              float    *pen_width)
{
  const NnPenShape *shape = nn_pen_choose_shape (seed, image, (char) ('0' + digit));

  return nn_pen_write_shape (seed, image, shape, ink, pen_width);
}

typedef struct
{
  uint64_t   seed;
  uint64_t   first_image;
  size_t     n_images;
  uint8_t   *images; /* (n_images, 784) */
  uint8_t   *labels; /* (n_images) */
  atomic_int status; /* the first failure */
} Job;

static NnStatus
write_image (Job    *job,
             size_t  i,
             NnInk  *ink)
{
  uint64_t image = job->first_image + i;
  float    pen_width;
  NnStatus status;

  job->labels[i] = (uint8_t) (image % NN_N_CLASSES);
  status = nn_pen_write (job->seed, image, job->labels[i], ink, &pen_width);
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

NnStatus
nn_pen_make_digits (uint64_t   seed,
                    uint64_t   first_image,
                    size_t     n_images,
                    NnTeam    *team,
                    NnDigits **digits)
{
  Job      job = { .seed = seed, .first_image = first_image, .n_images = n_images };
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
