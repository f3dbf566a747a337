/* dataset-fixture.h: a small data set in a folder, and its files as they can be changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-dataset.h"
#include "inkling-error.h"

#include "tiny-dataset.h"

#define N_TRAINING 240
#define N_TEST     40

typedef struct
{
  char *folder; /* owned: a good data set */
} Fixture;

static inline void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = tiny_make_folder ();
  tiny_dataset_write (fixture->folder, N_TRAINING, N_TEST);
}

static inline void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  tiny_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static inline InklingDataset *
load (const char *which)
{
  g_autoptr (GError) error = NULL;
  InklingDataset    *dataset = inkling_dataset_load (which, NULL, &error);

  g_assert_no_error (error);
  return dataset;
}

static inline GBytes *
read_file (Fixture    *fixture,
           const char *name)
{
  g_autofree char   *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char              *content;
  gsize              length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, length);
}

static inline void
remove_file (Fixture    *fixture,
             const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static inline void
replace (Fixture    *fixture,
         const char *name,
         GBytes     *content)
{
  tiny_write (fixture->folder, name, content);
  g_bytes_unref (content);
}

static inline GBytes *
changed (GBytes *bytes,
         gssize  place, /* from the end when negative */
         guint8  value)
{
  gsize   length;
  guint8 *content = g_bytes_unref_to_data (bytes, &length);

  content[place >= 0 ? (gsize) place : length + place] = value;
  return g_bytes_new_take (content, length);
}

/* Puts a gzipped file in the place of the plain one. */
static inline void
replace_by_gzip (Fixture    *fixture,
                 const char *name,
                 GBytes     *content)
{
  g_autofree char *packed_name = g_strconcat (name, ".gz", NULL);

  remove_file (fixture, name);
  replace (fixture, packed_name, content);
}

static inline GBytes *
gzipped (Fixture    *fixture,
         const char *name)
{
  g_autoptr (GBytes) plain = read_file (fixture, name);

  return tiny_gzip (plain);
}
