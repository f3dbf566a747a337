/* inkling-window.c: the one window: training on the left, drawing on the right
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-window.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "inkling-actions.h"
#include "inkling-drawing-panel.h"
#include "inkling-messages.h"
#include "inkling-model-dialogs.h"
#include "inkling-model-folder.h"
#include "inkling-preferences.h"
#include "inkling-settings.h"
#include "inkling-split-view.h"
#include "inkling-training-panel.h"

struct _InklingWindow
{
  AdwApplicationWindow  parent_instance;

  GFile                *next_file;     /* owned; to be opened when the run is paused */
  GCancellable         *opening;       /* owned; only while a file is being read */
  gboolean              closing;       /* to be closed when the run is paused */

  /* Template children */
  AdwToastOverlay      *toast_overlay;
  AdwWindowTitle       *title;
  GtkMenuButton        *menu_button;
  InklingSplitView     *split_view;
  InklingTrainingPanel *training_panel;
  InklingDrawingPanel  *drawing_panel;
};

G_DEFINE_FINAL_TYPE (InklingWindow, inkling_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_actions (InklingWindow *self)
{
  gboolean busy = inkling_training_panel_get_busy (self->training_panel);
  gboolean has_run = inkling_training_panel_has_run (self->training_panel);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save-model", !busy && has_run);
}

static char *
describe_model (InklingWindow *self)
{
  const InklingModel *model = inkling_training_panel_get_model (self->training_panel);
  const InklingEvaluationReport *last;

  if (inkling_training_panel_get_busy (self->training_panel))
    return g_strdup (_("Training…"));
  if (model == NULL)
    return g_strdup ("");
  if (!inkling_training_panel_has_run (self->training_panel))
    return g_strdup (_("Ready-made network"));

  last = inkling_history_last_evaluation (model->history);
  if (last == NULL)
    return g_strdup_printf (_("Step %'" PRIu64), model->step);

  /* Translators: the model in use: its step and how many of the test digits it reads */
  return g_strdup_printf (_("Step %'" PRIu64 " · %.1f %%"),
                          model->step, 100.0 * last->test_accuracy);
}

static void
update_state (InklingWindow *self)
{
  g_autofree char *subtitle = describe_model (self);

  adw_window_title_set_subtitle (self->title, subtitle);
  update_actions (self);
}

static void
model_changed_cb (InklingWindow *self)
{
  inkling_drawing_panel_set_model (self->drawing_panel,
                                   inkling_training_panel_get_model (self->training_panel));
  update_state (self);
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
      inkling_message_dialog_show (GTK_WINDOW (self), _("This Model Cannot Be Opened"), error->message);
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
  name = g_path_get_basename (model->path);
  text = g_strdup_printf (_("“%s” opened"), name);
  inkling_messages_show_toast (self->toast_overlay, text);
}

static void
load_next_file (InklingWindow *self)
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

/* What waited for the run to be paused. */
static void
busy_changed_cb (InklingWindow *self)
{
  update_state (self);

  if (inkling_training_panel_get_busy (self->training_panel))
    return;

  if (self->closing)
    gtk_window_destroy (GTK_WINDOW (self));
  else if (self->next_file != NULL)
    load_next_file (self);
}

static void
message_cb (InklingWindow *self,
            const char    *text,
            const char    *details)
{
  if (details == NULL)
    inkling_messages_show_toast (self->toast_overlay, text);
  else
    inkling_messages_show_toast_and_details (self->toast_overlay, text, details);
}

/* A failure keeps the window open: it has to be read. */
static void
failed_cb (InklingWindow *self,
           const char    *heading,
           const char    *reason)
{
  self->closing = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->split_view), TRUE);
  inkling_message_dialog_show (GTK_WINDOW (self), heading, reason);
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

static void
open_model_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  inkling_model_dialog_open_async (GTK_WINDOW (widget), open_chosen_cb, NULL);
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

static void
save_model_cb (GtkWidget  *widget,
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

static void
preferences_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  gtk_window_present (GTK_WINDOW (inkling_preferences_new (GTK_WINDOW (widget))));
}

static gboolean
inkling_window_close_request (GtkWindow *window)
{
  InklingWindow *self = INKLING_WINDOW (window);

  if (!inkling_training_panel_get_busy (self->training_panel))
    return GTK_WINDOW_CLASS (inkling_window_parent_class)->close_request (window);

  self->closing = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->split_view), FALSE);
  inkling_training_panel_pause (self->training_panel);

  return GDK_EVENT_STOP;
}

static void
inkling_window_dispose (GObject *object)
{
  InklingWindow *self = INKLING_WINDOW (object);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_object (&self->next_file);

  G_OBJECT_CLASS (inkling_window_parent_class)->dispose (object);
}

static void
inkling_window_class_init (InklingWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->dispose = inkling_window_dispose;
  window_class->close_request = inkling_window_close_request;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-window.ui");

  gtk_widget_class_bind_template_child (widget_class, InklingWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, InklingWindow, title);
  gtk_widget_class_bind_template_child (widget_class, InklingWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, InklingWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, InklingWindow, training_panel);
  gtk_widget_class_bind_template_child (widget_class, InklingWindow, drawing_panel);

  gtk_widget_class_bind_template_callback (widget_class, busy_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, message_cb);
  gtk_widget_class_bind_template_callback (widget_class, model_changed_cb);

  gtk_widget_class_install_action (widget_class, "win.open-model", NULL, open_model_cb);
  gtk_widget_class_install_action (widget_class, "win.save-model", NULL, save_model_cb);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_cb);

  g_type_ensure (INKLING_TYPE_DRAWING_PANEL);
  g_type_ensure (INKLING_TYPE_SPLIT_VIEW);
  g_type_ensure (INKLING_TYPE_TRAINING_PANEL);
}

static void
fill_menu (InklingWindow *self)
{
  g_autoptr (GMenuModel) menu = inkling_actions_make_menu ();
  GtkWidget *shortcuts = inkling_actions_make_shortcuts_window ();

  gtk_menu_button_set_menu_model (self->menu_button, menu);
  gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (self),
                                           GTK_SHORTCUTS_WINDOW (shortcuts));
}

static void
inkling_window_init (InklingWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_menu (self);

  inkling_settings_bind (INKLING_SETTINGS_WINDOW_WIDTH, self, "default-width",
                         G_SETTINGS_BIND_DEFAULT);
  inkling_settings_bind (INKLING_SETTINGS_WINDOW_HEIGHT, self, "default-height",
                         G_SETTINGS_BIND_DEFAULT);
  inkling_settings_bind (INKLING_SETTINGS_WINDOW_MAXIMIZED, self, "maximized",
                         G_SETTINGS_BIND_DEFAULT);
  inkling_settings_bind (INKLING_SETTINGS_PANE_FRACTION, self->split_view, "fraction",
                         G_SETTINGS_BIND_DEFAULT);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.preferences",
                                 inkling_settings_get_default () != NULL);
  update_actions (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->training_panel));
}

GtkWidget *
inkling_window_new (AdwApplication *application)
{
  return g_object_new (INKLING_TYPE_WINDOW,
                       "application", application,
                       NULL);
}

void
inkling_window_restore (InklingWindow *self)
{
  g_return_if_fail (INKLING_IS_WINDOW (self));

  inkling_training_panel_restore (self->training_panel);
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
    load_next_file (self);
}
