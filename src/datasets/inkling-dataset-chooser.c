/* inkling-dataset-chooser.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-dataset-chooser.h"

#include <glib/gi18n.h>

#include "inkling-dataset-list.h"
#include "inkling-dataset-row.h"
#include "inkling-dataset.h"
#include "inkling-messages.h"

struct _InklingDatasetChooser
{
  AdwPreferencesWindow  parent_instance;

  GPtrArray            *known_rows;  /* owned, of rows that the group owns */
  GPtrArray            *folder_rows; /* the same */
  GtkFileChooserNative *file_dialog; /* owned, while visible */
  GCancellable         *checking;    /* owned: of folders being looked into */

  /* Template children */
  AdwPreferencesGroup  *known_group;
  AdwPreferencesGroup  *folder_group;
};

G_DEFINE_FINAL_TYPE (InklingDatasetChooser, inkling_dataset_chooser, ADW_TYPE_PREFERENCES_WINDOW)

static void
failed_cb (InklingDatasetChooser *self,
           const char            *reason)
{
  inkling_message_dialog_show (GTK_WINDOW (self), _("The Download Failed"), reason);
}

static InklingDatasetRow *
add_row (InklingDatasetChooser     *self,
         GPtrArray                 *rows,
         AdwPreferencesGroup       *group,
         const InklingKnownDataset *known,
         const char                *which)
{
  InklingDatasetRow *first = self->known_rows->len > 0 ? g_ptr_array_index (self->known_rows, 0)
                                                       : NULL;
  GtkWidget *row = inkling_dataset_row_new (known, which, first);

  g_signal_connect_object (row, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (rows, row);
  adw_preferences_group_add (group, row);

  return INKLING_DATASET_ROW (row);
}

static void
fill_known (InklingDatasetChooser *self)
{
  for (gsize i = 0; i < inkling_n_known_datasets; i++)
    add_row (self, self->known_rows, self->known_group, &inkling_known_datasets[i],
             inkling_known_datasets[i].name);
}

/* Whole, as there are few. */
static void
folders_changed_cb (InklingDatasetChooser *self)
{
  GListModel *list = G_LIST_MODEL (inkling_dataset_list_get_default ());

  for (guint i = 0; i < self->folder_rows->len; i++)
    adw_preferences_group_remove (self->folder_group, g_ptr_array_index (self->folder_rows, i));
  g_ptr_array_set_size (self->folder_rows, 0);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (InklingDatasetEntry) entry = g_list_model_get_item (list, i);

      if (inkling_dataset_entry_get_known (entry) == NULL)
        add_row (self, self->folder_rows, self->folder_group, NULL,
                 inkling_dataset_entry_get_which (entry));
    }
}

static void
chosen_cb (InklingDatasetChooser *self)
{
  for (guint i = 0; i < self->known_rows->len; i++)
    inkling_dataset_row_update (g_ptr_array_index (self->known_rows, i));
  for (guint i = 0; i < self->folder_rows->len; i++)
    inkling_dataset_row_update (g_ptr_array_index (self->folder_rows, i));
}

typedef struct
{
  InklingDatasetChooser *chooser; /* owned */
  char                  *which;   /* owned */
  InklingDigitLook       seems;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->chooser);
  g_free (question->which);
  g_free (question);
}

static void
answered_cb (Question   *question,
             const char *response)
{
  InklingDatasetList *list = inkling_dataset_list_get_default ();
  g_autofree char *mended = inkling_digit_look_join (question->which, question->seems);

  if (g_str_equal (response, "mend"))
    inkling_dataset_list_add_folder (list, mended);
  else if (g_str_equal (response, "keep"))
    inkling_dataset_list_add_folder (list, question->which);
}

static const char *
describe_look (InklingDigitLook seems)
{
  switch ((guint) seems)
    {
    case INKLING_LOOK_TRANSPOSED:
      return _("Rows and columns of these pictures seem to be exchanged, as in EMNIST: the digits "
               "lie on their side. A network that learns from them as they are will not read what "
               "is drawn here.");
    case INKLING_LOOK_INVERTED:
      return _("These pictures seem to be dark on white. A network that learns from them as they "
               "are will not read what is drawn here.");
    default:
      return _("These pictures seem to be dark on white, and rows and columns to be exchanged. A "
               "network that learns from them as they are will not read what is drawn here.");
    }
}

