/* inkling-atomic-file.h: files that are there completely or not at all
 *
 * All functions block on files and may be called from any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Puts the pieces, one after the other, at path, replacing the file that is there; or where a link
 * there leads to, whether there is a file yet or not: written in the same folder without a name, or
 * under a temporary one where the file system knows no other way, flushed to the disk, renamed, the
 * folder flushed; that this cannot be done is told once, as a notice. What is no file is refused,
 * and so is a link of another user's in a folder where everybody may make one: it may lead to
 * whatever that user would like to see replaced.
 * On error nothing has changed and no temporary file is left; the G_IO_ERROR's message begins with
 * the file's name. */
gboolean inkling_atomic_file_write (const char    *path,
                                    GBytes *const *pieces,
                                    gsize          n_pieces,
                                    GError       **error);

/* Whether two paths lead to one file, by whatever spelling, link or hard link. */
gboolean inkling_atomic_file_is_same (const char *path,
                                      const char *other);

/* Whether a file of that size could be written in folder now; nothing is left of the attempt. The
 * G_IO_ERROR's message begins with the folder's name. */
gboolean inkling_atomic_file_try (const char  *folder,
                                  guint64      n_bytes,
                                  GError     **error);

/* In words; static. */
const char *inkling_atomic_file_explain (int error_number);

/* A G_IO_ERROR of a system call's errno, which begins with the path. Always FALSE. */
gboolean inkling_atomic_file_set_error (GError     **error,
                                        const char  *path,
                                        int          error_number);

/* Removes the temporary files that killed processes left in folder, but none that is still being
 * written. */
void inkling_atomic_file_tidy_folder (const char *folder);

G_END_DECLS
