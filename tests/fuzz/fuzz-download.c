/* fuzz-download.c: what an earlier download left in the folder, of any content
 *
 * The first line is the note; of the rest the first half is the part, the other what is sent anew.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "inkling-download-part.h"

#define URI "http://127.0.0.1/f.gz"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_auto (InklingDownloadPart) part = INKLING_DOWNLOAD_PART_INIT;
  const InklingPublishedFile   file = { .name = "f.gz", .n_content_bytes = 16, .digest = "00" };
  g_autofree char             *line = fuzz_take_line (&data, &size);
  g_autofree char             *note = g_strconcat (URI "\n", line, "\n", NULL);
  g_autofree char             *validator = NULL;
  g_autoptr (GError)           error = NULL;

  if (!inkling_download_part_open (&part, fuzz_get_folder (), file.name, &error))
    g_error ("%s", error->message);
  inkling_download_part_shorten (&part, 0, NULL);
  inkling_download_part_append (&part, data, size / 2, NULL);
  g_assert_true (g_file_set_contents (part.note_path, note, -1, NULL));
  if (size > 0 && inkling_download_part_begin_anew (&part, NULL))
    {
      inkling_download_part_append (&part, data + size / 2, size - size / 2, NULL);
      inkling_download_part_settle (&part, &file, NULL);
    }
  validator = inkling_download_part_get_validator (&part, URI);
  if (!inkling_download_part_finish (&part, &file, &error))
    g_assert_nonnull (error);
  return 0;
}
