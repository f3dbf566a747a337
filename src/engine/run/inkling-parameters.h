/* inkling-parameters.h: the hyper-parameters as they are being chosen
 *
 * A recipe with a name, and what was changed of it. Knows no widgets. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "nn-recipe.h"

G_BEGIN_DECLS

#define INKLING_TYPE_PARAMETERS (inkling_parameters_get_type ())
G_DECLARE_FINAL_TYPE (InklingParameters, inkling_parameters, INKLING, PARAMETERS, GObject)

/* Signal: "changed" (), also when the preset or whether a run goes on is another. */

InklingParameters   *inkling_parameters_new           (void);

const NnRecipe      *inkling_parameters_get_recipe    (InklingParameters    *self);
const NnNamedRecipe *inkling_parameters_get_preset    (InklingParameters    *self);

/* Every value becomes the preset's, or what it was changed to when the preset was left for another.
 * What is chosen so is meant for a new run. */
void                 inkling_parameters_choose_preset (InklingParameters    *self,
                                                       const NnNamedRecipe  *preset);
/* The values of a run that is at hand now. */
void                 inkling_parameters_show_run      (InklingParameters    *self,
                                                       const NnRecipe       *recipe);
/* Whether they may act on the run at hand, which has that recipe. */
gboolean             inkling_parameters_fit_run       (InklingParameters    *self,
                                                       const NnRecipe       *recipe);

/* As inkling_recipe_set_text. */
gboolean             inkling_parameters_set_text      (InklingParameters    *self,
                                                       const NnRecipeField  *field,
                                                       const char           *text,
                                                       GError              **error);
/* Whether the value is not the preset's. */
gboolean             inkling_parameters_is_changed    (InklingParameters    *self,
                                                       const NnRecipeField  *field);
guint                inkling_parameters_count_changed (InklingParameters    *self);
/* Back to the preset's value; NULL: of all fields that may change now. */
void                 inkling_parameters_reset         (InklingParameters    *self,
                                                       const NnRecipeField  *field);
/* The values of recipe for all fields that may change now, as after a reset that was a mistake. */
void                 inkling_parameters_restore       (InklingParameters    *self,
                                                       const NnRecipe       *recipe);

/* While a run goes on only live fields may change. */
void                 inkling_parameters_set_running   (InklingParameters    *self,
                                                       gboolean              running);
gboolean             inkling_parameters_may_change    (InklingParameters    *self,
                                                       const NnRecipeField  *field);

G_END_DECLS
