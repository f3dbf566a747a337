/* inkling-training-panel-actions.c: what the buttons of the training panel and their keys do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-training-panel-private.h"

#include "inkling-dataset-dialog.h"
#include "inkling-dataset.h"
#include "inkling-digit-look.h"
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
    inkling_dataset_dialog_locate_async (inkling_training_panel_get_window (self), model,
                                         (gpointer) go_on, located_cb, g_object_ref (self));
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
