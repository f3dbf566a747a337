/* inkling-actions.c: every action's name, keys and words, in one table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-actions.h"

#include <glib/gi18n.h>

#define COLUMN_HEIGHT "14" /* rows of shortcuts that a small screen has room for */

const InklingAction inkling_actions[] = {
  { "training.start", { "<Control>t" },
    INKLING_TOPIC_TRAINING, N_("Train: start a new run") },
  { "training.resume", { "<Control>r" },
    INKLING_TOPIC_TRAINING, N_("Resume the run") },
  { "training.pause", { "<Control>p" },
    INKLING_TOPIC_TRAINING, N_("Pause and save") },
  { "training.step", { "<Control>period" },
    INKLING_TOPIC_TRAINING, N_("Train a single step") },
  { "training.rewind", { "<Control><Shift>r" },
    INKLING_TOPIC_TRAINING, N_("Rewind to the start of the run") },
  { "training.parameters", { "<Control>h" },
    INKLING_TOPIC_TRAINING, N_("Hyper-parameters") },
  { NULL, { "Left", "Right", "Home" },
    INKLING_TOPIC_TRAINING, N_("Read the values in a plot") },
  { NULL, { "plus", "minus", "0" },
    INKLING_TOPIC_TRAINING, N_("Zoom a plot in, out, show the whole run") },
  { NULL, { "<Shift>Left", "<Shift>Right" },
    INKLING_TOPIC_TRAINING, N_("Move along a zoomed plot") },

  { "drawing.undo", { "<Control>z" },
    INKLING_TOPIC_DRAWING, N_("Undo") },
  { "drawing.redo", { "<Control><Shift>z" },
    INKLING_TOPIC_DRAWING, N_("Redo") },
  { "drawing.eraser", { "<Control>e" },
    INKLING_TOPIC_DRAWING, N_("Take the eraser or the pen") },
  { "drawing.compare", { "<Control><Shift>n" },
    INKLING_TOPIC_DRAWING, N_("Compare without normalisation") },
  { "replay.toggle", { "<Control>l" },
    INKLING_TOPIC_DRAWING, N_("Replay in slow motion, or pause that") },
  { NULL, { "Delete" },
    INKLING_TOPIC_DRAWING, N_("Clear the sheet") },

  { "win.open-model", { "<Control>o" },
    INKLING_TOPIC_MODELS, N_("Open a model"),
    INKLING_MENU_FILES, N_("_Open Model…") },
  { "win.models", { "<Control>m" },
    INKLING_TOPIC_MODELS, N_("Show the models there are"),
    INKLING_MENU_FILES, N_("_Models…") },
  { "win.save-model", { "<Control><Shift>s" },
    INKLING_TOPIC_MODELS, N_("Save the model as"),
    INKLING_MENU_FILES, N_("_Save Model As…") },

  { "win.import-drawing", { "<Control>i" },
    INKLING_TOPIC_DRAWING, N_("Import a picture or a drawing"),
    INKLING_MENU_DRAWING, N_("_Import Picture…") },
  { "win.export-drawing", { "<Control><Shift>e" },
    INKLING_TOPIC_DRAWING, N_("Export the drawing"),
    INKLING_MENU_DRAWING, N_("_Export Drawing…") },
  { "win.copy-drawing", { NULL },
    INKLING_TOPIC_DRAWING, NULL,
    INKLING_MENU_DRAWING, N_("_Copy Drawing") },
  { "win.paste-drawing", { NULL },
    INKLING_TOPIC_DRAWING, NULL,
    INKLING_MENU_DRAWING, N_("Pas_te Picture") },
  /* As actions of the drawing, so that the keys still are those of a text that is edited. */
  { "drawing.copy", { "<Control>c" },
    INKLING_TOPIC_DRAWING, N_("Copy the drawing as a picture") },
  { "drawing.paste", { "<Control>v" },
    INKLING_TOPIC_DRAWING, N_("Paste a picture or a drawing") },

  { "win.datasets", { "<Control>d" },
    INKLING_TOPIC_DATA, N_("Data sets"),
    INKLING_MENU_TOOLS, N_("_Data Sets…") },
  { "win.pictures", { "<Control>b" },
    INKLING_TOPIC_DATA, N_("Pictures of the chosen data set"),
    INKLING_MENU_TOOLS, N_("_Browse Pictures") },
  { "win.distortion-preview", { "<Control><Shift>d" },
    INKLING_TOPIC_DATA, N_("Distorted digits of the chosen recipe"),
    INKLING_MENU_TOOLS, N_("D_istorted Digits") },

  { "win.show-training", { "<Alt>1" },
    INKLING_TOPIC_WINDOW, N_("Show training") },
  { "win.show-drawing", { "<Alt>2" },
    INKLING_TOPIC_WINDOW, N_("Show drawing") },
  { "win.presentation", { "F11" },
    INKLING_TOPIC_WINDOW, N_("Presentation mode: large type for a projector"),
    INKLING_MENU_VIEW, N_("_Presentation") },
  { "win.leave-presentation", { "Escape" },
    INKLING_TOPIC_WINDOW, N_("Leave presentation mode") },

  { NULL, { "F10" },
    INKLING_TOPIC_GENERAL, N_("Main menu") },
  { "win.preferences", { "<Control>comma" },
    INKLING_TOPIC_GENERAL, N_("Preferences"),
    INKLING_MENU_HELP, N_("_Preferences") },
  { "win.show-help-overlay", { "<Control>question" },
    INKLING_TOPIC_GENERAL, N_("Keyboard shortcuts"),
    INKLING_MENU_HELP, N_("_Keyboard Shortcuts") },
  { "win.reset", { NULL },
    INKLING_TOPIC_GENERAL, NULL,
    INKLING_MENU_END, N_("_Reset Everything…") },
  { "win.welcome", { NULL },
    INKLING_TOPIC_GENERAL, NULL,
    INKLING_MENU_HELP, N_("_Welcome") },
  { "app.about", { NULL },
    INKLING_TOPIC_GENERAL, NULL,
    INKLING_MENU_HELP, N_("_About Inkling") },
  { "app.quit", { "<Control>q" },
    INKLING_TOPIC_GENERAL, N_("Quit"),
    INKLING_MENU_END, N_("_Quit") },
};

