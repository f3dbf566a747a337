/* inkling-model-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-list.h"

#include <glib/gi18n.h>

#include "inkling-async.h"
#include "inkling-messages.h"
#include "inkling-model-bin.h"
#include "inkling-model-dialogs.h"
#include "inkling-model-row.h"
#include "inkling-shelf.h"

#define REFRESH_DELAY 150 /* ms; a checkpoint being saved is several changes of the folder */
#define ROWS_AT_ONCE  30  /* more than a window shows */

struct _InklingModelList
{
  AdwWindow        parent_instance;

  char            *folder;        /* owned */
  GListStore      *summaries;     /* owned; of InklingModelSummary, the latest first: the rows */
  GPtrArray       *target;        /* owned; what the rows are to become; NULL: nothing read yet */
  guint            n_merged;      /* of them that are rows already */
  guint            merge_id;      /* 0: all are */
  guint            n_files;       /* in the folder; rows are made as somebody scrolls to them */
  guint            n_wanted;
  GFileMonitor    *monitor;       /* owned */
  GCancellable    *cancellable;   /* owned; until the window closes */
  guint            refresh_timer; /* 0: nothing has changed of late */
  gboolean         listing;       /* the folder is being read */
  gboolean         changed;       /* … and has changed since */
  char            *path_to_focus; /* owned; or NULL */
  InklingModelBin *bin;           /* owned */

  /* Template children */
  AdwToastOverlay *toast_overlay;
  GtkStack        *stack;
  AdwStatusPage   *empty_page;
  GtkScrolledWindow *scrolled_window;
  GtkListBox      *list_box;
};

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
  else if (!self->listing && self->merge_id == 0)
    gtk_stack_set_visible_child_name (self->stack, "empty");
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
  if (g_list_model_get_n_items (G_LIST_MODEL (self->summaries)) > 0
      && gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    focus_row (self, 0);
}

/* Borrowed; NULL beyond the last row. */
static InklingModelSummary *
get_row_summary (InklingModelList *self,
                 guint             position)
{
  g_autoptr (InklingModelSummary) summary =
    g_list_model_get_item (G_LIST_MODEL (self->summaries), position);

  return summary;
}

static InklingModelSummary *
get_target (InklingModelList *self,
            guint             position)
{
  return position < self->target->len ? g_ptr_array_index (self->target, position) : NULL;
}

static void
insert_row (InklingModelList    *self,
            guint                position,
            InklingModelSummary *summary)
{
  g_list_store_insert (self->summaries, position, summary);
  if (g_strcmp0 (self->path_to_focus, summary->path) == 0)
    focus_row (self, position);
}

/* One row is made or taken away, so that a frame never waits for many. Both lists have one order;
 * what is shown already is left alone, and with it the focus. FALSE: all is done. */
static gboolean
merge_one (InklingModelList *self)
{
  InklingModelSummary *row;
  InklingModelSummary *wanted;

  for (;; self->n_merged++)
    {
      row = get_row_summary (self, self->n_merged);
      wanted = get_target (self, self->n_merged);
      if (row != wanted)
        break;
      if (row == NULL)
        return FALSE;
    }

  if (wanted == NULL || (row != NULL && inkling_model_summary_compare (row, wanted) <= 0))
    g_list_store_remove (self->summaries, self->n_merged);
  else
    insert_row (self, self->n_merged, wanted);

  return TRUE;
}

static gboolean merge_cb (gpointer user_data);
static void     refresh  (InklingModelList *self);

static void
merge (InklingModelList *self)
{
  self->n_merged = 0;
  if (self->merge_id == 0)
    self->merge_id = g_idle_add (merge_cb, self);
}

/* More rows than are there, once the last ones come near. */
static void
scrolled_cb (InklingModelList *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled_window);
  double end = gtk_adjustment_get_value (adjustment)
               + 2 * gtk_adjustment_get_page_size (adjustment);

  if (self->listing || self->merge_id != 0 || self->n_wanted >= self->n_files
      || end < gtk_adjustment_get_upper (adjustment))
    return;
  self->n_wanted += ROWS_AT_ONCE;
  refresh (self);
}

static gboolean
merge_cb (gpointer user_data)
{
  InklingModelList *self = user_data;

  if (merge_one (self))
    {
      update_page (self);
      return G_SOURCE_CONTINUE;
    }

  self->merge_id = 0;
  update_page (self);
  focus_newest (self);
  scrolled_cb (self);

  return G_SOURCE_REMOVE;
}

