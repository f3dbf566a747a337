/* inkling-model-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-file.h"

#include <glib/gi18n-lib.h>

#include "inkling-async.h"
#include "inkling-atomic-file.h"
#include "inkling-error.h"
#include "inkling-model-digest.h"
#include "inkling-model-foreign.h"
#include "inkling-model-layout.h"
#include "inkling-model-metadata.h"
#include "inkling-tensor-source.h"
#include "resources/inkling-bundled.h"

#define BUNDLED_PATH "/org/inkling/Inkling/models/bundled" INKLING_MODEL_SUFFIX

/* The header's bytes, length included. */
static GBytes *
read_header_bytes (const InklingTensorSource  *source,
                   GError                    **error)
{
  guint8             length[INKLING_TENSOR_HEADER_LENGTH_BYTES] = { 0 };
  gsize              n_bytes;
  g_autofree guint8 *bytes = NULL;

  if (!inkling_tensor_source_read (source, 0, length, MIN (sizeof length, source->size), error) ||
      !inkling_tensor_header_measure (length, source->size, &n_bytes, error))
    return NULL;
  bytes = g_malloc (n_bytes);
  if (!inkling_tensor_source_read (source, 0, bytes, n_bytes, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), n_bytes);
}

/* A model on its way into memory: everything but the values, which the data section holds. */
typedef struct
{
  GBytes              *header_bytes; /* owned */
  InklingTensorHeader *header;       /* owned */
  InklingModel        *model;        /* owned */
  GArray              *layout;       /* owned, borrows from the model */
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->layout, g_array_unref);
  g_clear_pointer (&reading->model, inkling_model_unref);
  g_clear_pointer (&reading->header, inkling_tensor_header_free);
  g_clear_pointer (&reading->header_bytes, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
read_header (Reading                    *reading,
             const InklingTensorSource  *source,
             GError                    **error)
{
  gsize         n_bytes;
  const guint8 *bytes;

  reading->header_bytes = read_header_bytes (source, error);
  if (reading->header_bytes == NULL)
    return FALSE;
  bytes = g_bytes_get_data (reading->header_bytes, &n_bytes);
  reading->header = inkling_tensor_header_parse (bytes, n_bytes, source->size, error);
  return reading->header != NULL;
}

/* Everything that can be checked before the data section is read, and before there is memory for
 * it. */
static gboolean
match (Reading  *reading,
       GError  **error)
{
  JsonObject *metadata = reading->header->metadata;

  reading->model = inkling_model_new ();
  if (inkling_model_metadata_is_foreign (metadata))
    reading->layout = inkling_model_foreign_match (reading->model, reading->header, error);
  else if (inkling_model_metadata_read (reading->model, metadata, error))
    reading->layout = inkling_model_layout_match (reading->model, reading->header, error);
  return reading->layout != NULL;
}

/* The checksums come last, so that a header that is wrong in a way that has a name is called by
 * that name. */
static gboolean
check_header (Reading  *reading,
              guint     format,
              GError  **error)
{
  g_autoptr (InklingTensorHeader) original = NULL;

  if (format > 1)
    return inkling_model_digest_check_metadata (reading->header, error);
  original = inkling_model_layout_describe (reading->layout);
  json_object_unref (original->metadata);
  original->metadata = inkling_model_metadata_restore (reading->header->metadata);
  return inkling_model_digest_check_header (reading->header_bytes, original, error);
}

/* Another program's file has no more than its values. */
static gboolean
read_data (Reading                    *reading,
           const InklingTensorSource  *source,
           GError                    **error)
{
  const InklingTensorHeader      *header = reading->header;
  InklingModel                   *model = reading->model;
  g_autoptr (InklingModelDigest)  digest = NULL;
  guint                           format = 0;

  if (!model->foreign &&
      !inkling_model_metadata_get_format (header->metadata, &format, error))
    return FALSE;
  digest = inkling_model_digest_new (format);
  return inkling_model_layout_read (reading->layout, source, header->n_bytes, digest, error) &&
         (model->foreign || inkling_model_digest_check_tensors (digest, header, error)) &&
         inkling_model_layout_check_values (reading->layout, model, error) &&
         (model->foreign ||
          (inkling_model_metadata_check_best (model, header->metadata, error) &&
           check_header (reading, format, error)));
}

/* A run that had no momentum so far begins with none. */
static gboolean
complete_networks (InklingModel  *model,
                   GError       **error)
{
  if (model->weights == NULL || model->velocity != NULL || model->recipe.momentum == 0)
    return TRUE;
  model->velocity = nn_network_new (&model->recipe);
  return model->velocity != NULL || inkling_error_from_status (error, NN_NO_MEMORY, NULL);
}

static InklingModel *
load (const InklingTensorSource  *source,
      GError                    **error)
{
  g_auto (Reading) reading = { 0 };

  if (!read_header (&reading, source, error) || !match (&reading, error) ||
      !inkling_tensor_source_check (source, error) ||
      !inkling_model_layout_allocate (reading.layout, reading.model, error) ||
      !read_data (&reading, source, error) || !complete_networks (reading.model, error))
    return NULL;
  return g_steal_pointer (&reading.model);
}

InklingModel *
inkling_model_file_load (const char  *path,
                         GError     **error)
{
  g_auto (InklingTensorSource)  source = { .fd = -1 };
  g_autofree char              *name = g_filename_display_basename (path);
  InklingModel                 *model = NULL;

  if (inkling_tensor_source_open (&source, path, error))
    model = load (&source, error);
  if (model != NULL)
    model->path = g_strdup (path);
  else
    g_prefix_error (error, "%s: ", name);
  return model;
}

InklingModel *
inkling_model_file_load_bytes (GBytes      *bytes,
                               const char  *name,
                               GError     **error)
{
  InklingTensorSource  source = inkling_tensor_source_in_bytes (bytes);
  InklingModel        *model = load (&source, error);

  if (model == NULL)
    g_prefix_error (error, "%s: ", name);
  return model;
}

InklingModel *
inkling_model_file_load_bundled (GError **error)
{
  /* Named here so that the linker keeps the resource of a static library. */
  g_autoptr (GBytes) bytes = g_resource_lookup_data (inkling_bundled_get_resource (), BUNDLED_PATH,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (bytes == NULL)
    {
      inkling_error_set (error, INKLING_ERROR_NO_MODEL,
                         _("this copy of the program comes without a trained model; train one"));
      return NULL;
    }
  return inkling_model_file_load_bytes (bytes, _("the bundled model"), error);
}

InklingTensorHeader *
inkling_model_file_read_header (const char  *path,
                                GError     **error)
{
  g_auto (InklingTensorSource)  source = { .fd = -1 };
  g_auto (Reading)              reading = { 0 };
  g_autofree char              *name = g_filename_display_basename (path);

  if (inkling_tensor_source_open (&source, path, error) && read_header (&reading, &source, error))
    return g_steal_pointer (&reading.header);
  g_prefix_error (error, "%s: ", name);
  return NULL;
}

gboolean
inkling_model_file_get_step (const char  *path,
                             guint64     *step,
                             GError     **error)
{
  g_autoptr (InklingTensorHeader) header = inkling_model_file_read_header (path, error);
  g_autofree char                *name = g_filename_display_basename (path);

  if (header == NULL)
    return FALSE;
  if (inkling_model_metadata_get_step (header->metadata, step, error))
    return TRUE;
  g_prefix_error (error, "%s: ", name);
  return FALSE;
}

gboolean
inkling_model_file_get_run (const char  *path,
                            guint64     *step,
                            char         run[INKLING_MODEL_RUN_SIZE],
                            GError     **error)
{
  g_autoptr (InklingTensorHeader) header = inkling_model_file_read_header (path, error);
  g_autoptr (InklingModel)        model = inkling_model_new ();
  g_autofree char                *name = g_filename_display_basename (path);

  if (header == NULL)
    return FALSE;
  if (!inkling_model_metadata_read (model, header->metadata, error))
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  *step = model->step;
  inkling_model_get_run (model, run);
  return TRUE;
}

/* What would not be read again is not written. */
static gboolean
check_header_size (GBytes  *header,
                   GError **error)
{
  gsize n_bytes = g_bytes_get_size (header) - INKLING_TENSOR_HEADER_LENGTH_BYTES;

  if (n_bytes > NN_SAFETENSORS_MAX_HEADER)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("its names and marks are too long for a model file"));
  return TRUE;
}

/* A network of another program's stays one: there is no run to tell of. */
static GBytes *
print_header (const InklingModel  *model,
              const InklingModel  *parts,
              InklingTensorHeader *header,
              GBytes              *data)
{
  if (model->foreign)
    return inkling_tensor_header_print (header);
  inkling_model_metadata_write (model, header->metadata);
  inkling_model_metadata_write_marks (parts->history, header->metadata);
  if (parts->weights != NULL)
    inkling_model_metadata_write_run (parts, header->metadata);
  return inkling_model_digest_seal (header, data);
}

/* Header and data section of a file with the metadata of model and the tensors of parts. */
static gboolean
print_model (const InklingModel  *model,
             const InklingModel  *parts,
             NnDtype              dtype,
             GBytes              *pieces[2],
             GError             **error)
{
  g_autoptr (GArray)              layout = inkling_model_layout_new (parts, dtype);
  g_autoptr (InklingTensorHeader) header = inkling_model_layout_describe (layout);

  if (!inkling_model_layout_check_values (layout, parts, error))
    return FALSE;
  pieces[1] = inkling_model_layout_print (layout, header->n_data_bytes, error);
  if (pieces[1] == NULL)
    return FALSE;
  pieces[0] = print_header (model, parts, header, pieces[1]);
  return check_header_size (pieces[0], error);
}

static gboolean
save_parts (const InklingModel  *model,
            const InklingModel  *parts,
            NnDtype              dtype,
            const char          *path,
            GError             **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  GBytes          *pieces[2] = { NULL, NULL };
  gboolean         saved = FALSE;

  if (print_model (model, parts, dtype, pieces, error))
    saved = inkling_atomic_file_write (path, pieces, G_N_ELEMENTS (pieces), error);
  else
    g_prefix_error (error, "%s: ", name);
  g_clear_pointer (&pieces[0], g_bytes_unref);
  g_clear_pointer (&pieces[1], g_bytes_unref);
  return saved;
}

gboolean
inkling_model_file_save (const InklingModel  *self,
                         const char          *path,
                         GError             **error)
{
  InklingModel parts = *self;

  /* Velocities without the weights they move would be of no use. */
  if (parts.weights == NULL || parts.recipe.momentum == 0)
    parts.velocity = NULL;
  return save_parts (self, &parts, NN_DTYPE_F32, path, error);
}

gboolean
inkling_model_file_save_small (const InklingModel  *self,
                               const char          *path,
                               GError             **error)
{
  g_autoptr (InklingHistory) nothing = inkling_history_new ();
  InklingModel               parts = *self;

  parts.weights = NULL;
  parts.velocity = NULL;
  parts.history = nothing;
  return save_parts (self, &parts, NN_DTYPE_F16, path, error);
}

static gpointer
load_in_thread (gpointer       work,
                GCancellable  *cancellable,
                GError       **error)
{
  return inkling_model_file_load (work, error);
}

void
inkling_model_file_load_async (const char          *path,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  inkling_async_make (g_task_new (NULL, cancellable, callback, user_data), g_strdup (path), g_free,
                      load_in_thread, (GDestroyNotify) inkling_model_unref);
}

InklingModel *
inkling_model_file_load_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What a save needs in its thread. */
typedef struct
{
  InklingModel *model; /* owned */
  char         *path;  /* owned */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  inkling_model_unref (saving->model);
  g_free (saving->path);
  g_free (saving);
}

static gboolean
save_in_thread (gpointer       work,
                GCancellable  *cancellable,
                GError       **error)
{
  const Saving *saving = work;

  return inkling_model_file_save (saving->model, saving->path, error);
}

void
inkling_model_file_save_async (InklingModel        *self,
                               const char          *path,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Saving *saving = g_new (Saving, 1);

  *saving = (Saving) { inkling_model_ref (self), g_strdup (path) };
  inkling_async_do (g_task_new (NULL, cancellable, callback, user_data), saving, saving_free,
                    save_in_thread);
}

gboolean
inkling_model_file_save_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
