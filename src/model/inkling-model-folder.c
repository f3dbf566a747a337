/* inkling-model-folder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-folder.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "inkling-atomic-file.h"
#include "inkling-error.h"
#include "inkling-model-file.h"
#include "resources/inkling-bundled.h"

#define CHECKPOINT_PREFIX "mnist_model-"
#define ASIDE_PREFIX      "run-"
#define BUNDLED_PATH      "/org/inkling/Inkling/models/bundled" INKLING_MODEL_SUFFIX
#define NEW_FOLDER_MODE   0777 /* less the umask */

/* A model file and the step stored inside. */
typedef struct
{
  char    *path; /* owned */
  guint64  step;
} Candidate;

static void
candidate_clear (gpointer data)
{
  Candidate *candidate = data;

  g_free (candidate->path);
}

/* The highest step first; of equal ones the last name, so that the order never varies. */
static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *x = a, *y = b;

  if (x->step != y->step)
    return x->step > y->step ? -1 : 1;
  return strcmp (y->path, x->path);
}

static gboolean
set_system_error (GError     **error,
                  const char  *path,
                  int          error_number)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (error_number), "%s: %s", name,
               g_strerror (error_number));
  return FALSE;
}

char *
inkling_model_folder_get_default (void)
{
  return g_build_filename (g_get_user_data_dir (), "inkling", "models", NULL);
}

static gboolean
is_model_name (const char *name)
{
  return *name != '.' && g_str_has_suffix (name, INKLING_MODEL_SUFFIX);
}

/* mnist_model-<digits>.safetensors: only such files are ever removed. */
static gboolean
is_checkpoint_name (const char *name)
{
  const char *digits = name + strlen (CHECKPOINT_PREFIX);
  gsize       n_digits;

  if (!g_str_has_prefix (name, CHECKPOINT_PREFIX))
    return FALSE;
  n_digits = strspn (digits, "0123456789");
  return n_digits > 0 && strcmp (digits + n_digits, INKLING_MODEL_SUFFIX) == 0;
}

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* NULL at the end, or with errno. */
static const char *
read_name (DIR *entries)
{
  const struct dirent *entry;

  errno = 0;
  entry = readdir (entries);
  return entry != NULL ? entry->d_name : NULL;
}

/* The paths of the files whose names match, in the order of their names; a missing folder has
 * none. What cannot be listed may hold models, and is an error. */
static GPtrArray *
list_files (const char  *folder,
            gboolean   (*matches) (const char *name),
            GError     **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  DIR                  *entries = opendir (folder);
  const char           *name;
  int                   error_number = 0;

  if (entries == NULL && errno != ENOENT)
    error_number = errno;
  if (entries != NULL)
    {
      while ((name = read_name (entries)) != NULL)
        if (matches (name))
          g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
      error_number = errno;
      closedir (entries);
    }
  g_ptr_array_sort (paths, compare_paths);
  if (error_number == 0)
    return g_steal_pointer (&paths);
  set_system_error (error, folder, error_number);
  return NULL;
}

/* The readable ones among paths, newest first. Only headers are read. */
static GArray *
get_candidates (GPtrArray       *paths,
                InklingSkipFunc  skip,
                gpointer         user_data)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  g_array_set_clear_func (candidates, candidate_clear);
  for (guint i = 0; i < paths->len; i++)
    {
      const char        *path = g_ptr_array_index (paths, i);
      g_autoptr (GError) reason = NULL;
      Candidate          candidate;

      if (inkling_model_file_get_step (path, &candidate.step, &reason))
        {
          candidate.path = g_strdup (path);
          g_array_append_val (candidates, candidate);
        }
      else if (skip != NULL)
        skip (path, reason, user_data);
    }
  g_array_sort (candidates, compare_candidates);
  return candidates;
}

InklingModel *
inkling_model_folder_load_newest (const char       *folder,
                                  InklingSkipFunc   skip,
                                  gpointer          user_data,
                                  GError          **error)
{
  g_autoptr (GPtrArray) paths = list_files (folder, is_model_name, error);
  g_autoptr (GArray)    candidates = NULL;
  g_autofree char      *name = g_filename_display_name (folder);

  if (paths == NULL)
    return NULL;
  candidates = get_candidates (paths, skip, user_data);
  for (guint i = 0; i < candidates->len; i++)
    {
      const char        *path = g_array_index (candidates, Candidate, i).path;
      g_autoptr (GError) reason = NULL;
      InklingModel      *model = inkling_model_load (path, &reason);

      if (model != NULL)
        return model;
      if (skip != NULL)
        skip (path, reason, user_data);
    }
  if (paths->len > 0)
    inkling_error_set (error, INKLING_ERROR_NO_MODEL,
                       _("none of the model files in %s can be read"), name);
  else
    inkling_error_set (error, INKLING_ERROR_NO_MODEL, _("there is no model in %s yet"), name);
  return NULL;
}

