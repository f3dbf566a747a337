/* test-data.h: real digits, which lie outside of the project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#define PEN_DIGITS "handwriting/pen-digits-dev.jsonl"
#define MNIST      "mnist"

/* The path of a file or folder in $INKLING_TEST_DATA, owned by the caller; NULL if it is not there,
 * and then the case that runs is skipped. */
static inline char *
test_data_find (const char *name)
{
  const char *folder = g_getenv ("INKLING_TEST_DATA");
  g_autofree char *path = g_build_filename (folder == NULL ? "" : folder, name, NULL);
  g_autofree char *reason = g_strdup_printf ("%s is not in $INKLING_TEST_DATA", name);

  if (folder != NULL && *folder != '\0' && g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);

  g_test_skip (reason);

  return NULL;
}
