/* inkling-training-panel.c: start, pause and resume a run, and watch it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-training-panel.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inkling-model-folder.h"
#include "inkling-run-form.h"
#include "inkling-run-plots.h"
#include "inkling-run-status.h"
#include "inkling-run-tasks.h"
#include "inkling-settings.h"
#include "inkling-trainer.h"

/* Figures that change more often cannot be read, and the frames belong to the drawing. */
#define REFRESH_MILLISECONDS 50

struct _InklingTrainingPanel
{
  AdwBin             parent_instance;

  InklingTrainer    *trainer;       /* owned */
  InklingDataset    *dataset;       /* owned; the one loaded last */
  InklingModel      *model;         /* owned; what draws */
  GCancellable      *preparation;   /* owned; only while a run is being prepared */
  GCancellable      *restoration;   /* owned; only while the newest checkpoint is looked for */
  char              *folder;        /* owned; where checkpoints go */

  guint64            run_steps;     /* from the progress bar's one end to the other */
  guint64            saved_step;    /* of the checkpoint saved last in this run, 0 before */
  guint              refresh_id;
  gboolean           fresh;         /* the run begun last is a new one */
  gboolean           owns_folder;   /* the folder's checkpoints belong to the model's run */
  gboolean           was_busy;

  /* Template children */
  GtkWidget         *scrolled_window;
  GtkRevealer       *form_revealer;
  InklingRunForm    *form;
  GtkWidget         *train_button;
  GtkWidget         *resume_button;
  GtkWidget         *pause_button;
  InklingRunStatus  *status;
  InklingRunPlots   *plots;
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

static void
send_message (InklingTrainingPanel *self,
              const char           *text,
              const char           *details)
{
  g_signal_emit (self, signals[MESSAGE], 0, text, details);
}

static void
set_button_style (GtkWidget *button,
                  gboolean   suggested)
{
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
}

static void
update_actions (InklingTrainingPanel *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean busy = inkling_training_panel_get_busy (self);
  gboolean resumable = inkling_training_panel_has_run (self);
  gboolean pausing = inkling_trainer_get_state (self->trainer) == INKLING_TRAINER_PAUSING;

  gtk_widget_action_set_enabled (widget, "training.start", !busy);
  gtk_widget_action_set_enabled (widget, "training.resume", !busy && resumable);
  gtk_widget_action_set_enabled (widget, "training.pause", busy && !pausing);
  gtk_revealer_set_reveal_child (self->form_revealer, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !busy);

  set_button_style (self->train_button, !busy && !resumable);
  set_button_style (self->resume_button, !busy && resumable);
  gtk_widget_set_tooltip_text (self->resume_button,
                               resumable || busy ? _("Go on exactly where the run stopped")
                                                 : _("There is no run to resume yet"));

  if (self->was_busy != busy)
    {
      self->was_busy = busy;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
    }
}

static char *
describe_idle (InklingTrainingPanel *self)
{
  if (self->model == NULL)
    return g_strdup (_("Press Train to teach a network to read digits."));
  if (!inkling_training_panel_has_run (self))
    return g_strdup (_("A ready-made network reads your digits. Press Train to teach one yourself."));

  return g_strdup_printf (_("Resume goes on at step %'" G_GUINT64_FORMAT "."), self->model->step);
}

static char *
describe_state (InklingTrainingPanel *self)
{
  const char *dataset = inkling_run_form_get_dataset_title (self->form);

  if (self->preparation != NULL)
    /* Translators: %s is a data set, for example MNIST */
    return g_strdup_printf (_("Opening %s…"), dataset);

  switch (inkling_trainer_get_state (self->trainer))
    {
    case INKLING_TRAINER_RUNNING:
      if (self->saved_step > 0)
        return g_strdup_printf (_("Learning from %s. Saved at step %'" G_GUINT64_FORMAT "."),
                                dataset, self->saved_step);
      return g_strdup_printf (_("Learning from %s…"), dataset);

    case INKLING_TRAINER_PAUSING:
      return g_strdup (_("Saving a checkpoint…"));

    case INKLING_TRAINER_IDLE:
      break;
    }

  return describe_idle (self);
}

static void
update_text (InklingTrainingPanel *self)
{
  g_autofree char *text = describe_state (self);

  inkling_run_status_set_text (self->status, text);
}

static void
state_changed_cb (InklingTrainingPanel *self)
{
  update_actions (self);
  update_text (self);
}

static void
set_model (InklingTrainingPanel *self,
           InklingModel         *model)
{
  if (self->model == model)
    return;

  g_clear_pointer (&self->model, inkling_model_unref);
  self->model = model == NULL ? NULL : inkling_model_ref (model);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

/* A run ends at the next multiple of its recipe's steps, however often it was paused before. */
static guint64
steps_to_go (guint64 step,
             guint64 run_steps)
{
  return run_steps - step % run_steps;
}

/* A model that is not being trained: where its run stands. */
static void
show_model (InklingTrainingPanel *self)
{
  const InklingReport *report = inkling_history_last_report (self->model->history);
  InklingProgress progress = {
    .step = self->model->step,
    .loss = report == NULL ? NAN : report->loss,
    .learning_rate = report == NULL ? NAN : report->learning_rate,
  };

  if (self->model->step > 0 && self->model->recipe.steps > 0)
    {
      guint64 run_steps = self->model->recipe.steps;

      progress.first_step = (self->model->step - 1) / run_steps * run_steps;
      progress.last_step = progress.first_step + run_steps;
    }

  inkling_run_plots_clear (self->plots);
  inkling_run_plots_update (self->plots, self->model->history);
  inkling_run_status_set_progress (self->status, &progress);
  inkling_run_form_show_model (self->form, self->model);
}

static void
adopt_model (InklingTrainingPanel *self,
             InklingModel         *model,
             gboolean              owns_folder)
{
  self->owns_folder = owns_folder;
  set_model (self, model);
  show_model (self);
  state_changed_cb (self);
}

static void
refresh (InklingTrainingPanel *self)
{
  InklingProgress progress = *inkling_trainer_get_progress (self->trainer);
  InklingModel *model = inkling_trainer_get_model (self->trainer);

  progress.first_step = progress.last_step - MIN (self->run_steps, progress.last_step);
  inkling_run_status_set_progress (self->status, &progress);
  inkling_run_plots_update (self->plots, inkling_trainer_get_history (self->trainer));
  if (model != NULL)
    set_model (self, model);
}

static gboolean
refresh_cb (gpointer user_data)
{
  InklingTrainingPanel *self = user_data;

  self->refresh_id = 0;
  refresh (self);

  return G_SOURCE_REMOVE;
}

static void
progress_cb (InklingTrainingPanel *self)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_timeout_add (REFRESH_MILLISECONDS, refresh_cb, self);
}

static void
checkpoint_cb (InklingTrainingPanel *self,
               guint64               step)
{
  self->saved_step = step;
  update_text (self);
}

static void
failed_cb (InklingTrainingPanel *self,
           GError               *error)
{
  g_signal_emit (self, signals[FAILED], 0, _("Something Went Wrong While Training"), error->message);
}

static void
announce_end (InklingTrainingPanel *self)
{
  const InklingProgress *progress = inkling_trainer_get_progress (self->trainer);
  const InklingEvaluationReport *last =
    inkling_history_last_evaluation (inkling_trainer_get_history (self->trainer));
  g_autofree char *text = NULL;

  if (last == NULL || progress->step < progress->last_step)
    return;

  /* Translators: the first number is a count of steps, the second a percentage */
  text = g_strdup_printf (_("Training finished at step %'" G_GUINT64_FORMAT
                            ": it reads %.2f %% of the test digits"),
                          progress->step, 100.0 * last->test_accuracy);
  send_message (self, text, NULL);
}

static void
finished_cb (InklingTrainingPanel *self)
{
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  refresh (self);
  state_changed_cb (self);
  announce_end (self);

  /* A run that diverged leaves no weights to go on with; its last checkpoint does. */
  if (!inkling_training_panel_has_run (self))
    inkling_training_panel_restore (self);
}

static void
preparation_failed (InklingTrainingPanel *self,
                    const GError         *error)
{
  g_clear_object (&self->preparation);
  state_changed_cb (self);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, _("Training Could Not Start"), error->message);
}

