/* nn-npy.h: the header of the files NumPy keeps an array in (.npy, and each member of an .npz)
 *
 * Format: "\x93NUMPY", the version, the length of the rest of the header (two bytes, from version 2
 * on four), then a Python dictionary such as
 * {'descr': '|u1', 'fortran_order': False, 'shape': (60000, 28, 28), }. Source: NumPy's
 * documentation, numpy.lib.format.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "nn-array.h"

#define NN_NPY_MAX_HEADER_BYTES 4096 /* NumPy writes 128 */

bool     nn_npy_begins (const uint8_t *bytes,
                        size_t         n_bytes);

/* Reads the header at the beginning of bytes (n_bytes), which may be all of the file or its
 * beginning. NN_IDX_NOT_IDX: it is none, or longer than NN_NPY_MAX_HEADER_BYTES. */
NnStatus nn_npy_parse  (const uint8_t *bytes,
                        size_t         n_bytes,
                        NnArray       *array);
