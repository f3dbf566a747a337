/* inkling-training-panel-private.h: what the files of the training panel share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-run-form.h"
#include "inkling-run-plots.h"
#include "inkling-run-status.h"
#include "inkling-run-vigil.h"
#include "inkling-session.h"
#include "inkling-training-panel.h"

G_BEGIN_DECLS

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

/* The actions "training.start" and so on; whether each is enabled is told by update_actions. */
void       inkling_training_panel_install_actions (GtkWidgetClass       *widget_class);

/* For people: of the run that goes on or is being prepared, else of a new one. Free with g_free. */
char      *inkling_training_panel_name_dataset    (InklingTrainingPanel *self);

/* NULL while the panel is in none. */
GtkWindow *inkling_training_panel_get_window      (InklingTrainingPanel *self);

G_END_DECLS
