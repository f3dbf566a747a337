/* inkling-reading-task.h: has a network read a whole data set, away from the main thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-dataset.h"
#include "inkling-model.h"

G_BEGIN_DECLS

/* digits are the data set's, which is kept for as long as it takes. */
void    inkling_reading_task_async  (InklingModel         *model,
                                     InklingDataset       *dataset,
                                     const NnDigits       *digits,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);

/* (n_images) labels; NULL on error. Free with g_free. */
guint8 *inkling_reading_task_finish (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
