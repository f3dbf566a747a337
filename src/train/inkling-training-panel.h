/* inkling-training-panel.h: start, pause and resume a run, and watch it
 *
 * Actions: training.start, training.resume, training.pause, training.step, training.rewind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-model.h"

G_BEGIN_DECLS

#define INKLING_TYPE_TRAINING_PANEL (inkling_training_panel_get_type ())
G_DECLARE_FINAL_TYPE (InklingTrainingPanel, inkling_training_panel, INKLING, TRAINING_PANEL, AdwBin)

/* Properties, read-only, with notification:
 *   "model" (InklingModel, nullable)  what draws: the latest weights while a run goes on
 *   "busy" (boolean)                  a run is being prepared, goes on or is being saved
 * Signals:
 *   "message" (const char *text, const char *details)   details may be NULL
 *   "failed" (const char *heading, const char *reason)
 */

InklingModel *inkling_training_panel_get_model  (InklingTrainingPanel *self);
gboolean      inkling_training_panel_get_busy   (InklingTrainingPanel *self);

/* Whether there is a run that can be saved and gone on with; see inkling_session_has_run. */
gboolean      inkling_training_panel_has_run    (InklingTrainingPanel *self);

/* What a new run would be made of. */
const NnRecipe *inkling_training_panel_get_recipe (InklingTrainingPanel *self);
guint64         inkling_training_panel_get_seed   (InklingTrainingPanel *self);

/* Looks for the newest checkpoint, in the background. */
void          inkling_training_panel_restore    (InklingTrainingPanel *self);

/* Makes a model that was opened the one that Resume continues. Must not be busy. */
void          inkling_training_panel_open_model (InklingTrainingPanel *self,
                                                 InklingModel         *model);

/* Stops what is going on; "busy" becomes FALSE when the checkpoint is safe. */
void          inkling_training_panel_pause      (InklingTrainingPanel *self);

/* The same, and waits for it without the main loop; see inkling_session_pause_at_once. */
void          inkling_training_panel_pause_at_once (InklingTrainingPanel *self);

/* For a projector: what a run does, without what one sets and presses. The keys still work. */
void          inkling_training_panel_set_presenting (InklingTrainingPanel *self,
                                                     gboolean              presenting);

G_END_DECLS
