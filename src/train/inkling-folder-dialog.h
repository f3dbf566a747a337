/* inkling-folder-dialog.h: a run that has no folder to keep its models in, and where it can have
 * one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-session.h"

G_BEGIN_DECLS

/* What a session's signal "homeless" tells. */
void inkling_folder_dialog_show (GtkWindow      *parent,
                                 InklingSession *session,
                                 gboolean        in_use,
                                 const char     *reason);

G_END_DECLS
