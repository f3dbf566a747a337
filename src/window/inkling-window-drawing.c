/* inkling-window-drawing.c: a picture or ink comes to the sheet of the window, and goes from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-window-private.h"

#include <glib/gi18n.h>

#include "inkling-drawing-export.h"
#include "inkling-drawing-import.h"
#include "inkling-messages.h"

#define SUGGESTED_NAME        "digit"
#define UNREADABLE            N_("No Digit Can Be Read in This")
#define PATIENCE_MILLISECONDS 700 /* before it is said that something is being read */

typedef struct
{
  InklingWindow *window; /* owned */
  GdkDrop       *drop;   /* owned: what is read comes from it; or NULL */
} Import;

static void
import_free (Import *import)
{
  g_object_unref (import->window);
  g_clear_object (&import->drop);
  g_free (import);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

const char *inkling_window_drawing_types[INKLING_N_PICTURE_FORMATS + 1] = {
  "image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "image/webp",
};

static InklingCanvas *
get_canvas (InklingWindow *self)
{
  return inkling_drawing_panel_get_canvas (self->drawing_panel);
}

static InklingInk *
get_ink (InklingWindow *self)
{
  return inkling_canvas_get_ink (get_canvas (self));
}

static void
show (InklingWindow *self,
      InklingImport *import)
{
  inkling_panes_show_drawing (self->panes);
  if (import->picture != NULL)
    inkling_ink_set_picture (get_ink (self), import->picture);
  else
    inkling_ink_set_strokes (get_ink (self), import->strokes);
  if (import->more)
    inkling_messages_show_toast (self->toast_overlay,
                                 _("The file holds several drawings; this is the first"));
}

static void
import_response_cb (InklingWindow *self)
{
  g_cancellable_cancel (self->importing);
  g_clear_object (&self->importing);
  g_clear_weak_pointer (&self->import_dialog);
}

static gboolean
importing_long_cb (gpointer user_data)
{
  InklingWindow *self = user_data;
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Reading the Picture…"), NULL);

  self->import_timer = 0;
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (import_response_cb), self,
                           G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->import_dialog, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));

  return G_SOURCE_REMOVE;
}

static void
end_import (InklingWindow *self)
{
  g_clear_object (&self->importing);
  g_clear_handle_id (&self->import_timer, g_source_remove);
  if (self->import_dialog != NULL)
    gtk_window_destroy (self->import_dialog);
  g_clear_weak_pointer (&self->import_dialog);
}

void
inkling_window_drawing_cancel (InklingWindow *self)
{
  g_cancellable_cancel (self->importing);
  end_import (self);
}

static Import *
begin_import (InklingWindow *self,
              GdkDrop       *drop)
{
  Import *import = g_new (Import, 1);

  inkling_window_drawing_cancel (self);
  self->importing = g_cancellable_new ();
  self->import_timer = g_timeout_add (PATIENCE_MILLISECONDS, importing_long_cb, self);
  *import = (Import) { g_object_ref (self), drop == NULL ? NULL : g_object_ref (drop) };

  return import;
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Import) import = user_data;
  InklingWindow *self = import->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (InklingImport) imported = inkling_drawing_import_finish (result, &error);

  if (import->drop != NULL)
    gdk_drop_finish (import->drop, imported == NULL ? 0 : GDK_ACTION_COPY);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  end_import (self);
  if (imported != NULL)
    show (self, imported);
  else
    inkling_message_dialog_show (GTK_WINDOW (self), _(UNREADABLE), error->message);
}

void
inkling_window_drawing_import_file (InklingWindow *self,
                                    GFile         *file)
{
  Import *import = begin_import (self, NULL);

  inkling_drawing_import_file_async (file, self->importing, imported_cb, import);
}

void
inkling_window_drawing_import_stream (InklingWindow *self,
                                      GInputStream  *stream,
                                      GdkDrop       *drop)
{
  Import *import = begin_import (self, drop);

  inkling_drawing_import_stream_async (stream, self->importing, imported_cb, import);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InklingWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (inkling_drawing_export_finish (result, &error))
    inkling_messages_show_toast (self->toast_overlay, _("Drawing exported"));
  else
    inkling_message_dialog_show (GTK_WINDOW (self), _("The Drawing Cannot Be Exported"),
                                 error->message);

  g_application_release (g_application_get_default ());
}

static void
export_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  InklingWindow *self = INKLING_WINDOW (source);
  g_autoptr (GFile) file = inkling_file_dialog_finish (result, NULL);

  if (file == NULL)
    return;

  /* The program does not end before the file is whole. */
  g_application_hold (g_application_get_default ());
  inkling_drawing_export_async (get_ink (self), inkling_canvas_get_pen_width (get_canvas (self)),
                                g_file_peek_path (file), exported_cb, g_object_ref (self));
}

static void
export_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  inkling_file_dialog_save_async (GTK_WINDOW (widget), _("Export Drawing"), SUGGESTED_NAME,
                                  inkling_drawing_export_kinds, inkling_drawing_export_n_kinds,
                                  export_chosen_cb, NULL);
}

static void
texture_made_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (InklingWindow) self = user_data;
  g_autoptr (GdkTexture) texture = inkling_drawing_make_texture_finish (result);

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  inkling_messages_show_toast (self->toast_overlay, _("Drawing copied as a picture"));
}

static void
copy_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  InklingWindow *self = INKLING_WINDOW (widget);

  inkling_drawing_make_texture_async (get_ink (self),
                                      inkling_canvas_get_pen_width (get_canvas (self)),
                                      texture_made_cb, g_object_ref (self));
}

static void
picture_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (InklingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
    gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);

  if (stream != NULL)
    inkling_window_drawing_import_stream (self, stream, NULL);
  else
    inkling_message_dialog_show (GTK_WINDOW (self), _(UNREADABLE), error->message);
}

void
inkling_window_drawing_paste (InklingWindow *self)
{
  gdk_clipboard_read_async (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                            inkling_window_drawing_types, G_PRIORITY_DEFAULT, NULL,
                            picture_read_cb, g_object_ref (self));
}

static void
ink_changed_cb (InklingWindow *self)
{
  gboolean has_strokes = inkling_ink_get_n_strokes (get_ink (self)) > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.export-drawing", has_strokes);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-drawing", has_strokes);
}

void
inkling_window_drawing_follow (InklingWindow *self)
{
  g_signal_connect_object (get_ink (self), "changed", G_CALLBACK (ink_changed_cb), self,
                           G_CONNECT_SWAPPED);
  ink_changed_cb (self);
}

void
inkling_window_drawing_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.export-drawing", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "win.copy-drawing", NULL, copy_cb);
}
