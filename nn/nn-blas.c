/* nn-blas.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-blas.h"

#include <sys/mman.h>

/* BUFFER_SIZE of OpenBLAS on 64-bit machines; it touches only what it uses. */
#define BYTES_A_PRODUCT ((size_t) 128 << 20)

/* OpenBLAS starts threads of its own while the program is loaded, before main could ask it not to.
 * It needs none here, where a team shares the work, and with little memory they are its end: it
 * raises SIGINT when it cannot start them, and waits at exit for those that it did not start. This
 * stands in for the function of the library's that reads OPENBLAS_NUM_THREADS. */
int openblas_num_threads_env (void);

int
openblas_num_threads_env (void)
{
  return 1;
}

bool
nn_blas_has_room (const NnNetwork *network,
                  size_t           n_threads)
{
  bool   is_used = false;
  size_t n_bytes = n_threads * BYTES_A_PRODUCT;
  void  *room;

  for (size_t layer = 1; layer < network->n_layers; layer++)
    is_used = is_used || !nn_layer_is_narrow (network, layer);
  if (!is_used)
    return true;
  /* As the library asks for it; nothing is touched. */
  /* cppcheck-suppress invalidFunctionArg ; no file is meant by −1 */
  room = mmap (NULL, n_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (room == MAP_FAILED)
    return false;
  munmap (room, n_bytes);
  return true;
}
