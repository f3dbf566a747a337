/* inkling-error.h: the engine's errors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "nn-status.h"

G_BEGIN_DECLS

#define INKLING_ERROR (inkling_error_quark ())

typedef enum
{
  INKLING_ERROR_FAILED,
  INKLING_ERROR_NO_MEMORY,
  INKLING_ERROR_RECIPE,       /* a hyper-parameter outside its range */
  INKLING_ERROR_DATASET,      /* not there, incomplete or not what it should be */
  INKLING_ERROR_MODEL_FILE,   /* damaged or not a model file */
  INKLING_ERROR_NO_MODEL,     /* nothing to resume or open */
  INKLING_ERROR_PICTURE,      /* not a readable picture */
  INKLING_ERROR_NO_INK,       /* readable, but nothing is drawn */
  INKLING_ERROR_NOT_FINITE,   /* training diverged */
  INKLING_ERROR_FOLDER_IN_USE, /* another program is training there */
} InklingError;

GQuark inkling_error_quark (void);

/* G_FILE_ERROR: what number, an errno, says of path, which is called subject. A link that leads
 * nowhere is told from a file that is not there. Returns FALSE. */
gboolean inkling_error_from_errno (GError     **error,
                                   int          number,
                                   const char  *path,
                                   const char  *subject);

/* One translated sentence for a status, without a full stop; static. */
const char *inkling_status_get_message (NnStatus status);

/* Sets error from a status other than NN_OK, with the message behind "subject: " when a subject
 * (a file's name) is given. Always returns FALSE, so that callers can return it. */
gboolean inkling_error_from_status (GError     **error,
                                    NnStatus     status,
                                    const char  *subject);

/* text as a message may quote it: of a long one only the beginning, and “…”, because who wrote it
 * may have wished to fill the screen; what is no UTF-8 is replaced. Free with g_free. */
char *inkling_error_quote (const char *text);

/* The same for a whole message, which may have come from a library or quote bytes of a file, a name
 * or a server: a screen full at most. Whatever shows messages passes them through this. */
char *inkling_error_make_presentable (const char *message);

/* Sets error with a message of its own, made presentable. Always returns FALSE. */
gboolean inkling_error_set (GError       **error,
                            InklingError   code,
                            const char    *format,
                            ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