const guint inkling_n_actions = G_N_ELEMENTS (inkling_actions);

static const char *const topics[INKLING_N_TOPICS] = {
  [INKLING_TOPIC_TRAINING] = N_("Training"),
  [INKLING_TOPIC_DRAWING] = N_("Drawing"),
  [INKLING_TOPIC_DATA] = N_("Data Sets"),
  [INKLING_TOPIC_MODELS] = N_("Models"),
  [INKLING_TOPIC_WINDOW] = N_("Window"),
  [INKLING_TOPIC_GENERAL] = N_("General"),
};

void
inkling_actions_set_accelerators (GtkApplication *application)
{
  for (gsize i = 0; i < G_N_ELEMENTS (inkling_actions); i++)
    if (inkling_actions[i].action != NULL)
      gtk_application_set_accels_for_action (application, inkling_actions[i].action,
                                             inkling_actions[i].accelerators);
}

static void
add_shortcut (GtkShortcutController *controller,
              const char            *accelerator,
              const char            *action)
{
  GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string (accelerator);

  gtk_shortcut_controller_add_shortcut (controller,
                                        gtk_shortcut_new (trigger, gtk_named_action_new (action)));
}

void
inkling_actions_add_shortcuts (GtkWidget  *widget,
                               const char *prefix)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  g_autofree char *start = g_strconcat (prefix, ".", NULL);

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  for (const InklingAction *row = inkling_actions; row < inkling_actions + inkling_n_actions; row++)
    if (row->action != NULL && g_str_has_prefix (row->action, start))
      for (gsize i = 0; row->accelerators[i] != NULL; i++)
        add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), row->accelerators[i], row->action);

  gtk_widget_add_controller (widget, controller);
}

GMenuModel *
inkling_actions_make_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (int section = INKLING_MENU_NONE + 1; section < INKLING_N_MENU_SECTIONS; section++)
    {
      g_autoptr (GMenu) items = g_menu_new ();

      for (gsize i = 0; i < G_N_ELEMENTS (inkling_actions); i++)
        if ((int) inkling_actions[i].section == section)
          g_menu_append (items, _(inkling_actions[i].menu_label), inkling_actions[i].action);

      g_menu_append_section (menu, NULL, G_MENU_MODEL (items));
    }

  return G_MENU_MODEL (menu);
}

static void
append_shortcut (GString             *ui,
                 const InklingAction *action)
{
  g_autofree char *keys = g_strjoinv (" ", (char **) action->accelerators);
  g_autofree char *escaped_keys = g_markup_escape_text (keys, -1);
  g_autofree char *title = g_markup_escape_text (_(action->title), -1);

  g_string_append_printf (ui,
                          "<child><object class='GtkShortcutsShortcut'>"
                          "<property name='title'>%s</property>"
                          "<property name='accelerator'>%s</property>"
                          "</object></child>",
                          title, escaped_keys);
}

static void
append_topic (GString      *ui,
              InklingTopic  topic)
{
  g_autofree char *title = g_markup_escape_text (_(topics[topic]), -1);

  g_string_append_printf (ui,
                          "<child><object class='GtkShortcutsGroup'>"
                          "<property name='title'>%s</property>",
                          title);
  for (gsize i = 0; i < G_N_ELEMENTS (inkling_actions); i++)
    if (inkling_actions[i].topic == topic && inkling_actions[i].title != NULL)
      append_shortcut (ui, &inkling_actions[i]);
  g_string_append (ui, "</object></child>");
}

/* GTK 4.8 takes the parts of such a window only from a description. */
GtkWidget *
inkling_actions_make_shortcuts_window (void)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  g_autoptr (GString) ui = g_string_new ("<interface>"
                                         "<object class='GtkShortcutsWindow' id='window'>"
                                         "<property name='modal'>True</property>"
                                         "<child><object class='GtkShortcutsSection'>"
                                         "<property name='section-name'>shortcuts</property>"
                                         "<property name='max-height'>" COLUMN_HEIGHT
                                         "</property>");

  for (int topic = 0; topic < INKLING_N_TOPICS; topic++)
    append_topic (ui, topic);
  g_string_append (ui, "</object></child></object></interface>");

  if (!gtk_builder_add_from_string (builder, ui->str, ui->len, NULL))
    g_assert_not_reached ();

  return GTK_WIDGET (gtk_builder_get_object (builder, "window"));
}
