/* inkling-dataset-list.h: the data sets one can choose from, and which one is chosen
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "inkling-dataset-table.h"
#include "inkling-model.h"

G_BEGIN_DECLS

#define INKLING_TYPE_DATASET_ENTRY (inkling_dataset_entry_get_type ())
G_DECLARE_FINAL_TYPE (InklingDatasetEntry, inkling_dataset_entry, INKLING, DATASET_ENTRY, GObject)

/* Property "title" (string). Each of these lasts as long as the entry. */
const char                *inkling_dataset_entry_get_which       (InklingDatasetEntry *self);
const char                *inkling_dataset_entry_get_title       (InklingDatasetEntry *self);
const char                *inkling_dataset_entry_get_description (InklingDatasetEntry *self);
/* NULL: a folder of the user's. */
const InklingKnownDataset *inkling_dataset_entry_get_known       (InklingDatasetEntry *self);

#define INKLING_TYPE_DATASET_LIST (inkling_dataset_list_get_type ())
G_DECLARE_FINAL_TYPE (InklingDatasetList, inkling_dataset_list, INKLING, DATASET_LIST, GObject)

/* A GListModel of the entries that can be used on this machine now: known sets that are there, then
 * the user's folders, which the settings remember. Property "chosen" (InklingDatasetEntry),
 * notifies; never NULL. Owned by the module. */
InklingDatasetList  *inkling_dataset_list_get_default (void);

/* Looks again which known sets are there. */
void                 inkling_dataset_list_refresh     (InklingDatasetList  *self);

InklingDatasetEntry *inkling_dataset_list_get_chosen  (InklingDatasetList  *self);
/* FALSE if there is no such entry: the choice stays. */
gboolean             inkling_dataset_list_choose      (InklingDatasetList  *self,
                                                       const char          *which);

/* Chooses what a model learnt from: a known set, or a folder that is called as it says; of several
 * the one that is chosen already. FALSE if it is not in the list: the choice stays. */
gboolean             inkling_dataset_list_choose_source (InklingDatasetList *self,
                                                         const char         *digest,
                                                         const char         *name);

/* The same for going on with a run: the place its model names is taken into the list if it is still
 * there. FALSE if what it learnt from is not on this machine, as far as one can see. */
gboolean             inkling_dataset_list_choose_run    (InklingDatasetList *self,
                                                         const InklingModel *model);

/* Takes a folder into the list, unless it is there already, and chooses it; it is not looked
 * into. */
void                 inkling_dataset_list_add_folder    (InklingDatasetList *self,
                                                         const char         *path);
/* Forgets the folder, which itself stays as it is. */
void                 inkling_dataset_list_remove_folder (InklingDatasetList *self,
                                                         const char         *path);

G_END_DECLS
