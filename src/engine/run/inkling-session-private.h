/* inkling-session-private.h: what inkling-session.c and inkling-session-runs.c share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-session.h"

G_BEGIN_DECLS

struct _InklingSession
{
  GObject          parent_instance;

  char               *home;         /* owned; where new runs go */
  char               *folder;       /* owned; of the run at hand: home, or its own in there */
  InklingCheckpoints *checkpoints;        /* owned; only while a run is being prepared */
  InklingTrainer     *trainer;      /* owned */
  InklingDataset     *dataset;      /* owned; the one loaded last */
  InklingModel       *model;        /* owned */
  GCancellable       *preparation;  /* owned; only while a run is being prepared */
  GCancellable       *restoration;  /* owned; only while the newest checkpoint is looked for */

  char            *which;        /* owned; the data set of the run begun last */
  NnRecipe         recipe;       /* of the run begun last, as it began, with its seed */
  guint64          seed;
  guint64          wanted_steps; /* 0: to the end of the run */
  gboolean         fresh;        /* it is a new one */
  gboolean         ready_made;   /* the model came with the program: it draws, but is no run */
  gboolean         owns_folder;  /* the folder's checkpoints belong to the model's run */
  gboolean         broken;       /* the run at hand broke down after the step it stands at */
  gboolean         failing;      /* the last checkpoint could not be saved, which has been told */
  char            *divergence;   /* owned: why the run broke off, not yet told; or NULL */

  InklingProgress  progress;
  guint64          saved_step;
  guint            refresh_id;
};

void inkling_session_notify_state  (InklingSession *self);
void inkling_session_emit_replaced (InklingSession *self);
void inkling_session_emit_homeless (InklingSession *self,
                                    gboolean        in_use,
                                    const char     *reason);
void inkling_session_emit_message  (InklingSession *self,
                                    const char     *text,
                                    const char     *details);
void inkling_session_emit_failed   (InklingSession *self,
                                    const char     *heading,
                                    const char     *reason);

void inkling_session_set_folder    (InklingSession *self,
                                    const char     *folder);

/* model, which is not being trained, becomes the run at hand. */
void inkling_session_adopt         (InklingSession *self,
                                    InklingModel   *model,
                                    gboolean        owns_folder);
/* The same for the model that came with the program. */
void inkling_session_adopt_ready_made (InklingSession *self,
                                       InklingModel   *model);

/* The newest checkpoint in the folder of the run at hand becomes that run. */
void inkling_session_restore_run   (InklingSession *self);

/* If the run has diverged and nobody has been told. */
void inkling_session_tell_divergence (InklingSession *self);

G_END_DECLS
