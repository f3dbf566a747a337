/* one-model.h: a folder for one model file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model-fixture.h"

typedef struct
{
  char *folder; /* owned */
  char *path;   /* owned: of a model file in it, not yet there */
} Fixture;

static inline void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = tiny_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "a model.safetensors", NULL);
}

static inline void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tiny_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}
