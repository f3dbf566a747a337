/* inkling-training-panel.c: start, pause and resume a run, and watch it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-training-panel.h"

#include <glib/gi18n.h>

#include "inkling-actions.h"
#include "inkling-dataset-dialog.h"
#include "inkling-dataset-list.h"
#include "inkling-dataset.h"
#include "inkling-digit-look.h"
#include "inkling-folder-dialog.h"
#include "inkling-parameters-window.h"
#include "inkling-rescue-dialog.h"
#include "inkling-run-form.h"
#include "inkling-run-plots.h"
#include "inkling-run-status.h"
#include "inkling-run-vigil.h"
#include "inkling-run-words.h"
#include "inkling-session.h"
#include "inkling-settings.h"
#include "inkling-wrap-layout.h"

struct _InklingTrainingPanel
{
  AdwBin            parent_instance;

  InklingSession   *session;    /* owned */
  gboolean          owes_focus; /* to a button, as soon as one is sensitive */
  InklingRunVigil   vigil;
  GtkWidget        *parameters_window; /* weak */
  char             *located;    /* owned; where a run that is being resumed finds its data set, or
                                   NULL: where the form has it */

  /* Template children */
  GtkWidget        *controls;
  GtkWidget        *train_button;
  GtkWidget        *resume_button;
  GtkWidget        *pause_button;
  GtkWidget        *step_button;
  GtkWidget        *rewind_button;
  GtkRevealer      *form_revealer;
  InklingRunForm   *form;
  InklingRunStatus *status;
  InklingRunPlots  *plots;
};

G_DEFINE_FINAL_TYPE (InklingTrainingPanel, inkling_training_panel, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_MODEL,
  PROP_BUSY,
  N_PROPS
};

