/* inkling-model-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "inkling-atomic-file.h"
#include "inkling-error.h"
#include "inkling-model-digest.h"
#include "inkling-model-layout.h"
#include "inkling-model-metadata.h"

/* A regular file that is open for reading. */
typedef struct
{
  int     fd;
  guint64 size;
} OpenFile;

static void
open_file_clear (OpenFile *file)
{
  if (file->fd >= 0)
    close (file->fd);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OpenFile, open_file_clear)

static gboolean
set_system_error (GError **error,
                  int      error_number)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (error_number),
               _("could not be read: %s"), g_strerror (error_number));
  return FALSE;
}

/* Folders, pipes and devices are refused: reading one could fail oddly or never end. */
static gboolean
open_regular (OpenFile    *file,
              const char  *path,
              GError     **error)
{
  struct stat status;

  file->fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (file->fd < 0 || fstat (file->fd, &status) != 0)
    return set_system_error (error, errno);
  if (S_ISDIR (status.st_mode))
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE, _("this is a folder, not a file"));
  if (!S_ISREG (status.st_mode))
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("this is a device or a pipe, not a file"));
  file->size = status.st_size;
  return TRUE;
}

static gboolean
read_exactly (const OpenFile  *file,
              guint8          *bytes,
              gsize            n_bytes,
              GError         **error)
{
  while (n_bytes > 0)
    {
      ssize_t n_read = read (file->fd, bytes, n_bytes);

      if (n_read < 0 && errno != EINTR)
        return set_system_error (error, errno);
      if (n_read == 0)
        return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                                  _("the file became shorter while it was read"));
      if (n_read > 0)
        {
          bytes += n_read;
          n_bytes -= n_read;
        }
    }
  return TRUE;
}

