/* inkling-training-panel-actions.c: what the buttons of the training panel and their keys do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-training-panel-private.h"

#include "inkling-parameters-window.h"

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

/* What the form was set to meanwhile may be for a new run; this one then goes on as it is. */
static void
show_run (InklingTrainingPanel *self)
{
  InklingModel *model = inkling_session_get_model (self->session);

  if (!inkling_session_has_run (self->session))
    return;
  if (inkling_parameters_fit_run (inkling_run_form_get_parameters (self->form), &model->recipe))
    inkling_run_form_show_data (self->form, model);
  else
    inkling_run_form_show_model (self->form, model);
}

static void
resume_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  InklingTrainingPanel *self = INKLING_TRAINING_PANEL (widget);

  show_run (self);
  inkling_session_resume (self->session, inkling_run_form_get_dataset (self->form),
                          inkling_training_panel_get_recipe (self));
}

static void
step_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  InklingTrainingPanel *self = INKLING_TRAINING_PANEL (widget);

  show_run (self);
  inkling_session_step (self->session, inkling_run_form_get_dataset (self->form),
                        inkling_training_panel_get_recipe (self),
                        inkling_run_form_get_seed (self->form));
}

static void
parameters_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  InklingTrainingPanel *self = INKLING_TRAINING_PANEL (widget);
  InklingParameters *parameters = inkling_run_form_get_parameters (self->form);
  GtkWindow *window = inkling_training_panel_get_window (self);

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

void
inkling_training_panel_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "training.start", NULL, start_cb);
  gtk_widget_class_install_action (widget_class, "training.resume", NULL, resume_cb);
  gtk_widget_class_install_action (widget_class, "training.pause", NULL, pause_cb);
  gtk_widget_class_install_action (widget_class, "training.step", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "training.parameters", NULL, parameters_cb);
  gtk_widget_class_install_action (widget_class, "training.rewind", NULL, rewind_cb);
}
