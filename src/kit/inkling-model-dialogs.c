/* inkling-model-dialogs.c: asking which model file to open or to write
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-dialogs.h"

#include <glib/gi18n.h>

#include "inkling-model-file.h"
#include "inkling-onnx.h"
#include "inkling-settings.h"

static const InklingFileKind kinds[] = {
  { N_("Model files"), INKLING_MODEL_SUFFIX },
};

static const InklingFileKind export_kinds[] = {
  { N_("ONNX, for other programs"), INKLING_ONNX_SUFFIX },
  { N_("Small model, only for reading digits"), INKLING_MODEL_SUFFIX },
};

void
inkling_model_dialog_open_async (GtkWindow           *parent,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  inkling_file_dialog_open_async (parent, _("Open Model"), NULL, kinds, G_N_ELEMENTS (kinds),
                                  callback, user_data);
}

void
inkling_model_dialog_compare_async (GtkWindow           *parent,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autofree char *folder = inkling_settings_get_models_folder ();

  inkling_file_dialog_open_async (parent, _("Compare with a Run"), folder,
                                  kinds, G_N_ELEMENTS (kinds), callback, user_data);
}

void
inkling_model_dialog_save_async (GtkWindow           *parent,
                                 const char          *suggested_name,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  inkling_file_dialog_save_async (parent, _("Save Model As"), suggested_name,
                                  kinds, G_N_ELEMENTS (kinds), callback, user_data);
}

void
inkling_model_dialog_export_async (GtkWindow           *parent,
                                   const char          *title,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autofree char *name = g_strconcat (title, INKLING_ONNX_SUFFIX, NULL);

  inkling_file_dialog_save_async (parent, _("Export Model"), name,
                                  export_kinds, G_N_ELEMENTS (export_kinds), callback, user_data);
}
