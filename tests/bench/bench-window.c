/* bench-window.c: times the real window, from inside
 *
 *     bench-window SPAWNED DRAW
 *
 * SPAWNED is when the process was asked for (CLOCK_MONOTONIC, microseconds), DRAW a command that
 * draws on the canvas until it is killed. Prints one JSON object. Run by window.py.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "inkling-application.h"

#define RUN_SECONDS    12
#define DRAW_SECONDS   10
#define N_PAUSES       15
#define SETTLE_SECONDS 0.7
#define PATIENCE       60.0 /* seconds */

typedef struct
{
  InklingApplication *application;
  GtkWidget          *window;
  GdkFrameClock      *clock;
  gint64              spawned;     /* microseconds, as all times here */
  gint64              first_frame; /* 0: not yet */
  gint64              begun;       /* the frame at hand */
  GArray             *work;        /* of double: milliseconds a frame took */
} Bench;

static double
milliseconds_since (gint64 time)
{
  return (double) (g_get_monotonic_time () - time) / 1000.0;
}

static void
before_paint_cb (GdkFrameClock *clock,
                 gpointer       user_data)
{
  Bench *bench = user_data;

  bench->begun = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock,
                gpointer       user_data)
{
  Bench *bench = user_data;
  double work = milliseconds_since (bench->begun);

  if (bench->first_frame == 0)
    bench->first_frame = g_get_monotonic_time ();
  if (bench->work != NULL)
    g_array_append_val (bench->work, work);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window,
                 gpointer        user_data)
{
  Bench *bench = user_data;

  if (bench->window != NULL)
    return;
  bench->window = GTK_WIDGET (window);
  gtk_widget_realize (bench->window);
  bench->clock = gtk_widget_get_frame_clock (bench->window);
  g_signal_connect (bench->clock, "before-paint", G_CALLBACK (before_paint_cb), bench);
  g_signal_connect (bench->clock, "after-paint", G_CALLBACK (after_paint_cb), bench);
}

/* The first button of this action below widget, or NULL. */
static GtkWidget *
find_button (GtkWidget  *widget,
             const char *action)
{
  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
time_is_over_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Sleeps whenever there is nothing to do, as the program itself does. */
static void
run_main_loop (double seconds)
{
  gboolean over = FALSE;

  g_timeout_add ((guint) (1000.0 * seconds), time_is_over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* The first window greets a stranger, who would not draw before it is closed. */
static void
skip_welcome (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.inkling.Inkling");

  g_settings_set_boolean (settings, "welcome-shown", TRUE);
}

static void
wait_until_sensitive (GtkWidget *button)
{
  gint64 start = g_get_monotonic_time ();

  while (!gtk_widget_is_sensitive (button))
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (100);
      if (milliseconds_since (start) > 1000.0 * PATIENCE)
        g_error ("a button stayed insensitive");
    }
}

static void
press (Bench      *bench,
       const char *action)
{
  GtkWidget *button = find_button (bench->window, action);

  if (button == NULL)
    g_error ("there is no button for %s", action);
  wait_until_sensitive (button);
  gtk_widget_activate_action (button, action, NULL);
}

/* Milliseconds from Pause to a checkpoint that is safe. */
static double
pause_run (Bench *bench)
{
  gint64 start = g_get_monotonic_time ();

  press (bench, "training.pause");
  wait_until_sensitive (find_button (bench->window, "training.resume"));
  return milliseconds_since (start);
}

static gboolean
keep_ticking_cb (GtkWidget     *widget,
                 GdkFrameClock *clock,
                 gpointer       user_data)
{
  return G_SOURCE_CONTINUE;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
quantile (GArray *values,
          double  share)
{
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, (guint) (share * (values->len - 1)));
}

/* Frames while a run goes on and somebody draws. */
static GArray *
measure_frames (Bench      *bench,
                const char *draw)
{
  const char *arguments[] = { "sh", "-c", draw, NULL };
  GPid        hand;
  guint       tick;
  GArray     *work = g_array_new (FALSE, FALSE, sizeof (double));

  if (!g_spawn_async (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &hand,
                      NULL))
    g_error ("nobody can draw");
  run_main_loop (SETTLE_SECONDS);
  tick = gtk_widget_add_tick_callback (bench->window, keep_ticking_cb, NULL, NULL);
  bench->work = work;
  run_main_loop (DRAW_SECONDS);
  bench->work = NULL;
  gtk_widget_remove_tick_callback (bench->window, tick);
  kill (hand, SIGTERM);
  return work;
}

static GArray *
measure_pauses (Bench *bench)
{
  GArray *pauses = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < N_PAUSES; i++)
    {
      double took;

      run_main_loop (SETTLE_SECONDS);
      took = pause_run (bench);
      g_array_append_val (pauses, took);
      press (bench, "training.resume");
    }
  return pauses;
}

static void
measure (Bench      *bench,
         const char *draw)
{
  g_autoptr (GArray) frames = NULL;
  g_autoptr (GArray) pauses = NULL;
  gint64             start;
  double             seconds;

  while (bench->first_frame == 0)
    g_main_context_iteration (NULL, TRUE);
  run_main_loop (SETTLE_SECONDS);

  press (bench, "training.start");
  wait_until_sensitive (find_button (bench->window, "training.pause"));
  start = g_get_monotonic_time ();
  run_main_loop (RUN_SECONDS);
  seconds = milliseconds_since (start) / 1000.0;
  pause_run (bench);
  g_print ("{\"first_frame_milliseconds\":%.1f,\"run_seconds\":%.4f}\n",
           (double) (bench->first_frame - bench->spawned) / 1000.0, seconds);
  fflush (stdout);

  getchar (); /* window.py looks at the checkpoint */
  press (bench, "training.resume");
  frames = measure_frames (bench, draw);
  pauses = measure_pauses (bench);
  g_print ("{\"frames\":%u,\"frame_median\":%.2f,\"frame_99\":%.2f,\"frame_longest\":%.2f,"
           "\"pause_median\":%.1f,\"pause_longest\":%.1f}\n",
           frames->len, quantile (frames, 0.5), quantile (frames, 0.99), quantile (frames, 1.0),
           quantile (pauses, 0.5), quantile (pauses, 1.0));
}

int
main (int   argc,
      char *argv[])
{
  Bench bench = { 0 };

  if (argc != 3)
    return 2;
  bench.spawned = g_ascii_strtoll (argv[1], NULL, 10);
  skip_welcome ();
  bench.application = inkling_application_new ();
  g_signal_connect (bench.application, "window-added", G_CALLBACK (window_added_cb), &bench);
  g_application_register (G_APPLICATION (bench.application), NULL, NULL);
  g_application_activate (G_APPLICATION (bench.application));
  measure (&bench, argv[2]);
  exit (0); /* the run is not worth saving */
}
