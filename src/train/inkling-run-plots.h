/* inkling-run-plots.h: the history of a run as plots of loss, accuracy and learning rate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-history.h"

G_BEGIN_DECLS

#define INKLING_TYPE_RUN_PLOTS (inkling_run_plots_get_type ())
G_DECLARE_FINAL_TYPE (InklingRunPlots, inkling_run_plots, INKLING, RUN_PLOTS, AdwBin)

/* Property, read-only, with notification: "zoomed" (boolean).
 *
 * Signals:
 *   "message" (const char *text, const char *details)    details is NULL
 *   "failed" (const char *heading, const char *reason)
 */

/* Adds the rows that are new since the last call: histories only grow. */
void inkling_run_plots_update (InklingRunPlots      *self,
                               const InklingHistory *history);

/* Before the history of another run. */
void inkling_run_plots_clear  (InklingRunPlots      *self);

G_END_DECLS
