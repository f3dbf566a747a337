/* nn-safetensors.h: the layout of a .safetensors data section
 *
 * The header's JSON is read and written in the engine; here is what its entries mean:
 * tensors one after the other, in order, without holes. Source: the format description of
 * huggingface/safetensors.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "nn-status.h"

#define NN_SAFETENSORS_MAX_HEADER 65536 /* bytes; ours need about 2,000 */
#define NN_TENSOR_MAX_DIMENSIONS  8
#define NN_TENSOR_MAX_NAME        256   /* ours are short, other programs' tell a path of modules */

/* Those of the format that hold real numbers, and the one our steps have. */
typedef enum
{
  NN_DTYPE_F8_E5M2, /* read only, as the next two */
  NN_DTYPE_F8_E4M3,
  NN_DTYPE_BF16,
  NN_DTYPE_F16,
  NN_DTYPE_F32,
  NN_DTYPE_F64,
  NN_DTYPE_I64,
} NnDtype;

typedef struct
{
  char     name[NN_TENSOR_MAX_NAME];
  NnDtype  dtype;
  size_t   n_dimensions;
  uint64_t shape[NN_TENSOR_MAX_DIMENSIONS];
  uint64_t begin; /* bytes from the start of the data section */
  uint64_t end;   /* exclusive */
} NnTensorEntry;

/* "F32" …; NN_TENSOR_BAD_DTYPE for another text. */
NnStatus    nn_dtype_parse   (const char *text,
                              NnDtype    *dtype);
const char *nn_dtype_to_text (NnDtype dtype);
size_t      nn_dtype_size    (NnDtype dtype); /* bytes */

/* Sets begin and end of each entry so that they follow one another; returns the section's size. The
 * shapes are the caller's own: their sizes must fit. */
uint64_t nn_tensors_lay_out (NnTensorEntry *entries,
                             size_t         n_entries);

/* Checks that entries, which it sorts by begin, fill a data section of n_bytes exactly and that
 * each is as long as its shape says, without ever overflowing. culprit may be NULL; *culprit is the
 * entry at fault, NULL when there are bytes but no entries. */
NnStatus nn_tensors_check (NnTensorEntry        *entries,
                           size_t                n_entries,
                           uint64_t              n_bytes,
                           const NnTensorEntry **culprit);

/* Little-endian data of n_values elements ⇄ host values, whatever the host's byte order. Halves are
 * rounded to the nearest, ties to even. Into I64 go whole numbers that fit. */
void nn_tensor_read_floats    (NnDtype        dtype,
                               const uint8_t *bytes,
                               float         *values,
                               size_t         n_values);
void nn_tensor_read_doubles   (NnDtype        dtype,
                               const uint8_t *bytes,
                               double        *values,
                               size_t         n_values);
void nn_tensor_write_floats   (NnDtype        dtype,
                               const float   *values,
                               uint8_t       *bytes,
                               size_t         n_values);
void nn_tensor_write_doubles  (NnDtype        dtype,
                               const double  *values,
                               uint8_t       *bytes,
                               size_t         n_values);

/* The same for I64 without a detour through floating point. */
void nn_tensor_read_integers  (const uint8_t *bytes,
                               int64_t       *values,
                               size_t         n_values);
void nn_tensor_write_integers (const int64_t *values,
                               uint8_t       *bytes,
                               size_t         n_values);
