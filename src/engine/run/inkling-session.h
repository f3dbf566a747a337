/* inkling-session.h: the run at hand, from looking for its last checkpoint to its end
 *
 * Prepares, starts, pauses and resumes runs with a trainer, off the main thread, and keeps the
 * checkpoints of one run out of another's way. Knows no widgets. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-trainer.h"

G_BEGIN_DECLS

#define INKLING_TYPE_SESSION (inkling_session_get_type ())
G_DECLARE_FINAL_TYPE (InklingSession, inkling_session, INKLING, SESSION, GObject)

typedef enum
{
  INKLING_SESSION_IDLE,
  INKLING_SESSION_PREPARING, /* the data set is being opened, older checkpoints set aside */
  INKLING_SESSION_RUNNING,
  INKLING_SESSION_PAUSING,   /* the checkpoint is not yet safe */
} InklingSessionState;

/* Properties, read-only, with notification: "state" (int), "model" (InklingModel, may be NULL).
 *
 * Signals:
 *   "replaced" ()      another run is at hand: the history is not the former one's
 *   "progress" ()      progress, history and model are new; a few times a second
 *   "ended" ()         the run came to its end by itself
 *   "message" (const char *text, const char *details)    details may be NULL
 *   "failed" (const char *heading, const char *reason)
 *   "diverged" (const char *reason)    the loss was no number any more, so that the run broke off;
 *                      its last good checkpoint, if there is one, is the run at hand
 *   "homeless" (gboolean in_use, const char *reason)    a run cannot begin because another program
 *                      trains in the folder, or nothing can be written there; nothing has changed,
 *                      and inkling_session_retry begins it elsewhere
 */

/* Checkpoints are kept in folder. */
InklingSession        *inkling_session_new            (const char     *folder);

/* They are kept in another from now on; the files that are there are not moved. */
void                   inkling_session_set_home       (InklingSession *self,
                                                       const char     *folder);

/* After "homeless", unless a run has been begun since: begins the run in a subfolder of its own if
 * apart is TRUE, else in what is set as home by now. State must be idle. */
void                   inkling_session_retry          (InklingSession *self,
                                                       gboolean        apart);

/* The newest checkpoint of the folder, or the bundled model, becomes the run at hand. State must be
 * idle. */
void                   inkling_session_restore        (InklingSession *self);

/* A model that was opened becomes the run at hand. State must be idle. */
void                   inkling_session_open_model     (InklingSession *self,
                                                       InklingModel   *model);

/* A new run; the checkpoints of an earlier one are set aside. State must be idle. which as in
 * inkling_dataset_load. */
void                   inkling_session_start          (InklingSession *self,
                                                       const char     *which,
                                                       const NnRecipe *recipe,
                                                       guint64         seed);

/* Goes on with the run at hand, to its end; with the live fields of recipe, or as it is if recipe
 * is NULL. State must be idle and there must be a run. */
void                   inkling_session_resume         (InklingSession *self,
                                                       const char     *which,
                                                       const NnRecipe *recipe);

/* The same for a single step; if there is no run, of a new one with recipe and seed. */
void                   inkling_session_step           (InklingSession *self,
                                                       const char     *which,
                                                       const NnRecipe *recipe,
                                                       guint64         seed);

/* Puts the run at hand back to its first step: same recipe, same seed, nothing learnt. Its
 * checkpoints are set aside. State must be idle and inkling_session_can_rewind true. */
void                   inkling_session_rewind         (InklingSession *self);
gboolean               inkling_session_can_rewind     (InklingSession *self);

/* After "diverged": whether the run at hand is the one that broke off, not an earlier one. */
gboolean               inkling_session_can_rescue     (InklingSession *self);
/* After "diverged": goes on from the run at hand if it can be rescued, else begins again, at a
 * smaller learning rate. State must be idle. */
void                   inkling_session_rescue         (InklingSession *self,
                                                       const char     *which);
/* That rate. */
double                 inkling_session_get_rescue_rate (InklingSession *self);

/* Lets the run that goes on follow the live fields of recipe, and what the settings say of stopping
 * and of threads, from its next step on. State must be running; FALSE with error if it cannot. */
gboolean               inkling_session_change         (InklingSession  *self,
                                                       const NnRecipe  *recipe,
                                                       GError         **error);

/* Stops what is going on; the state becomes idle when the checkpoint is safe. */
void                   inkling_session_pause          (InklingSession *self);

/* The same, and waits for it without the main loop, where that cannot turn any more. */
void                   inkling_session_pause_at_once  (InklingSession *self);

InklingSessionState    inkling_session_get_state      (InklingSession *self);
/* What draws: the latest weights while a run goes on. */
InklingModel          *inkling_session_get_model      (InklingSession *self);
/* Whether the model can be saved and gone on with: it is complete, and not the one that came with
 * the program, which nobody here has trained. */
gboolean               inkling_session_has_run        (InklingSession *self);
/* first_step and last_step are the ends of the whole run, however often it was paused. */
const InklingProgress *inkling_session_get_progress   (InklingSession *self);
/* Why the run at hand, which nobody trains now, ended: here or before the program was started. */
InklingTrainerEnd      inkling_session_get_end        (InklingSession *self);
/* NULL before the first run. */
const InklingHistory  *inkling_session_get_history    (InklingSession *self);
/* Of the checkpoint saved last since the run was begun or resumed; 0 before. */
guint64                inkling_session_get_saved_step (InklingSession *self);

G_END_DECLS
