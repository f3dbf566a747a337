/* inkling-folder-dialog.c: a run that has no folder to keep its models in, and where it can have
 * one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-folder-dialog.h"

#include <glib/gi18n.h>

#include "inkling-file-dialog.h"
#include "inkling-settings.h"

#define APART  "apart"
#define CHOOSE "choose"

/* The state may be another by now: the main window is in reach of shortcuts. */
static void
retry (InklingSession *session,
       gboolean        apart)
{
  if (inkling_session_get_state (session) == INKLING_SESSION_IDLE)
    inkling_session_retry (session, apart);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (InklingSession) session = user_data;
  g_autoptr (GFile) folder = inkling_file_dialog_finish (result, NULL);

  if (folder == NULL)
    return;

  inkling_settings_set_models_folder (g_file_peek_path (folder));
  inkling_session_set_home (session, g_file_peek_path (folder));
  retry (session, FALSE);
}

static void
response_cb (InklingSession   *session,
             const char       *response,
             AdwMessageDialog *dialog)
{
  if (g_str_equal (response, APART))
    retry (session, TRUE);
  else if (g_str_equal (response, CHOOSE))
    inkling_file_dialog_choose_folder_async (gtk_window_get_transient_for (GTK_WINDOW (dialog)),
                                             _("Choose a Folder for the Models"), chosen_cb,
                                             g_object_ref (session));
}

void
inkling_folder_dialog_show (GtkWindow      *parent,
                            InklingSession *session,
                            gboolean        in_use,
                            const char     *reason)
{
  /* Translators: %s is a sentence; it gets its full stop */
  g_autofree char *sentence = g_strdup_printf (_("%s."), reason);
  GtkWidget *dialog =
    adw_message_dialog_new (parent,
                            in_use ? _("Another Program Is Training Here")
                                   : _("No Models Can Be Saved Here"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), "%s\n\n%s", sentence,
                                  in_use ? _("This run can have a folder of its own inside. It is "
                                             "listed with the models, like an earlier run.")
                                         : _("Nothing has been trained yet. Choose another folder: "
                                             "models are kept there from then on."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    in_use ? APART : CHOOSE,
                                    in_use ? _("_Train in Its Own Folder")
                                           : _("Choose a _Folder…"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog),
                                              in_use ? APART : CHOOSE, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), in_use ? APART : CHOOSE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), session,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
