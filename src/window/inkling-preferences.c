/* inkling-preferences.c: the preferences window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-preferences.h"

#include <glib/gi18n.h>

#include "inkling-file-dialog.h"
#include "inkling-number-field.h"
#include "inkling-settings.h"

struct _InklingPreferences
{
  AdwPreferencesWindow  parent_instance;

  char                 *folder; /* owned */

  /* Template children */
  GtkSpinButton        *threads_spin;
  GtkSwitch            *awake_switch;
  GtkSpinButton        *keep_spin;
  AdwActionRow         *folder_row;
};

G_DEFINE_FINAL_TYPE (InklingPreferences, inkling_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
folder_made_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (InklingPreferences) self = user_data;
  g_autofree char *uri = g_file_get_uri (G_FILE (source));

  /* That the folder is there already is hoped for; another failure shows in the file manager. */
  g_file_make_directory_finish (G_FILE (source), result, NULL);
  gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

static void
open_folder_cb (InklingPreferences *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);

  g_file_make_directory_async (folder, G_PRIORITY_DEFAULT, NULL,
                               folder_made_cb, g_object_ref (self));
}

static void
show_folder (InklingPreferences *self)
{
  g_autofree char *name = NULL;

  g_free (self->folder);
  self->folder = inkling_settings_get_models_folder ();
  name = g_filename_display_name (self->folder);
  adw_action_row_set_subtitle (self->folder_row, name);
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GFile) folder = inkling_file_dialog_finish (result, NULL);

  if (folder != NULL)
    inkling_settings_set_models_folder (g_file_peek_path (folder));
}

static void
choose_folder_cb (InklingPreferences *self)
{
  inkling_file_dialog_choose_folder_async (GTK_WINDOW (self), _("Choose a Folder for the Models"),
                                           folder_chosen_cb, NULL);
}

static void
inkling_preferences_finalize (GObject *object)
{
  g_free (INKLING_PREFERENCES (object)->folder);

  G_OBJECT_CLASS (inkling_preferences_parent_class)->finalize (object);
}

static void
inkling_preferences_class_init (InklingPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = inkling_preferences_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-preferences.ui");

  gtk_widget_class_bind_template_child (widget_class, InklingPreferences, threads_spin);
  gtk_widget_class_bind_template_child (widget_class, InklingPreferences, awake_switch);
  gtk_widget_class_bind_template_child (widget_class, InklingPreferences, keep_spin);
  gtk_widget_class_bind_template_child (widget_class, InklingPreferences, folder_row);

  gtk_widget_class_bind_template_callback (widget_class, choose_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_folder_cb);
}

static void
inkling_preferences_init (InklingPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  /* Translators: as many threads as the machine has processors */
  inkling_number_field_attach (self->threads_spin, _("Automatic"));
  inkling_number_field_attach (self->keep_spin, NULL);
  inkling_settings_bind (INKLING_SETTINGS_THREADS,
                         gtk_spin_button_get_adjustment (self->threads_spin), "value",
                         G_SETTINGS_BIND_DEFAULT);
  inkling_settings_bind (INKLING_SETTINGS_KEEP_AWAKE, self->awake_switch, "active",
                         G_SETTINGS_BIND_DEFAULT);
  inkling_settings_bind (INKLING_SETTINGS_CHECKPOINTS_KEPT,
                         gtk_spin_button_get_adjustment (self->keep_spin), "value",
                         G_SETTINGS_BIND_DEFAULT);

  g_signal_connect_object (inkling_settings_get_default (),
                           "changed::" INKLING_SETTINGS_MODELS_FOLDER, G_CALLBACK (show_folder),
                           self, G_CONNECT_SWAPPED);
  show_folder (self);
}

GtkWidget *
inkling_preferences_new (GtkWindow *parent)
{
  return g_object_new (INKLING_TYPE_PREFERENCES,
                       "transient-for", parent,
                       NULL);
}
