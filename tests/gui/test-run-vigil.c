/* test-run-vigil.c: when the desktop is told of a run, by a clock and a desktop of the test's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-run-vigil.h"

#include "inkling-settings.h"

#define LONG  (60 * G_TIME_SPAN_SECOND)
#define SHORT (5 * G_TIME_SPAN_SECOND)

typedef struct
{
  GtkWidget       *window;
  InklingRunVigil  vigil;
} Fixture;

/* The one application, for all tests. */
static GtkApplication *application; /* owned */

/* What takes the place of the desktop in this program. */
static gint64   now = G_TIME_SPAN_SECOND; /* microseconds */
static gboolean active;
static GtkWindow *active_dialog; /* or NULL */
static guint    n_sent;
static guint    n_withdrawn;
static guint    n_inhibitors;

gint64
g_get_monotonic_time (void)
{
  return now;
}

gboolean
gtk_window_is_active (GtkWindow *window)
{
  return active || window == active_dialog;
}

void
g_application_send_notification (GApplication  *sender,
                                 const char    *id,
                                 GNotification *notification)
{
  n_sent++;
}

void
g_application_withdraw_notification (GApplication *sender,
                                     const char   *id)
{
  n_withdrawn++;
}

guint
gtk_application_inhibit (GtkApplication             *asking,
                         GtkWindow                  *window,
                         GtkApplicationInhibitFlags  flags,
                         const char                 *reason)
{
  g_assert_cmpint (flags, ==, GTK_APPLICATION_INHIBIT_SUSPEND);
  return ++n_inhibitors;
}

void
gtk_application_uninhibit (GtkApplication *asking,
                           guint           cookie)
{
  g_assert_cmpuint (cookie, ==, n_inhibitors);
  n_inhibitors--;
}

static void
set_keep_awake (gboolean keep_awake)
{
  g_settings_set_boolean (inkling_settings_get_default (), INKLING_SETTINGS_KEEP_AWAKE, keep_awake);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->window = gtk_window_new ();
  gtk_window_set_application (GTK_WINDOW (fixture->window), application);
  active = FALSE;
  n_sent = n_withdrawn = n_inhibitors = 0;
  set_keep_awake (FALSE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  inkling_run_vigil_update (&fixture->vigil, NULL, FALSE);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static void
update (Fixture  *fixture,
        gboolean  running)
{
  inkling_run_vigil_update (&fixture->vigil, GTK_WINDOW (fixture->window), running);
}

static void
set_active (Fixture  *fixture,
            gboolean  is_active)
{
  active = is_active;
  g_object_notify (G_OBJECT (fixture->window), "is-active");
}

static void
run (Fixture *fixture,
     gint64   duration)
{
  update (fixture, TRUE);
  now += duration;
  inkling_run_vigil_notify (&fixture->vigil, GTK_WINDOW (fixture->window), "It is over");
  update (fixture, FALSE);
}

static void
test_tells_in_the_background (Fixture       *fixture,
                              gconstpointer  data)
{
  run (fixture, LONG);
  g_assert_cmpuint (n_sent, ==, 1);
  run (fixture, SHORT);
  g_assert_cmpuint (n_sent, ==, 1);
}

static void
test_tells_nobody_who_looks (Fixture       *fixture,
                             gconstpointer  data)
{
  set_active (fixture, TRUE);
  run (fixture, LONG);
  g_assert_cmpuint (n_sent, ==, 0);
}

/* A dialog has the keyboard: the window's end is seen behind it. */
static void
test_tells_nobody_in_a_dialog (Fixture       *fixture,
                               gconstpointer  data)
{
  GtkWidget *dialog = g_object_new (GTK_TYPE_WINDOW,
                                    "application", application,
                                    "transient-for", fixture->window,
                                    NULL);

  active_dialog = GTK_WINDOW (dialog);
  run (fixture, LONG);
  active_dialog = NULL;
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_cmpuint (n_sent, ==, 0);
}

/* Once, however many runs ended meanwhile; not while the window is still in the background. */
static void
test_withdraws (Fixture       *fixture,
                gconstpointer  data)
{
  run (fixture, LONG);
  run (fixture, LONG);
  g_assert_cmpuint (n_sent, ==, 2);
  set_active (fixture, FALSE);
  g_assert_cmpuint (n_withdrawn, ==, 0);
  set_active (fixture, TRUE);
  g_assert_cmpuint (n_withdrawn, ==, 1);
  set_active (fixture, FALSE);
  set_active (fixture, TRUE);
  g_assert_cmpuint (n_withdrawn, ==, 1);
}

static void
test_sleeps_unless_asked (Fixture       *fixture,
                          gconstpointer  data)
{
  update (fixture, TRUE);
  g_assert_cmpuint (n_inhibitors, ==, 0);

  set_keep_awake (TRUE);
  update (fixture, TRUE);
  update (fixture, TRUE);
  g_assert_cmpuint (n_inhibitors, ==, 1);

  set_keep_awake (FALSE);
  update (fixture, TRUE);
  g_assert_cmpuint (n_inhibitors, ==, 0);
}

static void
test_sleeps_when_paused (Fixture       *fixture,
                         gconstpointer  data)
{
  set_keep_awake (TRUE);
  update (fixture, FALSE);
  g_assert_cmpuint (n_inhibitors, ==, 0);
  update (fixture, TRUE);
  g_assert_cmpuint (n_inhibitors, ==, 1);
  update (fixture, FALSE);
  g_assert_cmpuint (n_inhibitors, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  application = gtk_application_new ("org.inkling.Test", G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/run-vigil/tells-in-the-background", test_tells_in_the_background);
  ADD ("/run-vigil/tells-nobody-who-looks", test_tells_nobody_who_looks);
  ADD ("/run-vigil/tells-nobody-in-a-dialog", test_tells_nobody_in_a_dialog);
  ADD ("/run-vigil/withdraws", test_withdraws);
  ADD ("/run-vigil/sleeps-unless-asked", test_sleeps_unless_asked);
  ADD ("/run-vigil/sleeps-when-paused", test_sleeps_when_paused);
#undef ADD

  result = g_test_run ();
  g_object_unref (application);
  return result;
}
