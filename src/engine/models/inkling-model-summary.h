/* inkling-model-summary.h: what a list says of a model file without loading it
 *
 * Made from the header and a few values of the history, so that a file is a matter of kilobytes.
 * Weights are not looked at: a file whose data are damaged is found when it is opened.
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
  gboolean kept;        /* see inkling_shelf_keep */
  guint    n_points;    /* of the curve: the loss from the first report to the last */
  double   points[INKLING_MODEL_SUMMARY_MAX_POINTS];
};

/* Blocking, any thread. */
InklingModelSummary *inkling_model_summary_read    (const char          *path);

/* In the order of a list: what was changed last comes first, then by name. */
int                  inkling_model_summary_compare (InklingModelSummary *self,
                                                    InklingModelSummary *other);

/* What was read of a folder, and of its subfolders of earlier runs. */
typedef struct
{
  GPtrArray *summaries; /* owned; of InklingModelSummary, in the order of the list */
  guint      n_files;   /* in all; the list may have been asked for fewer */
} InklingModelListing;

/* The first n_wanted of a folder's models. Only those are looked into, and none that is among
 * known, a hash table of summaries by their paths, and has not changed since: its summary is taken
 * over. NULL on error. Blocking, any thread. */
InklingModelListing *inkling_model_listing_read    (const char          *folder,
                                                    GHashTable          *known,
                                                    guint                n_wanted,
                                                    GError             **error);
void                 inkling_model_listing_free    (InklingModelListing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingModelListing, inkling_model_listing_free)

G_END_DECLS
