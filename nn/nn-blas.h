/* nn-blas.h: what has to be known of the BLAS library besides its products
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "nn-shape.h"

/* OpenBLAS takes a working memory for each product that is computed at the same time, and asks for
 * ever when there is none. Whether n_threads threads can be given one; true for a network without a
 * layer that is multiplied by it. Any thread. */
bool nn_blas_has_room (const NnNetwork *network,
                       size_t           n_threads);
