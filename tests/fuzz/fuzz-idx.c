/* fuzz-idx.c: IDX files, plain, or packed here so that the bytes are of what is within
 *
 * The first byte says which kind is expected and whether to pack.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <zlib.h>

#include "inkling-idx-file.h"
#include "nn-digits.h"

#define MAX_ITEMS   1000
#define GZIP_WINDOW (15 + 16) /* zlib's way to ask for gzip */

static GBytes *
pack (const uint8_t *data,
      size_t         size)
{
  z_stream stream = { 0 };
  uint8_t *packed;
  size_t   capacity;

  g_assert_cmpint (deflateInit2 (&stream, 1, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY), ==,
                   Z_OK);
  capacity = deflateBound (&stream, size);
  packed = g_malloc (capacity);
  stream.next_in = (uint8_t *) data;
  stream.avail_in = size;
  stream.next_out = packed;
  stream.avail_out = capacity;
  g_assert_cmpint (deflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  deflateEnd (&stream);
  return g_bytes_new_take (packed, capacity - stream.avail_out);
}

static void
read_file (const char          *path,
           InklingIdxKind       kind,
           const InklingBudget *budget)
{
  const gsize                item_bytes = kind == INKLING_IDX_IMAGES ? NN_IMAGE_PIXELS : 1;
  g_autoptr (GError)         error = NULL;
  g_autoptr (InklingIdxFile) file = inkling_idx_file_open (path, NULL, kind, budget, &error);
  g_autofree guint8         *items = NULL;
  g_autofree char           *digest = NULL;
  gsize                      n_items;

  g_assert_true ((file == NULL) == (error != NULL));
  if (file == NULL)
    return;
  n_items = MIN (inkling_idx_file_get_n_items (file), MAX_ITEMS);
  items = g_malloc (n_items * item_bytes + 1);
  if (inkling_idx_file_read (file, items, n_items, NULL))
    digest = inkling_idx_file_finish (file, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  uint8_t            choice = fuzz_take_byte (&data, &size);
  InklingIdxKind     kind = choice & 1 ? INKLING_IDX_LABELS : INKLING_IDX_IMAGES;
  g_autoptr (GBytes) bytes = choice & 2 ? pack (data, size) : g_bytes_new (data, size);
  g_autofree char   *path = fuzz_write_file ("idx", g_bytes_get_data (bytes, NULL),
                                             g_bytes_get_size (bytes));
  InklingBudget      budget = inkling_budget_begin ("idx", INKLING_BUDGET_SECONDS, NULL);

  read_file (path, kind, &budget);
  return 0;
}
