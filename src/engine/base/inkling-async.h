/* inkling-async.h: one synchronous body, called in a worker thread
 *
 * What takes too long for the main thread is written as a plain function that fails with a GError.
 * Its _async function hands it over together with the work, a struct of all that it needs; its
 * _finish function says what comes of it:
 *
 *   void
 *   inkling_thing_load_async (const char          *path,
 *                             GCancellable        *cancellable,
 *                             GAsyncReadyCallback  callback,
 *                             gpointer             user_data)
 *   {
 *     inkling_async_make (g_task_new (NULL, cancellable, callback, user_data),
 *                         g_strdup (path), g_free, load, g_object_unref);
 *   }
 *
 *   InklingThing *
 *   inkling_thing_load_finish (GAsyncResult  *result,
 *                              GError       **error)
 *   {
 *     return g_task_propagate_pointer (G_TASK (result), error);
 *   }
 *
 * The task is taken over. It owns the work until the last reference to it goes, whichever thread
 * that is in, and is cancelled as its flags say: set them before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether it was done, for g_task_propagate_boolean(). Worker thread. */
typedef gboolean (*InklingAsyncDo)   (gpointer       work,
                                      GCancellable  *cancellable,
                                      GError       **error);

/* What was made, or NULL with error set, for g_task_propagate_pointer(). Worker thread. */
typedef gpointer (*InklingAsyncMake) (gpointer       work,
                                      GCancellable  *cancellable,
                                      GError       **error);

void     inkling_async_do       (GTask            *task,
                                 gpointer          work,
                                 GDestroyNotify    free_work,
                                 InklingAsyncDo    body);

/* free_made is for what nobody waits for any more. */
void     inkling_async_make     (GTask            *task,
                                 gpointer          work,
                                 GDestroyNotify    free_work,
                                 InklingAsyncMake  body,
                                 GDestroyNotify    free_made);

/* Owned by the task, which has ended: what the body left in it. */
gpointer inkling_async_get_work (GAsyncResult     *result);

G_END_DECLS