static void
begin_run (InklingTrainingPanel *self)
{
  const NnRecipe *recipe = self->fresh ? &inkling_run_form_get_recipe (self->form)->recipe
                                       : &self->model->recipe;
  InklingTrainerOptions options = {
    .steps = steps_to_go (self->fresh ? 0 : self->model->step, recipe->steps),
    .n_threads = inkling_settings_get_uint (INKLING_SETTINGS_THREADS),
    .keep = inkling_settings_get_uint (INKLING_SETTINGS_CHECKPOINTS_KEPT),
    .folder = self->folder,
  };
  gboolean cancelled = g_cancellable_is_cancelled (self->preparation);
  g_autoptr (GError) error = NULL;

  self->run_steps = recipe->steps;
  self->saved_step = 0;
  if (!inkling_trainer_start (self->trainer, self->dataset, self->fresh ? NULL : self->model,
                              self->fresh ? recipe : NULL, inkling_run_form_get_seed (self->form),
                              &options, &error))
    {
      preparation_failed (self, error);
      return;
    }

  g_clear_object (&self->preparation);
  self->owns_folder = TRUE;
  if (self->fresh)
    inkling_run_plots_clear (self->plots);
  state_changed_cb (self);

  /* Paused too late to call the run off: its older neighbours are already set aside. */
  if (cancelled)
    inkling_trainer_pause (self->trainer);
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InklingTrainingPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean moved;
  g_autoptr (InklingDataset) dataset = inkling_run_prepare_finish (result, &moved, &error);

  if (dataset == NULL)
    {
      preparation_failed (self, error);
      return;
    }

  g_set_object (&self->dataset, dataset);
  if (moved)
    send_message (self, _("The earlier run was set aside and is kept in the model folder"), NULL);
  begin_run (self);
}

