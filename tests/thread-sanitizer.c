/* thread-sanitizer.c: preloaded into a program, tells ThreadSanitizer of GLib's locks and counts
 *
 * GLib is not built with the sanitizer, which would take all that a GMutex or a reference count
 * guards for a race. These functions stand before GLib's own, call them, and say what they have
 * done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define _GNU_SOURCE
#include <dlfcn.h>

#include <glib.h>
#include <sanitizer/tsan_interface.h>

#define NEXT(name) ((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

void
g_mutex_lock (GMutex *mutex)
{
  NEXT (g_mutex_lock) (mutex);
  __tsan_acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  gboolean locked = NEXT (g_mutex_trylock) (mutex);

  if (locked)
    __tsan_acquire (mutex);
  return locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  __tsan_release (mutex);
  NEXT (g_mutex_unlock) (mutex);
}

void
g_cond_wait (GCond  *cond,
             GMutex *mutex)
{
  __tsan_release (mutex);
  NEXT (g_cond_wait) (cond, mutex);
  __tsan_acquire (mutex);
}

gboolean
g_cond_wait_until (GCond  *cond,
                   GMutex *mutex,
                   gint64  end_time)
{
  gboolean signalled;

  __tsan_release (mutex);
  signalled = NEXT (g_cond_wait_until) (cond, mutex, end_time);
  __tsan_acquire (mutex);
  return signalled;
}

/* Whoever drops the last reference sees what all others did before they dropped theirs. */
gboolean
g_atomic_ref_count_dec (gatomicrefcount *count)
{
  gboolean is_last;

  __tsan_release (count);
  is_last = NEXT (g_atomic_ref_count_dec) (count);
  if (is_last)
    __tsan_acquire (count);
  return is_last;
}

/* What a pool's thread is given. */
typedef struct
{
  GFunc    func;
  gpointer user_data;
} Work;

static void
do_work (gpointer data,
         gpointer user_data)
{
  Work *work = user_data;

  __tsan_acquire (data);
  work->func (data, work->user_data);
}

/* The work stays until the program ends. */
GThreadPool *
g_thread_pool_new (GFunc      func,
                   gpointer   user_data,
                   gint       max_threads,
                   gboolean   exclusive,
                   GError   **error)
{
  Work *work = g_new0 (Work, 1);

  *work = (Work) { func, user_data };
  return NEXT (g_thread_pool_new) (do_work, work, max_threads, exclusive, error);
}

gboolean
g_thread_pool_push (GThreadPool  *pool,
                    gpointer      data,
                    GError      **error)
{
  __tsan_release (data);
  return NEXT (g_thread_pool_push) (pool, data, error);
}
