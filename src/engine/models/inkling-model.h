/* inkling-model.h: one trained network with everything needed to go on
 *
 * Reference counted, atomically. Whoever creates one fills it in; from the moment it is shared it
 * is never changed, so any thread may read it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "inkling-history.h"
#include "nn-network.h"
#include "nn-recipe.h"

G_BEGIN_DECLS

/* Far beyond any run; whatever calculates with steps may use doubles. */
#define INKLING_MODEL_MAX_STEP (G_GUINT64_CONSTANT (1) << 52)

/* Why a run ended. */
typedef enum
{
  INKLING_TRAINER_END_PAUSED,   /* it was asked to, or has not ended */
  INKLING_TRAINER_END_STEPS,
  INKLING_TRAINER_END_ACCURACY,
  INKLING_TRAINER_END_TIME,
  INKLING_TRAINER_END_PATIENCE,
  INKLING_TRAINER_END_BROKEN,   /* it diverged, or memory ran out: its model is not complete */
} InklingTrainerEnd;

/* Hex digits that tell one run's models from another's, and a NUL. */
#define INKLING_MODEL_RUN_SIZE 33

#define INKLING_TYPE_MODEL (inkling_model_get_type ())

typedef struct
{
  NnRecipe        recipe;
  guint64         seed;
  guint64         step;
  char           *dataset_name;    /* owned: of the set, see InklingDataset */
  char           *dataset_digest;  /* owned: SHA-256 in hex */
  char           *dataset_place;   /* owned: as inkling_dataset_load takes it, absolute; NULL: it
                                      is a known one, or the file does not say */
  char            run[INKLING_MODEL_RUN_SIZE]; /* "": as inkling_model_get_run makes it */
  NnNetwork      *weights;         /* owned, NULL: it can read but not learn on */
  NnNetwork      *averages;        /* owned: what reads digits */
  NnNetwork      *velocity;        /* owned, NULL when the recipe has no momentum */
  InklingHistory *history;         /* owned */
  InklingTrainerEnd end;           /* ACCURACY, TIME, PATIENCE, BROKEN (after this checkpoint), or
                                      PAUSED; see inkling_model_get_end */
  guint64         patience_since;  /* no improvement is counted from before this step */
  double          seconds;         /* trained, where that is kept; else 0 */
  char           *path;            /* owned: the file it was read from, NULL when never saved */
  gboolean        foreign;         /* another program wrote that file: of the recipe only the hidden
                                      layers are known, of the run nothing */

  /* Private */
  gatomicrefcount ref_count;
} InklingModel;

GType inkling_model_get_type (void);

/* All fields 0 or NULL, history empty. */
InklingModel *inkling_model_new   (void);
InklingModel *inkling_model_ref   (InklingModel *self);
void          inkling_model_unref (InklingModel *self);

/* Why its run ended: all its steps being done follows from the step, so that a file is the same
 * whether the run was paused there or ended. */
InklingTrainerEnd inkling_model_get_end (const InklingModel *self);

/* Which run a model belongs to. It follows from what the run began with, recipe, seed and data set,
 * and stays the same whatever is changed on the way and however often it is resumed. */
void          inkling_model_get_run  (const InklingModel *self,
                                      char                run[INKLING_MODEL_RUN_SIZE]);
void          inkling_model_make_run (const NnRecipe     *recipe,
                                      guint64             seed,
                                      const char         *dataset_digest,
                                      char                run[INKLING_MODEL_RUN_SIZE]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingModel, inkling_model_unref)

G_END_DECLS
