/* nn-idx.h: the header of the IDX files MNIST is published in
 *
 * Format: two zeros, the type of the elements (0x08: unsigned bytes), the number of dimensions,
 * then one big-endian 32-bit count per dimension, then the elements, big-endian. Source: the
 * description on the MNIST page (LeCun, Cortes, Burges).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "nn-array.h"

/* Reads the header at the beginning of bytes (n_bytes), which may be all of the file or its
 * beginning. */
NnStatus nn_idx_parse (const uint8_t *bytes,
                       size_t         n_bytes,
                       NnArray       *array);
