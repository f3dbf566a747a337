/* inkling-window.c: the one window: training on the left, drawing on the right
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-window-private.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "inkling-actions.h"
#include "inkling-dataset-browser.h"
#include "inkling-dataset-chooser.h"
#include "inkling-dataset-list.h"
#include "inkling-distortion-preview.h"
#include "inkling-messages.h"
#include "inkling-plot-words.h"
#include "inkling-preferences.h"
#include "inkling-settings.h"
#include "inkling-welcome.h"

#define FRAMES_UNTIL_SMALL 2

G_DEFINE_FINAL_TYPE (InklingWindow, inkling_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_PRESENTATION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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
                          model->step,
                          inkling_plot_round_percent (100.0 * last->test_accuracy, 1));
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

/* What waited for the run to be paused. */
static void
busy_changed_cb (InklingWindow *self)
{
  g_assert (INKLING_IS_WINDOW (self));

  update_state (self);

  if (inkling_training_panel_get_busy (self->training_panel) || self->leaving)
    return;

  if (self->closing)
    gtk_window_destroy (GTK_WINDOW (self));
  else if (self->reset_due)
    inkling_window_reset_continue (self);
  else if (self->next_file != NULL)
    inkling_window_files_load_next (self);
}

static void
message_cb (InklingWindow *self,
            const char    *text,
            const char    *details)
{
  g_assert (INKLING_IS_WINDOW (self));
  g_assert (text != NULL);

  if (details == NULL)
    inkling_messages_show_toast (self->toast_overlay, text);
  else
    inkling_messages_show_toast_and_details (self->toast_overlay, text, details);
}

/* A failure keeps the window open, and what would have been put aside: it has to be read. */
static void
failed_cb (InklingWindow *self,
           const char    *heading,
           const char    *reason)
{
  g_assert (INKLING_IS_WINDOW (self));
  g_assert (heading != NULL);

  if (self->leaving)
    {
      g_printerr ("inkling: %s: %s\n", heading, reason);
      return;
    }

  self->closing = FALSE;
  self->reset_due = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->panes), TRUE);
  inkling_message_dialog_show (GTK_WINDOW (self), heading, reason);
}

static void
preferences_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  gtk_window_present (GTK_WINDOW (inkling_preferences_new (GTK_WINDOW (widget))));
}

/* One frame lays out the small type, another one the half of the window that comes back: until then
 * the window asks for the width that large type needs, and would keep it. */
static gboolean
leave_fullscreen_cb (GtkWidget     *widget,
                     GdkFrameClock *frame_clock,
                     gpointer       user_data)
{
  InklingWindow *self = INKLING_WINDOW (widget);

  if (self->presenting)
    return G_SOURCE_REMOVE;

  if (!inkling_panes_is_settled (self->panes))
    self->frames_until_small = FRAMES_UNTIL_SMALL;
  if (self->frames_until_small-- > 0)
    return G_SOURCE_CONTINUE;

  gtk_window_unfullscreen (GTK_WINDOW (self));

  return G_SOURCE_REMOVE;
}

static void
set_presenting (InklingWindow *self,
                gboolean       presenting)
{
  if (self->presenting == presenting)
    return;

  self->presenting = presenting;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.leave-presentation", presenting);
  inkling_training_panel_set_presenting (self->training_panel, presenting);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRESENTATION]);
  if (presenting)
    {
      gtk_window_fullscreen (GTK_WINDOW (self));
      return;
    }

  self->frames_until_small = FRAMES_UNTIL_SMALL;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), leave_fullscreen_cb, NULL, NULL);
}

/* The window manager has a way out of its own. */
static void
fullscreened_cb (InklingWindow *self)
{
  if (!gtk_window_is_fullscreen (GTK_WINDOW (self)))
    set_presenting (self, FALSE);
}

static void
leave_presentation_cb (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  set_presenting (INKLING_WINDOW (widget), FALSE);
}

