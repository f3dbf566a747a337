/* inkling-model-list-private.h: what the files of the model list share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-model-list.h"

G_BEGIN_DECLS

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
  GHashTable      *hidden;        /* owned; paths to be discarded when their toast is gone */

  /* Template children */
  AdwToastOverlay *toast_overlay;
  GtkStack        *stack;
  AdwStatusPage   *empty_page;
  GtkScrolledWindow *scrolled_window;
  GtkListBox      *list_box;
};

/* Reads the folder again, in the background. */
void inkling_model_list_refresh         (InklingModelList    *self);

void inkling_model_list_install_actions (GtkWidgetClass      *widget_class);

/* Makes every deletion final that could still be undone. */
void inkling_model_list_discard_hidden  (InklingModelList    *self);

G_END_DECLS
