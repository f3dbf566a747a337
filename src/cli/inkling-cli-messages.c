/* inkling-cli-messages.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli-messages.h"

#include <glib/gi18n-lib.h>

#include "inkling-cli.h"

gboolean
inkling_cli_refuse (const char *format,
                    ...)
{
  va_list          arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("inkling-cli: %s\n", message);
  return FALSE;
}

int
inkling_cli_fail (const GError *error)
{
  g_printerr ("inkling-cli: %s\n", error->message);
  return INKLING_CLI_FAILED;
}

void
inkling_cli_report_skipped (const char   *path,
                            const GError *error,
                            gpointer      user_data)
{
  g_printerr (_("inkling-cli: skipped: %s\n"), error->message);
}
