/* inkling-cli-messages.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli-messages.h"

#include <glib/gi18n-lib.h>

#include "inkling-cli.h"

#define REPLACEMENT_CHARACTER 0xfffd

char *
inkling_cli_make_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString         *printable = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (printable, g_unichar_iscntrl (c) ? REPLACEMENT_CHARACTER : c);
    }
  return g_string_free (printable, FALSE);
}

gboolean
inkling_cli_refuse (const char *format,
                    ...)
{
  va_list          arguments;
  g_autofree char *message = NULL;
  g_autofree char *printable = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  printable = inkling_cli_make_printable (message);
  g_printerr ("inkling-cli: %s\n", printable);
  return FALSE;
}

int
inkling_cli_fail (const GError *error)
{
  g_autofree char *printable = inkling_cli_make_printable (error->message);

  g_printerr ("inkling-cli: %s\n", printable);
  return INKLING_CLI_FAILED;
}

void
inkling_cli_report_skipped (const char   *path,
                            const GError *error,
                            gpointer      user_data)
{
  g_autofree char *printable = inkling_cli_make_printable (error->message);

  g_printerr (_("inkling-cli: skipped: %s\n"), printable);
}

void
inkling_cli_report_notice (const char *text,
                           gpointer    user_data)
{
  g_autofree char *printable = inkling_cli_make_printable (text);

  g_printerr ("inkling-cli: %s\n", printable);
}
