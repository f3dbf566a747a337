/* bench-browser.c: milliseconds a frame takes while 60,000 pictures are scrolled through
 *
 * Prints one JSON object: the work of the frames between two vertical blanks, while a wheel turns
 * steadily and while somebody pulls the bar from one end to the other. Run under with-display.sh,
 * with GSETTINGS_SCHEMA_DIR=build/data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-dataset-browser.h"
#include "inkling-model-file.h"

#define N_PICTURES     60000
#define N_FRAMES       600
#define WHEEL_PIXELS   40.0 /* a frame: 2,400 a second */
#define SETTLE_SECONDS 3

typedef struct
{
  GtkAdjustment *adjustment; /* unowned */
  double         pixels;     /* a frame */
  gint64         begun;      /* the frame at hand, microseconds */
  GArray        *work;       /* of double: milliseconds a frame took */
} Bench;

static void
before_paint_cb (GdkFrameClock *clock,
                 gpointer       user_data)
{
  ((Bench *) user_data)->begun = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock,
                gpointer       user_data)
{
  Bench *bench = user_data;
  double work = (double) (g_get_monotonic_time () - bench->begun) / 1000.0;

  if (bench->work != NULL)
    g_array_append_val (bench->work, work);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  Bench *bench = user_data;

  if (bench->work != NULL)
    gtk_adjustment_set_value (bench->adjustment,
                              gtk_adjustment_get_value (bench->adjustment) + bench->pixels);

  return G_SOURCE_CONTINUE;
}

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);

  return found;
}

/* None while they are being read. */
static guint
count_pictures (GtkGridView *grid)
{
  GtkSelectionModel *pictures = gtk_grid_view_get_model (grid);

  return pictures == NULL ? 0 : g_list_model_get_n_items (G_LIST_MODEL (pictures));
}

static gboolean
time_is_over_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
settle (void)
{
  gboolean over = FALSE;

  g_timeout_add_seconds (SETTLE_SECONDS, time_is_over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
measure (Bench      *bench,
         const char *name,
         double      pixels)
{
  GArray *work = g_array_new (FALSE, FALSE, sizeof (double));

  gtk_adjustment_set_value (bench->adjustment, 0.0);
  settle ();
  bench->pixels = pixels;
  bench->work = work;
  while (work->len < N_FRAMES)
    g_main_context_iteration (NULL, TRUE);
  bench->work = NULL;

  g_array_sort (work, compare);
  g_print ("\"%s_median\":%.2f,\"%s_99\":%.2f,", name, g_array_index (work, double, N_FRAMES / 2),
           name, g_array_index (work, double, N_FRAMES * 99 / 100));
  g_array_unref (work);
}

int
main (void)
{
  g_autoptr (InklingModel) model = inkling_model_file_load_bundled (NULL);
  Bench bench = { 0 };
  GtkWidget *browser;
  GtkWidget *grid;
  GdkFrameClock *clock;

  adw_init ();
  browser = inkling_dataset_browser_new (NULL, "builtin", model);
  gtk_window_set_default_size (GTK_WINDOW (browser), 720, 640);
  gtk_window_present (GTK_WINDOW (browser));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find (browser, GTK_TYPE_DROP_DOWN)), 1);
  grid = find (browser, GTK_TYPE_GRID_VIEW);
  while (count_pictures (GTK_GRID_VIEW (grid)) < N_PICTURES)
    g_main_context_iteration (NULL, TRUE);
  settle ();

  bench.adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (grid));
  clock = gtk_widget_get_frame_clock (browser);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), &bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &bench);
  gtk_widget_add_tick_callback (browser, tick_cb, &bench, NULL);

  g_print ("{");
  measure (&bench, "wheel", WHEEL_PIXELS);
  measure (&bench, "bar", gtk_adjustment_get_upper (bench.adjustment) / N_FRAMES);
  g_print ("\"pictures\":%d}\n", N_PICTURES);

  return 0;
}
