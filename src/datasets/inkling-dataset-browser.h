/* inkling-dataset-browser.h: all pictures of a data set, and how a network reads them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-model.h"

G_BEGIN_DECLS

#define INKLING_TYPE_DATASET_BROWSER (inkling_dataset_browser_get_type ())
G_DECLARE_FINAL_TYPE (InklingDatasetBrowser, inkling_dataset_browser,
                      INKLING, DATASET_BROWSER, AdwWindow)

/* which as in inkling_dataset_load; model, which may be NULL, reads the pictures. */
GtkWidget *inkling_dataset_browser_new (GtkWindow    *parent,
                                        const char   *which,
                                        InklingModel *model);

G_END_DECLS
