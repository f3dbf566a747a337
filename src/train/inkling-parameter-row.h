/* inkling-parameter-row.h: one hyper-parameter: what it does, its value, and the way back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-parameter-table.h"
#include "inkling-parameters.h"

G_BEGIN_DECLS

#define INKLING_TYPE_PARAMETER_ROW (inkling_parameter_row_get_type ())
G_DECLARE_FINAL_TYPE (InklingParameterRow, inkling_parameter_row, INKLING, PARAMETER_ROW,
                      AdwActionRow)

/* words must be of a field. */
GtkWidget *inkling_parameter_row_new (const InklingParameterWords *words,
                                      InklingParameters           *parameters);

G_END_DECLS
