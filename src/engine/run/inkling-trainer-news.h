/* inkling-trainer-news.h: what a worker and its owner tell each other, through two boxes
 *
 * Private to the trainer. News go to the trainer's main loop. They are coalesced: the first in an
 * empty box schedule one delivery at idle priority, and whatever comes before it happens travels
 * along. Any thread may add news; they are delivered in the thread-default main context of whoever
 * made the box.
 *
 * Orders go to the worker. The newest replace older ones that it has not taken yet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-model.h"
#include "inkling-trainer-options.h"

G_BEGIN_DECLS

typedef struct
{
  InklingEvaluationReport row;
  double                  seconds; /* trained since start or resume */
} InklingTimedEvaluation;

typedef struct
{
  guint64  step;
  char    *path; /* owned */
} InklingSavedCheckpoint;

typedef struct
{
  guint64  step;   /* updates done before it */
  NnRecipe recipe;
} InklingTrainerChange;

/* What has happened since the news were taken last. */
typedef struct
{
  GArray          *reports;      /* owned, of InklingReport */
  GArray          *evaluations;  /* owned, of InklingTimedEvaluation */
  GArray          *checkpoints;  /* owned, of InklingSavedCheckpoint */
  GArray          *changes;      /* owned, of InklingTrainerChange */
  GPtrArray       *errors;       /* owned, of GError */
  InklingModel    *model;        /* owned, NULL: no new one; complete when finished */
  InklingProgress  progress;
  gboolean         has_progress;
  InklingTrainerEnd end;         /* broken: the last error says why */
  gboolean         finished;     /* the last news there are */
} InklingTrainerNews;

void inkling_trainer_news_clear (InklingTrainerNews *self);

typedef struct _InklingTrainerNewsBox InklingTrainerNewsBox;

typedef void (*InklingTrainerNewsFunc) (InklingTrainerNewsBox *box,
                                        gpointer               user_data);

/* free_data is called with the last reference, which a delivery under way may hold. */
InklingTrainerNewsBox *inkling_trainer_news_box_new   (InklingTrainerNewsFunc  deliver,
                                                       gpointer                user_data,
                                                       GDestroyNotify          free_data);
InklingTrainerNewsBox *inkling_trainer_news_box_ref   (InklingTrainerNewsBox  *self);
void                   inkling_trainer_news_box_unref (InklingTrainerNewsBox  *self);

void inkling_trainer_news_box_add_report     (InklingTrainerNewsBox        *self,
                                              const InklingReport          *row);
void inkling_trainer_news_box_add_evaluation (InklingTrainerNewsBox        *self,
                                              const InklingTimedEvaluation *evaluation);
void inkling_trainer_news_box_add_checkpoint (InklingTrainerNewsBox        *self,
                                              guint64                       step,
                                              const char                   *path);
void inkling_trainer_news_box_add_change     (InklingTrainerNewsBox        *self,
                                              guint64                       step,
                                              const NnRecipe               *recipe);
/* Takes error: of a checkpoint, and the run goes on; or what ends the run. */
void inkling_trainer_news_box_add_error      (InklingTrainerNewsBox        *self,
                                              GError                       *error);
void inkling_trainer_news_box_break_off      (InklingTrainerNewsBox        *self,
                                              GError                       *error);
void inkling_trainer_news_box_set_progress   (InklingTrainerNewsBox        *self,
                                              const InklingProgress        *progress);
/* Whether the last model was taken, so that the next one is worth copying. */
gboolean inkling_trainer_news_box_wants_model (InklingTrainerNewsBox       *self);
/* Takes model, which may be NULL. */
void inkling_trainer_news_box_set_model      (InklingTrainerNewsBox        *self,
                                              InklingModel                 *model);
void inkling_trainer_news_box_finish         (InklingTrainerNewsBox        *self,
                                              InklingTrainerEnd             end);

/* Moves the news out; clear with inkling_trainer_news_clear. */
void inkling_trainer_news_box_take           (InklingTrainerNewsBox        *self,
                                              InklingTrainerNews           *news);

/* What the owner asks of a run while it goes on. */
typedef struct
{
  NnRecipe              recipe;
  InklingStopConditions stop;
  guint                 n_threads;
} InklingTrainerOrders;

typedef struct _InklingTrainerOrdersBox InklingTrainerOrdersBox;

InklingTrainerOrdersBox *inkling_trainer_orders_box_new  (void);
void                     inkling_trainer_orders_box_free (InklingTrainerOrdersBox    *self);

/* Any thread. */
void                     inkling_trainer_orders_box_put  (InklingTrainerOrdersBox    *self,
                                                          const InklingTrainerOrders *orders);
/* FALSE if there are no new ones, which costs next to nothing. Any thread. */
gboolean                 inkling_trainer_orders_box_take (InklingTrainerOrdersBox    *self,
                                                          InklingTrainerOrders       *orders);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InklingTrainerNews, inkling_trainer_news_clear)

G_END_DECLS