static void
datasets_cb (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  gtk_window_present (GTK_WINDOW (inkling_dataset_chooser_new (GTK_WINDOW (widget))));
}

static void
browse (InklingWindow *self,
        const char    *which)
{
  InklingModel *model = inkling_training_panel_get_model (self->training_panel);

  gtk_window_present (GTK_WINDOW (inkling_dataset_browser_new (GTK_WINDOW (self), which, model)));
}

static void
browse_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  browse (INKLING_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* Those of the data set that is chosen. */
static void
pictures_cb (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  InklingDatasetEntry *chosen;

  chosen = inkling_dataset_list_get_chosen (inkling_dataset_list_get_default ());
  browse (INKLING_WINDOW (widget), inkling_dataset_entry_get_which (chosen));
}

static void
distortions_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  InklingWindow *self = INKLING_WINDOW (widget);
  GtkWidget *preview = inkling_distortion_preview_new (GTK_WINDOW (self));

  inkling_distortion_preview_set_recipe (INKLING_DISTORTION_PREVIEW (preview),
                                         inkling_training_panel_get_recipe (self->training_panel),
                                         inkling_training_panel_get_seed (self->training_panel));
  gtk_window_present (GTK_WINDOW (preview));
}

static void
show_training_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  inkling_panes_show_training (INKLING_WINDOW (widget)->panes);
}

static void
show_drawing_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  inkling_panes_show_drawing (INKLING_WINDOW (widget)->panes);
}

static void
welcome_draw_cb (InklingWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-drawing", NULL);
}

static void
welcome_train_cb (InklingWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-training", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->training_panel), "training.start", NULL);
}

static void
welcome_cb (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  GtkWidget *welcome = inkling_welcome_new (GTK_WINDOW (widget));

  g_signal_connect_object (welcome, "draw", G_CALLBACK (welcome_draw_cb), widget,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (welcome, "train", G_CALLBACK (welcome_train_cb), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (welcome));
}

static gboolean
inkling_window_close_request (GtkWindow *window)
{
  InklingWindow *self = INKLING_WINDOW (window);

  if (!inkling_training_panel_get_busy (self->training_panel))
    return GTK_WINDOW_CLASS (inkling_window_parent_class)->close_request (window);

  self->closing = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->panes), FALSE);
  inkling_training_panel_pause (self->training_panel);

  return GDK_EVENT_STOP;
}

/* Not earlier: construction ends with a window that is not maximised. */
static void
inkling_window_constructed (GObject *object)
{
  G_OBJECT_CLASS (inkling_window_parent_class)->constructed (object);

  inkling_settings_bind (INKLING_SETTINGS_WINDOW_WIDTH, object, "default-width",
                         G_SETTINGS_BIND_DEFAULT);
  inkling_settings_bind (INKLING_SETTINGS_WINDOW_HEIGHT, object, "default-height",
                         G_SETTINGS_BIND_DEFAULT);
  inkling_settings_bind (INKLING_SETTINGS_WINDOW_MAXIMIZED, object, "maximized",
                         G_SETTINGS_BIND_DEFAULT);
}

static void
inkling_window_dispose (GObject *object)
{
  InklingWindow *self = INKLING_WINDOW (object);

  inkling_window_drawing_cancel (self);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_object (&self->next_file);
  g_clear_pointer (&self->copy_to_restore, g_free);

  G_OBJECT_CLASS (inkling_window_parent_class)->dispose (object);
}

