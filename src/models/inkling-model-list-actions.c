/* inkling-model-list-actions.c: what the menu of a model's row does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-list-private.h"

#include <glib/gi18n.h>

#include "inkling-messages.h"
#include "inkling-model-dialogs.h"
#include "inkling-shelf.h"
#include "inkling-toasts.h"

#define UNDO_SECONDS 8

/* The path that is an action's target. */
static char *
get_path (GVariant *parameter)
{
  return g_filename_from_uri (g_variant_get_string (parameter, NULL), NULL, NULL);
}

/* NULL after a message. */
static char *
finish (InklingModelList *self,
        GAsyncResult     *result,
        const char       *heading)
{
  g_autoptr (GError) error = NULL;
  char *path = inkling_shelf_run_finish (result, &error);

  if (path == NULL)
    inkling_message_dialog_show (GTK_WINDOW (self), heading, error->message);
  if (self->folder != NULL) /* unless the window was closed meanwhile */
    inkling_model_list_refresh (self);

  return path;
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (InklingModelList) self = user_data;
  g_autofree char *path = finish (self, result, _("This Cannot Be Done"));

  if (path == NULL)
    return;
  g_free (self->path_to_focus);
  self->path_to_focus = g_steal_pointer (&path);
}

static void
change (InklingModelList      *self,
        InklingShelfFunc  func,
        const char            *path,
        const char            *argument)
{
  inkling_shelf_run_async (func, path, argument, changed_cb, g_object_ref (self));
}

static void
open_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  g_signal_emit_by_name (widget, "open", file);
  gtk_window_close (GTK_WINDOW (widget));
}

static void
duplicate_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  g_autofree char *path = get_path (parameter);

  change (INKLING_MODEL_LIST (widget), inkling_shelf_duplicate, path, NULL);
}

static void
keep_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  g_autofree char *path = get_path (parameter);

  change (INKLING_MODEL_LIST (widget),
          inkling_shelf_is_kept (path) ? inkling_shelf_unkeep
                                             : inkling_shelf_keep,
          path, NULL);
}

static void
rename_answered_cb (InklingModelList *self,
                    const char       *response,
                    GtkWidget        *dialog)
{
  const char *path = g_object_get_data (G_OBJECT (dialog), "path");
  GtkWidget *entry = adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog));

  if (g_str_equal (response, "rename"))
    change (self, inkling_shelf_rename, path, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static GtkWidget *
make_name_entry (const char *path)
{
  g_autofree char *title = inkling_shelf_get_title (path);
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), title);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("New name"), -1);

  return entry;
}

static void
rename_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (widget), _("Rename Model"), NULL);
  char *path = get_path (parameter);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_name_entry (path));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "rename", _("_Rename"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "rename",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "rename");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "path", path, g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (rename_answered_cb), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InklingModelList) self = user_data;
  g_autofree char *path = finish (self, result, _("The Model Cannot Be Exported"));

  if (path != NULL && self->folder != NULL)
    inkling_messages_show_toast (self->toast_overlay, _("Model exported"));
  g_application_release (g_application_get_default ());
}

static void
export_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autofree char *path = user_data;
  g_autoptr (GFile) file = inkling_file_dialog_finish (result, NULL);

  if (file == NULL)
    return;

  /* The program does not end before the file is whole. */
  g_application_hold (g_application_get_default ());
  inkling_shelf_run_async (inkling_shelf_export, path, g_file_peek_path (file),
                           exported_cb, g_object_ref (source));
}

static void
export_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  char *path = get_path (parameter);
  g_autofree char *title = inkling_shelf_get_title (path);

  inkling_model_dialog_export_async (GTK_WINDOW (widget), title, export_chosen_cb, path);
}

/* Without a file manager that shows single files, its folder is opened. */
static void
revealed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GFile) file = user_data;
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = g_file_get_uri (folder);
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                               NULL);

  if (answer == NULL)
    gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
}

static void
reveal_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  const char *uris[] = { g_variant_get_string (parameter, NULL), NULL };
  GDBusConnection *bus = g_application_get_dbus_connection (g_application_get_default ());
  g_autoptr (GFile) file = g_file_new_for_uri (uris[0]);

  if (bus != NULL)
    g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                            "org.freedesktop.FileManager1", "ShowItems",
                            g_variant_new ("(^ass)", uris, ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                            NULL, revealed_cb, g_steal_pointer (&file));
}

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = inkling_shelf_run_finish (result, &error);

  /* The file is still there, and comes back with the next list. */
  if (path == NULL)
    g_debug ("%s", error->message);
  g_application_release (g_application_get_default ());
}

static void
discard (const char *path)
{
  g_application_hold (g_application_get_default ());
  inkling_shelf_run_async (inkling_shelf_discard, path, NULL, discarded_cb, NULL);
}

void
inkling_model_list_discard_hidden (InklingModelList *self)
{
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init (&iter, self->hidden);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    {
      discard (path);
      g_hash_table_iter_remove (&iter);
    }
}

/* After an undo there is nothing left to be discarded. */
static void
toast_gone_cb (AdwToast         *toast,
               InklingModelList *self)
{
  const char *path = g_object_get_data (G_OBJECT (toast), "path");

  if (self->hidden != NULL && g_hash_table_remove (self->hidden, path))
    discard (path);
}

static void
undo_cb (AdwToast         *toast,
         InklingModelList *self)
{
  const char *path = g_object_get_data (G_OBJECT (toast), "path");

  if (g_hash_table_remove (self->hidden, path))
    change (self, inkling_shelf_bring_back, path, NULL);
}

static void
offer_undo (InklingModelList *self,
            const char       *path)
{
  g_autofree char *title = inkling_shelf_get_title (path);
  g_autofree char *text = g_strdup_printf (_("“%s” deleted"), title);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  g_object_set_data_full (G_OBJECT (toast), "path", g_strdup (path), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, 0);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_gone_cb), self, 0);
  inkling_toasts_add (self->toast_overlay, toast, INKLING_TOAST_OFFER);
}

static void
hidden_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (InklingModelList) self = user_data;
  g_autofree char *path = finish (self, result, _("The Model Cannot Be Deleted"));

  if (path == NULL)
    return;
  if (self->hidden == NULL)
    {
      discard (path);
      return;
    }
  offer_undo (self, path);
  g_hash_table_add (self->hidden, g_steal_pointer (&path));
}

static void
delete_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  g_autofree char *path = get_path (parameter);

  inkling_shelf_run_async (inkling_shelf_hide, path, NULL, hidden_cb,
                           g_object_ref (widget));
}

static const struct
{
  const char                  *name;
  GtkWidgetActionActivateFunc  activate;
} actions[] = {
  { "models.open", open_cb },
  { "models.rename", rename_cb },
  { "models.duplicate", duplicate_cb },
  { "models.export", export_cb },
  { "models.reveal", reveal_cb },
  { "models.keep", keep_cb },
  { "models.delete", delete_cb },
};

void
inkling_model_list_install_actions (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, "s", actions[i].activate);
}
