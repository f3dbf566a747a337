/* inkling-shelf.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-shelf.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "inkling-async.h"
#include "inkling-atomic-file.h"
#include "inkling-error.h"
#include "inkling-folder-lock.h"
#include "inkling-model-file.h"
#include "inkling-onnx.h"

#define KEPT_SUFFIX       ".kept" INKLING_MODEL_SUFFIX
#define HIDDEN_FOLDER     ".deleted"
#define EARLIER_PREFIX    "run-"
#define NEW_FOLDER_MODE   0777 /* less the umask */
#define MAX_NAME          200  /* bytes; file systems allow 255, suffix and number included */

gboolean
inkling_shelf_is_model_name (const char *name)
{
  return *name != '.' && g_str_has_suffix (name, INKLING_MODEL_SUFFIX);
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

GPtrArray *
inkling_shelf_list_folder (const char  *folder,
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
  inkling_atomic_file_set_error (error, folder, error_number);
  return NULL;
}

gboolean
inkling_shelf_is_kept (const char *path)
{
  return g_str_has_suffix (path, KEPT_SUFFIX);
}

static const char *
get_suffix (const char *path)
{
  if (inkling_shelf_is_kept (path))
    return KEPT_SUFFIX;
  return g_str_has_suffix (path, INKLING_MODEL_SUFFIX) ? INKLING_MODEL_SUFFIX : "";
}

/* The base name without suffix and mark, in the file system's encoding. */
static char *
get_stem (const char *path)
{
  char *name = g_path_get_basename (path);

  name[strlen (name) - strlen (get_suffix (path))] = '\0';
  return name;
}

char *
inkling_shelf_get_title (const char *path)
{
  g_autofree char *stem = get_stem (path);

  return g_filename_display_name (stem);
}

static char *
make_path (const char *folder,
           const char *stem,
           const char *suffix)
{
  g_autofree char *name = g_strconcat (stem, suffix, NULL);

  return g_build_filename (folder, name, NULL);
}

/* "stem", else "stem 2", "stem 3", …: the first that is not there. */
static char *
find_free_path (const char *folder,
                const char *stem,
                const char *suffix)
{
  char *path = make_path (folder, stem, suffix);

  for (guint number = 2; g_file_test (path, G_FILE_TEST_EXISTS); number++)
    {
      g_autofree char *numbered = g_strdup_printf ("%s %u", stem, number);

      g_free (path);
      path = make_path (folder, numbered, suffix);
    }
  return path;
}

/* Takes target. GIO refuses to replace what is there, and names neither file. */
static char *
move (const char  *path,
      char        *target,
      GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) target_file = g_file_new_for_path (target);
  g_autofree char  *new_path = target;
  g_autofree char  *name = g_filename_display_basename (path);

  if (g_str_equal (path, target) ||
      g_file_move (file, target_file,
                   G_FILE_COPY_NO_FALLBACK_FOR_MOVE | G_FILE_COPY_NOFOLLOW_SYMLINKS,
                   NULL, NULL, NULL, error))
    return g_steal_pointer (&new_path);
  g_prefix_error (error, "%s: ", name);
  return NULL;
}

static gboolean
check_name (const char  *name,
            GError     **error)
{
  if (*name == '\0')
    return inkling_error_set (error, INKLING_ERROR_FAILED, _("a model needs a name"));
  if (*name == '.' || strchr (name, G_DIR_SEPARATOR) != NULL)
    return inkling_error_set (error, INKLING_ERROR_FAILED,
                              _("“%s”: a name begins with no dot and has no “/” in it"), name);
  if (strlen (name) > MAX_NAME)
    return inkling_error_set (error, INKLING_ERROR_FAILED, _("this name is too long"));
  return TRUE;
}

char *
inkling_shelf_rename (const char  *path,
                      const char  *argument,
                      GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_strstrip (g_strdup (argument));
  g_autofree char *stem = NULL;

  if (!check_name (name, error) || !inkling_folder_lock_check (folder, error))
    return NULL;
  stem = g_filename_from_utf8 (name, -1, NULL, NULL, error);
  return stem != NULL ? move (path, make_path (folder, stem, get_suffix (path)), error) : NULL;
}

char *
inkling_shelf_duplicate (const char  *path,
                         const char  *argument,
                         GError     **error)
{
  g_autofree char         *folder = g_path_get_dirname (path);
  g_autofree char         *stem = get_stem (path);
  /* Translators: what is appended to the name of a copied file */
  g_autofree char         *copy = g_strconcat (stem, _(" copy"), NULL);
  g_autofree char         *target = find_free_path (folder, copy, INKLING_MODEL_SUFFIX);
  g_autoptr (GMappedFile)  content = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes)       bytes = content != NULL ? g_mapped_file_get_bytes (content) : NULL;

  if (bytes == NULL || !inkling_atomic_file_write (target, &bytes, 1, error))
    return NULL;
  return g_steal_pointer (&target);
}

static char *
set_suffix (const char  *path,
            const char  *suffix,
            GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *stem = get_stem (path);

  if (!inkling_folder_lock_check (folder, error))
    return NULL;
  return move (path, make_path (folder, stem, suffix), error);
}

char *
inkling_shelf_keep (const char  *path,
                    const char  *argument,
                    GError     **error)
{
  return set_suffix (path, KEPT_SUFFIX, error);
}

char *
inkling_shelf_unkeep (const char  *path,
                      const char  *argument,
                      GError     **error)
{
  return set_suffix (path, INKLING_MODEL_SUFFIX, error);
}

