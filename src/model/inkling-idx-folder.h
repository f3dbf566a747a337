/* inkling-idx-folder.h: a folder with the four IDX files of a data set, named like MNIST's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "inkling-dataset-table.h"
#include "nn-digits.h"
#include "nn-team.h"

G_BEGIN_DECLS

/* While it is being read, each member of the team touches only what carries its item's number. */
typedef struct
{
  char         *paths[INKLING_N_IDX_FILES];   /* owned */
  char         *digests[INKLING_N_IDX_FILES]; /* owned: SHA-256 of the uncompressed files, in hex */
  NnDigits     *parts[INKLING_N_PARTS];       /* owned */

  /* Private */
  GCancellable *cancellable;                  /* borrowed, while reading */
  GBytes       *contents[INKLING_N_IDX_FILES];/* owned, while reading */
  GError       *errors[INKLING_N_IDX_FILES];  /* owned, while reading */
} InklingIdxFolder;

/* Reads and checks all four files, spread over team, which may be NULL. self must be all zero. On
 * error the message begins with the path at fault. Blocking; any thread. */
gboolean inkling_idx_folder_read       (InklingIdxFolder           *self,
                                        const char                 *folder,
                                        NnTeam                     *team,
                                        GCancellable               *cancellable,
                                        GError                    **error);
void     inkling_idx_folder_clear      (InklingIdxFolder           *self);

/* Whether they are the files known was published as; the error names the first that is not. */
gboolean inkling_idx_folder_check      (InklingIdxFolder           *self,
                                        const InklingKnownDataset  *known,
                                        GError                    **error);

/* SHA-256 in hex over the four digests, free with g_free: equal for plain and gzipped copies. */
char    *inkling_idx_folder_get_digest (InklingIdxFolder           *self);

/* Whether the folder holds at least one of the four files, in any spelling. */
gboolean inkling_idx_folder_has_any    (const char                 *folder);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InklingIdxFolder, inkling_idx_folder_clear)

G_END_DECLS
