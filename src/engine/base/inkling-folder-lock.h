/* inkling-folder-lock.h: a folder that one program at a time writes to, and who that is
 *
 * The kernel lets go of a lock whatever ends the process, also on a network, where the file system
 * knows locks. All functions block on files and may be called from any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _InklingFolderLock InklingFolderLock;

/* Takes the folder, which must be there. NULL with INKLING_ERROR_FOLDER_IN_USE and a message that
 * says who has it, or with a G_IO_ERROR if nothing can be written there. */
InklingFolderLock *inkling_folder_lock_take       (const char               *folder,
                                                   GError                  **error);

/* Gives it back, wherever it has been moved to; nothing is left in it. NULL is allowed. */
void               inkling_folder_lock_free       (InklingFolderLock        *self);

/* FALSE: the file system knows no locks, and nobody is kept out. */
gboolean           inkling_folder_lock_is_certain (const InklingFolderLock  *self);

/* Whether what lies at the folder's path is still what was taken. */
gboolean           inkling_folder_lock_is_valid   (const InklingFolderLock  *self);

/* Whether nobody has the folder, or only this very process; else FALSE with
 * INKLING_ERROR_FOLDER_IN_USE. A missing folder is free. */
gboolean           inkling_folder_lock_check      (const char               *folder,
                                                   GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingFolderLock, inkling_folder_lock_free)

G_END_DECLS
