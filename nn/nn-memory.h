/* nn-memory.h: memory whose rows may start on cache lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>

#define NN_ALIGNMENT 64 /* bytes: a cache line, and the widest register */

/* n_values floats, all 0, from a multiple of NN_ALIGNMENT on. NULL: no memory. Free with free. */
float *nn_allocate_floats (size_t n_values);