/* The header's bytes, length included. */
static GBytes *
read_header_bytes (const OpenFile  *file,
                   GError         **error)
{
  guint8             length[INKLING_TENSOR_HEADER_LENGTH_BYTES] = { 0 };
  gsize              n_bytes, n_first = MIN (sizeof length, file->size);
  g_autofree guint8 *bytes = NULL;

  if (!read_exactly (file, length, n_first, error) ||
      !inkling_tensor_header_measure (length, file->size, &n_bytes, error))
    return NULL;
  bytes = g_malloc (n_bytes);
  memcpy (bytes, length, n_first);
  if (!read_exactly (file, bytes + n_first, n_bytes - n_first, error))
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

/* A file may claim any size for the price of a few bytes on the disk. */
static gboolean
check_memory (guint64   n_bytes,
              GError  **error)
{
  long n_pages = sysconf (_SC_PHYS_PAGES);
  long page_size = sysconf (_SC_PAGESIZE);

  if (n_pages > 0 && page_size > 0 && n_bytes / page_size > (guint64) n_pages / 2)
    return inkling_error_set (error, INKLING_ERROR_NO_MEMORY,
                              _("the model is too large for this computer’s memory"));
  return TRUE;
}

static gboolean
parse_header (Reading  *reading,
              GBytes   *header_bytes,
              guint64   file_size,
              GError  **error)
{
  gsize         n_bytes;
  const guint8 *bytes = g_bytes_get_data (header_bytes, &n_bytes);

  reading->header_bytes = g_bytes_ref (header_bytes);
  reading->header = inkling_tensor_header_parse (bytes, n_bytes, file_size, error);
  return reading->header != NULL;
}

/* Everything that can be checked before the data section is read. */
static gboolean
prepare (Reading  *reading,
         GBytes   *header_bytes,
         guint64   file_size,
         GError  **error)
{
  reading->model = inkling_model_new ();
  if (!parse_header (reading, header_bytes, file_size, error) ||
      !inkling_model_metadata_read (reading->model, reading->header->metadata, error) ||
      !check_memory (reading->header->n_data_bytes, error))
    return FALSE;
  reading->layout = inkling_model_layout_match (reading->model, reading->header, error);
  return reading->layout != NULL;
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

/* The header's own digest comes last, so that a header that is wrong in a way that has a name is
 * called by that name. */
static InklingModel *
finish (Reading  *reading,
        GBytes   *data,
        GError  **error)
{
  if (!inkling_model_digest_check_data (reading->header, data, error) ||
      !inkling_model_layout_read (reading->layout, g_bytes_get_data (data, NULL), error) ||
      !inkling_model_layout_check_values (reading->layout, reading->model, error) ||
      !inkling_model_metadata_check_best (reading->model, reading->header->metadata, error) ||
      !inkling_model_digest_check_header (reading->header, reading->header_bytes, error) ||
      !complete_networks (reading->model, error))
    return NULL;
  return g_steal_pointer (&reading->model);
}

static GBytes *
read_data (const OpenFile  *file,
           guint64          n_bytes,
           GError         **error)
{
  g_autofree guint8 *bytes = g_try_malloc (n_bytes);

  if (bytes == NULL)
    {
      inkling_error_from_status (error, NN_NO_MEMORY, NULL);
      return NULL;
    }
  if (!read_exactly (file, bytes, n_bytes, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), n_bytes);
}

static InklingModel *
load (const char  *path,
      GError     **error)
{
  g_auto (OpenFile)   file = { .fd = -1 };
  g_auto (Reading)    reading = { 0 };
  g_autoptr (GBytes)  header_bytes = NULL;
  g_autoptr (GBytes)  data = NULL;
  InklingModel       *model;

  if (!open_regular (&file, path, error))
    return NULL;
  header_bytes = read_header_bytes (&file, error);
  if (header_bytes == NULL || !prepare (&reading, header_bytes, file.size, error))
    return NULL;
  data = read_data (&file, reading.header->n_data_bytes, error);
  if (data == NULL)
    return NULL;
  model = finish (&reading, data, error);
  if (model != NULL)
    model->path = g_strdup (path);
  return model;
}

InklingModel *
inkling_model_load (const char  *path,
                    GError     **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  InklingModel    *model = load (path, error);

  if (model == NULL)
    g_prefix_error (error, "%s: ", name);
  return model;
}

static InklingModel *
load_bytes (GBytes  *bytes,
            GError **error)
{
  g_auto (Reading)    reading = { 0 };
  g_autoptr (GBytes)  header_bytes = NULL;
  g_autoptr (GBytes)  data = NULL;
  gsize               file_size, n_bytes;
  const guint8       *content = g_bytes_get_data (bytes, &file_size);

  if (!inkling_tensor_header_measure (content, file_size, &n_bytes, error))
    return NULL;
  header_bytes = g_bytes_new_from_bytes (bytes, 0, n_bytes);
  if (!prepare (&reading, header_bytes, file_size, error))
    return NULL;
  data = g_bytes_new_from_bytes (bytes, n_bytes, reading.header->n_data_bytes);
  return finish (&reading, data, error);
}

InklingModel *
inkling_model_load_bytes (GBytes      *bytes,
                          const char  *name,
                          GError     **error)
{
  InklingModel *model = load_bytes (bytes, error);

  if (model == NULL)
    g_prefix_error (error, "%s: ", name);
  return model;
}

static InklingTensorHeader *
read_header (const char  *path,
             GError     **error)
{
  g_auto (OpenFile)  file = { .fd = -1 };
  g_auto (Reading)   reading = { 0 };
  g_autoptr (GBytes) bytes = NULL;

  if (!open_regular (&file, path, error))
    return NULL;
  bytes = read_header_bytes (&file, error);
  if (bytes == NULL || !parse_header (&reading, bytes, file.size, error))
    return NULL;
  return g_steal_pointer (&reading.header);
}

InklingTensorHeader *
inkling_model_file_read_header (const char  *path,
                                GError     **error)
{
  g_autofree char     *name = g_filename_display_basename (path);
  InklingTensorHeader *header = read_header (path, error);

  if (header == NULL)
    g_prefix_error (error, "%s: ", name);
  return header;
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
  inkling_model_metadata_write (model, header->metadata);
  inkling_model_metadata_write_marks (parts->history, header->metadata);
  pieces[0] = inkling_model_digest_seal (header, pieces[1]);
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
inkling_model_save (const InklingModel  *self,
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
inkling_model_save_small (const InklingModel  *self,
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
