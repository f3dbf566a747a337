/* inkling-tensor-source.h: the bytes of a model file, on the disk or in memory
 *
 * They are fetched piece by piece, so that reading a model takes no more memory than the model.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int           fd;    /* owned; −1: in memory */
  const guint8 *bytes; /* borrowed; NULL: on the disk */
  guint64       size;
} InklingTensorSource;

/* Folders, pipes and devices are refused: reading one could fail oddly or never end. */
gboolean            inkling_tensor_source_open     (InklingTensorSource        *self,
                                                    const char                 *path,
                                                    GError                    **error);
InklingTensorSource inkling_tensor_source_in_bytes (GBytes                     *bytes);
void                inkling_tensor_source_clear    (InklingTensorSource        *self);

gboolean            inkling_tensor_source_read     (const InklingTensorSource  *self,
                                                    guint64                     offset,
                                                    gpointer                    buffer,
                                                    gsize                       n_bytes,
                                                    GError                    **error);

/* A file may claim any size for the price of a few bytes on the disk: FALSE if most of a large one
 * are holes, as a copy or a download that broke off leaves them. Networks are not made of zeros. */
gboolean            inkling_tensor_source_check    (const InklingTensorSource  *self,
                                                    GError                    **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InklingTensorSource, inkling_tensor_source_clear)

G_END_DECLS
