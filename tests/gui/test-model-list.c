/* test-model-list.c: of a folder of many models only the rows that somebody sees are made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../engine/model-fixture.h"
#include "inkling-messages.h"
#include "inkling-model-list.h"

#define N_MODELS 1000
#define MOST     100 /* rows, and files looked into, for a window that shows ten */

typedef struct
{
  char      *folder;  /* owned */
  GtkWidget *parent;
  GtkWidget *list;
  int        watcher; /* of files that are opened */
} Fixture;

/* Hard links, so that a thousand take no room. Each is older than the one before. */
static void
fill_folder (const char *folder)
{
  g_autoptr (InklingModel) model = fixture_make_model ("1", 0, 5);
  g_autofree char         *first = g_build_filename (folder, "model 0.safetensors", NULL);

  fixture_save (model, first);
  for (int i = 1; i < N_MODELS; i++)
    {
      g_autofree char *name = g_strdup_printf ("model %d.safetensors", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (link (first, path), ==, 0);
    }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = tiny_make_folder ();
  fill_folder (fixture->folder);
  fixture->watcher = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  g_assert_cmpint (inotify_add_watch (fixture->watcher, fixture->folder, IN_OPEN), >=, 0);
  fixture->parent = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (fixture->parent));
  fixture->list = inkling_model_list_new (GTK_WINDOW (fixture->parent), fixture->folder);
  gtk_window_present (GTK_WINDOW (fixture->list));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->list));
  gtk_window_destroy (GTK_WINDOW (fixture->parent));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  close (fixture->watcher);
  tiny_remove_folder (fixture->folder);
  g_free (fixture->folder);
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

static guint
count_rows (Fixture *fixture)
{
  GtkListBox *box = GTK_LIST_BOX (find (fixture->list, GTK_TYPE_LIST_BOX));
  guint       n_rows = 0;

  while (gtk_list_box_get_row_at_index (box, n_rows) != NULL)
    n_rows++;
  return n_rows;
}

static guint
count_opened (Fixture *fixture)
{
  char    events[65536] __attribute__ ((aligned (__alignof__ (struct inotify_event))));
  ssize_t n_bytes;
  guint   n_opened = 0;

  while ((n_bytes = read (fixture->watcher, events, sizeof events)) > 0)
    for (const char *at = events; at < events + n_bytes;)
      {
        const struct inotify_event *event = (const void *) at;

        n_opened += event->len > 0 && g_str_has_suffix (event->name, ".safetensors");
        at += sizeof *event + event->len;
      }
  return n_opened;
}

/* Nothing is left to be done but what a timer brings. */
static void
settle (void)
{
  for (int i = 0; i < 200; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

static void
wait_for_rows (Fixture *fixture,
               guint    n_rows)
{
  while (count_rows (fixture) < n_rows)
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

static void
test_only_what_is_seen (Fixture       *fixture,
                        gconstpointer  data)
{
  GtkAdjustment *adjustment;
  guint          n_rows;

  wait_for_rows (fixture, 10);
  n_rows = count_rows (fixture);
  g_assert_cmpuint (n_rows, <=, MOST);
  g_assert_cmpuint (count_opened (fixture), <=, MOST);

  adjustment = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (find (fixture->list, GTK_TYPE_SCROLLED_WINDOW)));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  wait_for_rows (fixture, n_rows + 1);
  g_assert_cmpuint (count_rows (fixture), <=, n_rows + MOST);
  g_assert_cmpuint (count_opened (fixture), <=, MOST);
}

/* A new file is one row more; what is shown is neither read nor made again. */
static void
test_one_more (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (InklingModel) model = fixture_make_model ("1", 0, 6);
  g_autofree char         *path = g_build_filename (fixture->folder, "new.safetensors", NULL);
  GtkListBox              *box = GTK_LIST_BOX (find (fixture->list, GTK_TYPE_LIST_BOX));
  GtkListBoxRow           *first;

  wait_for_rows (fixture, 10);
  first = gtk_list_box_get_row_at_index (box, 0);
  count_opened (fixture);
  fixture_save (model, path);
  while (gtk_list_box_get_row_at_index (box, 0) == first)
    g_main_context_iteration (NULL, TRUE);
  settle ();
  g_assert_true (gtk_list_box_get_row_at_index (box, 1) == first);
  g_assert_cmpuint (count_opened (fixture), <=, 3);
}

static gboolean
has_window (const char *heading)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window)
          && g_strcmp0 (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (window)), heading) == 0)
        {
          gtk_window_destroy (GTK_WINDOW (window));
          return TRUE;
        }
    }
  return FALSE;
}

/* What was begun in a window that is closed by now is told all the same, or is nobody's news. */
static void
test_closed_window (void)
{
  GtkWidget *window = g_object_ref (gtk_window_new ());

  gtk_window_present (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (window));
  inkling_message_dialog_show (GTK_WINDOW (window), "It failed", "the disk is full");
  g_assert_true (has_window ("It failed"));
  inkling_messages_show_toast (NULL, "Saved");
  g_object_unref (window);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/model-list/only-what-is-seen", Fixture, NULL, set_up, test_only_what_is_seen,
              tear_down);
  g_test_add ("/model-list/one-more", Fixture, NULL, set_up, test_one_more, tear_down);
  g_test_add_func ("/messages/closed-window", test_closed_window);
  return g_test_run ();
}
