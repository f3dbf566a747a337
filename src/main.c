/* main.c: the program with a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <signal.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "inkling-application.h"
#include "inkling-config.h"

/* Names another folder of translations: a build that is not installed has them elsewhere. */
#define CATALOGUES_VARIABLE "INKLING_LOCALE_DIR"

#define FIRST_RENDER_NODE "/dev/dri/renderD128"

/* What fills the window, plots and ink, is drawn by Cairo anyway. On a machine without a graphics
 * card GTK's other renderers would be emulated by the processors that train: 300 ms a frame instead
 * of 7, and ten times as long to start (GTK 4.8). With a card GTK chooses, and whoever has set the
 * variable is obeyed. First of all, while no thread looks into the environment. */
static void
choose_renderer (void)
{
  if (g_access (FIRST_RENDER_NODE, R_OK | W_OK) != 0)
    g_setenv ("GSK_RENDERER", "cairo", FALSE);
}

int
main (int   argc,
      char *argv[])
{
  const char *catalogues = g_getenv (CATALOGUES_VARIABLE);
  g_autoptr (InklingApplication) application = NULL;

  choose_renderer ();

  g_log_writer_default_set_use_stderr (TRUE);
  bindtextdomain (INKLING_GETTEXT_DOMAIN,
                  catalogues != NULL ? catalogues : INKLING_LOCALE_DIR);
  bind_textdomain_codeset (INKLING_GETTEXT_DOMAIN, "UTF-8");
  textdomain (INKLING_GETTEXT_DOMAIN);
  signal (SIGXFSZ, SIG_IGN); /* a file that may not grow is an error in words */

  application = inkling_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
