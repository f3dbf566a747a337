/* tiny-dataset.h: a small data set that can be learnt, written as IDX files for the tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <string.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "../noise.h"
#include "nn-digits.h"

#define TINY_SEED 7

static const char *const tiny_names[] = {
  "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
  "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
};

static inline void
tiny_append_number (GByteArray *bytes,
                    guint32     number)
{
  guint32 big_endian = GUINT32_TO_BE (number);

  g_byte_array_append (bytes, (const guint8 *) &big_endian, sizeof big_endian);
}

/* A bar whose place is the label, in noise: some of it is ink, most is paper. */
static inline void
tiny_append_image (GByteArray *bytes,
                   guint64     image,
                   guint       label)
{
  guint8 pixels[NN_IMAGE_PIXELS] = { 0 };

  for (gsize p = 0; p < NN_IMAGE_PIXELS; p++)
    {
      float noise = noise_uniform (TINY_SEED, 1000, image * NN_IMAGE_PIXELS + p);

      if (p / NN_IMAGE_SIDE / 2 == label + 2 && noise < 0.6f)
        pixels[p] = 200;
      else if (noise > 0.93f)
        pixels[p] = noise * 255.0f;
    }
  g_byte_array_append (bytes, pixels, sizeof pixels);
}

static inline GBytes *
tiny_make_images (guint n_images,
                  guint first)
{
  GByteArray *bytes = g_byte_array_new ();

  tiny_append_number (bytes, 0x803);
  tiny_append_number (bytes, n_images);
  tiny_append_number (bytes, NN_IMAGE_SIDE);
  tiny_append_number (bytes, NN_IMAGE_SIDE);
  for (guint i = first; i < first + n_images; i++)
    tiny_append_image (bytes, i, i % NN_N_CLASSES);
  return g_byte_array_free_to_bytes (bytes);
}

static inline GBytes *
tiny_make_labels (guint n_images,
                  guint first)
{
  GByteArray *bytes = g_byte_array_new ();

  tiny_append_number (bytes, 0x801);
  tiny_append_number (bytes, n_images);
  for (guint i = first; i < first + n_images; i++)
    {
      guint8 label = i % NN_N_CLASSES;

      g_byte_array_append (bytes, &label, 1);
    }
  return g_byte_array_free_to_bytes (bytes);
}

static inline GBytes *
tiny_gzip (GBytes *plain)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr (GOutputStream)   memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream)   stream = NULL;
  g_autoptr (GError)          error = NULL;

  stream = g_converter_output_stream_new (memory, G_CONVERTER (gzip));
  g_output_stream_write_all (stream, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain),
                             NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static inline void
tiny_write (const char *folder,
            const char *name,
            GBytes     *content)
{
  g_autofree char   *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (content, NULL), g_bytes_get_size (content), &error);
  g_assert_no_error (error);
}

/* All four files, uncompressed. */
static inline void
tiny_dataset_write (const char *folder,
                    guint       n_training,
                    guint       n_test)
{
  GBytes *contents[] = {
    tiny_make_images (n_training, 0), tiny_make_labels (n_training, 0),
    tiny_make_images (n_test, n_training), tiny_make_labels (n_test, n_training),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      tiny_write (folder, tiny_names[i], contents[i]);
      g_clear_pointer (&contents[i], g_bytes_unref);
    }
}

static inline char *
tiny_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char              *folder = g_dir_make_tmp ("inkling-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

/* A temporary folder and everything in it. */
static inline void
tiny_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char      *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_remove (path) != 0)
        tiny_remove_folder (path);
    }
  g_rmdir (folder);
}
