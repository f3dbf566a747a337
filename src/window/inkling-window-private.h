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

/* Models, ink and pictures may be dropped anywhere on the window from then on. */
void inkling_window_accept_files   (InklingWindow *self);

/* Bring a picture or ink to the sheet in the background, instead of what is still being read; a
 * dialog says why if that fails. The stream is one of a type that inkling_picture_kinds lists;
 * drop, where it comes from, may be NULL and is finished. */
void inkling_window_import_file    (InklingWindow *self,
                                    GFile         *file);
void inkling_window_import_stream  (InklingWindow *self,
                                    GInputStream  *stream,
                                    GdkDrop       *drop);
void inkling_window_cancel_import  (InklingWindow *self);

/* A GSList of GFile, as it is dropped or pasted; FALSE if it is empty. */
gboolean inkling_window_take_list  (InklingWindow *self,
                                    GSList        *files);

/* The types of inkling_picture_kinds, and NULL; for the clipboard and for what is dropped. */
extern const char *inkling_window_picture_types[];

/* The actions of the drawing follow what is drawn from then on. */
void inkling_window_follow_drawing (InklingWindow *self);

/* Begins to read next_file; no run may be going on. */
void inkling_window_load_next_file (InklingWindow *self);

/* Resets, or undoes a reset, as is due; no run may be going on. */
void inkling_window_continue_reset (InklingWindow *self);

/* Actions. */
void inkling_window_datasets_cb    (GtkWidget     *widget,
                                    const char    *action_name,
                                    GVariant      *parameter);
void inkling_window_browse_cb      (GtkWidget     *widget,
                                    const char    *action_name,
                                    GVariant      *parameter);
void inkling_window_pictures_cb    (GtkWidget     *widget,
                                    const char    *action_name,
                                    GVariant      *parameter);
void inkling_window_distortions_cb (GtkWidget     *widget,
                                    const char    *action_name,
                                    GVariant      *parameter);
void inkling_window_open_model_cb  (GtkWidget     *widget,
                                    const char    *action_name,
                                    GVariant      *parameter);
void inkling_window_models_cb      (GtkWidget     *widget,
                                    const char    *action_name,
                                    GVariant      *parameter);
void inkling_window_save_model_cb  (GtkWidget     *widget,
                                    const char    *action_name,
                                    GVariant      *parameter);
void inkling_window_import_drawing_cb (GtkWidget  *widget,
                                       const char *action_name,
                                       GVariant   *parameter);
void inkling_window_export_drawing_cb (GtkWidget  *widget,
                                       const char *action_name,
                                       GVariant   *parameter);
void inkling_window_copy_drawing_cb   (GtkWidget  *widget,
                                       const char *action_name,
                                       GVariant   *parameter);
void inkling_window_paste_drawing_cb  (GtkWidget  *widget,
                                       const char *action_name,
                                       GVariant   *parameter);
void inkling_window_reset_cb       (GtkWidget     *widget,
                                    const char    *action_name,
                                    GVariant      *parameter);
void inkling_window_undo_reset_cb  (GtkWidget     *widget,
                                    const char    *action_name,
                                    GVariant      *parameter);

G_END_DECLS
