/* comma-locale.h: countries that write numbers otherwise, whether or not the machine knows them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <locale.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "tiny-dataset.h"

/* Numbers are those of a country, such as de_DE, from here on; free with country_leave. Only how it
 * writes them is made, because all of a locale takes seconds. */
static inline char *
country_enter (const char *country)
{
  char *folder = tiny_make_folder ();
  g_autofree char *name = g_strconcat (country, ".UTF-8", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *source = g_build_filename (folder, "source", NULL);
  g_autofree char *text = g_strdup_printf ("comment_char %%\nescape_char /\n"
                                           "LC_NUMERIC\ncopy \"%s\"\nEND LC_NUMERIC\n", country);
  const char *argv[] = { "localedef", "-c", "--quiet", "-i", source, "-f", "UTF-8", path, NULL };

  g_assert_true (g_file_set_contents (source, text, -1, NULL));
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL,
                               G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                               NULL, NULL, NULL));
  g_setenv ("LOCPATH", folder, TRUE);
  g_assert_nonnull (setlocale (LC_NUMERIC, name));

  return folder;
}

static inline void
country_leave (char *folder)
{
  setlocale (LC_NUMERIC, "C");
  g_unsetenv ("LOCPATH");
  tiny_remove_folder (folder);
  g_free (folder);
}

/* A decimal comma. */
static inline char *
comma_locale_enter (void)
{
  return country_enter ("de_DE");
}

static inline void
comma_locale_leave (char *folder)
{
  country_leave (folder);
}
