/* nn-kernels-lanes.h: a register full of floats, for the files that are compiled once per
 * instruction set, with NN_KERNELS_SUFFIX naming it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "nn-kernels.h"

#define PASTE(a, b)  a##b
#define SYMBOL(a, b) PASTE (a, b)
#define TEXT_OF(a)   #a
#define TEXT(a)      TEXT_OF (a)

#if defined(__AVX512F__)
#define LANES 16
#elif defined(__AVX__)
#define LANES 8
#else
#define LANES 4
#endif

typedef float Lanes __attribute__ ((vector_size (LANES * sizeof (float))));
typedef int   LaneMask __attribute__ ((vector_size (LANES * sizeof (int))));

#define INLINE static inline __attribute__ ((always_inline))

void SYMBOL (nn_warp_, NN_KERNELS_SUFFIX) (const NnWarp *warp,
                                           const uint8_t input[NN_IMAGE_PIXELS],
                                           uint8_t       output[NN_IMAGE_PIXELS]);
