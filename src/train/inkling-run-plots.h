/* inkling-run-plots.h: the history of a run as plots of loss, accuracy and learning rate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-session.h"

G_BEGIN_DECLS

#define INKLING_TYPE_RUN_PLOTS (inkling_run_plots_get_type ())
G_DECLARE_FINAL_TYPE (InklingRunPlots, inkling_run_plots, INKLING, RUN_PLOTS, AdwBin)

/* Property, read-only, with notification: "zoomed" (boolean).
 *
 * Signals:
 *   "message" (const char *text, const char *details)    details is NULL
 *   "failed" (const char *heading, const char *reason)
 */

/* Shows the history of its run at hand from now on. Once. */
void inkling_run_plots_set_session (InklingRunPlots *self,
                                    InklingSession  *session);

G_END_DECLS
