/* inkling-sha256.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-sha256.h"

#include <nettle/base16.h>

char *
inkling_sha256_compute (gconstpointer bytes,
                        gsize         n_bytes)
{
  struct sha256_ctx context;

  sha256_init (&context);
  sha256_update (&context, n_bytes, bytes);
  return inkling_sha256_finish (&context);
}

char *
inkling_sha256_finish (struct sha256_ctx *context)
{
  guint8  digest[SHA256_DIGEST_SIZE];
  char   *digits = g_malloc0 (BASE16_ENCODE_LENGTH (sizeof digest) + 1);

  sha256_digest (context, sizeof digest, digest);
  base16_encode_update (digits, sizeof digest, digest);
  return digits;
}
