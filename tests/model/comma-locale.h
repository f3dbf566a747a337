/* comma-locale.h: a country that writes a decimal comma, whether or not the machine knows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <locale.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "tiny-dataset.h"

/* Numbers are German from here on; free with comma_locale_leave. */
static inline char *
comma_locale_enter (void)
{
  char *folder = tiny_make_folder ();
  g_autofree char *path = g_build_filename (folder, "de_DE.UTF-8", NULL);
  const char *argv[] = { "localedef", "-i", "de_DE", "-f", "UTF-8", path, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, NULL, NULL));
  g_setenv ("LOCPATH", folder, TRUE);
  g_assert_nonnull (setlocale (LC_NUMERIC, "de_DE.UTF-8"));

  return folder;
}

static inline void
comma_locale_leave (char *folder)
{
  setlocale (LC_NUMERIC, "C");
  g_unsetenv ("LOCPATH");
  tiny_remove_folder (folder);
  g_free (folder);
}
