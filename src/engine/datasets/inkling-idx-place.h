/* inkling-idx-place.h: where the files of a data set lie, and how they are called
 *
 * Programs keep the same four files under many names and in folders of folders: MNIST's own,
 * EMNIST's and QMNIST's, torchvision's tree, Keras's archive. All are found here, from any of their
 * folders or files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "inkling-dataset-table.h"

G_BEGIN_DECLS

/* Images and labels of each part, as in the table; what is not there is NULL. */
typedef struct
{
  char *set;                          /* owned: what its files share, "emnist-digits"; "" */
  char *paths[INKLING_N_IDX_FILES];   /* owned */
  char *members[INKLING_N_IDX_FILES]; /* owned: in the zip archive at the path, or NULL */
} InklingIdxPlace;

/* Finds the data set in a folder, or in one below, or the one a file belongs to. Its test part must
 * be there, and with both the training part, too. NULL with a message that begins with path or with
 * the folder at fault. Blocking; any thread. */
InklingIdxPlace *inkling_idx_place_find      (const char             *path,
                                              gboolean                both,
                                              GError                **error);
void             inkling_idx_place_free      (InklingIdxPlace        *self);

gboolean         inkling_idx_place_has_part  (const InklingIdxPlace  *self,
                                              gsize                   part);

/* Whether the folder holds any file of a data set. */
gboolean         inkling_idx_place_has_any   (const char             *folder);

/* What a file's name says: FALSE if it is none of a data set. *set, if not NULL, is the
 * caller's. */
gboolean         inkling_idx_place_read_name (const char             *name,
                                              gsize                  *file,
                                              char                  **set);

/* Whether the path is one of a file of drawings, by its name or by what is in it. */
gboolean         inkling_idx_place_is_ink    (const char             *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingIdxPlace, inkling_idx_place_free)

G_END_DECLS
