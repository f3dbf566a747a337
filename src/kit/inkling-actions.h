/* inkling-actions.h: every action's name, keys and words, in one table
 *
 * Whoever adds an action adds a line to the table in inkling-actions.c: the keys, the main menu and
 * the shortcuts window come from there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  INKLING_TOPIC_TRAINING,
  INKLING_TOPIC_DRAWING,
  INKLING_TOPIC_DATA,
  INKLING_TOPIC_MODELS,
  INKLING_TOPIC_WINDOW,
  INKLING_TOPIC_GENERAL,
  INKLING_N_TOPICS
} InklingTopic;

typedef enum
{
  INKLING_MENU_NONE,
  INKLING_MENU_FILES,
  INKLING_MENU_DRAWING,
  INKLING_MENU_TOOLS,
  INKLING_MENU_VIEW,
  INKLING_MENU_HELP,
  INKLING_MENU_END,
  INKLING_N_MENU_SECTIONS
} InklingMenuSection;

typedef struct
{
  const char         *action;          /* NULL: keys that a widget looks after itself */
  const char         *accelerators[4]; /* up to three, then NULL */
  InklingTopic        topic;
  const char         *title;           /* in the shortcuts window; NULL: not there */
  InklingMenuSection  section;
  const char         *menu_label;      /* in the main menu, in the order of the table; or NULL */
} InklingAction;

extern const InklingAction inkling_actions[];
extern const guint         inkling_n_actions;

/* Gives the keys to the application; those of "app" and "win" actions work from then on, also
 * while a dialog is open. */
void        inkling_actions_set_accelerators     (GtkApplication *application);

/* Actions that a widget inside the window has, such as "training.start", are not to be reached from
 * the window: their keys go to widget, and work wherever in the window the focus is. prefix is the
 * part before the dot. */
void        inkling_actions_add_shortcuts        (GtkWidget      *widget,
                                                  const char     *prefix);

/* New reference. */
GMenuModel *inkling_actions_make_menu            (void);

GtkWidget  *inkling_actions_make_shortcuts_window (void);

G_END_DECLS
