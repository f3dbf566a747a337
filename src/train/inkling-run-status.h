/* inkling-run-status.h: how far a run is, in figures and a bar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "inkling-trainer.h"

G_BEGIN_DECLS

#define INKLING_TYPE_RUN_STATUS (inkling_run_status_get_type ())
G_DECLARE_FINAL_TYPE (InklingRunStatus, inkling_run_status, INKLING, RUN_STATUS, AdwBin)

/* One sentence about what is going on. */
void inkling_run_status_set_text     (InklingRunStatus      *self,
                                      const char            *text);

/* The bar goes from first_step to last_step. Figures that are not known (0 steps an epoch or a
 * second, a loss that is not a number) are shown as a dash; NULL: all of them. */
void inkling_run_status_set_progress (InklingRunStatus      *self,
                                      const InklingProgress *progress);

/* "42 s", "3 min 05 s", "2 h 07 min". Free with g_free. */
char *inkling_run_status_format_time (double                 seconds);

G_END_DECLS
