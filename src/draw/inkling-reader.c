/* inkling-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-reader.h"

#include <string.h>

#include "inkling-async.h"

/* Networks with more values read in a worker thread. So many take 0.2 ms on a 2 GHz core, 20
 * million 5 ms: a slower machine still has its frame. */
#define MAX_VALUES_AT_ONCE 1000000

typedef struct
{
  InklingModel *model;                       /* owned; immutable */
  guint8        image[NN_IMAGE_PIXELS];      /* immutable */
  float         probabilities[NN_N_CLASSES]; /* worker only, then main thread */
} Request;

struct _InklingReader
{
  GObject   parent_instance;

  Request  *waiting;   /* owned: the newest request while another is with the worker, or NULL */
  gboolean  busy;      /* the worker has one */
  gboolean  forgotten; /* and nobody wants its answer */
};

G_DEFINE_FINAL_TYPE (InklingReader, inkling_reader, G_TYPE_OBJECT)

enum
{
  READ,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static Request *
request_new (InklingModel *model,
             const guint8 *image)
{
  Request *request = g_new (Request, 1);

  request->model = inkling_model_ref (model);
  memcpy (request->image, image, sizeof request->image);

  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  inkling_model_unref (request->model);
  g_free (request);
}

static gboolean
predict (gpointer       work,
         GCancellable  *cancellable,
         GError       **error)
{
  Request *request = work;

  nn_network_predict (request->model->averages, request->image, request->probabilities);

  return TRUE;
}

/* The callback, not the task, owns the reference, for a task may end in its thread. */
static void
hand_over (InklingReader       *self,
           Request             *request,
           GAsyncReadyCallback  callback)
{
  self->busy = TRUE;
  self->forgotten = FALSE;
  inkling_async_do (g_task_new (NULL, NULL, callback, g_object_ref (self)), request, request_free,
                    predict);
}

static void
read_cb (GObject      *source_object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (InklingReader) self = user_data;
  Request *request = inkling_async_get_work (result);
  gboolean wanted = !self->forgotten;

  self->busy = FALSE;
  if (self->waiting != NULL)
    hand_over (self, g_steal_pointer (&self->waiting), read_cb);
  if (wanted)
    g_signal_emit (self, signals[READ], 0, request->probabilities);
}

static void
inkling_reader_finalize (GObject *object)
{
  InklingReader *self = INKLING_READER (object);

  g_clear_pointer (&self->waiting, request_free);

  G_OBJECT_CLASS (inkling_reader_parent_class)->finalize (object);
}

static void
inkling_reader_class_init (InklingReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = inkling_reader_finalize;

  signals[READ] = g_signal_new ("read", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
inkling_reader_init (InklingReader *self)
{
}

InklingReader *
inkling_reader_new (void)
{
  return g_object_new (INKLING_TYPE_READER, NULL);
}

void
inkling_reader_read (InklingReader *self,
                     InklingModel  *model,
                     const guint8  *image)
{
  float probabilities[NN_N_CLASSES];

  g_return_if_fail (INKLING_IS_READER (self));

  if (model->averages->n_values <= MAX_VALUES_AT_ONCE)
    {
      inkling_reader_forget (self);
      nn_network_predict (model->averages, image, probabilities);
      g_signal_emit (self, signals[READ], 0, probabilities);
      return;
    }

  g_clear_pointer (&self->waiting, request_free);
  if (self->busy)
    self->waiting = request_new (model, image);
  else
    hand_over (self, request_new (model, image), read_cb);
}

void
inkling_reader_forget (InklingReader *self)
{
  g_return_if_fail (INKLING_IS_READER (self));

  g_clear_pointer (&self->waiting, request_free);
  self->forgotten = TRUE;
}
