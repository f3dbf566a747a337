/* inkling-model-digest.h: the two checksums by which a damaged model file is recognised
 *
 * Both are SHA-256 in lower-case hex and stand in the header's metadata. They hold for what the
 * file says, not for how it is written: another program may put the tensors into another order,
 * write the header anew and add metadata of its own.
 *
 *   sha256           over one line for each tensor, sorted: its name, type, shape and the SHA-256
 *                    of its bytes, as in "fc1.bias F32 500 9f86d0…\n"
 *   metadata_sha256  its digits, a space, and the names of the members it covers, separated by
 *                    spaces; over "name\0value\0" for each of them. Without it nothing is checked.
 *
 * In files of format inkling-model/1, "sha256" is over the data section and "header_sha256" over
 * the header's JSON with zeros where its own digits stand. If the file was written anew, both are
 * those of the file as Inkling wrote it, which can be told from what it holds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-tensor-header.h"

G_BEGIN_DECLS

/* A digest of the tensors in the making: they are added in the order of the model's table. */
typedef struct _InklingModelDigest InklingModelDigest;

/* format: that of the file, 1 or 2. */
InklingModelDigest *inkling_model_digest_new          (guint                       format);
void                inkling_model_digest_free         (InklingModelDigest         *self);
/* The tensor's bytes from first to last, in pieces of any size, and then its name. */
void                inkling_model_digest_add_bytes    (InklingModelDigest         *self,
                                                       const guint8               *bytes,
                                                       gsize                       n_bytes);
void                inkling_model_digest_end_tensor   (InklingModelDigest         *self,
                                                       const NnTensorEntry        *entry);
/* Whether that is what the header says. */
gboolean            inkling_model_digest_check_tensors (InklingModelDigest         *self,
                                                        const InklingTensorHeader  *header,
                                                        GError                    **error);

/* Puts both into the metadata and returns the header's bytes. data is the data section. */
GBytes             *inkling_model_digest_seal          (InklingTensorHeader        *header,
                                                        GBytes                     *data);

gboolean            inkling_model_digest_check_metadata (const InklingTensorHeader *header,
                                                        GError                    **error);

/* Format 1. bytes are the header's, length included; original is the header as Inkling wrote it, as
 * far as can be told, and is changed. A header without a digest of its own passes. */
gboolean            inkling_model_digest_check_header  (GBytes                     *bytes,
                                                        InklingTensorHeader        *original,
                                                        GError                    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingModelDigest, inkling_model_digest_free)

G_END_DECLS
