/* inkling-idx-folder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-idx-folder.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "inkling-error.h"
#include "inkling-idx-file.h"
#include "inkling-sha256.h"
#include "nn-idx.h"

typedef struct
{
  const char     *name;
  const char     *dotted_name; /* as some copies spell it */
  InklingIdxKind  kind;
} IdxFile;

static const IdxFile idx_files[INKLING_N_IDX_FILES] = {
  { "train-images-idx3-ubyte", "train-images.idx3-ubyte", INKLING_IDX_IMAGES },
  { "train-labels-idx1-ubyte", "train-labels.idx1-ubyte", INKLING_IDX_LABELS },
  { "t10k-images-idx3-ubyte", "t10k-images.idx3-ubyte", INKLING_IDX_IMAGES },
  { "t10k-labels-idx1-ubyte", "t10k-labels.idx1-ubyte", INKLING_IDX_LABELS },
};

/* What is done with the files once they are in memory. */
typedef struct
{
  gboolean makes_digits; /* else a digest */
  gsize    number;       /* of the part or the file */
} FolderTask;

/* The longest first, so that the members of the team end together. */
static const FolderTask folder_tasks[] = {
  { FALSE, 0 }, { TRUE, INKLING_TRAINING_PART },
  { FALSE, 2 }, { TRUE, INKLING_TEST_PART },
  { FALSE, 1 }, { FALSE, 3 },
};

/* The path of one of the four files in any of its spellings, or NULL. */
static char *
find_file (const char    *folder,
           const IdxFile *file)
{
  const char *stems[] = { file->name, file->dotted_name };
  const char *suffixes[] = { "", ".gz" };

  for (gsize i = 0; i < G_N_ELEMENTS (stems); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (suffixes); j++)
      {
        g_autofree char *name = g_strconcat (stems[i], suffixes[j], NULL);
        g_autofree char *path = g_build_filename (folder, name, NULL);

        if (g_file_test (path, G_FILE_TEST_EXISTS))
          return g_steal_pointer (&path);
      }
  return NULL;
}

static gboolean
find_all_files (InklingIdxFolder  *self,
                const char        *folder,
                GError           **error)
{
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, INKLING_ERROR, INKLING_ERROR_DATASET,
                   _("%s: there is no such folder; a data set is “mnist”, “builtin” or a folder of "
                     "IDX files"), folder);
      return FALSE;
    }
  for (gsize i = 0; i < INKLING_N_IDX_FILES; i++)
    {
      self->paths[i] = find_file (folder, &idx_files[i]);
      if (self->paths[i] == NULL)
        {
          g_set_error (error, INKLING_ERROR, INKLING_ERROR_DATASET,
                       _("%s: the folder holds no file “%s” or “%s.gz”; place it there"),
                       folder, idx_files[i].name, idx_files[i].name);
          return FALSE;
        }
    }
  return TRUE;
}

static void
read_file (void   *data,
           size_t  item,
           size_t  thread)
{
  InklingIdxFolder *self = data;

  self->contents[item] = inkling_idx_file_read (self->paths[item], idx_files[item].kind,
                                                self->cancellable, &self->errors[item]);
}

static NnStatus
join_images_and_labels (GBytes    *images,
                        GBytes    *labels,
                        NnDigits **digits)
{
  const guint8 *image_bytes;
  const guint8 *label_bytes;
  gsize         n_image_bytes;
  gsize         n_label_bytes;
  NnStatus      status;

  image_bytes = g_bytes_get_data (images, &n_image_bytes);
  label_bytes = g_bytes_get_data (labels, &n_label_bytes);
  status = nn_idx_read_digits (image_bytes, n_image_bytes, label_bytes, n_label_bytes, digits);
  return status == NN_OK && (*digits)->n_images == 0 ? NN_NO_IMAGES : status;
}

