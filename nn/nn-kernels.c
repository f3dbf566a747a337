/* nn-kernels.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-kernels.h"

extern const NnKernels nn_kernels_baseline;
#ifdef NN_KERNELS_X86
extern const NnKernels nn_kernels_avx2;
extern const NnKernels nn_kernels_avx512;
#endif

const NnKernels *
nn_kernels_get_nth (size_t n)
{
  const NnKernels *usable[3];
  size_t           n_usable = 0;

#ifdef NN_KERNELS_X86
  if (__builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512vl") &&
      __builtin_cpu_supports ("avx512dq") && __builtin_cpu_supports ("avx512bw"))
    usable[n_usable++] = &nn_kernels_avx512;
  if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma"))
    usable[n_usable++] = &nn_kernels_avx2;
#endif
  usable[n_usable++] = &nn_kernels_baseline;
  return n < n_usable ? usable[n] : NULL;
}

const NnKernels *
nn_kernels_get (void)
{
  return nn_kernels_get_nth (0);
}
