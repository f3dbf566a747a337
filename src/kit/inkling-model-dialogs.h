/* inkling-model-dialogs.h: asking which model file to open or to write
 *
 * Each dialog is one asynchronous question, which inkling_file_dialog_finish answers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-file-dialog.h"

G_BEGIN_DECLS

void inkling_model_dialog_open_async    (GtkWindow           *parent,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);

/* A run to compare with; the dialog begins in the model folder. */
void inkling_model_dialog_compare_async (GtkWindow           *parent,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);

/* The answer ends in .safetensors, and the person has agreed if that file exists already. */
void inkling_model_dialog_save_async    (GtkWindow           *parent,
                                         const char          *suggested_name,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);

/* As above; the answer ends in .onnx or .safetensors. title is the model's. */
void inkling_model_dialog_export_async  (GtkWindow           *parent,
                                         const char          *title,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);

G_END_DECLS
