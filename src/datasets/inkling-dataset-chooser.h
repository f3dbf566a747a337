/* inkling-dataset-chooser.h: the data sets to learn from: what there is and what can be had
 *
 * The choice is that of inkling_dataset_list_get_default (). “Look at the pictures” activates
 * "win.browse-dataset" with what inkling_dataset_load takes, on the window it is transient for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define INKLING_TYPE_DATASET_CHOOSER (inkling_dataset_chooser_get_type ())
G_DECLARE_FINAL_TYPE (InklingDatasetChooser, inkling_dataset_chooser,
                      INKLING, DATASET_CHOOSER, AdwPreferencesWindow)

GtkWidget *inkling_dataset_chooser_new (GtkWindow             *parent);

/* Adds what the person opened elsewhere and chooses it, or says why it cannot be read. */
void       inkling_dataset_chooser_add (InklingDatasetChooser *self,
                                        const char            *path);

G_END_DECLS
