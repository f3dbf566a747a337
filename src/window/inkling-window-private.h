/* inkling-window-private.h: what the files of the window share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-contents.h"
#include "inkling-drawing-panel.h"
#include "inkling-panes.h"
#include "inkling-training-panel.h"
#include "inkling-window.h"

G_BEGIN_DECLS

struct _InklingWindow
{
  AdwApplicationWindow  parent_instance;

  GFile                *next_file;     /* owned; to be opened when the run is paused */
  GCancellable         *opening;       /* owned; only while a file is being read */
  gboolean              closing;       /* to be closed when the run is paused */
  gboolean              leaving;       /* the program ends */
  gboolean              presenting;
  int                   frames_until_small; /* to be laid out before the window shrinks */
  gboolean              reset_due;     /* everything is to be reset when the run is paused, or … */
  char                 *copy_to_restore; /* owned; … this copy is to come back; or NULL */

  /* Only while a picture or ink is being read */
  GCancellable         *importing;     /* owned */
  guint                 import_timer;  /* until that is worth a dialog */
  GtkWindow            *import_dialog; /* owned by GTK, or NULL */

  /* Template children */
  AdwToastOverlay      *toast_overlay;
  AdwWindowTitle       *title;
  GtkMenuButton        *menu_button;
  InklingPanes         *panes;
  InklingTrainingPanel *training_panel;
  InklingDrawingPanel  *drawing_panel;
};

/* inkling-window-files.c */

void inkling_window_files_install_actions   (GtkWidgetClass *widget_class);

/* Models, ink and pictures may be dropped anywhere on the window from then on. */
void inkling_window_files_accept            (InklingWindow  *self);

/* Begins to read next_file; no run may be going on. */
void inkling_window_files_load_next         (InklingWindow  *self);

/* inkling-window-drawing.c */

void inkling_window_drawing_install_actions (GtkWidgetClass *widget_class);

/* The actions follow what is drawn from then on. */
void inkling_window_drawing_follow          (InklingWindow  *self);

/* Of inkling_picture_kinds, and NULL; for the clipboard and for what is dropped. */
extern const char *inkling_window_drawing_types[];

/* Bring a picture or ink to the sheet in the background, instead of what is still being read; a
 * dialog says why if that fails. The stream, and what is pasted, is of one of those types; drop,
 * where it comes from, is finished. */
void inkling_window_drawing_import_file     (InklingWindow  *self,
                                             GFile          *file);
void inkling_window_drawing_import_stream   (InklingWindow  *self,
                                             GInputStream   *stream,
                                             GdkDrop        *drop);
void inkling_window_drawing_paste           (InklingWindow  *self);
void inkling_window_drawing_cancel          (InklingWindow  *self);

/* inkling-window-reset.c */

void inkling_window_reset_install_actions   (GtkWidgetClass *widget_class);

/* Resets, or undoes a reset, as is due; no run may be going on. */
void inkling_window_reset_continue          (InklingWindow  *self);

G_END_DECLS