/* Only the run that the folder's checkpoints belong to may add to them. */
static void
prepare_run (InklingTrainingPanel *self,
             gboolean              fresh)
{
  gboolean adds = !fresh && self->owns_folder;

  self->fresh = fresh;
  self->preparation = g_cancellable_new ();
  inkling_run_prepare_async (inkling_run_form_get_dataset (self->form), self->dataset,
                             adds ? NULL : self->folder, self->preparation,
                             prepared_cb, g_object_ref (self));
  state_changed_cb (self);
}

static void
start_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  prepare_run (INKLING_TRAINING_PANEL (widget), TRUE);
}

static void
resume_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  prepare_run (INKLING_TRAINING_PANEL (widget), FALSE);
}

static void
pause_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  inkling_training_panel_pause (INKLING_TRAINING_PANEL (widget));
}

static void
report_skipped (InklingTrainingPanel *self,
                GStrv                 skipped)
{
  guint n_skipped = g_strv_length (skipped);
  g_autofree char *details = g_strjoinv ("\n", skipped);
  g_autofree char *text = NULL;

  if (n_skipped == 0)
    return;

  text = g_strdup_printf (ngettext ("A model file could not be read and was passed over",
                                    "%u model files could not be read and were passed over",
                                    n_skipped),
                          n_skipped);
  send_message (self, text, details);
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InklingTrainingPanel) self = user_data;
  g_auto (GStrv) skipped = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (InklingModel) model = inkling_run_load_newest_finish (result, &skipped, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->restoration);
  report_skipped (self, skipped);
  if (model != NULL && !inkling_training_panel_get_busy (self))
    adopt_model (self, model, model->path != NULL);
}

static void
inkling_training_panel_dispose (GObject *object)
{
  InklingTrainingPanel *self = INKLING_TRAINING_PANEL (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_cancellable_cancel (self->restoration);
  g_clear_object (&self->restoration);
  g_cancellable_cancel (self->preparation);
  g_clear_object (&self->preparation);
  g_clear_object (&self->trainer);
  g_clear_object (&self->dataset);
  g_clear_pointer (&self->model, inkling_model_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), INKLING_TYPE_TRAINING_PANEL);

  G_OBJECT_CLASS (inkling_training_panel_parent_class)->dispose (object);
}

