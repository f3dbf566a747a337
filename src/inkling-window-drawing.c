/* inkling-window-drawing.c: drawings and pictures of digits go out of the window and come into it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-window-private.h"

#include <glib/gi18n.h>

#include "inkling-drawing-export.h"
#include "inkling-drawing-import.h"
#include "inkling-messages.h"

#define SUGGESTED_NAME "digit"

static const InklingFileKind import_kinds[] = {
  { N_("Pictures and ink files"), ".jsonl", TRUE },
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
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InklingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (InklingImport) import = inkling_drawing_import_finish (result, &error);

  if (import != NULL)
    show (self, import);
  else
    inkling_message_dialog_show (GTK_WINDOW (self), _("No Digit Can Be Read in This"),
                                 error->message);
}

void
inkling_window_import_file (InklingWindow *self,
                            GFile         *file)
{
  inkling_drawing_import_file_async (file, imported_cb, g_object_ref (self));
}

void
inkling_window_import_texture (InklingWindow *self,
                               GdkTexture    *texture)
{
  inkling_drawing_import_texture_async (texture, imported_cb, g_object_ref (self));
}

static void
import_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GFile) file = inkling_file_dialog_finish (result, NULL);

  if (file != NULL)
    inkling_window_import_file (INKLING_WINDOW (source), file);
}

void
inkling_window_import_drawing_cb (GtkWidget  *widget,
                                  const char *action_name,
                                  GVariant   *parameter)
{
  inkling_file_dialog_open_async (GTK_WINDOW (widget), _("Import Drawing"), NULL, import_kinds,
                                  G_N_ELEMENTS (import_kinds), import_chosen_cb, NULL);
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

void
inkling_window_export_drawing_cb (GtkWidget  *widget,
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

void
inkling_window_copy_drawing_cb (GtkWidget  *widget,
                                const char *action_name,
                                GVariant   *parameter)
{
  InklingWindow *self = INKLING_WINDOW (widget);

  inkling_drawing_make_texture_async (get_ink (self),
                                      inkling_canvas_get_pen_width (get_canvas (self)),
                                      texture_made_cb, g_object_ref (self));
}

static void
texture_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (InklingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
    gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, &error);

  if (texture != NULL)
    inkling_window_import_texture (self, texture);
  else
    inkling_message_dialog_show (GTK_WINDOW (self), _("No Digit Can Be Read in This"),
                                 error->message);
}

static void
files_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (InklingWindow) self = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);
  GSList *files = value == NULL ? NULL : g_value_get_boxed (value);

  if (files != NULL)
    inkling_window_take_file (self, g_slist_last (files)->data);
  else
    inkling_messages_show_toast (self->toast_overlay, _("There is no picture on the clipboard"));
}

void
inkling_window_paste_drawing_cb (GtkWidget  *widget,
                                 const char *action_name,
                                 GVariant   *parameter)
{
  InklingWindow *self = INKLING_WINDOW (widget);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  g_autoptr (GdkContentFormats) formats =
    gdk_content_formats_union_deserialize_gtypes (
      gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard)));

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                                    files_read_cb, g_object_ref (self));
  else if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE))
    gdk_clipboard_read_texture_async (clipboard, NULL, texture_read_cb, g_object_ref (self));
  else
    inkling_messages_show_toast (self->toast_overlay, _("There is no picture on the clipboard"));
}

static void
ink_changed_cb (InklingWindow *self)
{
  gboolean has_strokes = inkling_ink_get_n_strokes (get_ink (self)) > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.export-drawing", has_strokes);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.copy-drawing", has_strokes);
}

void
inkling_window_follow_drawing (InklingWindow *self)
{
  g_signal_connect_object (get_ink (self), "changed", G_CALLBACK (ink_changed_cb), self,
                           G_CONNECT_SWAPPED);
  ink_changed_cb (self);
}
