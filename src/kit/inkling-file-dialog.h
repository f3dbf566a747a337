/* inkling-file-dialog.h: asking which file to open or to write
 *
 * Each dialog is one asynchronous question. Dismissing it is G_IO_ERROR_CANCELLED.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A kind of file that the dialog offers. */
typedef struct
{
  const char *name;     /* translated by the dialog: mark it with N_ */
  const char *suffix;   /* ".png" */
  gboolean    pictures; /* and the pictures of inkling_picture_kinds */
} InklingFileKind;

/* folder is where the dialog begins, NULL: where the last one ended. kinds must stay valid. */
void   inkling_file_dialog_open_async (GtkWindow              *parent,
                                       const char             *title,
                                       const char             *folder,
                                       const InklingFileKind  *kinds,
                                       gsize                   n_kinds,
                                       GAsyncReadyCallback     callback,
                                       gpointer                user_data);

/* The answer ends in the suffix of one of the kinds: as typed, or appended as chosen in the dialog.
 * If that file exists already, the person has agreed. */
void   inkling_file_dialog_save_async (GtkWindow              *parent,
                                       const char             *title,
                                       const char             *suggested_name,
                                       const InklingFileKind  *kinds,
                                       gsize                   n_kinds,
                                       GAsyncReadyCallback     callback,
                                       gpointer                user_data);

/* A folder, which may have been made in the dialog. */
void   inkling_file_dialog_choose_folder_async (GtkWindow           *parent,
                                                const char          *title,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);

/* Of any of these dialogs. */
GFile *inkling_file_dialog_finish     (GAsyncResult           *result,
                                       GError                **error);

G_END_DECLS