static void
inkling_training_panel_finalize (GObject *object)
{
  g_free (INKLING_TRAINING_PANEL (object)->folder);

  G_OBJECT_CLASS (inkling_training_panel_parent_class)->finalize (object);
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
      g_value_set_boxed (value, self->model);
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
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-training-panel.ui");

  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, form_revealer);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, form);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, train_button);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, resume_button);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, pause_button);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, status);
  gtk_widget_class_bind_template_child (widget_class, InklingTrainingPanel, plots);
}

static void
inkling_training_panel_class_init (InklingTrainingPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inkling_training_panel_dispose;
  object_class->finalize = inkling_training_panel_finalize;
  object_class->get_property = inkling_training_panel_get_property;

  install_properties (object_class);

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "training.start", NULL, start_cb);
  gtk_widget_class_install_action (widget_class, "training.resume", NULL, resume_cb);
  gtk_widget_class_install_action (widget_class, "training.pause", NULL, pause_cb);

  g_type_ensure (INKLING_TYPE_RUN_FORM);
  g_type_ensure (INKLING_TYPE_RUN_PLOTS);
  g_type_ensure (INKLING_TYPE_RUN_STATUS);
}

static void
connect_trainer (InklingTrainingPanel *self)
{
  g_signal_connect_object (self->trainer, "notify::state",
                           G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trainer, "progress",
                           G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trainer, "checkpoint",
                           G_CALLBACK (checkpoint_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trainer, "failed",
                           G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trainer, "finished",
                           G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
}

static void
inkling_training_panel_init (InklingTrainingPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));


  self->folder = inkling_model_folder_get_default ();
  self->trainer = inkling_trainer_new ();
  connect_trainer (self);
  state_changed_cb (self);
}

GtkWidget *
inkling_training_panel_new (void)
{
  return g_object_new (INKLING_TYPE_TRAINING_PANEL, NULL);
}

InklingModel *
inkling_training_panel_get_model (InklingTrainingPanel *self)
{
  g_return_val_if_fail (INKLING_IS_TRAINING_PANEL (self), NULL);

  return self->model;
}

gboolean
inkling_training_panel_get_busy (InklingTrainingPanel *self)
{
  g_return_val_if_fail (INKLING_IS_TRAINING_PANEL (self), FALSE);

  return self->preparation != NULL
         || inkling_trainer_get_state (self->trainer) != INKLING_TRAINER_IDLE;
}

gboolean
inkling_training_panel_has_run (InklingTrainingPanel *self)
{
  g_return_val_if_fail (INKLING_IS_TRAINING_PANEL (self), FALSE);

  return self->model != NULL && self->model->weights != NULL;
}

void
inkling_training_panel_restore (InklingTrainingPanel *self)
{
  g_return_if_fail (INKLING_IS_TRAINING_PANEL (self));

  g_cancellable_cancel (self->restoration);
  g_clear_object (&self->restoration);
  self->restoration = g_cancellable_new ();
  inkling_run_load_newest_async (self->folder, self->restoration, restored_cb,
                                    g_object_ref (self));
}

void
inkling_training_panel_open_model (InklingTrainingPanel *self,
                                   InklingModel         *model)
{
  g_return_if_fail (INKLING_IS_TRAINING_PANEL (self));
  g_return_if_fail (!inkling_training_panel_get_busy (self));

  g_cancellable_cancel (self->restoration);
  g_clear_object (&self->restoration);
  adopt_model (self, model, FALSE);
}

void
inkling_training_panel_pause (InklingTrainingPanel *self)
{
  g_return_if_fail (INKLING_IS_TRAINING_PANEL (self));

  if (self->preparation != NULL)
    g_cancellable_cancel (self->preparation);
  else if (inkling_trainer_get_running (self->trainer))
    inkling_trainer_pause (self->trainer);
}
