/* inkling-cli-recipe.h: one option for each field of the recipe
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "nn-recipe.h"

G_BEGIN_DECLS

/* "--recipe", and "--learning-rate" for learning_rate, and so on; none for steps, which means
 * something else to whoever has such an option. */
typedef struct
{
  char  *name;  /* owned: of a recipe; NULL if it was not given */
  char **texts; /* owned: (nn_recipe_n_fields + 1), NULL where the option was not given */
} InklingCliRecipe;

/* Appends the entries to entries (of GOptionEntry). */
void     inkling_cli_recipe_init  (InklingCliRecipe *self,
                                   GArray           *entries);
void     inkling_cli_recipe_clear (InklingCliRecipe *self);

/* The recipe that was named, or the first one, with the fields that were given. FALSE once it has
 * said what is wrong. */
gboolean inkling_cli_recipe_parse (const InklingCliRecipe  *self,
                                   NnRecipe                *recipe);

/* Changes the fields whose options were given. INKLING_ERROR_RECIPE names the option, its value and
 * what is allowed. */
gboolean inkling_cli_recipe_apply (const InklingCliRecipe  *self,
                                   NnRecipe                *recipe,
                                   GError                 **error);

G_END_DECLS
