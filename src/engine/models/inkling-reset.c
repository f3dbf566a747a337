/* inkling-reset.c: everything as on the first day, with a copy put aside and a way back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-reset.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "inkling-async.h"
#include "inkling-config.h"
#include "inkling-folder-lock.h"
#include "inkling-settings.h"
#include "inkling-shelf.h"

#define MAX_COPIES 1000 /* a day */
#define SETTINGS   "settings.ini"
#define MODELS     "models"
#define COPY_GROUP "Copy"   /* of the settings' file: where the models were */
#define FOLDER_KEY "folder"

typedef struct
{
  char *models_folder;
  char *copy;
  char *settings; /* as text: what was saved, or what is to come back */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->models_folder);
  g_free (job->copy);
  g_free (job->settings);
  g_free (job);
}

static gboolean
set_error (GError     **error,
           const char  *path)
{
  int saved_errno = errno;
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved_errno),
               "%s: %s", name, g_strerror (saved_errno));

  return FALSE;
}

static GStrv
list_keys (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);

  return g_settings_schema_list_keys (schema);
}

/* Only what a person changed. */
static char *
settings_to_text (void)
{
  GSettings *settings = inkling_settings_get_default ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) keys = settings == NULL ? NULL : list_keys (settings);

  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = g_settings_get_user_value (settings, keys[i]);
      g_autofree char *text = value == NULL ? NULL : g_variant_print (value, FALSE);

      if (text != NULL)
        g_key_file_set_value (file, INKLING_APP_ID, keys[i], text);
    }

  return g_key_file_to_data (file, NULL, NULL);
}

static void
reset_settings (void)
{
  GSettings *settings = inkling_settings_get_default ();
  g_auto (GStrv) keys = settings == NULL ? NULL : list_keys (settings);

  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

/* What is not as the schema wants it, in a file that anybody may have edited, is left out. */
static void
settings_from_text (const char *text)
{
  GSettings *settings = inkling_settings_get_default ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) keys = settings == NULL ? NULL : list_keys (settings);

  g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL);
  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) now = g_settings_get_value (settings, keys[i]);
      g_autofree char *value_text = g_key_file_get_value (file, INKLING_APP_ID, keys[i], NULL);
      g_autoptr (GVariant) value = NULL;

      if (value_text != NULL)
        value = g_variant_parse (g_variant_get_type (now), value_text, NULL, NULL, NULL);
      if (value != NULL)
        g_settings_set_value (settings, keys[i], value);
    }
}

/* Makes the folder "stem", or "stem-2", … Free with g_free. */
static char *
make_new_folder (const char  *stem,
                 GError     **error)
{
  for (int i = 1; i <= MAX_COPIES; i++)
    {
      g_autofree char *path = i == 1 ? g_strdup (stem) : g_strdup_printf ("%s-%d", stem, i);

      if (g_mkdir (path, 0700) == 0)
        return g_steal_pointer (&path);
      if (errno != EEXIST)
        break;
    }

  set_error (error, stem);

  return NULL;
}

static char *
make_copy_folder (const char  *models_folder,
                  GError     **error)
{
  g_autofree char *parent = g_path_get_dirname (models_folder);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = g_strconcat ("before-reset-", day, NULL);
  g_autofree char *stem = g_build_filename (parent, name, NULL);

  if (g_mkdir_with_parents (parent, 0700) != 0)
    {
      set_error (error, parent);
      return NULL;
    }

  return make_new_folder (stem, error);
}

/* A folder that is not there needs no moving. */
static gboolean
move_folder (const char  *from,
             const char  *to,
             GError     **error)
{
  if (g_rename (from, to) == 0 || errno == ENOENT)
    return TRUE;

  return set_error (error, from);
}

/* Nobody may train in the folder, or in one of its subfolders, while it is moved. *lock is NULL
 * when there is no folder. */
