/* inkling-file-dialog.c: asking which file to open or to write
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-file-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "inkling-contents.h"
#include "inkling-messages.h"

/* One question: the task's data. */
typedef struct
{
  GtkFileChooserNative  *dialog;   /* owned: it closes with the last reference */
  const InklingFileKind *kinds;
  gsize                  n_kinds;
  GPtrArray             *filters;  /* owned, of GtkFileFilter, one for each kind */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->dialog);
  g_ptr_array_unref (question->filters);
  g_free (question);
}

static GtkFileFilter *
make_filter (const char *name)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);

  return filter;
}

static GtkFileFilter *
make_kind_filter (const InklingFileKind *kind)
{
  GtkFileFilter *filter = make_filter (_(kind->name));

  for (gsize i = 0; i < INKLING_N_PICTURE_FORMATS && kind->pictures; i++)
    {
      const char *const *suffixes = inkling_picture_kinds[i].suffixes;

      gtk_file_filter_add_mime_type (filter, inkling_picture_kinds[i].mime_type);
      for (gsize j = 0; suffixes[j] != NULL; j++)
        gtk_file_filter_add_suffix (filter, suffixes[j]);
    }
  gtk_file_filter_add_suffix (filter, kind->suffix + 1);

  return filter;
}

static void
add_filters (Question *question)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (question->dialog);
  g_autoptr (GtkFileFilter) all = make_filter (_("All files"));

  gtk_file_filter_add_pattern (all, "*");
  for (gsize i = 0; i < question->n_kinds; i++)
    {
      GtkFileFilter *filter = make_kind_filter (&question->kinds[i]);

      g_ptr_array_add (question->filters, filter);
      gtk_file_chooser_add_filter (chooser, filter);
    }
  gtk_file_chooser_add_filter (chooser, all);
  gtk_file_chooser_set_filter (chooser, question->filters->pdata[0]);
}

static void
dismiss (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("Dismissed"));
}

/* The dialog lives as long as the task that holds it, and the task until it has an answer. */
static void
ask (GTask                 *task,
     GtkFileChooserNative  *dialog,
     const InklingFileKind *kinds,
     gsize                  n_kinds,
     GCallback              response_cb)
{
  Question *question = g_new (Question, 1);

  *question = (Question) { dialog, kinds, n_kinds,
                           g_ptr_array_new_with_free_func (g_object_unref) };
  g_task_set_task_data (task, question, question_free);
  if (n_kinds > 0)
    add_filters (question);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", response_cb, task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* Takes the file over. A place that is not part of the file system is refused here, in words, so
 * that nobody has to expect one. */
static void
return_file (GTask *task,
             GFile *file)
{
  g_autoptr (GFile) owned_file = file;
  g_autofree char *name = g_file_get_parse_name (file);

  if (g_file_peek_path (file) != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&owned_file), g_object_unref);
      return;
    }

  inkling_message_dialog_show (g_task_get_source_object (task),
                               _("Only Files on This Computer Can Be Used"), name);
  dismiss (task);
}

static void
open_response_cb (GtkNativeDialog *dialog,
                  int              response,
                  gpointer         user_data)
{
  g_autoptr (GTask) task = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    return_file (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)));
  else
    dismiss (task);
}

/* The kind that was chosen in the dialog. */
static const InklingFileKind *
get_kind (Question *question)
{
  guint i;
  GtkFileFilter *filter = gtk_file_chooser_get_filter (GTK_FILE_CHOOSER (question->dialog));

  return g_ptr_array_find (question->filters, filter, &i) ? &question->kinds[i]
                                                          : &question->kinds[0];
}

static gboolean
has_suffix (Question   *question,
            const char *path)
{
  for (gsize i = 0; i < question->n_kinds; i++)
    if (g_str_has_suffix (path, question->kinds[i].suffix))
      return TRUE;

  return FALSE;
}

/* New reference; the same file if the name has a suffix already. */
static GFile *
with_suffix (Question *question,
             GFile    *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *full_path = NULL;

  if (path == NULL || has_suffix (question, path))
    return g_object_ref (file);

  full_path = g_strconcat (path, get_kind (question)->suffix, NULL);

  return g_file_new_for_path (full_path);
}

static void
replace_response_cb (AdwMessageDialog *dialog,
                     const char       *response,
                     gpointer          user_data)
{
  g_autoptr (GTask) task = user_data;
  GFile *file = g_object_get_data (G_OBJECT (dialog), "file");

  if (g_str_equal (response, "replace"))
    return_file (task, g_object_ref (file));
  else
    dismiss (task);
}

static void
ask_to_replace (GTask *task,
                GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  GtkWidget *dialog = adw_message_dialog_new (g_task_get_source_object (task),
                                              _("Replace File?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _("“%s” already exists. Replacing it overwrites its contents."),
                                  name);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "replace", _("_Replace"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "replace",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "file", g_object_ref (file), g_object_unref);
  g_signal_connect (dialog, "response", G_CALLBACK (replace_response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The chooser itself asks about the name as typed, so only a name that grew is asked about here. */
static void
save_response_cb (GtkNativeDialog *dialog,
                  int              response,
                  gpointer         user_data)
{
  GTask *task = user_data;
  g_autoptr (GFile) chosen = NULL;
  g_autoptr (GFile) file = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    {
      dismiss (task);
      g_object_unref (task);
      return;
    }

  chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  file = with_suffix (g_task_get_task_data (task), chosen);
  if (!g_file_equal (chosen, file) && g_file_query_exists (file, NULL))
    {
      ask_to_replace (task, file);
      return;
    }

  return_file (task, g_steal_pointer (&file));
  g_object_unref (task);
}

void
inkling_file_dialog_open_async (GtkWindow             *parent,
                                const char            *title,
                                const char            *folder,
                                const InklingFileKind *kinds,
                                gsize                  n_kinds,
                                GAsyncReadyCallback    callback,
                                gpointer               user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent,
                                                              GTK_FILE_CHOOSER_ACTION_OPEN,
                                                              _("_Open"), _("_Cancel"));
  g_autoptr (GFile) file = folder == NULL ? NULL : g_file_new_for_path (folder);

  g_task_set_source_tag (task, inkling_file_dialog_open_async);
  if (file != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), file, NULL);
  ask (task, dialog, kinds, n_kinds, G_CALLBACK (open_response_cb));
}

void
inkling_file_dialog_save_async (GtkWindow             *parent,
                                const char            *title,
                                const char            *suggested_name,
                                const InklingFileKind *kinds,
                                gsize                  n_kinds,
                                GAsyncReadyCallback    callback,
                                gpointer               user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent,
                                                              GTK_FILE_CHOOSER_ACTION_SAVE,
                                                              _("_Save"), _("_Cancel"));

  g_task_set_source_tag (task, inkling_file_dialog_save_async);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), suggested_name);
  ask (task, dialog, kinds, n_kinds, G_CALLBACK (save_response_cb));
}

void
inkling_file_dialog_choose_folder_async (GtkWindow           *parent,
                                         const char          *title,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent,
                                                              GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                                              _("_Choose"), _("_Cancel"));

  g_task_set_source_tag (task, inkling_file_dialog_choose_folder_async);
  ask (task, dialog, NULL, 0, G_CALLBACK (open_response_cb));
}

GFile *
inkling_file_dialog_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
