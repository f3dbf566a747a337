/* inkling-messages.c: telling the person something: a dialog for what went wrong, a toast for news
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-messages.h"

#include <glib/gi18n.h>

#define ACTION_SECONDS 30
#define LATEST         "latest-toast"

void
inkling_message_dialog_show (GtkWindow  *parent,
                             const char *heading,
                             const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
}

static AdwToast *
make_toast (const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  return adw_toast_new (markup);
}

static void
dismissed_cb (AdwToast *toast,
              gpointer  overlay)
{
  if (g_object_get_data (overlay, LATEST) == toast)
    g_object_set_data (overlay, LATEST, NULL);
}

/* Instead of the latest one. The library's own way, a high priority, would bring that back when
 * this one has gone, and ends the program (1.2) if this one goes before that is out of sight. */
static void
show_instead (AdwToastOverlay *overlay,
              AdwToast        *toast)
{
  AdwToast *latest = g_object_get_data (G_OBJECT (overlay), LATEST);

  if (latest != NULL)
    adw_toast_dismiss (latest);

  g_object_set_data_full (G_OBJECT (overlay), LATEST, g_object_ref (toast), g_object_unref);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), overlay, 0);
  adw_toast_overlay_add_toast (overlay, toast);
}

void
inkling_messages_show_toast (AdwToastOverlay *overlay,
                             const char      *text)
{
  show_instead (overlay, make_toast (text));
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
  show_instead (overlay, toast);
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
  adw_toast_overlay_add_toast (overlay, toast);
}