char *
inkling_shelf_export (const char  *path,
                      const char  *argument,
                      GError     **error)
{
  g_autoptr (InklingModel) model = inkling_model_file_load (path, error);
  gboolean                 saved;

  if (model == NULL)
    return NULL;
  if (inkling_atomic_file_is_same (path, argument))
    {
      g_autofree char *name = g_filename_display_basename (path);

      inkling_error_set (error, INKLING_ERROR_FAILED,
                         _("%s is the file that is read; write to another one"), name);
      return NULL;
    }
  if (g_str_has_suffix (argument, INKLING_ONNX_SUFFIX))
    saved = inkling_onnx_save (model, argument, error);
  else
    saved = inkling_model_file_save_small (model, argument, error);
  return saved ? g_strdup (argument) : NULL;
}

/* The folder stays, empty, when the file cannot be moved. */
char *
inkling_shelf_hide (const char  *path,
                    const char  *argument,
                    GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *hidden = g_build_filename (folder, HIDDEN_FOLDER, NULL);
  g_autofree char *stem = get_stem (path);

  if (!inkling_folder_lock_check (folder, error))
    return NULL;
  if (g_mkdir (hidden, NEW_FOLDER_MODE) != 0 && errno != EEXIST)
    {
      inkling_error_set (error, INKLING_ERROR_FAILED, "%s: %s", hidden, g_strerror (errno));
      return NULL;
    }
  return move (path, find_free_path (hidden, stem, get_suffix (path)), error);
}

/* Nothing happens while there are files in it. */
static void
remove_hidden_folder (const char *path)
{
  g_autofree char *hidden = g_path_get_dirname (path);

  g_rmdir (hidden);
}

char *
inkling_shelf_bring_back (const char  *path,
                          const char  *argument,
                          GError     **error)
{
  g_autofree char *hidden = g_path_get_dirname (path);
  g_autofree char *folder = g_path_get_dirname (hidden);
  g_autofree char *stem = get_stem (path);
  char            *target = move (path, find_free_path (folder, stem, get_suffix (path)), error);

  if (target != NULL)
    remove_hidden_folder (path);
  return target;
}

char *
inkling_shelf_discard (const char  *path,
                       const char  *argument,
                       GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (!g_file_trash (file, NULL, NULL) && !g_file_delete (file, NULL, error))
    return NULL;
  remove_hidden_folder (path);
  return g_strdup (path);
}

static gboolean
is_earlier_name (const char *name)
{
  return g_str_has_prefix (name, EARLIER_PREFIX);
}

static gboolean
is_hidden_name (const char *name)
{
  return g_str_has_suffix (name, INKLING_MODEL_SUFFIX);
}

GPtrArray *
inkling_shelf_list (const char  *folder,
                    GError     **error)
{
  g_autoptr (GPtrArray) paths = inkling_shelf_list_folder (folder, inkling_shelf_is_model_name,
                                                           error);
  g_autoptr (GPtrArray) earlier = NULL;

  if (paths != NULL)
    earlier = inkling_shelf_list_folder (folder, is_earlier_name, error);
  if (earlier == NULL)
    return NULL;
  for (guint i = 0; i < earlier->len; i++)
    {
      GPtrArray *more = inkling_shelf_list_folder (g_ptr_array_index (earlier, i),
                                                   inkling_shelf_is_model_name, NULL);

      if (more != NULL)
        g_ptr_array_extend_and_steal (paths, more);
    }
  g_ptr_array_sort (paths, compare_paths);
  return g_steal_pointer (&paths);
}

static void
bring_folder_back (const char *folder)
{
  g_autofree char      *hiding_place = g_build_filename (folder, HIDDEN_FOLDER, NULL);
  g_autoptr (GPtrArray) hidden = inkling_shelf_list_folder (hiding_place, is_hidden_name, NULL);

  for (guint i = 0; hidden != NULL && i < hidden->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char   *target = inkling_shelf_bring_back (g_ptr_array_index (hidden, i), NULL,
                                                            &error);

      if (target == NULL)
        g_debug ("%s", error->message);
    }
}

void
inkling_shelf_bring_all_back (const char *folder)
{
  g_autoptr (GPtrArray) earlier = inkling_shelf_list_folder (folder, is_earlier_name, NULL);

  bring_folder_back (folder);
  for (guint i = 0; earlier != NULL && i < earlier->len; i++)
    bring_folder_back (g_ptr_array_index (earlier, i));
}

gboolean
inkling_shelf_check_subfolders (const char  *folder,
                                GError     **error)
{
  g_autoptr (GPtrArray) earlier = inkling_shelf_list_folder (folder, is_earlier_name, error);

  for (guint i = 0; earlier != NULL && i < earlier->len; i++)
    if (!inkling_folder_lock_check (g_ptr_array_index (earlier, i), error))
      return FALSE;
  return earlier != NULL;
}

/* What a job needs in its thread. */
typedef struct
{
  InklingShelfFunc  func;
  char             *path;     /* owned */
  char             *argument; /* owned, may be NULL */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job->argument);
  g_free (job);
}

static gpointer
run_in_thread (gpointer       work,
               GCancellable  *cancellable,
               GError       **error)
{
  const Job *job = work;

  return job->func (job->path, job->argument, error);
}

void
inkling_shelf_run_async (InklingShelfFunc     func,
                         const char          *path,
                         const char          *argument,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Job *job = g_new (Job, 1);

  *job = (Job) { func, g_strdup (path), g_strdup (argument) };
  inkling_async_make (g_task_new (NULL, NULL, callback, user_data), job, job_free, run_in_thread,
                      g_free);
}

char *
inkling_shelf_run_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
