/* inkling-idx-folder.h: the pictures and labels of a data set, from the files it lies in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "inkling-budget.h"
#include "inkling-dataset-table.h"
#include "inkling-digit-look.h"
#include "inkling-idx-file.h"
#include "inkling-idx-place.h"
#include "nn-digits.h"
#include "nn-team.h"

G_BEGIN_DECLS

/* While it is being read, each member of the team touches only what carries its item's number. */
typedef struct
{
  InklingIdxPlace  *place;                        /* owned */
  char             *digests[INKLING_N_IDX_FILES]; /* owned: SHA-256 of the unpacked files, in hex;
                                                   * "" for what is not there */
  NnDigits         *parts[INKLING_N_PARTS];       /* owned; of training NULL if not there */
  InklingDigitLook  mended;                       /* what the pictures looked like in the files */
  InklingDigitLook  seems;                        /* what they still look like */

  /* Private, while reading */
  InklingBudget     budget;
  InklingIdxFile   *images[INKLING_N_PARTS];      /* owned */
  guint8           *labels[INKLING_N_PARTS];      /* owned */
  guint8           *samples[INKLING_N_PARTS];     /* owned: the first pictures, already read */
  gsize             n_sample[INKLING_N_PARTS];
  GError           *errors[INKLING_N_PARTS];      /* owned */
} InklingIdxFolder;

/* Reads and checks the data set in a folder or file, see inkling_idx_place_find, spread over team,
 * which may be NULL. look is how the pictures lie; usual: as its name says, but what they seem is
 * told in the field. self must be all zero. On error the message begins with the path at fault.
 * Blocking; any thread. */
gboolean inkling_idx_folder_read       (InklingIdxFolder           *self,
                                        const char                 *path,
                                        gboolean                    both,
                                        InklingDigitLook            look,
                                        NnTeam                     *team,
                                        GCancellable               *cancellable,
                                        GError                    **error);
void     inkling_idx_folder_clear      (InklingIdxFolder           *self);

/* Whether they are the files known was published as; the error names the first that is not. */
gboolean inkling_idx_folder_check      (InklingIdxFolder           *self,
                                        const InklingKnownDataset  *known,
                                        GError                    **error);

/* SHA-256 in hex over the four digests, free with g_free: equal for plain and packed copies, and
 * another one where the pictures were mended. */
char    *inkling_idx_folder_get_digest (InklingIdxFolder           *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InklingIdxFolder, inkling_idx_folder_clear)

G_END_DECLS
