/* fuzz-picture.c: pictures of every kind that is read, told by their contents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "inkling-picture-file.h"
#include "inkling-picture.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GInputStream)  stream = g_memory_input_stream_new_from_data (data, size, NULL);
  g_autoptr (GError)        error = NULL;
  g_autoptr (InklingPixels) pixels = NULL;
  uint8_t                   image[NN_IMAGE_PIXELS];

  pixels = inkling_picture_file_load_stream (stream, "a picture", NULL, &error);
  if (pixels != NULL)
    {
      g_assert_cmpuint (pixels->width, >, 0);
      g_assert_cmpuint (pixels->height, >, 0);
      inkling_picture_read (pixels, "a picture", image, NULL);
    }
  else
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  return 0;
}
