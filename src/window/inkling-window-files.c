/* inkling-window-files.c: what comes into the window, chosen, dropped or pasted; models go out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-window-files.h"

#include <glib/gi18n.h>

#include "inkling-async.h"
#include "inkling-dataset-chooser.h"
#include "inkling-messages.h"
#include "inkling-model-dialogs.h"
#include "inkling-model-file.h"
#include "inkling-model-list.h"
#include "inkling-settings.h"
#include "inkling-window-private.h"

static const InklingFileKind import_kinds[] = {
  { N_("Pictures and ink files"), ".jsonl", TRUE },
};

/* Of several files, the last one of each sort. */
typedef struct
{
  GFile *model;   /* each owned, or NULL */
  GFile *drawing; /* a picture, ink, or what is neither, which its reader says */
  GFile *dataset;
} Sorted;

static void
sorted_free (Sorted *sorted)
{
  g_clear_object (&sorted->model);
  g_clear_object (&sorted->drawing);
  g_clear_object (&sorted->dataset);
  g_free (sorted);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sorted, sorted_free)

/* In file dialogs, and wherever else a desktop shows what was used of late. */
static void
remember (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);

  gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
}

/* There is a model all the same: the program may have been started for this one. */
static void
open_failed (InklingWindow *self,
             const char    *reason)
{
  if (inkling_training_panel_get_model (self->training_panel) == NULL)
    inkling_training_panel_restore (self->training_panel);
  inkling_message_dialog_show (GTK_WINDOW (self), _("This Model Cannot Be Opened"), reason);
}

static void
model_opened_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (InklingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (InklingModel) model = inkling_model_file_load_finish (result, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->opening);
  if (model == NULL)
    {
      open_failed (self, error->message);
      return;
    }

  /* A run was begun meanwhile: the file waits until that is saved. */
  if (inkling_training_panel_get_busy (self->training_panel))
    {
      g_autoptr (GFile) file = g_file_new_for_path (model->path);

      inkling_window_files_open (self, file);
      return;
    }

  inkling_training_panel_open_model (self->training_panel, model);
  remember (model->path);
  name = g_path_get_basename (model->path);
  text = g_strdup_printf (model->foreign
                            ? _("“%s” opened: another program wrote it, so it reads digits but "
                                "cannot be resumed")
                            : _("“%s” opened"), name);
  inkling_messages_show_toast (self->toast_overlay, text);
}

void
inkling_window_files_load_next (InklingWindow *self)
{
  g_autofree char *path = g_file_get_path (self->next_file);
  g_autofree char *uri = g_file_get_uri (self->next_file);

  g_assert (!inkling_training_panel_get_busy (self->training_panel));

  g_clear_object (&self->next_file);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);

  if (path == NULL)
    {
      open_failed (self, uri);
      return;
    }

  self->opening = g_cancellable_new ();
  inkling_model_file_load_async (path, self->opening, model_opened_cb, g_object_ref (self));
}

void
inkling_window_files_open (InklingWindow *self,
                           GFile         *file)
{
  g_return_if_fail (INKLING_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  g_set_object (&self->next_file, file);
  if (inkling_training_panel_get_busy (self->training_panel))
    inkling_training_panel_pause (self->training_panel);
  else
    inkling_window_files_load_next (self);
}

static void
models_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  g_autofree char *folder = inkling_settings_get_models_folder ();
  GtkWidget *list = inkling_model_list_new (GTK_WINDOW (widget), folder);

  g_signal_connect_object (list, "open", G_CALLBACK (inkling_window_files_open), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (list));
}

/* What its contents do not tell is taken for what its name says, for the reader to tell what is
 * wrong with it. */
static InklingContents
guess (const char *path)
{
  InklingContents contents = inkling_contents_of_file (path);

  if (contents != INKLING_CONTENTS_UNKNOWN && contents != INKLING_CONTENTS_EMPTY)
    return contents;
  if (g_str_has_suffix (path, INKLING_MODEL_SUFFIX))
    return INKLING_CONTENTS_MODEL;

  return INKLING_CONTENTS_PICTURE;
}

