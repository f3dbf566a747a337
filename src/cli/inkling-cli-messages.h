/* inkling-cli-messages.h: what is said on stderr
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* text as a terminal may show it: characters that would control it are replaced, because names and
 * values come from files of strangers. Free with g_free. */
char    *inkling_cli_make_printable (const char   *text);

/* Says what is wrong with the command line; always FALSE. */
gboolean inkling_cli_refuse         (const char   *format,
                                     ...) G_GNUC_PRINTF (1, 2);

/* Says what went wrong; returns INKLING_CLI_FAILED. */
int      inkling_cli_fail           (const GError *error);

/* A file that cannot be used is named and passed over: an InklingSkipFunc. */
void     inkling_cli_report_skipped (const char   *path,
                                     const GError *error,
                                     gpointer      user_data);

/* Says what should be known, though nothing has failed: an InklingNoticeFunc. */
void     inkling_cli_report_notice  (const char   *text,
                                     gpointer      user_data);

G_END_DECLS