enum
{
  MESSAGE,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* For people: of the run that goes on or is being prepared, else of a new one. */
static char *
name_dataset (InklingTrainingPanel *self)
{
  if (self->located != NULL)
    return inkling_dataset_title_folder (self->located);

  return g_strdup (inkling_run_form_get_dataset_title (self->form));
}

/* NULL while the panel is in none. */
static GtkWindow *
get_window (InklingTrainingPanel *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
set_suggested (GtkWidget *button,
               gboolean   suggested)
{
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
}

/* In the order of inkling_run_actions. */
static GtkWidget *
get_button (InklingTrainingPanel *self,
            guint                 i)
{
  GtkWidget *const buttons[] = { self->train_button, self->resume_button, self->pause_button,
                                 self->step_button, self->rewind_button };

  return buttons[i];
}

static void
update_actions (InklingTrainingPanel *self)
{
  gboolean idle = inkling_session_get_state (self->session) == INKLING_SESSION_IDLE;
  gboolean resumable = inkling_session_has_run (self->session);

  for (guint i = 0; i < inkling_n_run_actions; i++)
    {
      const InklingRunAction *action = &inkling_run_actions[i];
      const char *refusal = action->refuse (self->session);

      gtk_widget_action_set_enabled (GTK_WIDGET (self), action->action, refusal == NULL);
      gtk_widget_set_tooltip_text (get_button (self, i),
                                   refusal == NULL ? _(action->tooltip) : refusal);
    }

  set_suggested (self->train_button, idle && !resumable);
  set_suggested (self->resume_button, idle && resumable);
}

/* The button most likely wanted next. */
static gboolean
inkling_training_panel_grab_focus (GtkWidget *widget)
{
  InklingTrainingPanel *self = INKLING_TRAINING_PANEL (widget);

  return gtk_widget_grab_focus (self->resume_button)
         || gtk_widget_grab_focus (self->train_button)
         || gtk_widget_grab_focus (self->pause_button);
}

/* GTK's own would grab the focus whenever Tab comes or goes, and never leave. */
static gboolean
inkling_training_panel_focus (GtkWidget        *widget,
                              GtkDirectionType  direction)
{
  return gtk_widget_child_focus (adw_bin_get_child (ADW_BIN (widget)), direction);
}

/* A button that becomes insensitive would hand the keyboard to the far end of the window; the next
 * of its neighbours that becomes sensitive takes it. */
static void
update_actions_keeping_focus (InklingTrainingPanel *self)
{
  for (guint i = 0; i < inkling_n_run_actions; i++)
    self->owes_focus = self->owes_focus || gtk_widget_is_focus (get_button (self, i));

  update_actions (self);

  if (self->owes_focus)
    self->owes_focus = !gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
update_status (InklingTrainingPanel *self)
{
  g_autofree char *dataset = name_dataset (self);
  g_autofree char *text = inkling_run_words_describe (self->session, dataset);

  inkling_run_status_set_text (self->status, text);
  inkling_run_status_set_progress (self->status, inkling_session_get_progress (self->session));
}

static void
update_vigil (InklingTrainingPanel *self)
{
  inkling_run_vigil_update (&self->vigil, get_window (self),
                            inkling_training_panel_get_busy (self));
}

/* What was located belongs to the list once the run has accepted it. */
static void
settle_located (InklingTrainingPanel *self)
{
  g_autofree char *located = NULL;

  if (inkling_session_get_state (self->session) == INKLING_SESSION_PREPARING)
    return;

  located = g_steal_pointer (&self->located);
  if (located != NULL && inkling_session_get_state (self->session) == INKLING_SESSION_RUNNING)
    inkling_dataset_list_add_folder (inkling_dataset_list_get_default (), located);
}

static void
state_changed_cb (InklingTrainingPanel *self)
{
  gboolean busy = inkling_training_panel_get_busy (self);

  g_assert (INKLING_IS_TRAINING_PANEL (self));

  settle_located (self);
  update_actions_keeping_focus (self);
  update_status (self);
  update_vigil (self);
  inkling_parameters_set_running (inkling_run_form_get_parameters (self->form), busy);
  gtk_revealer_set_reveal_child (self->form_revealer, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !busy);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
model_changed_cb (InklingTrainingPanel *self)
{
  g_assert (INKLING_IS_TRAINING_PANEL (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

static void
replaced_cb (InklingTrainingPanel *self)
{
  g_assert (INKLING_IS_TRAINING_PANEL (self));

  if (inkling_session_has_run (self->session) && !inkling_training_panel_get_busy (self))
    inkling_run_form_show_model (self->form, inkling_session_get_model (self->session));
  update_status (self);
  update_actions_keeping_focus (self);
}

static void
ended_cb (InklingTrainingPanel *self)
{
  g_autofree char *text = inkling_run_words_tell_end (self->session);

  g_assert (INKLING_IS_TRAINING_PANEL (self));

  inkling_run_vigil_notify (&self->vigil, get_window (self), text);
  g_signal_emit (self, signals[MESSAGE], 0, text, NULL);
}

static void
diverged_cb (InklingTrainingPanel *self,
             const char           *reason)
{
  g_assert (INKLING_IS_TRAINING_PANEL (self));

  inkling_rescue_dialog_show (get_window (self), self->session,
                              inkling_run_form_get_dataset (self->form), reason);
}

static void
homeless_cb (InklingTrainingPanel *self,
             gboolean              in_use,
             const char           *reason)
{
  g_assert (INKLING_IS_TRAINING_PANEL (self));

  inkling_folder_dialog_show (get_window (self), self->session, in_use, reason);
}

static void
message_cb (InklingTrainingPanel *self,
            const char           *text,
            const char           *details)
{
  g_assert (INKLING_IS_TRAINING_PANEL (self));

  g_signal_emit (self, signals[MESSAGE], 0, text, details);
}

static void
failed_cb (InklingTrainingPanel *self,
           const char           *heading,
           const char           *reason)
{
  g_assert (INKLING_IS_TRAINING_PANEL (self));

  g_signal_emit (self, signals[FAILED], 0, heading, reason);
}

static void
start_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  InklingTrainingPanel *self = INKLING_TRAINING_PANEL (widget);

  inkling_session_start (self->session, inkling_run_form_get_dataset (self->form),
                         inkling_training_panel_get_recipe (self),
                         inkling_run_form_get_seed (self->form));
}

/* What the form was set to meanwhile may be for a new run; this one then goes on as it is. FALSE if
 * what it learns from is not on this machine. */
static gboolean
show_run (InklingTrainingPanel *self)
{
  InklingModel *model = inkling_session_get_model (self->session);

  if (inkling_parameters_fit_run (inkling_run_form_get_parameters (self->form), &model->recipe))
    return inkling_run_form_show_data (self->form, model);

  return inkling_run_form_show_model (self->form, model);
}

typedef void (*ResumeFunc) (InklingTrainingPanel *self,
                            const char           *which);

static void
resume (InklingTrainingPanel *self,
        const char           *which)
{
  inkling_session_resume (self->session, which, inkling_training_panel_get_recipe (self));
}

static void
take_step (InklingTrainingPanel *self,
           const char           *which)
{
  inkling_session_step (self->session, which, inkling_training_panel_get_recipe (self),
                        inkling_run_form_get_seed (self->form));
}

/* How the pictures of the run at hand had to be put right. */
static InklingDigitLook
get_look (InklingTrainingPanel *self)
{
  const char *place = inkling_session_get_model (self->session)->dataset_place;
  InklingDigitLook look;
  g_autofree char *path = inkling_digit_look_split (place != NULL ? place : "", &look);

  return look;
}

/* The state may be another by now: the main window is in reach of shortcuts. */
static void
located_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (InklingTrainingPanel) self = user_data;
  gpointer go_on;
  g_autofree char *path = inkling_dataset_dialog_locate_finish (result, &go_on);

  if (path == NULL || self->session == NULL
      || inkling_session_get_state (self->session) != INKLING_SESSION_IDLE
      || !inkling_session_has_run (self->session))
    return;

  g_free (self->located);
  self->located = inkling_digit_look_join (path, get_look (self));
  ((ResumeFunc) go_on) (self, self->located);
}

/* A run goes on with what it learnt from. A data set that has a name says itself how it is to be
 * had; of a folder that is gone one has to be asked. */
static void
go_on_with_run (InklingTrainingPanel *self,
                ResumeFunc            go_on)
{
  InklingModel *model = inkling_session_get_model (self->session);
  const InklingKnownDataset *known = inkling_dataset_find_source (model->dataset_digest,
                                                                  model->dataset_name,
                                                                  model->dataset_place);

  if (show_run (self))
    go_on (self, inkling_run_form_get_dataset (self->form));
  else if (known != NULL)
    go_on (self, known->name);
  else
    inkling_dataset_dialog_locate_async (get_window (self), model, (gpointer) go_on, located_cb,
                                         g_object_ref (self));
}

static void
resume_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  go_on_with_run (INKLING_TRAINING_PANEL (widget), resume);
}

static void
step_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  InklingTrainingPanel *self = INKLING_TRAINING_PANEL (widget);

  if (inkling_session_has_run (self->session))
    go_on_with_run (self, take_step);
  else
    take_step (self, inkling_run_form_get_dataset (self->form));
}

static void
parameters_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  InklingTrainingPanel *self = INKLING_TRAINING_PANEL (widget);
  InklingParameters *parameters = inkling_run_form_get_parameters (self->form);
  GtkWindow *window = get_window (self);

  if (self->parameters_window == NULL)
    g_set_weak_pointer (&self->parameters_window,
                        inkling_parameters_window_new (window, parameters));
  gtk_window_present (GTK_WINDOW (self->parameters_window));
}

static void
rewind_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  inkling_session_rewind (INKLING_TRAINING_PANEL (widget)->session);
}

static void
pause_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  inkling_session_pause (INKLING_TRAINING_PANEL (widget)->session);
}

