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
  GListStore      *summaries;     /* owned; of InklingModelSummary, the latest first */
  GFileMonitor    *monitor;       /* owned */
  GCancellable    *cancellable;   /* owned; until the window closes */
  guint            refresh_timer; /* 0: nothing has changed of late */
  guint            n_reading;     /* files and listings that are still being read */
  char            *path_to_focus; /* owned; or NULL */
  GHashTable      *hidden;        /* owned; paths to be discarded when their toast is gone */

  /* Template children */
  AdwToastOverlay *toast_overlay;
  GtkStack        *stack;
  AdwStatusPage   *empty_page;
  GtkListBox      *list_box;
};

/* Reads the folder again, in the background. */
void inkling_model_list_refresh         (InklingModelList    *self);

void inkling_model_list_install_actions (GtkWidgetClass      *widget_class);

/* Makes every deletion final that could still be undone. */
void inkling_model_list_discard_hidden  (InklingModelList    *self);

G_END_DECLS
