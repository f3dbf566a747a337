/* inkling-model-dialogs.h: asking which model file to open or to write
 *
 * Each dialog is one asynchronous question. Dismissing it is G_IO_ERROR_CANCELLED.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void   inkling_model_dialog_open_async     (GtkWindow            *parent,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GFile *inkling_model_dialog_open_finish    (GAsyncResult         *result,
                                            GError              **error);

/* A run to compare with; the dialog begins in the model folder. */
void   inkling_model_dialog_compare_async  (GtkWindow            *parent,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GFile *inkling_model_dialog_compare_finish (GAsyncResult         *result,
                                            GError              **error);

/* The answer ends in .safetensors, and the person has agreed if that file exists already. */
void   inkling_model_dialog_save_async     (GtkWindow            *parent,
                                            const char           *suggested_name,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GFile *inkling_model_dialog_save_finish    (GAsyncResult         *result,
                                            GError              **error);

/* As above; the answer ends in .onnx or .safetensors. title is the model's. */
void   inkling_model_dialog_export_async   (GtkWindow            *parent,
                                            const char           *title,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GFile *inkling_model_dialog_export_finish  (GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