static void
inkling_training_panel_dispose (GObject *object)
{
  InklingTrainingPanel *self = INKLING_TRAINING_PANEL (object);

  /* A task that is not done yet may keep the session alive for a while. */
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  inkling_run_vigil_update (&self->vigil, NULL, FALSE);
  g_clear_weak_pointer (&self->parameters_window);
  g_clear_pointer (&self->located, g_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (inkling_training_panel_parent_class)->dispose (object);
}

static void
inkling_training_panel_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  InklingTrainingPanel *self = INKLING_TRAINING_PANEL (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      g_value_set_boxed (value, inkling_training_panel_get_model (self));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, inkling_training_panel_get_busy (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_MODEL] = g_param_spec_boxed ("model", NULL, NULL, INKLING_TYPE_MODEL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
inkling_training_panel_class_init (InklingTrainingPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inkling_training_panel_dispose;
  object_class->get_property = inkling_training_panel_get_property;
  widget_class->focus = inkling_training_panel_focus;
  widget_class->grab_focus = inkling_training_panel_grab_focus;

  install_properties (object_class);

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-training-panel.ui");

  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, form_revealer);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, form);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, controls);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, train_button);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, resume_button);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, pause_button);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, step_button);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, rewind_button);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, status);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, plots);
  gtk_widget_class_bind_template_callback (widget_class, message_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);

  gtk_widget_class_install_action (widget_class, "training.start", NULL, start_cb);
  gtk_widget_class_install_action (widget_class, "training.resume", NULL, resume_cb);
  gtk_widget_class_install_action (widget_class, "training.pause", NULL, pause_cb);
  gtk_widget_class_install_action (widget_class, "training.step", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "training.parameters", NULL, parameters_cb);
  gtk_widget_class_install_action (widget_class, "training.rewind", NULL, rewind_cb);

  g_type_ensure (INKLING_TYPE_RUN_FORM);
  g_type_ensure (INKLING_TYPE_RUN_PLOTS);
  g_type_ensure (INKLING_TYPE_RUN_STATUS);
  g_type_ensure (INKLING_TYPE_WRAP_LAYOUT);
}

