/* inkling-tensor-header.h: the JSON header of a .safetensors file
 *
 * Layout of a file: the JSON's length (8 bytes, little-endian), the JSON, the data section. Source:
 * the format description of huggingface/safetensors.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

#include "nn-safetensors.h"

G_BEGIN_DECLS

#define INKLING_TENSOR_HEADER_LENGTH_BYTES 8

typedef struct
{
  JsonObject *metadata;     /* owned; all members are strings */
  GArray     *entries;      /* owned, of NnTensorEntry in the order of the data */
  gsize       n_bytes;      /* of length and JSON, once parsed: the data section begins here */
  guint64     n_data_bytes;
} InklingTensorHeader;

/* Empty. */
InklingTensorHeader *inkling_tensor_header_new  (void);
void                 inkling_tensor_header_free (InklingTensorHeader *self);

/* How many bytes of a file of file_size the header takes, told by the file's first bytes, of which
 * eight are enough. INKLING_ERROR_MODEL_FILE if this can be no .safetensors file. */
gboolean inkling_tensor_header_measure (const guint8  *bytes,
                                        guint64        file_size,
                                        gsize         *n_bytes,
                                        GError       **error);

/* Reads and checks length and JSON, n_bytes as measured: syntax, names, types, and that the tensors
 * fill the rest of a file of file_size without holes or overlaps. NULL with
 * INKLING_ERROR_MODEL_FILE, each fault with its own message. */
InklingTensorHeader *inkling_tensor_header_parse (const guint8  *bytes,
                                                  gsize          n_bytes,
                                                  guint64        file_size,
                                                  GError       **error);

/* Sets the entries' offsets so that they follow one another, and n_data_bytes. */
void inkling_tensor_header_lay_out (InklingTensorHeader *self);

/* Writes length and JSON, padded so that the data begins at a multiple of eight. Equal headers give
 * equal bytes. */
GBytes *inkling_tensor_header_print (const InklingTensorHeader *self);

/* NULL if there is no tensor of that name. */
const NnTensorEntry *inkling_tensor_header_find (const InklingTensorHeader *self,
                                                 const char                *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InklingTensorHeader, inkling_tensor_header_free)

G_END_DECLS