/* The pictures do not lie as the program draws them. */
static void
ask_about_look (InklingDatasetChooser *self,
                InklingDataset        *dataset)
{
  Question *question = g_new0 (Question, 1);
  GtkWidget *dialog;

  question->chooser = g_object_ref (self);
  question->which = g_strdup (inkling_dataset_get_which (dataset));
  question->seems = inkling_dataset_get_seems (dataset);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Put the Pictures Right?"),
                                   describe_look (question->seems));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    /* Translators: add the pictures as they are in the file */
                                    "keep", _("_Keep as They Are"),
                                    "mend", _("Put _Right"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "mend",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "mend");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question,
                         (GClosureNotify) (void (*) (void)) question_free, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Only what can be read is added. */
static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (InklingDatasetChooser) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (InklingDataset) dataset = inkling_dataset_load_finish (result, &error);

  if (dataset != NULL && inkling_dataset_get_seems (dataset) != INKLING_LOOK_USUAL)
    ask_about_look (self, dataset);
  else if (dataset != NULL)
    inkling_dataset_list_add_folder (inkling_dataset_list_get_default (),
                                     inkling_dataset_get_which (dataset));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    inkling_message_dialog_show (GTK_WINDOW (self), _("The Data Set Cannot Be Read"),
                                 error->message);
}

static void
file_response_cb (InklingDatasetChooser *self,
                  int                    response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->file_dialog));
  if (file != NULL && g_file_peek_path (file) != NULL)
    inkling_dataset_load_async (g_file_peek_path (file), self->checking, checked_cb,
                                g_object_ref (self));
  g_clear_object (&self->file_dialog);
}

static void
ask_for_file (InklingDatasetChooser *self,
              const char            *title,
              GtkFileChooserAction   action)
{
  if (self->file_dialog != NULL)
    return;

  self->file_dialog = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, _("_Add"),
                                                   NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->file_dialog), TRUE);
  g_signal_connect_object (self->file_dialog, "response", G_CALLBACK (file_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->file_dialog));
}

static void
add_folder_cb (InklingDatasetChooser *self)
{
  ask_for_file (self, _("Add a Folder of IDX Files"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER);
}

static void
add_file_cb (InklingDatasetChooser *self)
{
  ask_for_file (self, _("Add an Archive or One File of a Data Set"), GTK_FILE_CHOOSER_ACTION_OPEN);
}

static void
browse_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (parent), action_name, parameter);
}

static void
inkling_dataset_chooser_dispose (GObject *object)
{
  InklingDatasetChooser *self = INKLING_DATASET_CHOOSER (object);

  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  g_clear_object (&self->file_dialog);
  g_clear_pointer (&self->known_rows, g_ptr_array_unref);
  g_clear_pointer (&self->folder_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (inkling_dataset_chooser_parent_class)->dispose (object);
}

static void
inkling_dataset_chooser_class_init (InklingDatasetChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inkling_dataset_chooser_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-dataset-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingDatasetChooser, known_group);
  gtk_widget_class_bind_template_child (widget_class, InklingDatasetChooser, folder_group);
  gtk_widget_class_bind_template_callback (widget_class, add_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_folder_cb);
  gtk_widget_class_install_action (widget_class, "win.browse-dataset", "s", browse_cb);
}

static void
inkling_dataset_chooser_init (InklingDatasetChooser *self)
{
  InklingDatasetList *list = inkling_dataset_list_get_default ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->known_rows = g_ptr_array_new ();
  self->folder_rows = g_ptr_array_new ();
  self->checking = g_cancellable_new ();
  inkling_dataset_list_refresh (list);
  fill_known (self);
  folders_changed_cb (self);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (folders_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
inkling_dataset_chooser_new (GtkWindow *parent)
{
  return g_object_new (INKLING_TYPE_DATASET_CHOOSER, "transient-for", parent, NULL);
}

void
inkling_dataset_chooser_add (InklingDatasetChooser *self,
                             const char            *path)
{
  g_return_if_fail (INKLING_IS_DATASET_CHOOSER (self));
  g_return_if_fail (path != NULL);

  inkling_dataset_load_async (path, self->checking, checked_cb, g_object_ref (self));
}
