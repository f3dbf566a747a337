/* inkling-cli-report.h: what a training run says on stdout, as text or as JSON lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-trainer.h"

G_BEGIN_DECLS

/* from is NULL for a new run. */
void inkling_cli_report_start      (gboolean                       json,
                                    const InklingModel            *from,
                                    const char                    *dataset_name);
void inkling_cli_report_progress   (gboolean                       json,
                                    const InklingReport           *report,
                                    const InklingEvaluationReport *evaluation,
                                    double                         seconds);
void inkling_cli_report_checkpoint (gboolean                       json,
                                    guint64                        step,
                                    const char                    *path);
/* saved is the last checkpoint, NULL if there is none. */
void inkling_cli_report_done       (gboolean                       json,
                                    const InklingProgress         *progress,
                                    const InklingEvaluationReport *end,
                                    const char                    *saved);

G_END_DECLS
