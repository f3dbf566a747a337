/* inkling-sha256.h: SHA-256, by which files and data sets are recognised
 *
 * Nettle uses the processor's own instructions where it has them. A checkpoint is summed up while
 * the network goes on learning on every processor, so what GLib's portable loops take longer would
 * be missing there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <nettle/sha2.h>

G_BEGIN_DECLS

/* The digest of n_bytes bytes in 64 lower-case hex digits; free with g_free. Any thread. */
char *inkling_sha256_compute (gconstpointer       bytes,
                              gsize               n_bytes);

/* The same of all that sha256_update was given since sha256_init, where it begins again. */
char *inkling_sha256_finish  (struct sha256_ctx  *context);

G_END_DECLS
