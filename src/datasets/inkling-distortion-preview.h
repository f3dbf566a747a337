/* inkling-distortion-preview.h: what a recipe's distortions make of digits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "nn-recipe.h"

G_BEGIN_DECLS

#define INKLING_TYPE_DISTORTION_PREVIEW (inkling_distortion_preview_get_type ())
G_DECLARE_FINAL_TYPE (InklingDistortionPreview, inkling_distortion_preview,
                      INKLING, DISTORTION_PREVIEW, AdwWindow)

GtkWidget *inkling_distortion_preview_new        (GtkWindow                *parent);

/* Shows what a run with this recipe and seed does. */
void       inkling_distortion_preview_set_recipe (InklingDistortionPreview *self,
                                                  const NnRecipe           *recipe,
                                                  guint64                   seed);

G_END_DECLS
