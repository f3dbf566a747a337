/* inkling-rescue-dialog.h: a run that broke off, and the way on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-session.h"

G_BEGIN_DECLS

/* Says what happened and offers to go on from the last good checkpoint at a smaller learning rate;
 * dataset as inkling_dataset_load takes it. The dialog looks after itself. */
void inkling_rescue_dialog_show (GtkWindow      *parent,
                                 InklingSession *session,
                                 const char     *dataset,
                                 const char     *reason);

G_END_DECLS
