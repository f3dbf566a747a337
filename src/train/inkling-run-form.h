/* inkling-run-form.h: what a new run is made of: recipe, data set and seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-model.h"
#include "inkling-parameters.h"

G_BEGIN_DECLS

#define INKLING_TYPE_RUN_FORM (inkling_run_form_get_type ())
G_DECLARE_FINAL_TYPE (InklingRunForm, inkling_run_form, INKLING, RUN_FORM, AdwBin)

/* The recipe with what was changed of it; owned by the form. */
InklingParameters   *inkling_run_form_get_parameters    (InklingRunForm *self);
guint64              inkling_run_form_get_seed          (InklingRunForm *self);

/* As inkling_dataset_load takes it, and as a person calls it; both last as long as the data set can
 * be chosen. */
const char          *inkling_run_form_get_dataset       (InklingRunForm *self);
const char          *inkling_run_form_get_dataset_title (InklingRunForm *self);

/* Chooses what the model was trained with, as far as the form offers it; returns as below. */
gboolean             inkling_run_form_show_model  (InklingRunForm     *self,
                                                   const InklingModel *model);

/* The same for data set and seed alone. FALSE if the data set is not on this machine. */
gboolean             inkling_run_form_show_data   (InklingRunForm     *self,
                                                   const InklingModel *model);

G_END_DECLS