static gboolean
take_folder (const char         *folder,
             InklingFolderLock **lock,
             GError            **error)
{
  *lock = NULL;
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  *lock = inkling_folder_lock_take (folder, error);

  return *lock != NULL && inkling_shelf_check_subfolders (folder, error);
}

/* What is not text is written as in a URI. */
static void
note_folder (Job *job)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *uri = g_filename_to_uri (job->models_folder, NULL, NULL);

  g_key_file_load_from_data (file, job->settings, strlen (job->settings), G_KEY_FILE_NONE, NULL);
  if (uri != NULL)
    g_key_file_set_string (file, COPY_GROUP, FOLDER_KEY, uri);
  g_free (job->settings);
  job->settings = g_key_file_to_data (file, NULL, NULL);
}

/* The models go back to where they were, which the settings of today may not say. */
static void
find_folder (Job *job)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *uri = NULL;
  char *folder = NULL;

  g_key_file_load_from_data (file, job->settings, strlen (job->settings), G_KEY_FILE_NONE, NULL);
  uri = g_key_file_get_string (file, COPY_GROUP, FOLDER_KEY, NULL);
  if (uri != NULL)
    folder = g_filename_from_uri (uri, NULL, NULL);
  if (folder == NULL)
    return;
  g_free (job->models_folder);
  job->models_folder = folder;
}

static gboolean
put_aside (gpointer       work,
           GCancellable  *cancellable,
           GError       **error)
{
  Job *job = work;
  g_autoptr (InklingFolderLock) lock = NULL;
  g_autofree char *settings_path = NULL;
  g_autofree char *models = NULL;

  if (!take_folder (job->models_folder, &lock, error))
    return FALSE;
  note_folder (job);
  job->copy = make_copy_folder (job->models_folder, error);
  if (job->copy == NULL)
    return FALSE;

  settings_path = g_build_filename (job->copy, SETTINGS, NULL);
  models = g_build_filename (job->copy, MODELS, NULL);

  return g_file_set_contents (settings_path, job->settings, -1, error)
         && move_folder (job->models_folder, models, error);
}

void
inkling_reset_async (const char          *models_folder,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  Job *job = g_new0 (Job, 1);

  job->models_folder = g_strdup (models_folder);
  job->settings = settings_to_text ();
  inkling_async_do (g_task_new (NULL, NULL, callback, user_data), job, job_free, put_aside);
}

char *
inkling_reset_finish (GAsyncResult  *result,
                      GError       **error)
{
  Job *job = inkling_async_get_work (result);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  reset_settings ();

  return g_strdup (job->copy);
}

/* What was trained since goes where the older models were. */
static gboolean
bring_back (gpointer       work,
            GCancellable  *cancellable,
            GError       **error)
{
  Job *job = work;
  g_autoptr (InklingFolderLock) lock = NULL;
  g_autofree char *settings_path = g_build_filename (job->copy, SETTINGS, NULL);
  g_autofree char *models = g_build_filename (job->copy, MODELS, NULL);
  g_autofree char *since = g_build_filename (job->copy, "models-since", NULL);

  if (!g_file_get_contents (settings_path, &job->settings, NULL, error))
    return FALSE;
  find_folder (job);
  if (!take_folder (job->models_folder, &lock, error)
      || !move_folder (job->models_folder, since, error)
      || !move_folder (models, job->models_folder, error))
    return FALSE;

  g_unlink (settings_path);
  g_rmdir (job->copy); /* unless there is something from since */

  return TRUE;
}

void
inkling_reset_undo_async (const char          *copy,
                          const char          *models_folder,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Job *job = g_new0 (Job, 1);

  job->models_folder = g_strdup (models_folder);
  job->copy = g_strdup (copy);
  inkling_async_do (g_task_new (NULL, NULL, callback, user_data), job, job_free, bring_back);
}

gboolean
inkling_reset_undo_finish (GAsyncResult  *result,
                           GError       **error)
{
  Job *job = inkling_async_get_work (result);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  settings_from_text (job->settings);

  return TRUE;
}
