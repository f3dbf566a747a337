/* inkling-run-vigil.c: what the desktop is told of a run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-run-vigil.h"

#include <glib/gi18n.h>

#include "inkling-settings.h"

/* The end of a run shorter than this is waited for. */
#define LONG_RUN        (30 * G_TIME_SPAN_SECOND)
#define NOTIFICATION_ID "run-ended"

static gboolean
shall_keep_awake (void)
{
  GSettings *settings = inkling_settings_get_default ();

  return settings != NULL && g_settings_get_boolean (settings, INKLING_SETTINGS_KEEP_AWAKE);
}

static void
keep_awake (InklingRunVigil *self,
            GtkWindow       *window)
{
  GtkApplication *application = gtk_window_get_application (window);

  if (application == NULL)
    return;

  self->cookie = gtk_application_inhibit (application, window, GTK_APPLICATION_INHIBIT_SUSPEND,
                                          _("A network is being trained"));
  if (self->cookie != 0)
    self->application = g_object_ref (application);
}

static void
let_sleep (InklingRunVigil *self)
{
  gtk_application_uninhibit (self->application, self->cookie);
  self->cookie = 0;
  g_clear_object (&self->application);
}

void
inkling_run_vigil_update (InklingRunVigil *self,
                          GtkWindow       *window,
                          gboolean         running)
{
  gboolean awake = running && window != NULL && shall_keep_awake ();

  if (!running)
    self->begin = 0;
  else if (self->begin == 0)
    self->begin = g_get_monotonic_time ();

  if (awake && self->cookie == 0)
    keep_awake (self, window);
  else if (!awake && self->cookie != 0)
    let_sleep (self);
}

/* Whoever looks again has no need to be told. */
static void
active_cb (GtkWindow *window)
{
  GtkApplication *application = gtk_window_get_application (window);

  if (!gtk_window_is_active (window))
    return;

  g_signal_handlers_disconnect_by_func (window, active_cb, NULL);
  if (application != NULL)
    g_application_withdraw_notification (G_APPLICATION (application), NOTIFICATION_ID);
}

/* In one of the program's windows. */
static gboolean
is_watched (GtkApplication *application)
{
  for (GList *link = gtk_application_get_windows (application); link != NULL; link = link->next)
    if (gtk_window_is_active (link->data))
      return TRUE;

  return FALSE;
}

void
inkling_run_vigil_notify (InklingRunVigil *self,
                          GtkWindow       *window,
                          const char      *text)
{
  GtkApplication *application = window != NULL ? gtk_window_get_application (window) : NULL;
  g_autoptr (GNotification) notification = NULL;

  if (application == NULL || self->begin == 0
      || g_get_monotonic_time () - self->begin < LONG_RUN || is_watched (application))
    return;

  notification = g_notification_new (_("Training Has Ended"));
  g_notification_set_body (notification, text);
  g_application_send_notification (G_APPLICATION (application), NOTIFICATION_ID, notification);
  g_signal_handlers_disconnect_by_func (window, active_cb, NULL);
  g_signal_connect (window, "notify::is-active", G_CALLBACK (active_cb), NULL);
}
