/* inkling-model-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-list-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "inkling-model-files.h"
#include "inkling-model-row.h"

#define REFRESH_DELAY 150 /* ms; a checkpoint being saved is several changes of the folder */

G_DEFINE_FINAL_TYPE (InklingModelList, inkling_model_list, ADW_TYPE_WINDOW)

enum
{
  OPEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_page (InklingModelList *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->summaries)) > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (self->n_reading == 0)
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

static int
compare_summaries (gconstpointer a,
                   gconstpointer b,
                   gpointer      user_data)
{
  const InklingModelSummary *x = a, *y = b;

  if (x->modified != y->modified)
    return x->modified > y->modified ? -1 : 1;

  return strcmp (x->path, y->path);
}

/* FALSE if there is none of that path. */
static gboolean
find_path (InklingModelList *self,
           const char       *path,
           guint            *position)
{
  GListModel *model = G_LIST_MODEL (self->summaries);

  for (*position = 0; *position < g_list_model_get_n_items (model); (*position)++)
    {
      g_autoptr (InklingModelSummary) summary = g_list_model_get_item (model, *position);

      if (g_str_equal (summary->path, path))
        return TRUE;
    }

  return FALSE;
}

static void
focus_row (InklingModelList *self,
           guint             position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list_box, position);

  g_clear_pointer (&self->path_to_focus, g_free);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* The keyboard is nowhere while the first models are read. */
static void
focus_newest (InklingModelList *self)
{
  if (self->n_reading == 0 && g_list_model_get_n_items (G_LIST_MODEL (self->summaries)) > 0
      && gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    focus_row (self, 0);
}

/* What is shown already is left alone, and with it the focus. */
static void
take_in (InklingModelList    *self,
         InklingModelSummary *summary)
{
  guint position;

  if (find_path (self, summary->path, &position))
    {
      g_autoptr (InklingModelSummary) known =
        g_list_model_get_item (G_LIST_MODEL (self->summaries), position);

      if (inkling_model_summary_equal (known, summary))
        return;
      g_list_store_remove (self->summaries, position);
    }

  position = g_list_store_insert_sorted (self->summaries, summary, compare_summaries, NULL);
  if (g_strcmp0 (self->path_to_focus, summary->path) == 0)
    focus_row (self, position);
}

static void
summary_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (InklingModelList) self = user_data;
  g_autoptr (InklingModelSummary) summary = inkling_model_summary_read_finish (result, NULL);

  self->n_reading--;
  if (summary == NULL)
    return;

  /* Gone between the listing and the reading: no broken file. */
  if (g_file_test (summary->path, G_FILE_TEST_EXISTS))
    take_in (self, summary);
  update_page (self);
  focus_newest (self);
}

static void
remove_missing (InklingModelList *self,
                GPtrArray        *paths)
{
  GListModel *model = G_LIST_MODEL (self->summaries);

  for (guint i = g_list_model_get_n_items (model); i-- > 0;)
    {
      g_autoptr (InklingModelSummary) summary = g_list_model_get_item (model, i);

      if (!g_ptr_array_find_with_equal_func (paths, summary->path, g_str_equal, NULL))
        g_list_store_remove (self->summaries, i);
    }
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  InklingModelList *self = INKLING_MODEL_LIST (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths = g_task_propagate_pointer (G_TASK (result), &error);

  self->n_reading--;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  adw_status_page_set_description (self->empty_page,
                                   error != NULL ? error->message
                                                 : _("Train a network: its checkpoints are kept "
                                                     "here."));
  if (paths != NULL)
    {
      remove_missing (self, paths);
      self->n_reading += paths->len;
      for (guint i = 0; i < paths->len; i++)
        inkling_model_summary_read_async (g_ptr_array_index (paths, i), self->cancellable,
                                          summary_read_cb, g_object_ref (self));
    }
  update_page (self);
}

static void
list_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *paths = inkling_model_files_list (task_data, &error);

  if (paths != NULL)
    g_task_return_pointer (task, paths, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
bring_back_and_list_in_thread (GTask        *task,
                               gpointer      source_object,
                               gpointer      task_data,
                               GCancellable *cancellable)
{
  inkling_model_files_bring_all_back (task_data);
  list_in_thread (task, source_object, task_data, cancellable);
}

static void
list_files (InklingModelList *self,
            GTaskThreadFunc   func)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, listed_cb, NULL);

  self->n_reading++;
  g_task_set_source_tag (task, list_files);
  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  g_task_run_in_thread (task, func);
}

void
inkling_model_list_refresh (InklingModelList *self)
{
  list_files (self, list_in_thread);
}

static gboolean
refresh_cb (gpointer user_data)
{
  InklingModelList *self = user_data;

  self->refresh_timer = 0;
  inkling_model_list_refresh (self);

  return G_SOURCE_REMOVE;
}

static void
folder_changed_cb (InklingModelList *self)
{
  if (self->refresh_timer == 0)
    self->refresh_timer = g_timeout_add (REFRESH_DELAY, refresh_cb, self);
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  return inkling_model_row_new (item);
}

static void
row_activated_cb (InklingModelList *self,
                  GtkListBoxRow    *row)
{
  InklingModelSummary *summary = inkling_model_row_get_summary (INKLING_MODEL_ROW (row));
  g_autofree char *uri = g_filename_to_uri (summary->path, NULL, NULL);

  gtk_widget_activate_action (GTK_WIDGET (self), "models.open", "s", uri);
}

static void
inkling_model_list_dispose (GObject *object)
{
  InklingModelList *self = INKLING_MODEL_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_timer, g_source_remove);
  g_clear_object (&self->monitor);
  if (self->hidden != NULL)
    inkling_model_list_discard_hidden (self);
  g_clear_pointer (&self->hidden, g_hash_table_unref);
  g_clear_object (&self->summaries);
  g_clear_pointer (&self->path_to_focus, g_free);
  g_clear_pointer (&self->folder, g_free);

  G_OBJECT_CLASS (inkling_model_list_parent_class)->dispose (object);
}

static void
inkling_model_list_class_init (InklingModelListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inkling_model_list_dispose;

  signals[OPEN] = g_signal_new ("open", INKLING_TYPE_MODEL_LIST, G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-model-list.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingModelList, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, InklingModelList, stack);
  gtk_widget_class_bind_template_child (widget_class, InklingModelList, empty_page);
  gtk_widget_class_bind_template_child (widget_class, InklingModelList, list_box);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  inkling_model_list_install_actions (widget_class);
}

static void
inkling_model_list_init (InklingModelList *self)
{
  self->summaries = g_list_store_new (INKLING_TYPE_MODEL_SUMMARY);
  self->cancellable = g_cancellable_new ();
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->list_box, G_LIST_MODEL (self->summaries), create_row_cb, NULL,
                           NULL);
}

GtkWidget *
inkling_model_list_new (GtkWindow  *parent,
                        const char *folder)
{
  InklingModelList *self = g_object_new (INKLING_TYPE_MODEL_LIST, "transient-for", parent, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  self->folder = g_strdup (folder);
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (folder_changed_cb), self,
                             G_CONNECT_SWAPPED);
  list_files (self, bring_back_and_list_in_thread);

  return GTK_WIDGET (self);
}
