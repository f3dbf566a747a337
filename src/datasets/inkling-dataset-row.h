/* inkling-dataset-row.h: a data set to choose, to download, to look at or to forget
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-dataset-table.h"

G_BEGIN_DECLS

#define INKLING_TYPE_DATASET_ROW (inkling_dataset_row_get_type ())
G_DECLARE_FINAL_TYPE (InklingDatasetRow, inkling_dataset_row, INKLING, DATASET_ROW, AdwActionRow)

/* Signal "failed" (const char *reason): the download; it can be begun again, and goes on with what
 * has come. */

/* known may be NULL: which is a folder. group is another row's or NULL: one of all is chosen. */
GtkWidget *inkling_dataset_row_new       (const InklingKnownDataset *known,
                                          const char                *which,
                                          InklingDatasetRow         *group);

/* Follows the list of data sets: whether this one can be used, and whether it is chosen. */
void       inkling_dataset_row_update    (InklingDatasetRow         *self);

G_END_DECLS
