/* main.c: the program with a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <signal.h>

#include <glib/gi18n.h>

#include "inkling-application.h"
#include "inkling-config.h"

/* Names another folder of translations: a build that is not installed has them elsewhere. */
#define CATALOGUES_VARIABLE "INKLING_LOCALE_DIR"

int
main (int   argc,
      char *argv[])
{
  const char *catalogues = g_getenv (CATALOGUES_VARIABLE);
  g_autoptr (InklingApplication) application = NULL;

  bindtextdomain (INKLING_GETTEXT_DOMAIN,
                  catalogues != NULL ? catalogues : INKLING_LOCALE_DIR);
  bind_textdomain_codeset (INKLING_GETTEXT_DOMAIN, "UTF-8");
  textdomain (INKLING_GETTEXT_DOMAIN);
  signal (SIGXFSZ, SIG_IGN); /* a file that may not grow is an error in words */

  application = inkling_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
