/* inkling-window-reset.c: the window asks before everything is reset, and offers the way back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-window-private.h"

#include <glib/gi18n.h>

#include "inkling-messages.h"
#include "inkling-reset.h"
#include "inkling-settings.h"

/* What the folder holds now is looked at anew. */
static void
begin_anew (InklingWindow *self)
{
  if (self->panes == NULL) /* closed meanwhile */
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->panes), TRUE);
  inkling_training_panel_restore (self->training_panel);
}

static void
reset_done_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (InklingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = inkling_reset_finish (result, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  begin_anew (self);
  if (copy == NULL)
    {
      inkling_message_dialog_show (GTK_WINDOW (self), _("Nothing Was Reset"), error->message);
      return;
    }

  name = g_filename_display_name (copy);
  /* Translators: %s is a folder */
  text = g_strdup_printf (_("Everything is reset. What was is kept in %s"), name);
  inkling_messages_show_toast_and_action (self->toast_overlay, text, _("_Undo"),
                                          "win.undo-reset", copy);
}

static void
undo_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (InklingWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (inkling_reset_undo_finish (result, &error))
    inkling_messages_show_toast (self->toast_overlay, _("Everything is as it was"));
  else
    inkling_message_dialog_show (GTK_WINDOW (self), _("The Reset Could Not Be Undone"),
                                 error->message);
  begin_anew (self);
}

void
inkling_window_reset_continue (InklingWindow *self)
{
  g_autofree char *folder = inkling_settings_get_models_folder ();
  g_autofree char *copy = g_steal_pointer (&self->copy_to_restore);

  g_assert (self->reset_due);
  g_assert (!inkling_training_panel_get_busy (self->training_panel));

  self->reset_due = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->panes), FALSE);
  if (copy == NULL)
    inkling_reset_async (folder, reset_done_cb, g_object_ref (self));
  else
    inkling_reset_undo_async (copy, folder, undo_done_cb, g_object_ref (self));
}

/* A run that goes on is paused and saved first. */
static void
begin (InklingWindow *self,
       const char    *copy_to_restore)
{
  g_free (self->copy_to_restore);
  self->copy_to_restore = g_strdup (copy_to_restore);
  self->reset_due = TRUE;
  if (inkling_training_panel_get_busy (self->training_panel))
    inkling_training_panel_pause (self->training_panel);
  else
    inkling_window_reset_continue (self);
}

static void
response_cb (InklingWindow *self,
             const char    *response)
{
  if (g_str_equal (response, "reset"))
    begin (self, NULL);
}

static void
reset_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (widget), _("Reset Everything?"),
                            _("Settings go back to how they came, and the networks you trained are "
                              "put aside. Nothing is deleted: you will see where the copy is, and "
                              "can undo it."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "reset", _("_Reset"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "reset",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
undo_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  begin (INKLING_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

void
inkling_window_reset_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.reset", NULL, reset_cb);
  gtk_widget_class_install_action (widget_class, "win.undo-reset", "s", undo_cb);
}
