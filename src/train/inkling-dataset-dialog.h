/* inkling-dataset-dialog.h: asking where the data set is that a run learnt from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-model.h"

G_BEGIN_DECLS

/* Says that it is not where model has it, and lets the person choose another folder or file.
 * purpose is handed back. */
void  inkling_dataset_dialog_locate_async  (GtkWindow           *parent,
                                            const InklingModel  *model,
                                            gpointer             purpose,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);

/* What was chosen, not looked into; free with g_free. NULL: nothing. */
char *inkling_dataset_dialog_locate_finish (GAsyncResult        *result,
                                            gpointer            *purpose);

G_END_DECLS
