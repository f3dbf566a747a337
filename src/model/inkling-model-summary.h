/* inkling-model-summary.h: what a list says of a model file without loading it
 *
 * Made from the header and a few values of the history, so that a hundred files are a matter of
 * kilobytes. Weights are not looked at: a file whose data are damaged is found when it is opened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define INKLING_MODEL_SUMMARY_MAX_POINTS 40

#define INKLING_TYPE_MODEL_SUMMARY (inkling_model_summary_get_type ())
G_DECLARE_FINAL_TYPE (InklingModelSummary, inkling_model_summary, INKLING, MODEL_SUMMARY, GObject)

/* Immutable once made. What is broken has a problem, and the step 0. */
struct _InklingModelSummary
{
  GObject  parent_instance;

  char    *path;        /* owned */
  char    *problem;     /* owned: why it cannot be read; NULL: it can */
  gboolean foreign;     /* another program wrote it: it has no step and no recipe */
  char    *recipe;      /* owned: name of the nearest one; NULL: broken or foreign */
  guint    n_changed;   /* values that are not that recipe's */
  gint64   modified;    /* microseconds since 1970; 0: unknown */
  guint64  n_bytes;
  guint64  step;
  double   accuracy;    /* 0 … 1: of the test digits, when last measured; else the best of the
                           validation digits; NAN: never measured */
  gboolean kept;        /* see inkling_model_files_keep */
  guint    n_points;    /* of the curve: the loss from the first report to the last */
  double   points[INKLING_MODEL_SUMMARY_MAX_POINTS];
};

/* Blocking, any thread. */
InklingModelSummary *inkling_model_summary_read        (const char           *path);
void                 inkling_model_summary_read_async  (const char           *path,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
InklingModelSummary *inkling_model_summary_read_finish (GAsyncResult         *result,
                                                        GError              **error);

/* Whether both tell of the same file in the same state. */
gboolean             inkling_model_summary_equal       (InklingModelSummary  *self,
                                                        InklingModelSummary  *other);

G_END_DECLS
