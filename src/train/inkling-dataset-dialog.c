/* inkling-dataset-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-dataset-dialog.h"

#include <glib/gi18n.h>

#include "inkling-file-dialog.h"

#define LOCATE_FILE   "file"
#define LOCATE_FOLDER "folder"

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GFile) file = inkling_file_dialog_finish (result, NULL);

  g_task_return_pointer (task, file == NULL ? NULL : g_file_get_path (file), g_free);
}

static void
response_cb (GTask      *task,
             const char *response)
{
  GtkWindow *parent = g_task_get_source_object (task);
  const char *title = _("Locate the Data Set");

  if (g_str_equal (response, LOCATE_FOLDER))
    inkling_file_dialog_choose_folder_async (parent, title, chosen_cb, task);
  else if (g_str_equal (response, LOCATE_FILE))
    inkling_file_dialog_open_async (parent, title, NULL, NULL, 0, chosen_cb, task);
  else
    {
      g_task_return_pointer (task, NULL, NULL);
      g_object_unref (task);
    }
}

static char *
describe (const InklingModel *model)
{
  g_autofree char *place = NULL;

  if (model->dataset_place == NULL)
    /* Translators: %s is the name of a folder */
    return g_strdup_printf (_("The run learnt from the data set “%s”, and its file does not say "
                              "where that is. Locate it to go on with the run."),
                            model->dataset_name);

  place = g_filename_display_name (model->dataset_place);

  /* Translators: the %s are the name of a data set, and a folder or file */
  return g_strdup_printf (_("The run learnt from the data set “%s”, which is gone from %s. Locate "
                            "it to go on with the run."), model->dataset_name, place);
}

void
inkling_dataset_dialog_locate_async (GtkWindow           *parent,
                                     const InklingModel  *model,
                                     gpointer             purpose,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  g_autofree char *body = describe (model);
  GtkWidget *dialog = adw_message_dialog_new (parent, _("Training Could Not Start"), body);

  g_task_set_source_tag (task, inkling_dataset_dialog_locate_async);
  g_task_set_task_data (task, purpose, NULL);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "close", _("_Close"),
                                    LOCATE_FILE, _("Locate _File…"),
                                    LOCATE_FOLDER, _("_Locate Folder…"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), LOCATE_FOLDER,
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), LOCATE_FOLDER);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

char *
inkling_dataset_dialog_locate_finish (GAsyncResult *result,
                                      gpointer     *purpose)
{
  *purpose = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
