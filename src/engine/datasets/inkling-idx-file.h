/* inkling-idx-file.h: one file of pictures or of labels, read piece by piece
 *
 * It is an IDX file or an array of NumPy, packed or not. Its header is checked when it is opened;
 * what the header claims takes no memory before it has been seen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "inkling-budget.h"
#include "nn-array.h"

G_BEGIN_DECLS

#define INKLING_IDX_FILE_MAX_BYTES (1 << 30) /* unpacked; MNIST's largest has 47 million */

typedef enum
{
  INKLING_IDX_IMAGES,
  INKLING_IDX_LABELS,
} InklingIdxKind;

typedef struct _InklingIdxFile InklingIdxFile;

/* member and budget: as for inkling_packed_file_open. NULL on error, with path at the beginning of
 * the message. Blocking, as is all that follows; one thread at a time. */
InklingIdxFile *inkling_idx_file_open        (const char           *path,
                                              const char           *member,
                                              InklingIdxKind        kind,
                                              const InklingBudget  *budget,
                                              GError              **error);
void            inkling_idx_file_close       (InklingIdxFile  *self);

/* How many pictures or labels its header claims. */
gsize           inkling_idx_file_get_n_items (InklingIdxFile  *self);

/* The next n_items: 784 bytes each, or one byte each, 0 … 9. */
gboolean        inkling_idx_file_read        (InklingIdxFile  *self,
                                              guint8          *items,
                                              gsize            n_items,
                                              GError         **error);

/* SHA-256 in hex of all of the unpacked file, behind whose last item nothing may follow. Free with
 * g_free. */
char           *inkling_idx_file_finish      (InklingIdxFile  *self,
                                              GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingIdxFile, inkling_idx_file_close)

G_END_DECLS
