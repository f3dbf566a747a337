/* inkling-run-plots.h: the history of a run as two plots, loss and accuracy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-history.h"

G_BEGIN_DECLS

#define INKLING_TYPE_RUN_PLOTS (inkling_run_plots_get_type ())
G_DECLARE_FINAL_TYPE (InklingRunPlots, inkling_run_plots, INKLING, RUN_PLOTS, AdwBin)

/* Adds the rows that are new since the last call: histories only grow. */
void inkling_run_plots_update (InklingRunPlots      *self,
                               const InklingHistory *history);

/* Before the history of another run. */
void inkling_run_plots_clear  (InklingRunPlots      *self);

G_END_DECLS