/* What a file is until somebody writes to it or replaces it; NULL if there is none. */
static char *
get_identity (const char *path)
{
  GStatBuf status;

  if (g_lstat (path, &status) != 0)
    return NULL;
  return g_strdup_printf ("%ju %ju %jd %ld", (uintmax_t) status.st_ino,
                          (uintmax_t) status.st_size, (intmax_t) status.st_ctim.tv_sec,
                          status.st_ctim.tv_nsec);
}

/* A header may be sound while the data behind it is damaged: what cannot be read in full is not
 * known to be old. */
static gboolean
is_sound (const char *path,
          GHashTable *written)
{
  g_autofree char          *identity = get_identity (path);
  g_autoptr (InklingModel)  model = NULL;

  if (identity != NULL && g_strcmp0 (identity, g_hash_table_lookup (written, path)) == 0)
    return TRUE;
  model = inkling_model_load (path, NULL);
  return model != NULL;
}

static void
remove_if_sound (const char *path,
                 GHashTable *written)
{
  if (is_sound (path, written) && g_unlink (path) != 0)
    g_debug ("%s could not be removed: %s", path, g_strerror (errno));
  g_hash_table_remove (written, path);
}

/* Removes older checkpoints but the best one, so that with the one just saved keep are left. A file
 * with a later step belongs to no run that is at this one, and does not count. */
static void
prune (const char *folder,
       guint64     saved_step,
       guint       keep,
       guint64     best_step,
       GHashTable *written)
{
  g_autoptr (GPtrArray) paths = list_files (folder, is_checkpoint_name, NULL);
  g_autoptr (GArray)    candidates = NULL;
  guint                 n_kept = 1;

  if (paths == NULL)
    return;
  candidates = get_candidates (paths, NULL, NULL);
  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (candidate->step < saved_step && ++n_kept > keep && candidate->step != best_step)
        remove_if_sound (candidate->path, written);
    }
}

/* A new subfolder with the next free number. NULL with errno. */
static char *
create_aside (const char *folder)
{
  for (guint number = 1;; number++)
    {
      g_autofree char *name = g_strdup_printf (ASIDE_PREFIX "%u", number);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_mkdir (path, NEW_FOLDER_MODE) == 0)
        return g_steal_pointer (&path);
      if (errno != EEXIST)
        return NULL;
    }
}

static gboolean
move_aside (const char  *folder,
            GPtrArray   *paths,
            GError     **error)
{
  g_autofree char *aside = create_aside (folder);

  if (aside == NULL)
    return set_system_error (error, folder, errno);
  for (guint i = 0; i < paths->len; i++)
    {
      const char      *path = g_ptr_array_index (paths, i);
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *target = g_build_filename (aside, name, NULL);

      if (g_rename (path, target) != 0)
        return set_system_error (error, path, errno);
    }
  return TRUE;
}

/* A run saves each step once: what has the name already is another run's, or was not fit to go on
 * from. A folder is in the way, too, but nobody's loss: renaming onto it fails. */
static gboolean
make_way (const char  *folder,
          const char  *path,
          GError     **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  GStatBuf              status;

  if (g_lstat (path, &status) != 0 || S_ISDIR (status.st_mode))
    return TRUE;
  g_ptr_array_add (paths, (gpointer) path);
  return move_aside (folder, paths, error);
}

gboolean
inkling_model_folder_prepare (const char  *folder,
                              GError     **error)
{
  return (g_mkdir_with_parents (folder, NEW_FOLDER_MODE) == 0 && g_access (folder, W_OK) == 0) ||
         set_system_error (error, folder, errno);
}

GHashTable *
inkling_model_folder_make_written (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

char *
inkling_model_folder_save (const char          *folder,
                           const InklingModel  *model,
                           guint                keep,
                           guint64              best_step,
                           GHashTable          *written,
                           GError             **error)
{
  g_autofree char *name = g_strdup_printf (CHECKPOINT_PREFIX "%" G_GUINT64_FORMAT
                                           INKLING_MODEL_SUFFIX, model->step);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!inkling_model_folder_prepare (folder, error))
    return NULL;
  inkling_atomic_file_tidy_folder (folder);
  if (!make_way (folder, path, error) || !inkling_model_save (model, path, error))
    return NULL;
  g_hash_table_insert (written, g_strdup (path), get_identity (path));
  prune (folder, model->step, keep, best_step, written);
  return g_steal_pointer (&path);
}

gboolean
inkling_model_folder_set_aside (const char  *folder,
                                gboolean    *moved,
                                GError     **error)
{
  g_autoptr (GPtrArray) paths = list_files (folder, is_model_name, error);

  if (paths == NULL)
    return FALSE;
  if (moved != NULL)
    *moved = paths->len > 0;
  return paths->len == 0 || move_aside (folder, paths, error);
}

InklingModel *
inkling_model_load_bundled (GError **error)
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
  return inkling_model_load_bytes (bytes, _("the bundled model"), error);
}