static void
sort_file (Sorted *sorted,
           GFile  *file)
{
  const char *path = g_file_peek_path (file);

  switch (path == NULL ? INKLING_CONTENTS_PICTURE : guess (path))
    {
    case INKLING_CONTENTS_MODEL:
      g_set_object (&sorted->model, file);
      break;
    case INKLING_CONTENTS_DATASET:
      g_set_object (&sorted->dataset, file);
      break;
    case INKLING_CONTENTS_PICTURE:
    case INKLING_CONTENTS_INK:
    case INKLING_CONTENTS_FOREIGN:
    case INKLING_CONTENTS_EMPTY:
    case INKLING_CONTENTS_UNKNOWN:
      g_set_object (&sorted->drawing, file);
      break;
    }
}

static gpointer
sort (gpointer       work,
      GCancellable  *cancellable,
      GError       **error)
{
  Sorted *sorted = g_new0 (Sorted, 1);
  GPtrArray *files = work;

  for (guint i = 0; i < files->len; i++)
    sort_file (sorted, g_ptr_array_index (files, i));

  return sorted;
}

/* Where it is seen that it is chosen, and what else there is. */
static void
open_dataset (InklingWindow *self,
              GFile         *file)
{
  GtkWidget *chooser = inkling_dataset_chooser_new (GTK_WINDOW (self));

  gtk_window_present (GTK_WINDOW (chooser));
  inkling_dataset_chooser_add (INKLING_DATASET_CHOOSER (chooser), g_file_peek_path (file));
}

static void
sorted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      is_new)
{
  InklingWindow *self = INKLING_WINDOW (source);
  g_autoptr (Sorted) sorted = g_task_propagate_pointer (G_TASK (result), NULL);

  /* It was closed meanwhile. */
  if (!gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  if (sorted->model != NULL)
    inkling_window_files_open (self, sorted->model);
  else if (GPOINTER_TO_INT (is_new))
    inkling_training_panel_restore (self->training_panel);
  if (sorted->drawing != NULL)
    inkling_window_drawing_import_file (self, sorted->drawing);
  if (sorted->dataset != NULL)
    open_dataset (self, sorted->dataset);
}

void
inkling_window_files_take (InklingWindow  *self,
                           GFile         **files,
                           gsize           n_files,
                           gboolean        is_new)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (INKLING_IS_WINDOW (self));

  for (gsize i = 0; i < n_files; i++)
    g_ptr_array_add (list, g_object_ref (files[i]));
  inkling_async_make (g_task_new (self, NULL, sorted_cb, GINT_TO_POINTER (is_new)),
                      list, (GDestroyNotify) g_ptr_array_unref,
                      sort, (GDestroyNotify) sorted_free);
}

static gboolean
take_list (InklingWindow *self,
           GSList        *files)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  for (; files != NULL; files = files->next)
    g_ptr_array_add (list, files->data);
  if (list->len > 0)
    inkling_window_files_take (self, (GFile **) list->pdata, list->len, FALSE);

  return list->len > 0;
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GFile) file = inkling_file_dialog_finish (result, NULL);

  if (file != NULL)
    inkling_window_files_take (INKLING_WINDOW (source), &file, 1, FALSE);
}

static void
open_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  inkling_model_dialog_open_async (GTK_WINDOW (widget), chosen_cb, NULL);
}

static void
import_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  inkling_file_dialog_open_async (GTK_WINDOW (widget), _("Import Drawing"), NULL, import_kinds,
                                  G_N_ELEMENTS (import_kinds), chosen_cb, NULL);
}

static void
files_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (InklingWindow) self = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value == NULL || !take_list (self, g_value_get_boxed (value)))
    inkling_messages_show_toast (self->toast_overlay, _("There is no picture on the clipboard"));
}

static void
paste_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  InklingWindow *self = INKLING_WINDOW (widget);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  GdkContentFormats *offered = gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard));
  g_autoptr (GdkContentFormats) types = gdk_content_formats_union_deserialize_gtypes (
    gdk_content_formats_union_serialize_mime_types (offered));
  g_autoptr (GdkContentFormats) pictures =
    gdk_content_formats_new (inkling_window_drawing_types, INKLING_N_PICTURE_FORMATS);

  if (gdk_content_formats_contain_gtype (types, GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                                    files_read_cb, g_object_ref (self));
  else if (gdk_content_formats_match_mime_type (types, pictures) != NULL)
    inkling_window_drawing_paste (self);
  else
    inkling_messages_show_toast (self->toast_overlay, _("There is no picture on the clipboard"));
}

