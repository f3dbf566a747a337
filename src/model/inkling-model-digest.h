/* inkling-model-digest.h: the two checksums by which a damaged model file is recognised
 *
 * Both are SHA-256 in hex and stand in the header's metadata: "sha256", over the data section, and
 * "header_sha256", over the header's JSON with zeros where its own digits stand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-tensor-header.h"

G_BEGIN_DECLS

/* Puts both into the metadata and returns the header's bytes. */
GBytes  *inkling_model_digest_seal         (InklingTensorHeader        *header,
                                            GBytes                     *data);

gboolean inkling_model_digest_check_data   (const InklingTensorHeader  *header,
                                            GBytes                     *data,
                                            GError                    **error);

/* bytes are the header's, length included. A header without a digest of its own passes. */
gboolean inkling_model_digest_check_header (const InklingTensorHeader  *header,
                                            GBytes                     *bytes,
                                            GError                    **error);

G_END_DECLS
