/* inkling-model-row.h: one model file in the model list
 *
 * Its buttons and keys activate the list's actions, "models.open" and so on, with the file's path
 * for target.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-model-summary.h"

G_BEGIN_DECLS

#define INKLING_TYPE_MODEL_ROW (inkling_model_row_get_type ())
G_DECLARE_FINAL_TYPE (InklingModelRow, inkling_model_row, INKLING, MODEL_ROW, AdwActionRow)

GtkWidget           *inkling_model_row_new         (InklingModelSummary *summary);

InklingModelSummary *inkling_model_row_get_summary (InklingModelRow     *self);

G_END_DECLS