static void
make_digits (InklingIdxFolder *self,
             gsize             part)
{
  gsize    images = 2 * part;
  gsize    labels = images + 1;
  NnStatus status;

  status = join_images_and_labels (self->contents[images], self->contents[labels],
                                   &self->parts[part]);
  if (status != NN_OK)
    {
      g_autofree char *label_name = g_path_get_basename (self->paths[labels]);
      g_autofree char *subject = NULL;

      /* Translators: two names of files that belong together. */
      subject = g_strdup_printf (_("%s and %s"), self->paths[images], label_name);
      inkling_error_from_status (&self->errors[images], status, subject);
    }
}

static void
compute_digest (InklingIdxFolder *self,
                gsize             file)
{
  gsize         n_bytes;
  gconstpointer bytes = g_bytes_get_data (self->contents[file], &n_bytes);

  self->digests[file] = inkling_sha256_compute (bytes, n_bytes);
}

static void
do_task (void   *data,
         size_t  item,
         size_t  thread)
{
  InklingIdxFolder *self = data;
  const FolderTask *task = &folder_tasks[item];

  if (task->makes_digits)
    make_digits (self, task->number);
  else
    compute_digest (self, task->number);
}

static gboolean
propagate_first_error (InklingIdxFolder  *self,
                       GError           **error)
{
  for (gsize i = 0; i < INKLING_N_IDX_FILES; i++)
    if (self->errors[i] != NULL)
      {
        g_propagate_error (error, g_steal_pointer (&self->errors[i]));
        return FALSE;
      }
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static void
forget_contents (InklingIdxFolder *self)
{
  for (gsize i = 0; i < INKLING_N_IDX_FILES; i++)
    {
      g_clear_pointer (&self->contents[i], g_bytes_unref);
      g_clear_error (&self->errors[i]);
    }
}

gboolean
inkling_idx_folder_read (InklingIdxFolder  *self,
                         const char        *folder,
                         NnTeam            *team,
                         GCancellable      *cancellable,
                         GError           **error)
{
  gboolean done;

  if (!find_all_files (self, folder, error))
    return FALSE;

  self->cancellable = cancellable;
  nn_team_run (team, read_file, self, INKLING_N_IDX_FILES);
  done = propagate_first_error (self, error);
  if (done)
    {
      nn_team_run (team, do_task, self, G_N_ELEMENTS (folder_tasks));
      done = propagate_first_error (self, error);
    }
  forget_contents (self);
  return done;
}

void
inkling_idx_folder_clear (InklingIdxFolder *self)
{
  forget_contents (self);
  for (gsize i = 0; i < INKLING_N_IDX_FILES; i++)
    {
      g_clear_pointer (&self->paths[i], g_free);
      g_clear_pointer (&self->digests[i], g_free);
    }
  for (gsize i = 0; i < INKLING_N_PARTS; i++)
    g_clear_pointer (&self->parts[i], nn_digits_free);
}

gboolean
inkling_idx_folder_check (InklingIdxFolder           *self,
                          const InklingKnownDataset  *known,
                          GError                    **error)
{
  for (gsize i = 0; i < INKLING_N_IDX_FILES; i++)
    if (strcmp (self->digests[i], known->files[i].digest) != 0)
      return inkling_error_set (error, INKLING_ERROR_DATASET,
                                _("%s: this file does not belong to %s, its SHA-256 is %.12s… "
                                  "instead of %.12s…; get it again, or open the folder by its "
                                  "path to use it as it is"),
                                self->paths[i], _(known->title), self->digests[i],
                                known->files[i].digest);
  return TRUE;
}

char *
inkling_idx_folder_get_digest (InklingIdxFolder *self)
{
  return inkling_digest_of_digests ((const char *const *) self->digests);
}

gboolean
inkling_idx_folder_has_any (const char *folder)
{
  for (gsize i = 0; i < INKLING_N_IDX_FILES; i++)
    {
      g_autofree char *path = find_file (folder, &idx_files[i]);

      if (path != NULL)
        return TRUE;
    }
  return FALSE;
}
