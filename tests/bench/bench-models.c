/* bench-models.c: what a folder of 1,000 models costs the window and a save
 *
 * Prints one JSON object: milliseconds until the list of models shows its first rows, the longest
 * turn of the main loop until then, looking for the newest model, and a save among the thousand and
 * in an empty folder (medians). Run under with-display.sh, with GSETTINGS_SCHEMA_DIR=build/data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <unistd.h>

#include "inkling-checkpoints.h"
#include "inkling-model-file.h"
#include "inkling-model-list.h"

#define N_MODELS 1000
#define N_ROWS   30
#define N_SAVES  101

static double
get_milliseconds (gint64 begun)
{
  return (double) (g_get_monotonic_time () - begun) / 1000.0;
}

/* Hard links: a thousand names of one file. */
static char *
make_folder (InklingModel *model,
             int           n_models)
{
  char            *folder = g_dir_make_tmp ("inkling-bench-XXXXXX", NULL);
  g_autofree char *first = g_build_filename (folder, "model.safetensors", NULL);

  if (n_models > 0)
    inkling_model_file_save (model, first, NULL);
  for (int i = 1; i < n_models; i++)
    {
      g_autofree char *name = g_strdup_printf ("mnist_model-%d.safetensors", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (link (first, path) != 0)
        g_error ("%s cannot be made", path);
    }
  return folder;
}

static void
remove_folder (const char *folder)
{
  const char *const command[] = { "rm", "-r", folder, NULL };

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
time_saves (InklingModel *model,
            const char   *folder)
{
  g_autoptr (InklingCheckpoints) checkpoints = inkling_checkpoints_open (folder, NULL);
  double                         milliseconds[N_SAVES];

  for (int i = 0; i < N_SAVES; i++)
    {
      gint64 begun = g_get_monotonic_time ();

      model->step = 1000000 + i;
      g_free (inkling_checkpoints_save (checkpoints, model, 5, 0, NULL));
      milliseconds[i] = get_milliseconds (begun);
    }
  qsort (milliseconds, N_SAVES, sizeof *milliseconds, compare);
  return milliseconds[N_SAVES / 2];
}

static GtkListBox *
find_rows (GtkWidget *widget)
{
  GtkListBox *found = GTK_IS_LIST_BOX (widget) ? GTK_LIST_BOX (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_rows (child);
  return found;
}

static void
time_list (const char *folder)
{
  gint64      begun = g_get_monotonic_time ();
  double      longest = 0.0;
  GtkWidget  *parent = gtk_window_new ();
  GtkWidget  *list = inkling_model_list_new (GTK_WINDOW (parent), folder);
  GtkListBox *rows = find_rows (list);

  gtk_window_present (GTK_WINDOW (list));
  while (gtk_list_box_get_row_at_index (rows, N_ROWS - 1) == NULL)
    {
      gint64 turn;

      while (!g_main_context_pending (NULL))
        g_usleep (100);
      turn = g_get_monotonic_time ();
      g_main_context_iteration (NULL, FALSE);
      longest = MAX (longest, get_milliseconds (turn));
    }
  g_print ("\"list\":%.1f,\"longest_turn\":%.1f,", get_milliseconds (begun), longest);
  gtk_window_destroy (GTK_WINDOW (list));
  gtk_window_destroy (GTK_WINDOW (parent));
}

int
main (void)
{
  g_autoptr (InklingModel) model = inkling_model_file_load_bundled (NULL);
  g_autoptr (InklingModel) newest = NULL;
  g_autofree char         *full = make_folder (model, N_MODELS);
  g_autofree char         *empty = make_folder (model, 0);
  gint64                   begun;

  adw_init ();
  g_print ("{");
  time_list (full);
  begun = g_get_monotonic_time ();
  newest = inkling_checkpoints_load_newest (full, NULL, NULL, NULL);
  g_print ("\"newest\":%.1f,", get_milliseconds (begun));
  g_print ("\"save_among_many\":%.2f,", time_saves (model, full));
  g_print ("\"save_alone\":%.2f,\"models\":%d}\n", time_saves (model, empty), N_MODELS);
  remove_folder (full);
  remove_folder (empty);
  return 0;
}
