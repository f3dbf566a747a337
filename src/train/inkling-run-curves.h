/* inkling-run-curves.h: which curves show what of a run's history
 *
 * Knows no widgets: it fills the figures of three plots, and sums the run up in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-history.h"
#include "inkling-plot-figure.h"

G_BEGIN_DECLS

enum
{
  INKLING_RUN_FIGURE_LOSS,
  INKLING_RUN_FIGURE_ACCURACY,
  INKLING_RUN_FIGURE_RATE,
  INKLING_RUN_N_FIGURES,
};

typedef struct _InklingRunCurves InklingRunCurves;

/* Adds its curves to figures, which have none and outlive it. */
InklingRunCurves     *inkling_run_curves_new         (InklingPlotFigure *const *figures);
void                  inkling_run_curves_free        (InklingRunCurves         *self);

/* Adds the rows that are new since the last call: until inkling_run_curves_clear a history only
 * grows. Marks are taken anew if any of them has changed. */
void                  inkling_run_curves_update      (InklingRunCurves         *self,
                                                      const InklingHistory     *history);
/* Before the history of another run; the ghost stays. */
void                  inkling_run_curves_clear       (InklingRunCurves         *self);
/* The history of an earlier run behind this one's, instead of any before; NULL: none. */
void                  inkling_run_curves_set_ghost   (InklingRunCurves         *self,
                                                      const InklingHistory     *history);

/* Whether there is nothing to be seen of the run yet. */
gboolean              inkling_run_curves_is_empty    (const InklingRunCurves   *self);

/* “Loss 0.21, falling; 97.3 % of test digits”, or empty. Free with g_free. */
char                 *inkling_run_curves_describe    (const InklingRunCurves   *self);

G_END_DECLS
