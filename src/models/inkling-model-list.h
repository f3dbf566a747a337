/* inkling-model-list.h: the files of the model folder, and what one does with them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define INKLING_TYPE_MODEL_LIST (inkling_model_list_get_type ())
G_DECLARE_FINAL_TYPE (InklingModelList, inkling_model_list, INKLING, MODEL_LIST, AdwWindow)

/* Signal "open" (GFile *file): the person wants to work with that model; the window closes after
 * it. Modal to parent; shown once it is presented. Follows what happens in folder. */
GtkWidget *inkling_model_list_new (GtkWindow  *parent,
                                   const char *folder);

G_END_DECLS