static void
connect_session (InklingTrainingPanel *self)
{
  const struct { const char *signal; GCallback callback; } handlers[] = {
    { "notify::state", G_CALLBACK (state_changed_cb) },
    { "notify::model", G_CALLBACK (model_changed_cb) },
    { "replaced", G_CALLBACK (replaced_cb) },
    { "progress", G_CALLBACK (update_status) },
    { "ended", G_CALLBACK (ended_cb) },
    { "message", G_CALLBACK (message_cb) },
    { "failed", G_CALLBACK (failed_cb) },
    { "diverged", G_CALLBACK (diverged_cb) },
    { "homeless", G_CALLBACK (homeless_cb) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->session, handlers[i].signal, handlers[i].callback, self,
                             G_CONNECT_SWAPPED);
}

static void
folder_changed_cb (InklingTrainingPanel *self)
{
  g_autofree char *folder = inkling_settings_get_models_folder ();

  g_assert (INKLING_IS_TRAINING_PANEL (self));

  inkling_session_set_home (self->session, folder);
}

/* Also what the settings say of stopping and of threads. */
static void
parameters_changed_cb (InklingTrainingPanel *self)
{
  g_autoptr (GError) error = NULL;

  g_assert (INKLING_IS_TRAINING_PANEL (self));

  if (inkling_session_get_state (self->session) == INKLING_SESSION_RUNNING
      && !inkling_session_change (self->session, inkling_training_panel_get_recipe (self), &error))
    g_signal_emit (self, signals[MESSAGE], 0, error->message, NULL);
}

/* What may change while a run goes on. */
static void
connect_choices (InklingTrainingPanel *self)
{
  const struct { const char *signal; GCallback callback; } handlers[] = {
    { "changed::" INKLING_SETTINGS_MODELS_FOLDER, G_CALLBACK (folder_changed_cb) },
    { "changed::" INKLING_SETTINGS_KEEP_AWAKE, G_CALLBACK (update_vigil) },
    { "changed::" INKLING_SETTINGS_THREADS, G_CALLBACK (parameters_changed_cb) },
    { "changed::" INKLING_SETTINGS_STOP_ACCURACY, G_CALLBACK (parameters_changed_cb) },
    { "changed::" INKLING_SETTINGS_STOP_MINUTES, G_CALLBACK (parameters_changed_cb) },
    { "changed::" INKLING_SETTINGS_STOP_PATIENCE, G_CALLBACK (parameters_changed_cb) },
  };
  GSettings *settings = inkling_settings_get_default ();

  g_signal_connect_object (inkling_run_form_get_parameters (self->form), "changed",
                           G_CALLBACK (parameters_changed_cb), self, G_CONNECT_SWAPPED);
  for (gsize i = 0; settings != NULL && i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (settings, handlers[i].signal, handlers[i].callback, self,
                             G_CONNECT_SWAPPED);
}

static void
inkling_training_panel_init (InklingTrainingPanel *self)
{
  g_autofree char *folder = inkling_settings_get_models_folder ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->session = inkling_session_new (folder);
  inkling_run_plots_set_session (self->plots, self->session);
  connect_session (self);
  connect_choices (self);
  inkling_actions_add_shortcuts (GTK_WIDGET (self), "training");
  update_actions (self);
  update_status (self);
}

InklingModel *
inkling_training_panel_get_model (InklingTrainingPanel *self)
{
  g_return_val_if_fail (INKLING_IS_TRAINING_PANEL (self), NULL);

  return inkling_session_get_model (self->session);
}

gboolean
inkling_training_panel_get_busy (InklingTrainingPanel *self)
{
  g_return_val_if_fail (INKLING_IS_TRAINING_PANEL (self), FALSE);

  return inkling_session_get_state (self->session) != INKLING_SESSION_IDLE;
}

gboolean
inkling_training_panel_has_run (InklingTrainingPanel *self)
{
  g_return_val_if_fail (INKLING_IS_TRAINING_PANEL (self), FALSE);

  return inkling_session_has_run (self->session);
}

const NnRecipe *
inkling_training_panel_get_recipe (InklingTrainingPanel *self)
{
  g_return_val_if_fail (INKLING_IS_TRAINING_PANEL (self), NULL);

  return inkling_parameters_get_recipe (inkling_run_form_get_parameters (self->form));
}

guint64
inkling_training_panel_get_seed (InklingTrainingPanel *self)
{
  g_return_val_if_fail (INKLING_IS_TRAINING_PANEL (self), 0);

  return inkling_run_form_get_seed (self->form);
}

void
inkling_training_panel_restore (InklingTrainingPanel *self)
{
  g_return_if_fail (INKLING_IS_TRAINING_PANEL (self));

  inkling_session_restore (self->session);
}

void
inkling_training_panel_open_model (InklingTrainingPanel *self,
                                   InklingModel         *model)
{
  g_return_if_fail (INKLING_IS_TRAINING_PANEL (self));
  g_return_if_fail (!inkling_training_panel_get_busy (self));

  inkling_session_open_model (self->session, model);
}

void
inkling_training_panel_pause (InklingTrainingPanel *self)
{
  g_return_if_fail (INKLING_IS_TRAINING_PANEL (self));

  inkling_session_pause (self->session);
}

void
inkling_training_panel_pause_at_once (InklingTrainingPanel *self)
{
  g_return_if_fail (INKLING_IS_TRAINING_PANEL (self));

  inkling_session_pause_at_once (self->session);
}

void
inkling_training_panel_set_presenting (InklingTrainingPanel *self,
                                       gboolean              presenting)
{
  g_return_if_fail (INKLING_IS_TRAINING_PANEL (self));

  gtk_widget_set_visible (self->controls, !presenting);
  gtk_widget_set_visible (GTK_WIDGET (self->form_revealer), !presenting);
}