/* What is asked of a thread. */
typedef struct
{
  char       *folder;   /* owned */
  GHashTable *known;    /* owned; of InklingModelSummary, by their paths */
  guint       n_wanted;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->folder);
  g_hash_table_unref (question->known);
  g_free (question);
}

static GHashTable *
make_known (InklingModelList *self)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);

  for (guint i = 0; self->target != NULL && i < self->target->len; i++)
    {
      InklingModelSummary *summary = g_ptr_array_index (self->target, i);

      g_hash_table_insert (known, summary->path, g_object_ref (summary));
    }

  return known;
}

static void
take_listing (InklingModelList    *self,
              InklingModelListing *listing)
{
  g_clear_pointer (&self->target, g_ptr_array_unref);
  self->target = g_ptr_array_ref (listing->summaries);
  self->n_files = listing->n_files;
  merge (self);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  InklingModelList *self = INKLING_MODEL_LIST (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (InklingModelListing) listing = g_task_propagate_pointer (G_TASK (result), &error);

  self->listing = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  adw_status_page_set_description (self->empty_page,
                                   error != NULL ? error->message
                                                 : _("Train a network: its checkpoints are kept "
                                                     "here."));
  if (listing != NULL)
    take_listing (self, listing);
  update_page (self);
  if (self->changed)
    refresh (self);
}

static gpointer
answer (gpointer       work,
        GCancellable  *cancellable,
        GError       **error)
{
  Question *question = work;

  return inkling_model_listing_read (question->folder, question->known, question->n_wanted, error);
}

static gpointer
bring_back_and_answer (gpointer       work,
                       GCancellable  *cancellable,
                       GError       **error)
{
  Question *question = work;

  inkling_shelf_bring_all_back (question->folder);

  return answer (work, cancellable, error);
}

static void
list_files (InklingModelList *self,
            InklingAsyncMake  body)
{
  Question *question = g_new (Question, 1);

  *question = (Question) { g_strdup (self->folder), make_known (self), self->n_wanted };
  self->listing = TRUE;
  self->changed = FALSE;
  inkling_async_make (g_task_new (self, self->cancellable, listed_cb, NULL),
                      question, question_free,
                      body, (GDestroyNotify) inkling_model_listing_free);
}

/* Reads the folder again, in the background: one reading at a time, or an older one might come
 * later. */
static void
refresh (InklingModelList *self)
{
  if (self->listing)
    self->changed = TRUE;
  else
    list_files (self, answer);
}

static gboolean
refresh_cb (gpointer user_data)
{
  InklingModelList *self = user_data;

  self->refresh_timer = 0;
  refresh (self);

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

/* The path that is an action's target. */
static char *
get_path (GVariant *parameter)
{
  return g_filename_from_uri (g_variant_get_string (parameter, NULL), NULL, NULL);
}

/* NULL after a message. */
static char *
finish (InklingModelList *self,
        GAsyncResult     *result,
        const char       *heading)
{
  g_autoptr (GError) error = NULL;
  char *path = inkling_shelf_run_finish (result, &error);

  if (path == NULL)
    inkling_message_dialog_show (GTK_WINDOW (self), heading, error->message);
  if (self->folder != NULL) /* unless the window was closed meanwhile */
    refresh (self);

  return path;
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (InklingModelList) self = user_data;
  g_autofree char *path = finish (self, result, _("This Cannot Be Done"));

  if (path == NULL)
    return;
  g_free (self->path_to_focus);
  self->path_to_focus = g_steal_pointer (&path);
}

static void
change (InklingModelList *self,
        InklingShelfFunc  func,
        const char       *path,
        const char       *argument)
{
  inkling_shelf_run_async (func, path, argument, changed_cb, g_object_ref (self));
}

static void
open_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  g_signal_emit_by_name (widget, "open", file);
  gtk_window_close (GTK_WINDOW (widget));
}

static void
duplicate_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  g_autofree char *path = get_path (parameter);

  change (INKLING_MODEL_LIST (widget), inkling_shelf_duplicate, path, NULL);
}

static void
keep_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  g_autofree char *path = get_path (parameter);

  change (INKLING_MODEL_LIST (widget),
          inkling_shelf_is_kept (path) ? inkling_shelf_unkeep : inkling_shelf_keep,
          path, NULL);
}

