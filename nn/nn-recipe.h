/* nn-recipe.h: every hyper-parameter of a run, under its name
 *
 * A run is its recipe and its seed; both are stored in the model file. Recipes with a name and
 * the fields of the struct are tables, which saving, loading, the command line and the window
 * loop over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "nn-status.h"

#define NN_MAX_HIDDEN       4
#define NN_MAX_HIDDEN_WIDTH 16384
#define NN_MAX_BATCH        16384

typedef enum
{
  NN_SCHEDULE_STAIRCASE, /* learning_rate · decay^epoch */
  NN_SCHEDULE_COSINE,    /* learning_rate · ½ (1 + cos (π step / schedule_steps)), then 0 */
} NnSchedule;

typedef struct
{
  /* The network: 784 – hidden[0] – … – 10 */
  uint64_t n_hidden;
  uint64_t hidden[NN_MAX_HIDDEN];
  double   initial_deviation; /* of the normal the weights are drawn from; 0: He's √(2 / inputs) */
  double   initial_bias;

  /* The step */
  uint64_t batch;             /* images a step */
  double   learning_rate;
  uint64_t schedule;          /* NnSchedule */
  double   decay;             /* staircase: factor once an epoch */
  uint64_t schedule_steps;    /* cosine: steps from the full rate to the final one */
  double   momentum;          /* 0: plain gradient descent; v ← m·v + g, w ← w − rate·v */
  double   l2;                /* l2 · ½ Σ w² of the weights, not the biases */
  double   ema;               /* upper bound of the moving averages' d */

  /* Distortion on the fly; all 0: none */
  double   rotation;          /* degrees, uniform in ± */
  double   scale;             /* fraction, uniform in ±, each axis */
  double   shear;             /* tangent, uniform in ± */
  double   shift;             /* pixels, uniform in ±, each axis */
  double   elastic;           /* pixels, root mean square displacement */
  double   elastic_sigma;     /* pixels, smoothness of the displacement field */
  double   thickness;         /* pen made thicker or thinner, uniform in ±, pixels of radius */

  /* What is learnt from, and when it is measured */
  double   mix;               /* share of a batch's digits that the built-in writer writes */
  double   strangers;         /* share of a batch that is no digit, to be unsure about */
  uint64_t steps;             /* steps one run trains */
  uint64_t report_every;      /* steps between two loss values of the history */
  uint64_t evaluate_every;    /* steps between two measurements of the accuracy */
} NnRecipe;

typedef enum
{
  NN_FIELD_COUNT,    /* uint64_t */
  NN_FIELD_REAL,     /* double */
  NN_FIELD_SCHEDULE, /* uint64_t holding an NnSchedule, "staircase" or "cosine" as text */
  NN_FIELD_HIDDEN,   /* n_hidden and hidden together, "500", "300,100" or "none" as text */
} NnRecipeFieldType;

typedef struct
{
  const char        *name;    /* as in the model file and, with dashes, on the command line */
  NnRecipeFieldType  type;
  size_t             offset;  /* in NnRecipe */
  double             minimum; /* both included */
  double             maximum;
  bool               live;    /* may change while a run goes on */
  bool               younger; /* than the first model files: 0 in those that lack it */
} NnRecipeField;

extern const NnRecipeField nn_recipe_fields[];
extern const size_t        nn_recipe_n_fields;

typedef struct
{
  const char *name;        /* "course" */
  const char *description; /* one English sentence, marked for translation by its users */
  NnRecipe    recipe;
} NnNamedRecipe;

/* "course" is the first and the default. */
extern const NnNamedRecipe nn_named_recipes[];
extern const size_t        nn_n_named_recipes;

/* NULL if there is none of that name. */
const NnNamedRecipe *nn_named_recipe_find (const char *name);

const NnRecipeField *nn_recipe_field_find (const char *name);

/* NN_BAD_RECIPE if a field lies outside its range; *field is then the first such one. field may
 * be NULL. */
NnStatus nn_recipe_check (const NnRecipe       *recipe,
                          const NnRecipeField **field);

bool nn_recipe_equal (const NnRecipe *a,
                      const NnRecipe *b);

/* Whether two recipes describe networks of the same shape, so that one's weights fit the other. */
bool nn_recipe_same_shape (const NnRecipe *a,
                           const NnRecipe *b);

/* Whether a run may go on with one of them as with the other: they differ in live fields only. */
bool nn_recipe_same_run (const NnRecipe *a,
                         const NnRecipe *b);

bool nn_recipe_distorts (const NnRecipe *recipe);

/* The rate of the update that takes step to step + 1; see NnSchedule. */
double nn_recipe_learning_rate (const NnRecipe *recipe,
                                uint64_t        step,
                                uint64_t        steps_per_epoch);

/* d of the moving average a ← d·a + (1 − d)·w after the update that takes step to step + 1:
 * min (ema, (1 + step) / (10 + step)). */
double nn_recipe_average_decay (const NnRecipe *recipe,
                                uint64_t        step);
