/* inkling-window-files.c: the window opens and saves models, and takes what is dropped on it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-window-private.h"

#include <glib/gi18n.h>

#include "inkling-messages.h"
#include "inkling-model-dialogs.h"
#include "inkling-model-folder.h"
#include "inkling-model-list.h"

/* In file dialogs, and wherever else a desktop shows what was used of late. */
static void
remember (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);

  gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
}

static void
model_opened_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (InklingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (InklingModel) model = inkling_model_load_finish (result, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->opening);
  if (model == NULL)
    {
      inkling_message_dialog_show (GTK_WINDOW (self), _("This Model Cannot Be Opened"),
                                   error->message);
      return;
    }

  /* A run was begun meanwhile: the file waits until that is saved. */
  if (inkling_training_panel_get_busy (self->training_panel))
    {
      g_autoptr (GFile) file = g_file_new_for_path (model->path);

      inkling_window_open_file (self, file);
      return;
    }

  inkling_training_panel_open_model (self->training_panel, model);
  remember (model->path);
  name = g_path_get_basename (model->path);
  text = g_strdup_printf (_("“%s” opened"), name);
  inkling_messages_show_toast (self->toast_overlay, text);
}

void
inkling_window_load_next_file (InklingWindow *self)
{
  g_autofree char *path = g_file_get_path (self->next_file);
  g_autofree char *uri = g_file_get_uri (self->next_file);

  g_clear_object (&self->next_file);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);

  if (path == NULL)
    {
      inkling_message_dialog_show (GTK_WINDOW (self), _("This Model Cannot Be Opened"), uri);
      return;
    }

  self->opening = g_cancellable_new ();
  inkling_model_load_async (path, self->opening, model_opened_cb, g_object_ref (self));
}

static void
open_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GFile) file = inkling_model_dialog_open_finish (result, NULL);

  if (file != NULL)
    inkling_window_open_file (INKLING_WINDOW (source), file);
}

void
inkling_window_open_model_cb (GtkWidget  *widget,
                              const char *action_name,
                              GVariant   *parameter)
{
  inkling_model_dialog_open_async (GTK_WINDOW (widget), open_chosen_cb, NULL);
}

void
inkling_window_models_cb (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  g_autofree char *folder = inkling_model_folder_get_default ();
  GtkWidget *list = inkling_model_list_new (GTK_WINDOW (widget), folder);

  g_signal_connect_object (list, "open", G_CALLBACK (inkling_window_open_file), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (list));
}

void
inkling_window_take_file (InklingWindow *self,
                          GFile         *file)
{
  g_autofree char *name = g_file_get_basename (file);

  if (name != NULL && g_str_has_suffix (name, INKLING_MODEL_SUFFIX))
    inkling_window_open_file (self, file);
  else
    inkling_window_import_file (self, file);
}

static gboolean
dropped_cb (InklingWindow *self,
            const GValue  *value)
{
  GSList *files;

  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      inkling_window_import_texture (self, g_value_get_object (value));
      return TRUE;
    }

  files = g_value_get_boxed (value);
  if (files == NULL)
    return FALSE;

  inkling_window_take_file (self, g_slist_last (files)->data);

  return TRUE;
}

void
inkling_window_accept_files (InklingWindow *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE }; /* the first that there is */
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
model_saved_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (InklingWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (inkling_model_save_finish (result, &error))
    inkling_messages_show_toast (self->toast_overlay, _("Model saved"));
  else
    inkling_message_dialog_show (GTK_WINDOW (self), _("The Model Cannot Be Saved"), error->message);

  g_application_release (g_application_get_default ());
}

static void
save_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  InklingWindow *self = INKLING_WINDOW (source);
  g_autoptr (InklingModel) model = user_data;
  g_autoptr (GFile) file = inkling_model_dialog_save_finish (result, NULL);

  if (file == NULL)
    return;

  /* The program does not end before the file is whole. */
  g_application_hold (g_application_get_default ());
  inkling_model_save_async (model, g_file_peek_path (file), NULL,
                            model_saved_cb, g_object_ref (self));
}

void
inkling_window_save_model_cb (GtkWidget  *widget,
                              const char *action_name,
                              GVariant   *parameter)
{
  InklingWindow *self = INKLING_WINDOW (widget);
  InklingModel *model = inkling_training_panel_get_model (self->training_panel);
  g_autofree char *name = g_strdup_printf ("mnist_model-%" G_GUINT64_FORMAT INKLING_MODEL_SUFFIX,
                                           model->step);

  inkling_model_dialog_save_async (GTK_WINDOW (self), name, save_chosen_cb,
                                   inkling_model_ref (model));
}

void
inkling_window_open_file (InklingWindow *self,
                          GFile         *file)
{
  g_return_if_fail (INKLING_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  g_set_object (&self->next_file, file);
  if (inkling_training_panel_get_busy (self->training_panel))
    inkling_training_panel_pause (self->training_panel);
  else
    inkling_window_load_next_file (self);
}
