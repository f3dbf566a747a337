/* inkling-download.h: brings the files of a data set from a server, checked
 *
 * Mirrors are asked in their order. What was cut off is gone on with, the next time too; only when
 * all files have come and the SHA-256 of what is in them is the published one do they get into the
 * folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdatomic.h>

#include <gio/gio.h>

#include "inkling-dataset-table.h"

G_BEGIN_DECLS

/* All is borrowed, for as long as the download goes on. */
typedef struct
{
  const char                 *title;   /* for messages */
  const InklingPublishedFile *files;   /* (n_files) */
  gsize                       n_files;
  const char *const          *mirrors; /* addresses the files' names are put behind; NULL ends */
  const char                 *folder;  /* where the files go */
  guint                       timeout; /* seconds without a byte; 0: 30 */
  guint                       limit;   /* seconds for all files together; 0: two hours */
} InklingDownloadPlan;

typedef struct
{
  atomic_ullong n_bytes; /* that have come, by any download; written by it, read by any thread */
} InklingDownloadProgress;

/* What the plan's files weigh together. */
guint64  inkling_download_plan_get_size (const InklingDownloadPlan *plan);

/* Blocking; any thread. INKLING_ERROR_DATASET says what each mirror had to say; G_FILE_ERROR, or
 * cancelled. What has come stays on the disk. */
gboolean inkling_download        (const InklingDownloadPlan  *plan,
                                  InklingDownloadProgress    *progress,
                                  GCancellable               *cancellable,
                                  GError                    **error);
void     inkling_download_async  (const InklingDownloadPlan  *plan,
                                  InklingDownloadProgress    *progress,
                                  GCancellable               *cancellable,
                                  GAsyncReadyCallback         callback,
                                  gpointer                    user_data);
gboolean inkling_download_finish (GAsyncResult               *result,
                                  GError                    **error);

/* The plan of a data set that has mirrors; they can be replaced by addresses, separated by spaces,
 * in the environment variable $INKLING_MIRRORS. Free with inkling_download_plan_free. */
InklingDownloadPlan *inkling_download_plan_new  (const InklingKnownDataset *known);
void                 inkling_download_plan_free (InklingDownloadPlan       *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingDownloadPlan, inkling_download_plan_free)

G_END_DECLS
