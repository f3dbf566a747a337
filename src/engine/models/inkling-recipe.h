/* inkling-recipe.h: recipes as text, for files and the command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "nn-recipe.h"

G_BEGIN_DECLS

/* A field's value as text that inkling_recipe_set_text reads back to the same bits, whatever the
 * locale: "500", "0.1", "cosine", "300,100", "none". Free with g_free. */
char *inkling_recipe_get_text (const NnRecipe      *recipe,
                               const NnRecipeField *field);

/* INKLING_ERROR_RECIPE if text is no value of the field or outside its range; the message names the
 * field, the text and what is allowed. recipe is unchanged then. */
gboolean inkling_recipe_set_text (NnRecipe             *recipe,
                                  const NnRecipeField  *field,
                                  const char           *text,
                                  GError              **error);

/* That text is no value of the field, and what is: the message above without the field's name. Free
 * with g_free. */
char *inkling_recipe_print_refusal (const NnRecipeField *field,
                                    const char          *text);

/* The named recipe it equals, or NULL. */
const char *inkling_recipe_get_name (const NnRecipe *recipe);

/* What a recipe of that name is called for people, translated; the name if it has no other. */
const char *inkling_recipe_get_title (const char *name);

/* In how many fields they have other values. */
guint inkling_recipe_count_differences (const NnRecipe *recipe,
                                        const NnRecipe *other);

/* That many values are others, translated. Free with g_free. */
char *inkling_recipe_print_changes (guint n_changed);

/* The named recipe that differs in the fewest fields; current if no other is nearer. current: NULL
 * for the first of equally near ones. */
const NnNamedRecipe *inkling_recipe_find_nearest (const NnRecipe      *recipe,
                                                  const NnNamedRecipe *current);

/* Gives recipe the other's values of all fields that may change within a run. */
void inkling_recipe_take_live (NnRecipe       *recipe,
                               const NnRecipe *other);

G_END_DECLS