static void
files_dropped_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (InklingWindow) self = user_data;
  GdkDrop *drop = GDK_DROP (source);
  const GValue *value = gdk_drop_read_value_finish (drop, result, NULL);
  gboolean taken = value != NULL && take_list (self, g_value_get_boxed (value));

  gdk_drop_finish (drop, taken ? GDK_ACTION_COPY : 0);
}

static void
picture_dropped_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (InklingWindow) self = user_data;
  GdkDrop *drop = GDK_DROP (source);
  g_autoptr (GInputStream) stream = gdk_drop_read_finish (drop, result, NULL, NULL);

  if (stream != NULL)
    inkling_window_drawing_import_stream (self, stream, drop);
  else
    gdk_drop_finish (drop, 0);
}

/* Files rather than what they show, if there are both. */
static gboolean
dropped_cb (InklingWindow *self,
            GdkDrop       *drop)
{
  g_autoptr (GdkContentFormats) types =
    gdk_content_formats_union_deserialize_gtypes (
      gdk_content_formats_ref (gdk_drop_get_formats (drop)));

  if (gdk_content_formats_contain_gtype (types, GDK_TYPE_FILE_LIST))
    gdk_drop_read_value_async (drop, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                               files_dropped_cb, g_object_ref (self));
  else
    gdk_drop_read_async (drop, inkling_window_drawing_types, G_PRIORITY_DEFAULT, NULL,
                         picture_dropped_cb, g_object_ref (self));

  return TRUE;
}

void
inkling_window_files_accept (InklingWindow *self)
{
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();
  GdkContentFormats *formats;
  GtkDropTargetAsync *target;

  gdk_content_formats_builder_add_gtype (builder, GDK_TYPE_FILE_LIST);
  formats = gdk_content_formats_union_deserialize_mime_types (
    gdk_content_formats_builder_free_to_formats (builder));
  builder = gdk_content_formats_builder_new ();
  gdk_content_formats_builder_add_formats (builder, formats);
  gdk_content_formats_unref (formats);
  for (gsize i = 0; i < INKLING_N_PICTURE_FORMATS; i++)
    gdk_content_formats_builder_add_mime_type (builder, inkling_window_drawing_types[i]);

  target = gtk_drop_target_async_new (gdk_content_formats_builder_free_to_formats (builder),
                                      GDK_ACTION_COPY);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
model_saved_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (InklingWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (inkling_model_file_save_finish (result, &error))
    inkling_messages_show_toast (self->toast_overlay, _("Model saved"));
  else
    inkling_message_dialog_show (GTK_WINDOW (self), _("The Model Cannot Be Saved"), error->message);

  g_application_release (g_application_get_default ());
}

static void
save_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  InklingWindow *self = INKLING_WINDOW (source);
  g_autoptr (InklingModel) model = user_data;
  g_autoptr (GFile) file = inkling_file_dialog_finish (result, NULL);

  if (file == NULL)
    return;

  /* The program does not end before the file is whole. */
  g_application_hold (g_application_get_default ());
  inkling_model_file_save_async (model, g_file_peek_path (file), NULL,
                                 model_saved_cb, g_object_ref (self));
}

static void
save_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  InklingWindow *self = INKLING_WINDOW (widget);
  InklingModel *model = inkling_training_panel_get_model (self->training_panel);
  g_autofree char *name = g_strdup_printf ("mnist_model-%" G_GUINT64_FORMAT INKLING_MODEL_SUFFIX,
                                           model->step);

  inkling_model_dialog_save_async (GTK_WINDOW (self), name, save_chosen_cb,
                                   inkling_model_ref (model));
}

void
inkling_window_files_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open-model", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "win.models", NULL, models_cb);
  gtk_widget_class_install_action (widget_class, "win.save-model", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "win.import-drawing", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "win.paste-drawing", NULL, paste_cb);
}
