/* inkling-reset.h: everything as on the first day, with a copy put aside and a way back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Moves models_folder and a copy of the settings into a new folder beside it, named after the day,
 * then gives each setting its default. No run may be going on. On error nothing is reset and all
 * models are where they were; so it is if another program is training in the folder. Main thread;
 * the files are moved in another. */
void     inkling_reset_async       (const char           *models_folder,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);

/* The folder of the copy; free with g_free. NULL on error. */
char    *inkling_reset_finish      (GAsyncResult         *result,
                                    GError              **error);

/* Brings back what inkling_reset_async put into copy. Models that came to be since are kept in
 * copy. No run may be going on. */
void     inkling_reset_undo_async  (const char           *copy,
                                    const char           *models_folder,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean inkling_reset_undo_finish (GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