static void
inkling_window_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PRESENTATION:
      g_value_set_boolean (value, INKLING_WINDOW (object)->presenting);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_window_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_PRESENTATION:
      set_presenting (INKLING_WINDOW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_window_class_init (InklingWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->constructed = inkling_window_constructed;
  object_class->dispose = inkling_window_dispose;
  object_class->get_property = inkling_window_get_property;
  object_class->set_property = inkling_window_set_property;
  window_class->close_request = inkling_window_close_request;

  properties[PROP_PRESENTATION] =
    g_param_spec_boolean ("presentation", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-window.ui");

  gtk_widget_class_bind_template_child (widget_class, InklingWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, InklingWindow, title);
  gtk_widget_class_bind_template_child (widget_class, InklingWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, InklingWindow, panes);
  gtk_widget_class_bind_template_child (widget_class, InklingWindow, training_panel);
  gtk_widget_class_bind_template_child (widget_class, InklingWindow, drawing_panel);

  gtk_widget_class_bind_template_callback (widget_class, busy_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, message_cb);
  gtk_widget_class_bind_template_callback (widget_class, model_changed_cb);

  inkling_window_files_install_actions (widget_class);
  inkling_window_drawing_install_actions (widget_class);
  inkling_window_reset_install_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "win.datasets", NULL, datasets_cb);
  gtk_widget_class_install_action (widget_class, "win.browse-dataset", "s", browse_cb);
  gtk_widget_class_install_action (widget_class, "win.pictures", NULL, pictures_cb);
  gtk_widget_class_install_action (widget_class, "win.distortion-preview", NULL, distortions_cb);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_cb);
  gtk_widget_class_install_action (widget_class, "win.show-training", NULL, show_training_cb);
  gtk_widget_class_install_action (widget_class, "win.show-drawing", NULL, show_drawing_cb);
  gtk_widget_class_install_action (widget_class, "win.welcome", NULL, welcome_cb);
  gtk_widget_class_install_action (widget_class, "win.leave-presentation", NULL,
                                   leave_presentation_cb);
  gtk_widget_class_install_property_action (widget_class, "win.presentation", "presentation");

  g_type_ensure (INKLING_TYPE_DRAWING_PANEL);
  g_type_ensure (INKLING_TYPE_PANES);
  g_type_ensure (INKLING_TYPE_TRAINING_PANEL);
}

/* Before the drawing, which Escape clears. */
static void
add_way_out (InklingWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutAction *action = gtk_named_action_new ("win.leave-presentation");
  GtkShortcutTrigger *trigger = gtk_keyval_trigger_new (GDK_KEY_Escape, 0);

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (trigger, action));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.leave-presentation", FALSE);
}

static void
inkling_window_init (InklingWindow *self)
{
  g_autoptr (GMenuModel) menu = inkling_actions_make_menu ();
  GtkWidget *shortcuts = inkling_actions_make_shortcuts_window ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (self),
                                           GTK_SHORTCUTS_WINDOW (shortcuts));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.preferences",
                                 inkling_settings_get_default () != NULL);
  add_way_out (self);
  inkling_window_files_accept (self);
  inkling_window_drawing_follow (self);
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (fullscreened_cb), NULL);
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
inkling_window_leave (InklingWindow *self)
{
  g_return_if_fail (INKLING_IS_WINDOW (self));

  self->leaving = TRUE;
  inkling_training_panel_pause (self->training_panel);
  while (inkling_training_panel_get_busy (self->training_panel))
    g_main_context_iteration (NULL, TRUE);
}

void
inkling_window_leave_at_once (InklingWindow *self)
{
  g_return_if_fail (INKLING_IS_WINDOW (self));

  inkling_training_panel_pause_at_once (self->training_panel);
}

void
inkling_window_warn (InklingWindow *self,
                     const char    *text)
{
  g_return_if_fail (INKLING_IS_WINDOW (self));

  inkling_messages_show_warning (self->toast_overlay, text);
}

void
inkling_window_greet (InklingWindow *self)
{
  GSettings *settings = inkling_settings_get_default ();

  g_return_if_fail (INKLING_IS_WINDOW (self));

  if (settings == NULL || g_settings_get_boolean (settings, INKLING_SETTINGS_WELCOME_SHOWN))
    return;

  g_settings_set_boolean (settings, INKLING_SETTINGS_WELCOME_SHOWN, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.welcome", NULL);
}
