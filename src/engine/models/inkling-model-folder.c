/* inkling-model-folder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-folder.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-atomic-file.h"
#include "inkling-error.h"
#include "inkling-model-file.h"
#include "resources/inkling-bundled.h"

#define BUNDLED_PATH "/org/inkling/Inkling/models/bundled" INKLING_MODEL_SUFFIX

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

gboolean
inkling_model_folder_is_model_name (const char *name)
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
inkling_model_folder_list (const char  *folder,
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
    } /* cppcheck-suppress memleak ; the array has it */
  g_array_sort (candidates, compare_candidates);
  return candidates;
}

InklingModel *
inkling_model_folder_load_newest (const char       *folder,
                                  InklingSkipFunc   skip,
                                  gpointer          user_data,
                                  GError          **error)
{
  g_autoptr (GPtrArray) paths = inkling_model_folder_list (folder,
                                                           inkling_model_folder_is_model_name,
                                                           error);
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
