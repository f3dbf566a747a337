/* inkling-enlargement.h: a picture of 28×28 in large, with its axes, its name and an explanation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "inkling-explanations.h"

G_BEGIN_DECLS

#define INKLING_TYPE_ENLARGEMENT (inkling_enlargement_get_type ())

G_DECLARE_FINAL_TYPE (InklingEnlargement, inkling_enlargement, INKLING, ENLARGEMENT, GtkWidget)

GtkWidget *inkling_enlargement_new       (void);

void       inkling_enlargement_explain   (InklingEnlargement       *self,
                                          const InklingExplanation *explanation);

/* As inkling_preview_set_image. */
void       inkling_enlargement_set_image (InklingEnlargement       *self,
                                          const guint8             *image);

G_END_DECLS
