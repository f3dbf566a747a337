/* inkling-notice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-notice.h"

/* Main thread only */
static InklingNoticeFunc listener_func;
static gpointer          listener_data;

/* Immutable once other threads may tell */
static GThread          *listener_thread;

static gboolean
deliver_cb (gpointer text)
{
  if (listener_func != NULL)
    listener_func (text, listener_data);
  return G_SOURCE_REMOVE;
}

void
inkling_notice_set_listener (InklingNoticeFunc listener,
                             gpointer          user_data)
{
  listener_func = listener;
  listener_data = user_data;
  listener_thread = g_thread_self ();
}

void
inkling_notice_tell (const char *text)
{
  if (g_thread_self () == listener_thread)
    deliver_cb ((gpointer) text);
  else
    g_idle_add_full (G_PRIORITY_DEFAULT, deliver_cb, g_strdup (text), g_free);
}

void
inkling_notice_tell_once (const char *text)
{
  static GMutex      mutex;
  static GHashTable *told; /* owned; guarded by mutex */
  gboolean           is_new;

  g_mutex_lock (&mutex);
  if (told == NULL)
    told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  is_new = g_hash_table_add (told, g_strdup (text));
  g_mutex_unlock (&mutex);
  if (is_new)
    inkling_notice_tell (text);
}
