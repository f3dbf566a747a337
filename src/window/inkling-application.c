/* inkling-application.c: starts the program, opens files, ends it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-application.h"

#include <glib/gi18n.h>
#include <string.h>

#include "inkling-actions.h"
#include "inkling-config.h"
#include "inkling-ending.h"
#include "inkling-notice.h"
#include "inkling-window-files.h"

struct _InklingApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (InklingApplication, inkling_application, ADW_TYPE_APPLICATION)

static void
close_windows (gboolean dialogs)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  g_autolist (GtkWindow) windows = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (dialogs != INKLING_IS_WINDOW (window) && gtk_widget_get_visible (window))
        windows = g_list_prepend (windows, g_steal_pointer (&window));
    }

  g_list_foreach (windows, (GFunc) (void (*) (void)) gtk_window_close, NULL);
}

/* Closing is what pauses and saves, so quitting is closing every window; a dialog must not outlive
 * the one it belongs to. */
static void
close_all_cb (gpointer user_data)
{
  close_windows (TRUE);
  close_windows (FALSE);
}

/* Later, because the key that asked for it still holds its dialog. */
static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  g_idle_add_once (close_all_cb, NULL);
}

/* Dialogs are no windows of the application, whose keys would be dead in them. */
static void
toplevels_changed_cb (GListModel *toplevels,
                      guint       position,
                      guint       n_removed,
                      guint       n_added,
                      gpointer    application)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (INKLING_IS_WINDOW (window))
        continue;

      gtk_widget_insert_action_group (window, "app", G_ACTION_GROUP (application));
      inkling_actions_add_shortcuts (window, "app");
    }
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  const char *developers[] = { _("The Inkling developers"), NULL };

  adw_show_about_window (gtk_application_get_active_window (user_data),
                         "application-name", _("Inkling"),
                         "application-icon", INKLING_APP_ID,
                         "version", INKLING_VERSION,
                         "developer-name", developers[0],
                         "developers", developers,
                         "comments", _("Inkling teaches a small neural network to read handwritten "
                                       "digits while you watch, and lets you draw to try it."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static const GActionEntry actions[] = {
  { "about", about_cb },
  { "quit", quit_cb },
};

/* There is one at most. */
static InklingWindow *
get_window (InklingApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    if (INKLING_IS_WINDOW (l->data))
      return l->data;

  return NULL;
}

/* Of the messages of GDK's with which a program ends whose display has gone: GDK does nothing else
 * before. They are not translated. */
static const char *const last_words[] = {
  "Fatal IO error",
  "lost its connection to the display",
  "Lost connection to Wayland",
  "dispatching to Wayland",
  "Error reading events from display",
  "Error flushing display",
};

static gboolean
is_last_word (const char *domain,
              const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (last_words) && g_strcmp0 (domain, "Gdk") == 0; i++)
    if (strstr (text, last_words[i]) != NULL)
      return TRUE;

  return FALSE;
}

static const char *
get_field (const GLogField *fields,
           gsize            n_fields,
           const char      *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, key) && fields[i].length < 0)
      return fields[i].value;

  return "";
}

static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  GApplication *application = g_application_get_default ();
  InklingWindow *window = NULL;

  if (application != NULL && is_last_word (get_field (fields, n_fields, "GLIB_DOMAIN"),
                                           get_field (fields, n_fields, "MESSAGE")))
    window = get_window (INKLING_APPLICATION (application));
  if (window != NULL)
    inkling_window_leave_at_once (window);

  return g_log_writer_default (level, fields, n_fields, NULL);
}

static void
inkling_application_activate (GApplication *application)
{
  InklingWindow *window = get_window (INKLING_APPLICATION (application));

  if (window == NULL)
    {
      window = INKLING_WINDOW (inkling_window_new (ADW_APPLICATION (application)));
      inkling_window_restore (window);
    }

  gtk_window_present (GTK_WINDOW (window));
  inkling_window_greet (window);
}

static void
inkling_application_open (GApplication  *application,
                          GFile        **files,
                          int            n_files,
                          const char    *hint)
{
  InklingWindow *window = get_window (INKLING_APPLICATION (application));
  gboolean is_new = window == NULL;

  if (is_new)
    window = INKLING_WINDOW (inkling_window_new (ADW_APPLICATION (application)));

  gtk_window_present (GTK_WINDOW (window));
  inkling_window_files_take (window, files, (gsize) n_files, is_new);
}

static void
notice_cb (const char *text,
           gpointer    application)
{
  InklingWindow *window = get_window (application);

  if (window != NULL)
    inkling_window_warn (window, text);
}

static void
quit (gpointer application)
{
  g_application_quit (application);
}

static void
inkling_application_startup (GApplication *application)
{
  inkling_ending_watch (quit, application);
  g_log_set_writer_func (write_log, NULL, NULL);
  G_APPLICATION_CLASS (inkling_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  inkling_actions_set_accelerators (GTK_APPLICATION (application));
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed",
                           G_CALLBACK (toplevels_changed_cb), application, 0);
  gtk_window_set_default_icon_name (INKLING_APP_ID);
  inkling_notice_set_listener (notice_cb, application);
}

/* Also after a signal, and when the session manager says that the session ends: neither closes a
 * window. */
static void
inkling_application_shutdown (GApplication *application)
{
  InklingWindow *window = get_window (INKLING_APPLICATION (application));

  if (window != NULL)
    inkling_window_leave (window);

  G_APPLICATION_CLASS (inkling_application_parent_class)->shutdown (application);
}

/* Before there is a display, which it does not need. */
static int
inkling_application_handle_local_options (GApplication *application,
                                          GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;

  g_print ("%s %s\n", g_get_prgname (), INKLING_VERSION);

  return 0;
}

static void
inkling_application_class_init (InklingApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = inkling_application_activate;
  application_class->handle_local_options = inkling_application_handle_local_options;
  application_class->open = inkling_application_open;
  application_class->shutdown = inkling_application_shutdown;
  application_class->startup = inkling_application_startup;
}

static void
inkling_application_init (InklingApplication *self)
{
  GApplication *application = G_APPLICATION (self);
  const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (application, options);
  g_application_set_option_context_parameter_string (application, _("[FILE…]"));
  g_application_set_option_context_summary (application,
                                            _("Opens a window; a FILE is a model, a picture of a "
                                              "digit, a file of drawings, or a data set."));
}

InklingApplication *
inkling_application_new (void)
{
  return g_object_new (INKLING_TYPE_APPLICATION,
                       "application-id", INKLING_APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "register-session", TRUE,
                       "resource-base-path", "/org/inkling/Inkling",
                       NULL);
}
