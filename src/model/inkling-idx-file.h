/* inkling-idx-file.h: one IDX file, plain or gzipped, brought into memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define INKLING_IDX_FILE_MAX_BYTES (1 << 30) /* uncompressed; MNIST's largest has 47 million */

typedef enum
{
  INKLING_IDX_IMAGES,
  INKLING_IDX_LABELS,
} InklingIdxKind;

/* The whole content of an IDX file of this kind, uncompressed and checked. Whether it is gzipped is
 * told by its first bytes, not by its name. Never takes more memory than the file's header asks
 * for, and not more than INKLING_IDX_FILE_MAX_BYTES. Blocking; any thread. NULL on error, with the
 * file named at the beginning of the message. */
GBytes *inkling_idx_file_read (const char      *path,
                               InklingIdxKind   kind,
                               GCancellable    *cancellable,
                               GError         **error);

G_END_DECLS
