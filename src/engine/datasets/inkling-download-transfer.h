/* inkling-download-transfer.h: one file from one server
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdatomic.h>

#include <libsoup/soup.h>

#include "inkling-download-part.h"

G_BEGIN_DECLS

/* Asks the server at uri for what is missing of the file, and appends it to part; or for all of it,
 * anew, which also comes if the server has another version than the part's or cannot go on in the
 * middle. n_before bytes of other files count for the progress. Blocking, but not for ever: a
 * server that lets more than timeout seconds pass, sends next to nothing, or is still sending at
 * deadline (of g_get_monotonic_time) is given up. Session and default main context must be the
 * thread's own.
 *
 * FALSE: G_FILE_ERROR (the disk), G_IO_ERROR_CANCELLED, G_IO_ERROR_PARTIAL_INPUT (cut off, part has
 * what came), or another error, always with a sentence that can be shown. */
gboolean inkling_download_transfer (SoupSession                 *session,
                                    const char                  *uri,
                                    guint                        timeout,
                                    gint64                       deadline,
                                    gboolean                     anew,
                                    InklingDownloadPart         *part,
                                    const InklingPublishedFile  *file,
                                    guint64                      n_before,
                                    atomic_ullong               *progress,
                                    GCancellable                *cancellable,
                                    GError                     **error);

/* Whether the error says that no server can be reached from here, rather than that this one is in
 * trouble. */
gboolean inkling_download_transfer_is_offline (const GError *error);

G_END_DECLS