static void
rename_answered_cb (InklingModelList *self,
                    const char       *response,
                    GtkWidget        *dialog)
{
  const char *path = g_object_get_data (G_OBJECT (dialog), "path");
  GtkWidget *entry = adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog));

  if (g_str_equal (response, "rename"))
    change (self, inkling_shelf_rename, path, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static GtkWidget *
make_name_entry (const char *path)
{
  g_autofree char *title = inkling_shelf_get_title (path);
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), title);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("New name"), -1);

  return entry;
}

static void
rename_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (widget), _("Rename Model"), NULL);
  char *path = get_path (parameter);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_name_entry (path));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "rename", _("_Rename"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "rename",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "rename");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "path", path, g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (rename_answered_cb), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InklingModelList) self = user_data;
  g_autofree char *path = finish (self, result, _("The Model Cannot Be Exported"));

  if (path != NULL && self->folder != NULL)
    inkling_messages_show_toast (self->toast_overlay, _("Model exported"));
  g_application_release (g_application_get_default ());
}

static void
export_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autofree char *path = user_data;
  g_autoptr (GFile) file = inkling_file_dialog_finish (result, NULL);

  if (file == NULL)
    return;

  /* The program does not end before the file is whole. */
  g_application_hold (g_application_get_default ());
  inkling_shelf_run_async (inkling_shelf_export, path, g_file_peek_path (file),
                           exported_cb, g_object_ref (source));
}

static void
export_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  char *path = get_path (parameter);
  g_autofree char *title = inkling_shelf_get_title (path);

  inkling_model_dialog_export_async (GTK_WINDOW (widget), title, export_chosen_cb, path);
}

/* Without a file manager that shows single files, its folder is opened. */
static void
revealed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GFile) file = user_data;
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = g_file_get_uri (folder);
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                               NULL);

  if (answer == NULL)
    gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
}

static void
reveal_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  const char *uris[] = { g_variant_get_string (parameter, NULL), NULL };
  GDBusConnection *bus = g_application_get_dbus_connection (g_application_get_default ());
  g_autoptr (GFile) file = g_file_new_for_uri (uris[0]);

  if (bus != NULL)
    g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                            "org.freedesktop.FileManager1", "ShowItems",
                            g_variant_new ("(^ass)", uris, ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                            NULL, revealed_cb, g_steal_pointer (&file));
}

static void
delete_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  g_autofree char *path = get_path (parameter);

  inkling_model_bin_delete (INKLING_MODEL_LIST (widget)->bin, path);
}

/* A file that came back is the one to look at. */
static void
bin_changed_cb (InklingModelList *self,
                const char       *path)
{
  if (self->folder == NULL) /* the window was closed meanwhile */
    return;
  if (path != NULL)
    {
      g_free (self->path_to_focus);
      self->path_to_focus = g_strdup (path);
    }
  refresh (self);
}

static const struct
{
  const char                  *name;
  GtkWidgetActionActivateFunc  activate;
} actions[] = {
  { "models.open", open_cb },
  { "models.rename", rename_cb },
  { "models.duplicate", duplicate_cb },
  { "models.export", export_cb },
  { "models.reveal", reveal_cb },
  { "models.keep", keep_cb },
  { "models.delete", delete_cb },
};

static void
inkling_model_list_dispose (GObject *object)
{
  InklingModelList *self = INKLING_MODEL_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_timer, g_source_remove);
  g_clear_handle_id (&self->merge_id, g_source_remove);
  g_clear_object (&self->monitor);
  if (self->bin != NULL)
    inkling_model_bin_close (self->bin);
  g_clear_object (&self->bin);
  g_clear_object (&self->summaries);
  g_clear_pointer (&self->target, g_ptr_array_unref);
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
  gtk_widget_class_bind_template_child (widget_class, InklingModelList, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, InklingModelList, list_box);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, "s", actions[i].activate);
}

static void
inkling_model_list_init (InklingModelList *self)
{
  GtkAdjustment *adjustment;

  self->summaries = g_list_store_new (INKLING_TYPE_MODEL_SUMMARY);
  self->cancellable = g_cancellable_new ();
  self->n_wanted = ROWS_AT_ONCE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->bin = inkling_model_bin_new (GTK_WINDOW (self), self->toast_overlay);
  g_signal_connect_object (self->bin, "changed", G_CALLBACK (bin_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled_window);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
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
  list_files (self, bring_back_and_answer);

  return GTK_WIDGET (self);
}
