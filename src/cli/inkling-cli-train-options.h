/* inkling-cli-train-options.h: what a training run is asked to be, and what it goes on from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-cli-recipe.h"
#include "inkling-model.h"

G_BEGIN_DECLS

typedef struct
{
  /* As given, owned; NULL: not given */
  char            *dataset;
  char            *models;         /* the default folder if not given */
  char            *steps_text;
  char            *seed_text;
  char            *threads_text;
  char            *save_every_text;
  char            *keep_text;
  InklingCliRecipe fields;
  gboolean         fresh;
  gboolean         json;
  gboolean         own_dataset;    /* dataset was not given: it is the run's */

  /* What follows from it; counts are 0 where the trainer has its default */
  NnRecipe         recipe;
  guint64          steps;
  guint64          seed;
  guint64          n_threads;
  guint64          save_every;
  guint64          keep;
} InklingCliTrainOptions;

/* FALSE after a message: the command line is wrong. Clear in either case. */
gboolean inkling_cli_train_options_parse (InklingCliTrainOptions  *self,
                                          int                      argc,
                                          char                   **argv);
void     inkling_cli_train_options_clear (InklingCliTrainOptions  *self);

/* The run to go on with, *from (owned by the caller), or NULL for a new one. Recipe and data set
 * become its own; an option that changes what may change within a run is applied and said so on
 * stderr, any other is an error. */
gboolean inkling_cli_train_options_find_run (InklingCliTrainOptions  *self,
                                             InklingModel           **from,
                                             GError                 **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InklingCliTrainOptions, inkling_cli_train_options_clear)

G_END_DECLS
