/* inkling-packed-file.h: the content of a file, whether it lies there plain, gzipped or zipped
 *
 * Its first bytes tell how it is packed, not its name. It is unpacked piece by piece, so that no
 * more memory is taken than whoever reads gives.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-budget.h"
#include "inkling-zip-file.h"

G_BEGIN_DECLS

typedef struct _InklingPackedFile InklingPackedFile;

/* member: a name in a zip archive, or NULL; an archive with a single file is unpacked without.
 * budget, which may be NULL, is asked for time as long as the file is open. NULL on error, with
 * path at the beginning of the message. Blocking, as is all that follows; one thread at a time. */
InklingPackedFile *inkling_packed_file_open          (const char           *path,
                                                      const char           *member,
                                                      const InklingBudget  *budget,
                                                      GError              **error);
void               inkling_packed_file_close         (InklingPackedFile  *self);

/* The next n_bytes, or fewer where the content ends: then all checksums were right. */
gboolean           inkling_packed_file_read          (InklingPackedFile  *self,
                                                      guint8             *bytes,
                                                      gsize               n_bytes,
                                                      gsize              *n_read,
                                                      GError            **error);

/* The content's beginning, all of it or some thousand bytes, before anything was read. */
const guint8      *inkling_packed_file_peek          (InklingPackedFile  *self,
                                                      gsize              *n_bytes);

/* More than this the content cannot be: what its packing says, or the most that packing can do. */
guint64            inkling_packed_file_get_max_bytes (InklingPackedFile  *self);

/* What lies in the file at path if it is a zip archive, an empty array if it is not; as
 * inkling_zip_file_list. */
GPtrArray         *inkling_packed_file_list_members  (const char         *path,
                                                      GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingPackedFile, inkling_packed_file_close)

G_END_DECLS
