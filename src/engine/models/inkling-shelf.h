/* inkling-shelf.h: what a person does with single files of the model folder
 *
 * Each function takes a model file and returns the path where it, or the new file, is now; free it
 * with g_free. NULL on error, and nothing has changed. No file is ever replaced but by an export,
 * whose target the person has chosen; and none moves, with INKLING_ERROR_FOLDER_IN_USE, in a folder
 * where another program trains. They block on files and may be called from any thread; the
 * main thread uses inkling_shelf_run_async.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* argument is used where the function's comment says so, else NULL. */
typedef char *(*InklingShelfFunc) (const char  *path,
                                   const char  *argument,
                                   GError     **error);

/* argument: the new name without suffix. The file stays in its folder, and marked if it was. */
char *inkling_shelf_rename     (const char  *path,
                                const char  *argument,
                                GError     **error);
/* A copy, byte by byte, beside it under a free name. */
char *inkling_shelf_duplicate  (const char  *path,
                                const char  *argument,
                                GError     **error);

/* Marks it as kept, or no longer. The mark is part of the name, "….kept.safetensors": so it
 * survives copying to wherever, is seen in every file manager, changes in one atomic rename, and
 * leaves the file's digests alone. Checkpoints that are not kept are the only files whose name
 * inkling_checkpoints_save ever removes. */
char *inkling_shelf_keep       (const char  *path,
                                const char  *argument,
                                GError     **error);
char *inkling_shelf_unkeep     (const char  *path,
                                const char  *argument,
                                GError     **error);

/* argument: the target, another file; ".onnx" is written for other engines, else the small model
 * file. */
char *inkling_shelf_export     (const char  *path,
                                const char  *argument,
                                GError     **error);

/* Deleting in two steps, so that it can be undone: hides the file in a subfolder, brings a hidden
 * one back (under a free name if its own is taken meanwhile), or moves it to the wastebasket; where
 * there is none it is removed. */
char *inkling_shelf_hide       (const char  *path,
                                const char  *argument,
                                GError     **error);
char *inkling_shelf_bring_back (const char  *path,
                                const char  *argument,
                                GError     **error);
char *inkling_shelf_discard    (const char  *path,
                                const char  *argument,
                                GError     **error);

/* Brings back what a program that ended in between had hidden in a model folder, and in its
 * subfolders of earlier runs. */
void  inkling_shelf_bring_all_back (const char *folder);

/* The paths of the files whose names match, in the order of their names; a missing folder has none.
 * NULL if folder cannot be listed: it may hold models. Free with g_ptr_array_unref. */
GPtrArray *inkling_shelf_list_folder     (const char  *folder,
                                          gboolean   (*matches) (const char *name),
                                          GError     **error);

gboolean   inkling_shelf_is_model_name   (const char *name);

/* All model files of a folder and of its subfolders of earlier runs, paths in the order of names.
 * A missing folder has none. NULL on error. Free with g_ptr_array_unref. */
GPtrArray *inkling_shelf_list      (const char  *folder,
                                    GError     **error);

/* Whether no other program trains in one of those subfolders. */
gboolean inkling_shelf_check_subfolders (const char  *folder,
                                         GError     **error);

gboolean inkling_shelf_is_kept     (const char *path);

/* The base name without suffix and mark, as text to be shown; free with g_free. */
char    *inkling_shelf_get_title   (const char *path);

/* Runs func in another thread. */
void  inkling_shelf_run_async  (InklingShelfFunc     func,
                                const char          *path,
                                const char          *argument,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
char *inkling_shelf_run_finish (GAsyncResult        *result,
                                GError              **error);

G_END_DECLS
