/* inkling-messages.c: telling the person something: a dialog for what went wrong, a toast for news
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-messages.h"

#include <glib/gi18n.h>

#include "inkling-error.h"
#include "inkling-toasts.h"

#define ACTION_SECONDS 30

/* Whether it still shows anything; what was begun in it may end later than it. */
static gboolean
is_there (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) there = g_list_model_get_item (windows, i);

      if (there == window)
        return TRUE;
    }

  return FALSE;
}

/* Without a window it belongs to it is one of the program's, which does not end before it is
 * read. */
static GtkWidget *
make_dialog (GtkWindow  *parent,
             const char *heading,
             const char *body)
{
  GApplication *application = g_application_get_default ();
  GtkWidget *dialog;

  if (parent != NULL && is_there (parent))
    /* cppcheck-suppress memleak ; the application is not ours */
    return adw_message_dialog_new (parent, heading, body);

  dialog = adw_message_dialog_new (NULL, heading, body);
  if (application != NULL)
    gtk_window_set_application (GTK_WINDOW (dialog), GTK_APPLICATION (application));

  return dialog;
}

void
inkling_message_dialog_show (GtkWindow  *parent,
                             const char *heading,
                             const char *body)
{
  g_autofree char *text = body != NULL ? inkling_error_make_presentable (body) : NULL;
  GtkWidget *dialog = make_dialog (parent, heading, text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
}

static AdwToast *
make_toast (const char *text)
{
  g_autofree char *presentable = inkling_error_make_presentable (text);
  g_autofree char *markup = g_markup_escape_text (presentable, -1);

  return adw_toast_new (markup);
}

/* Takes toast. The news of a window that is closed are nobody's. */
static void
add (AdwToastOverlay  *overlay,
     AdwToast         *toast,
     InklingToastKind  kind)
{
  if (overlay != NULL)
    inkling_toasts_add (overlay, toast, kind);
  else
    g_object_unref (g_object_ref_sink (toast));
}

void
inkling_messages_show_toast (AdwToastOverlay *overlay,
                             const char      *text)
{
  add (overlay, make_toast (text), INKLING_TOAST_NEWS);
}

void
inkling_messages_show_warning (AdwToastOverlay *overlay,
                               const char      *text)
{
  AdwToast *toast = make_toast (text);

  adw_toast_set_timeout (toast, 0);
  add (overlay, toast, INKLING_TOAST_WARNING);
}

static void
details_cb (AdwToast *toast,
            gpointer  overlay)
{
  inkling_message_dialog_show (GTK_WINDOW (gtk_widget_get_root (overlay)), _("Files Passed Over"),
                               g_object_get_data (G_OBJECT (toast), "details"));
}

void
inkling_messages_show_toast_and_details (AdwToastOverlay *overlay,
                                         const char      *text,
                                         const char      *details)
{
  AdwToast *toast = make_toast (text);

  g_object_set_data_full (G_OBJECT (toast), "details", g_strdup (details), g_free);
  adw_toast_set_button_label (toast, _("_Details"));
  adw_toast_set_timeout (toast, 0);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (details_cb), overlay, 0);
  add (overlay, toast, INKLING_TOAST_WARNING);
}

void
inkling_messages_show_toast_and_action (AdwToastOverlay *overlay,
                                        const char      *text,
                                        const char      *label,
                                        const char      *action,
                                        const char      *target)
{
  AdwToast *toast = make_toast (text);

  adw_toast_set_button_label (toast, label);
  adw_toast_set_action_name (toast, action);
  adw_toast_set_action_target (toast, "s", target);
  adw_toast_set_timeout (toast, ACTION_SECONDS);
  add (overlay, toast, INKLING_TOAST_OFFER);
}
