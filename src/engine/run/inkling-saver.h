/* inkling-saver.h: writes checkpoints behind the training's back, one at a time
 *
 * A save waits for the disk, some 30 ms of it; so it is pool work on a snapshot, and the training
 * goes on meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-checkpoints.h"

G_BEGIN_DECLS

typedef struct _InklingSaver InklingSaver;

/* After a save, called in a thread of the pool: path of the file that is safe now, or an error. */
typedef void (*InklingSavedFunc) (guint64       step,
                                  const char   *path,
                                  const GError *error,
                                  gpointer      user_data);

/* Saves go to checkpoints, which is held until the end; keep as in inkling_checkpoints_save. Free
 * with inkling_saver_free. */
InklingSaver *inkling_saver_new  (InklingCheckpoints *checkpoints,
                                  guint               keep,
                                  InklingSavedFunc    saved,
                                  gpointer            user_data);

/* Waits for the save before and begins this one; keeps a reference to model until it is done. */
void          inkling_saver_save (InklingSaver     *self,
                                  InklingModel     *model,
                                  guint64           best_step);

/* Waits until everything is on disk or has failed. */
void          inkling_saver_wait (InklingSaver     *self);

/* Waits, too. NULL is allowed. */
void          inkling_saver_free (InklingSaver     *self);

G_END_DECLS
